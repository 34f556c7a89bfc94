"""Which part of a page is the article: scores by paragraph, in the manner of Readability.

The method is described in the design notes; words, weights and code are Devket's own.
"""

from __future__ import annotations

from devket.capture.heuristic.clean import clean
from devket.capture.heuristic.find import Found, find_article
from devket.capture.heuristic.hero import bring_hero
from devket.capture.heuristic.prune import prune

__all__ = ["Found", "bring_hero", "clean", "find_article", "prune"]

"""Sets of phrases looked for in whole texts, in time that grows with the text alone.

Python's own engine tries each of a hundred alternatives at each letter: a page of 10,000 characters
cost it 10 ms a set, and RE2 0.05. Short texts, and what needs a look ahead, stay with `re`.
"""

from __future__ import annotations

import re2

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_EXACT = re2.Options()


class Phrases:
    """A set of patterns in RE2's syntax: `\\w`, `\\d` and `\\b` know ASCII only."""

    def __init__(self, *patterns: str, ignore_case: bool = True) -> None:
        options = _OPTIONS if ignore_case else _EXACT
        self._compiled = re2.compile("|".join(patterns), options)

    def search(self, text: str) -> bool:
        """Tell whether any of them stands in the text."""
        return self._compiled.search(text) is not None

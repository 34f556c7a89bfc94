"""Verbs of searching: keeping the index."""

from devket.search.services.indexing import forget, index_missing, index_saves
from devket.search.services.rebuilding import begin, end, hurry

__all__ = ["begin", "end", "forget", "hurry", "index_missing", "index_saves"]

"""Verbs of searching: keeping the index."""

from devket.search.services.indexing import forget, index_missing, index_saves
from devket.search.services.rebuilding import empty, rebuild

__all__ = ["empty", "forget", "index_missing", "index_saves", "rebuild"]

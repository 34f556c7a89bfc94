"""All reads of searching: what a query finds, where its words stand, what is to be indexed."""

from devket.search.queries.excerpts import Excerpt, Field, excerpts_of
from devket.search.queries.finding import PAGE_SIZE, Found, find
from devket.search.queries.ranking import MOST
from devket.search.queries.sources import sources_of
from devket.search.queries.standing import count_missing, missing

__all__ = [
    "MOST",
    "PAGE_SIZE",
    "Excerpt",
    "Field",
    "Found",
    "count_missing",
    "excerpts_of",
    "find",
    "missing",
    "sources_of",
]

"""All reads of highlights, each narrowed by a policy."""

from devket.reading.queries.highlights import (
    Marked,
    Placed,
    Share,
    in_version,
    marked,
    of_save,
    owned_to_change,
    placed_in_versions,
)
from devket.reading.queries.listing import Listing, page_of, tags_of, walk

__all__ = [
    "Listing",
    "Marked",
    "Placed",
    "Share",
    "in_version",
    "marked",
    "of_save",
    "owned_to_change",
    "page_of",
    "placed_in_versions",
    "tags_of",
    "walk",
]

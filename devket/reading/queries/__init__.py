"""All reads of highlights and of places in a text, each narrowed by a policy."""

from devket.reading.queries.around import around
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
from devket.reading.queries.places import capture_numbered, position_of

__all__ = [
    "Listing",
    "Marked",
    "Placed",
    "Share",
    "around",
    "capture_numbered",
    "in_version",
    "marked",
    "of_save",
    "owned_to_change",
    "page_of",
    "placed_in_versions",
    "position_of",
    "tags_of",
    "walk",
]

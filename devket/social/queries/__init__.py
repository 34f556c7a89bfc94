"""All reads of the feed, each narrowed by who asks."""

from devket.social.queries.files import file_keys
from devket.social.queries.finding import people_page
from devket.social.queries.people import Known, People, met, people_of, standing_to, verifier_of
from devket.social.queries.posts import post_of, posts_page, posts_with
from devket.social.queries.shelves import (
    Shelved,
    own_tags,
    shelf_of,
    shelf_page,
    shelves_of,
    tabs_of,
)

__all__ = [
    "Known",
    "People",
    "Shelved",
    "file_keys",
    "met",
    "own_tags",
    "people_of",
    "people_page",
    "post_of",
    "posts_page",
    "posts_with",
    "shelf_of",
    "shelf_page",
    "shelves_of",
    "standing_to",
    "tabs_of",
    "verifier_of",
]

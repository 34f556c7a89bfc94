"""All reads of the feed, each narrowed by who asks."""

from devket.social.queries.files import file_keys
from devket.social.queries.people import People, met, people_of, standing_to
from devket.social.queries.pictures import overdue_pictures, own_picture, unshown_pictures
from devket.social.queries.posts import post_of, posts_page, posts_with

__all__ = [
    "People",
    "file_keys",
    "met",
    "overdue_pictures",
    "own_picture",
    "people_of",
    "post_of",
    "posts_page",
    "posts_with",
    "standing_to",
    "unshown_pictures",
]

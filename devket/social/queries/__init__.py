"""All reads of the feed, each narrowed by who asks."""

from devket.social.queries.files import file_keys
from devket.social.queries.people import People, met, opened, people_of
from devket.social.queries.pictures import overdue_pictures, own_picture, unshown_pictures
from devket.social.queries.posts import post_of, posts_page, posts_with
from devket.social.queries.relations import standing_to, standings_to

__all__ = [
    "People",
    "file_keys",
    "met",
    "opened",
    "overdue_pictures",
    "own_picture",
    "people_of",
    "post_of",
    "posts_page",
    "posts_with",
    "standing_to",
    "standings_to",
    "unshown_pictures",
]

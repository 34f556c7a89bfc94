"""All reads of the feed, each narrowed by who asks."""

from devket.social.queries.files import file_keys
from devket.social.queries.people import People, met, people_of, standing_to
from devket.social.queries.pictures import (
    overdue_pictures,
    own_picture,
    own_pictures,
    unshown_pictures,
)
from devket.social.queries.posts import post_of, posts_page, posts_with
from devket.social.queries.stories import (
    Tray,
    Watched,
    seen_by,
    story_of,
    told_now,
    tray_of,
    waiting_of,
)

__all__ = [
    "People",
    "Tray",
    "Watched",
    "file_keys",
    "met",
    "overdue_pictures",
    "own_picture",
    "own_pictures",
    "people_of",
    "post_of",
    "posts_page",
    "posts_with",
    "seen_by",
    "standing_to",
    "story_of",
    "told_now",
    "tray_of",
    "unshown_pictures",
    "waiting_of",
]

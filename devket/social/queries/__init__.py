"""All reads of the feed, each narrowed by who asks."""

from devket.social.queries.drafts import (
    draft_of,
    edits_of,
    pictures_of,
    unpublished_of,
    written,
)
from devket.social.queries.files import file_keys
from devket.social.queries.people import People, met, opened, people_of
from devket.social.queries.pictures import (
    overdue_pictures,
    own_picture,
    own_pictures,
    unshown_pictures,
)
from devket.social.queries.places import own_places, places
from devket.social.queries.posts import is_public, pocketed, post_of, posts_page, posts_with
from devket.social.queries.relations import standing_to, standings_to
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
    "draft_of",
    "edits_of",
    "file_keys",
    "is_public",
    "met",
    "opened",
    "overdue_pictures",
    "own_picture",
    "own_pictures",
    "own_places",
    "people_of",
    "pictures_of",
    "places",
    "pocketed",
    "post_of",
    "posts_page",
    "posts_with",
    "seen_by",
    "standing_to",
    "standings_to",
    "story_of",
    "told_now",
    "tray_of",
    "unpublished_of",
    "unshown_pictures",
    "waiting_of",
    "written",
]

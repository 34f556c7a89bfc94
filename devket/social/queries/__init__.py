"""All reads of the feed, each narrowed by who asks."""

from devket.social.queries.drafts import (
    draft_of,
    edits_of,
    pictures_of,
    unpublished_of,
    written,
)
from devket.social.queries.files import file_keys
from devket.social.queries.finding import people_page
from devket.social.queries.people import Known, People, met, opened, people_of, verifier_of
from devket.social.queries.pictures import (
    overdue_pictures,
    own_picture,
    own_pictures,
    unshown_pictures,
)
from devket.social.queries.places import own_places, places
from devket.social.queries.posts import (
    images_of,
    is_public,
    pocketed,
    post_of,
    posts_page,
    posts_with,
)
from devket.social.queries.relations import standing_to, standings_to
from devket.social.queries.shelves import (
    Shelved,
    own_tags,
    shelf_of,
    shelf_page,
    shelves_of,
    tabs_of,
)
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
    "Known",
    "People",
    "Shelved",
    "Tray",
    "Watched",
    "draft_of",
    "edits_of",
    "file_keys",
    "images_of",
    "is_public",
    "met",
    "opened",
    "overdue_pictures",
    "own_picture",
    "own_pictures",
    "own_places",
    "own_tags",
    "people_of",
    "people_page",
    "pictures_of",
    "places",
    "pocketed",
    "post_of",
    "posts_page",
    "posts_with",
    "seen_by",
    "shelf_of",
    "shelf_page",
    "shelves_of",
    "standing_to",
    "standings_to",
    "story_of",
    "tabs_of",
    "told_now",
    "tray_of",
    "unpublished_of",
    "unshown_pictures",
    "verifier_of",
    "waiting_of",
    "written",
]

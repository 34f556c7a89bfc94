"""What templates of the feed are shown."""

from devket.social.presenters.atom import feed_of
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.posts import PostCard, cards_of
from devket.social.presenters.profiles import Preview, ProfileView, preview_of, profile_of
from devket.social.presenters.relations import PersonRow, follow_state, person_rows
from devket.social.presenters.shelves import Shelf, ShelfItem, shelf_items, shelves_shown
from devket.social.presenters.stories import TrayView, story_view, tray_view

__all__ = [
    "Face",
    "PersonRow",
    "PostCard",
    "Preview",
    "ProfileView",
    "Shelf",
    "ShelfItem",
    "TrayView",
    "cards_of",
    "face_of",
    "feed_of",
    "follow_state",
    "person_rows",
    "preview_of",
    "profile_of",
    "shelf_items",
    "shelves_shown",
    "story_view",
    "tray_view",
]

"""What templates of the feed are shown."""

from devket.social.presenters.atom import feed_of
from devket.social.presenters.people import Face, Found, face_of, found_people
from devket.social.presenters.posts import PostCard, cards_of
from devket.social.presenters.profiles import Preview, ProfileView, preview_of, profile_of
from devket.social.presenters.shelves import Shelf, ShelfItem, shelf_items, shelves_shown

__all__ = [
    "Face",
    "Found",
    "PostCard",
    "Preview",
    "ProfileView",
    "Shelf",
    "ShelfItem",
    "cards_of",
    "face_of",
    "feed_of",
    "found_people",
    "preview_of",
    "profile_of",
    "shelf_items",
    "shelves_shown",
]

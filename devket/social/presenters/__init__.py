"""What templates of the feed are shown."""

from devket.social.presenters.people import Face, face_of
from devket.social.presenters.posts import PostCard, cards_of
from devket.social.presenters.relations import PersonRow, follow_state, person_rows
from devket.social.presenters.stories import TrayView, story_view, tray_view

__all__ = [
    "Face",
    "PersonRow",
    "PostCard",
    "TrayView",
    "cards_of",
    "face_of",
    "follow_state",
    "person_rows",
    "story_view",
    "tray_view",
]

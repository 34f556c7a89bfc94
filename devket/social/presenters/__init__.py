"""What templates of the feed are shown."""

from devket.social.presenters.people import Face, face_of
from devket.social.presenters.posts import PostCard, cards_of
from devket.social.presenters.relations import PersonRow, follow_state, person_rows

__all__ = [
    "Face",
    "PersonRow",
    "PostCard",
    "cards_of",
    "face_of",
    "follow_state",
    "person_rows",
]

"""What templates of the feed are shown."""

from devket.social.presenters.people import Face, face_of
from devket.social.presenters.posts import PostCard, cards_of

__all__ = ["Face", "PostCard", "cards_of", "face_of"]

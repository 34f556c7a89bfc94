"""Tables of the feed."""

from devket.social.models.comments import COMMENT_LENGTH, EDIT_WINDOW, UNDO_WINDOW, Comment
from devket.social.models.notifications import Event, Notification
from devket.social.models.pictures import ALT_LENGTH, WIDTHS, Picture, PictureState
from devket.social.models.posts import (
    LOCATION_LENGTH,
    MOST_PICTURES,
    QUOTE_LENGTH,
    TEXT_LENGTH,
    Commenting,
    Hashtag,
    Image,
    Like,
    Mention,
    Post,
    PostEdit,
    Visibility,
    place_key,
)
from devket.social.models.reports import (
    REPORT_LENGTH,
    Outcome,
    Reason,
    Report,
    ReportFile,
    Thing,
)
from devket.social.models.stories import LIFETIME, STORY_LENGTH, Ground, Story, StoryView

__all__ = [
    "ALT_LENGTH",
    "COMMENT_LENGTH",
    "EDIT_WINDOW",
    "HASHTAG_LENGTH",
    "LIFETIME",
    "LOCATION_LENGTH",
    "MOST_PICTURES",
    "QUOTE_LENGTH",
    "REPORT_LENGTH",
    "STORY_LENGTH",
    "TEXT_LENGTH",
    "UNDO_WINDOW",
    "WIDTHS",
    "Comment",
    "Commenting",
    "Event",
    "Ground",
    "Hashtag",
    "Image",
    "Like",
    "Mention",
    "Notification",
    "Outcome",
    "Picture",
    "PictureState",
    "Post",
    "PostEdit",
    "Reason",
    "Report",
    "ReportFile",
    "Story",
    "StoryView",
    "Thing",
    "Visibility",
    "place_key",
]

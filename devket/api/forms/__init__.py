"""What programs send: shape only. Lengths and meaning are judged by the services."""

from devket.api.forms.fields import Asked, Body, Listed, Nothing
from devket.api.forms.saves import (
    CaptureAsked,
    HighlightBody,
    HighlightChange,
    HighlightsAsked,
    NewSave,
    SaveAsked,
    SaveChange,
    SavesAsked,
    SearchBody,
    SearchChange,
    TagChange,
    TagsAsked,
    TagTaken,
)
from devket.api.forms.talk import (
    CommentBody,
    CommentChange,
    NotificationsRead,
    PostBody,
    PostsAsked,
    StoryBody,
)

__all__ = [
    "Asked",
    "Body",
    "CaptureAsked",
    "CommentBody",
    "CommentChange",
    "HighlightBody",
    "HighlightChange",
    "HighlightsAsked",
    "Listed",
    "NewSave",
    "Nothing",
    "NotificationsRead",
    "PostBody",
    "PostsAsked",
    "SaveAsked",
    "SaveChange",
    "SavesAsked",
    "SearchBody",
    "SearchChange",
    "StoryBody",
    "TagChange",
    "TagTaken",
    "TagsAsked",
]

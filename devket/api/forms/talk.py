"""What programs send about posts, comments, stories and notifications."""

from __future__ import annotations

from devket.api.forms.fields import Asked, Body, Listed, row_id, truth, word, words
from devket.core.urls import MAX_LENGTH
from devket.social.models import (
    COMMENT_LENGTH,
    LOCATION_LENGTH,
    STORY_LENGTH,
    TEXT_LENGTH,
    Ground,
    Visibility,
)


class PostsAsked(Listed):
    """Whose posts."""

    author = words(100, "Posts of the person with this handle; without it your home feed.")


class PostBody(Body):
    """A post: a text, a page of yours, or both."""

    text = words(2 * TEXT_LENGTH, "What it says; `#` makes hashtags, `@` names people.")
    location = words(2 * LOCATION_LENGTH, "Where.")
    visibility = word(Visibility, "Whom it is for.", load_default=Visibility.PUBLIC.value)
    is_commentable = truth("Whether people may comment.", load_default=True)
    save_id = row_id("A save of yours to attach: its address, title and excerpt.")
    highlight_id = row_id("A highlight of yours to attach, with its quote.")


class PostChange(Body):
    """What is to be another; what is left out stays."""

    text = words(2 * TEXT_LENGTH, "What it says.")
    location = words(2 * LOCATION_LENGTH, "Where.")
    visibility = word(Visibility, "Whom it is for.")
    is_commentable = truth("Whether people may comment.")


class Cursored(Asked):
    """Which part of a list whose parts have one size."""

    cursor = words(500, "Where to go on: from `next` of the answer before.")


class ThreadAsked(Cursored):
    """Which part of a thread."""


class CommentBody(Body):
    """Something to say to a post."""

    text = words(4 * COMMENT_LENGTH, "What it says.", required=True)
    parent_id = row_id("The comment that it answers.")


class CommentChange(Body):
    """Your comment, put right."""

    text = words(4 * COMMENT_LENGTH, "What it says now.", required=True)


class StoryBody(Body):
    """A story for 24 hours: a text, or a highlight of yours."""

    text = words(4 * STORY_LENGTH, "What it says.")
    ground = word(Ground, "The colour behind the text.", load_default=Ground.INK.value)
    link = words(2 * MAX_LENGTH, "An address that it leads to.")
    highlight_id = row_id("A highlight of yours to show.")


class NotificationsRead(Body):
    """What is read by now."""

    until = words(100, "Up to this time (RFC 3339); all when it is left out.")

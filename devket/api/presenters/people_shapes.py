"""The shapes of people, posts, comments, stories and notifications."""

from __future__ import annotations

from marshmallow import Schema, fields

from devket.api.presenters.shapes import following, many, maybe, number, said, time, truth
from devket.social.models import Commenting, Event, Ground, Visibility


class Person(Schema):
    """Somebody beside what they share."""

    handle = said()
    name = said()
    is_verified = truth()
    picture = maybe(fields.String, "Address of their picture.")
    url = said("Address of their page.")


class Profile(Person):
    """Somebody by themselves, as you may see them."""

    bio = said()
    website = said()
    is_private = truth()
    post_count = number()
    follower_count = number()
    following_count = number()
    is_me = truth()
    is_followed = truth("You follow them.")
    is_open = truth("You may see what they share.")


class Me(Profile):
    """Whose token this is, and what it may."""

    email = said()
    scopes = many(fields.String())
    unread_notifications = number()


class Photo(Schema):
    """A picture of a post. Its addresses take a browser that is signed in, unless it is public."""

    url = said()
    alt = said()
    width = number()
    height = number()


class Link(Schema):
    """A page that is shared with a post or a story."""

    url = said()
    title = said()
    site = said()
    excerpt = said()


class Post(Schema):
    """What somebody shares."""

    id = number()
    url = said("Address of its page.")
    author = fields.Nested(Person, required=True)
    text = said()
    location = said()
    quote = said("Of a highlight; empty without one.")
    link = fields.Nested(Link, required=True, allow_none=True)
    photos = many(Photo)
    visibility = said(enum=[one.value for one in Visibility])
    commenting = said(enum=[one.value for one in Commenting])
    like_count = maybe(fields.Integer, "Null where its author hides counts.")
    is_liked = truth("You like it.")
    comment_count = number()
    is_mine = truth()
    uploaded_at = time()
    edited_at = time(may_lack=True)


class PostList(Schema):
    """A part of a list of posts, newest first."""

    items = many(Post)
    next = following()


class Comment(Schema):
    """What somebody said. Without an author it is the place of one deleted that has answers."""

    id = number()
    post_id = number()
    parent_id = maybe(fields.Integer, "The comment that it answers.")
    author = fields.Nested(Person, required=True, allow_none=True)
    text = said()
    created_at = time()
    edited_at = time(may_lack=True)


class Said(Comment):
    """A comment with the newest answers to it."""

    answers = many(Comment)
    has_more_answers = truth()


class CommentList(Schema):
    """A part of a thread: the newest comments, in the order they were said."""

    items = many(Said)
    next = maybe(fields.String, "Address of those said before.")


class PersonList(Schema):
    """A part of a list of people."""

    items = many(Person)
    next = following()


class Story(Schema):
    """What somebody shows for 24 hours."""

    id = number()
    author = fields.Nested(Person, required=True)
    text = said()
    ground = said(enum=[one.value for one in Ground])
    quote = said()
    link = fields.Nested(Link, required=True, allow_none=True)
    picture = maybe(fields.String, "Address of its picture.")
    alt = said()
    uploaded_at = time(may_lack=True)
    expires_at = time(may_lack=True)
    view_count = maybe(fields.Integer, "How many have seen it; null unless it is yours.")
    beside = many(fields.Integer(), "All that its author tells now, in order.")


class Teller(Schema):
    """Somebody with stories."""

    author = fields.Nested(Person, required=True)
    first_id = number("Where their stories begin.")
    first_unseen_id = maybe(fields.Integer, "The first that you have not seen.")
    newest_at = time()


class TellerList(Schema):
    """Who tells stories now: you first, then whom you follow, unseen ones before all others."""

    items = many(Teller)
    next = following()


class Notification(Schema):
    """One line of what others did; the newest is told, and how many did the same."""

    id = number()
    event = said(enum=[one.value for one in Event])
    people = many(Person, "The newest of those who did it.")
    others = number("How many more did.")
    post_id = maybe(fields.Integer)
    comment_id = maybe(fields.Integer)
    excerpt = said()
    happened_at = time()
    is_unread = truth()


class NotificationList(Schema):
    """A part of what you were told, newest first."""

    items = many(Notification)
    next = following()


class Unread(Schema):
    """How much is left."""

    unread = number()

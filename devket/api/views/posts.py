"""Posts: the home feed, those of a person, one; sharing, changing, deleting."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for
from sqlalchemy.orm import Session

from devket.api import forms
from devket.api.presenters import people_shapes as shapes
from devket.api.presenters.people import Site
from devket.api.presenters.saves import Told
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, expect, listed, me, nothing
from devket.db import db, run_after_commit
from devket.social import queries
from devket.social.jobs.posts import draw_card
from devket.social.models import Commenting, Post, Visibility
from devket.social.queries.home import home_page
from devket.social.services import editing, sharing
from devket.social.services.drafting import Written
from devket.social.views.limits import POST
from devket.web.parts import parts

ABOUT = "Posts"
_ONE = "/posts/<int:post_id>"


@operation(
    "GET", "/posts", "social:read", Gives(shapes.PostList), about=ABOUT, asks=forms.PostsAsked
)
def list_posts(asked: dict[str, Any]) -> Response:
    """List the posts of your home feed, or of one person, newest first."""
    session, after, size = db.session(), asked.get("cursor"), asked["limit"]
    if asked.get("author"):
        user, _profile = queries.opened(session, me(), asked["author"].removeprefix("@"))
        page = queries.posts_page(session, me(), Post.author_id == user.id, after=after, size=size)
    else:
        page = home_page(session, me(), after=after, size=size)
    return listed(_told(session, page.items), page.next_cursor)


def site() -> Site:
    """Return what makes whole addresses."""
    return Site(parts().base_url)


def _told(session: Session, posts: tuple[Post, ...]) -> list[Told]:
    return site().posts(queries.posts_with(session, me(), posts), me())


def _one(session: Session, post: Post) -> Told:
    return _told(session, (post,))[0]


@operation("GET", _ONE, "social:read", Gives(shapes.Post), about=ABOUT)
def get_post(post_id: int) -> Response:
    """Tell of one post."""
    session = db.session()
    return answer(_one(session, queries.post_of(session, me(), post_id)))


@operation(
    "POST",
    "/posts",
    "social:write",
    Gives(shapes.Post, 201),
    about=ABOUT,
    takes=forms.PostBody,
    rule=POST,
)
def add_post(sent: dict[str, Any]) -> Response:
    """Share a text, a save or a highlight of yours. Pictures are added on the page of posts."""
    session, at_hand = db.session(), parts()
    post = sharing.share(
        session,
        author_id=me(),
        written=_written(sent),
        save_id=sent.get("save_id"),
        highlight_id=sent.get("highlight_id"),
        clock=at_hand.clock,
    )
    if post.card_due_at is not None:
        drawn_id = post.id
        run_after_commit(session, lambda: at_hand.queue.enqueue(draw_card, drawn_id))
    here = url_for("api.get_post", post_id=post.id)
    return answer(_one(session, post), 201, location=here)


def _written(sent: dict[str, Any]) -> Written:
    return Written(
        text=sent.get("text", ""),
        location=sent.get("location", ""),
        visibility=Visibility(sent["visibility"]),
        is_commentable=sent["is_commentable"],
    )


@operation(
    "PATCH",
    _ONE,
    "social:write",
    Gives(shapes.Post),
    about=ABOUT,
    takes=forms.PostChange,
)
def change_post(sent: dict[str, Any], post_id: int) -> Response:
    """Change a post of yours. Its earlier text stays to be read."""
    session = db.session()
    post = queries.written(session, me(), post_id)
    expect(_one(session, queries.post_of(session, me(), post_id)))
    now = {
        "text": post.text,
        "location": post.location,
        "visibility": post.visibility.value,
        "is_commentable": post.commenting is Commenting.OPEN,
    }
    images = [image for image, _picture in queries.pictures_of(session, post_id)]
    editing.edit(
        session,
        author_id=me(),
        post_id=post_id,
        written=_written({**now, **sent}),
        order=[image.picture_id for image in images],
        alts={image.picture_id: image.alt for image in images},
        clock=parts().clock,
    )
    session.flush()
    return answer(_one(session, post))


@operation("DELETE", _ONE, "social:write", Gives(None, 204), about=ABOUT)
def delete_post(post_id: int) -> Response:
    """Delete a post of yours."""
    editing.delete_post(db.session(), author_id=me(), post_id=post_id, clock=parts().clock)
    return nothing()

"""Lists of posts: of those one follows, of everybody, with a hashtag."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from flask_login import login_required
from sqlalchemy import ColumnElement, or_, select

from devket.accounts.models import Follow
from devket.accounts.views import me
from devket.db import db
from devket.social import queries
from devket.social.models import Hashtag, Post, Visibility
from devket.social.presenters import TrayView, cards_of
from devket.social.views.blueprint import blueprint
from devket.social.views.people import viewer
from devket.social.views.stories import tray
from devket.web.parts import parts


@blueprint.get("/feed")
@login_required
def feed() -> str:
    """Show what those one follows share, and the own."""
    mine = select(Follow.followed_id).where(
        Follow.follower_id == me().id, Follow.accepted_at.is_not(None)
    )
    shown = or_(Post.author_id == me().id, Post.author_id.in_(mine))
    return _list(_("Feed"), "feed", shown, tray=None if request.args.get("after") else tray())


@blueprint.get("/explore")
def explore() -> str:
    """Show what is public."""
    return _list(_("Explore"), "explore", Post.visibility == Visibility.PUBLIC)


@blueprint.get("/hashtags/<name>")
def hashtag(name: str) -> str:
    """Show the posts with a hashtag."""
    tagged = select(Hashtag.post_id).where(Hashtag.name == name.lower())
    return _list(f"#{name}", "", Post.id.in_(tagged))


def _list(
    title: str, key: str, *narrowed: ColumnElement[bool], tray: TrayView | None = None
) -> str:
    session, viewer_id = db.session(), viewer()
    page = queries.posts_page(session, viewer_id, *narrowed, after=request.args.get("after"))
    gathered = queries.posts_with(session, viewer_id, page.items, now=parts().clock())
    cards = cards_of(gathered, viewer_id)
    return render_template(
        "social/feed.html", title=title, key=key, posts=cards, page=page, tray=tray
    )

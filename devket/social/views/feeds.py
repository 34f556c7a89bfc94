"""The home feed, and what is new on it."""

from __future__ import annotations

from datetime import datetime

from flask import Response, make_response, redirect, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.paging import Cursor, Page
from devket.db import db
from devket.social import queries
from devket.social.models import Post
from devket.social.presenters import cards_of, feeds, times
from devket.social.presenters.posts import PostCard
from devket.social.queries import home
from devket.social.queries.posts import PAGE
from devket.social.views.blueprint import blueprint
from devket.social.views.people import viewer
from devket.social.views.stories import tray_shown
from devket.web.htmx import go_to, is_htmx
from devket.web.parts import parts

blueprint.add_app_template_filter(times.ago, "ago")


@blueprint.get("/feed")
@login_required
def feed() -> BaseResponse:
    """Show what those one follows share, and the own; with `since`, what came after that."""
    if is_htmx() and "since" in request.args:
        return _came_since(_since())
    page = home.home_page(db.session(), me().id, after=after(), size=size())
    newest = feeds.newest_of(page.items, now=parts().clock())
    new = feeds.new_posts(0, newest)
    if after():
        return list_page(page, "social/feed.html", new=new, tray=None)
    tray, shown = tray_shown()
    # Everybody on the page is one of those whose stories are in the tray, if they tell any.
    told = None if tray.is_cut else tray.told
    return list_page(page, "social/feed.html", told=told, new=new, tray=shown)


@blueprint.get("/feed/new")
@login_required
def new_posts() -> BaseResponse:
    """Tell htmx how many posts came since; nothing while there are none."""
    if not is_htmx():
        return redirect("/feed")
    count = home.new_count(db.session(), me().id, _since())
    if not count:
        return Response(status=204)
    new = feeds.new_posts(count, _since())
    return make_response(render_template("social/_new_posts.html", new=new))


def _came_since(since: Cursor) -> BaseResponse:
    posts = home.new_posts(db.session(), me().id, since)
    if len(posts) >= home.MOST_NEW:
        return go_to("/feed")
    new = feeds.new_posts(0, feeds.newest_of(posts, now=parts().clock()) if posts else since)
    return make_response(render_template("social/_came.html", posts=cards(posts), new=new))


def _since() -> Cursor:
    return Cursor.decode(request.args.get("since", ""), datetime)


def after() -> str | None:
    """Return the cursor of the page that is asked for."""
    return request.args.get("after")


def size() -> int:
    """Return how many posts are asked for: several pages after "back"."""
    return PAGE if after() else PAGE * _pages()


def _pages() -> int:
    """Return how many pages are shown with this one; 0 where the address begins further down."""
    if after() and "pages" not in request.args:
        return 0
    told = request.args.get("pages", type=int) or 1
    return min(max(told, 1), feeds.MOST_PAGES)


def cards(posts: tuple[Post, ...], told: dict[int, int] | None = None) -> tuple[PostCard, ...]:
    """Return posts as they are shown to whoever asks."""
    gathered = queries.posts_with(db.session(), viewer(), posts, now=parts().clock(), told=told)
    return cards_of(gathered, viewer())


def list_page(
    page: Page[Post], template: str, *, told: dict[int, int] | None = None, **shown: object
) -> Response:
    """Answer with a page of posts; htmx, asking for the page after one, gets its posts alone.

    `told` are the stories of who is on it, where that is known.
    """
    args = {name: value for name, value in request.args.items() if name not in ("after", "pages")}
    args |= request.view_args or {}
    listed = feeds.post_list(
        cards(page.items, told), page, endpoint=request.endpoint or "", pages=_pages(), **args
    )
    if is_htmx():
        template = "social/_more_posts.html"
    return make_response(render_template(template, list=listed, **shown))

"""Profiles: who somebody is, their posts, the quotes among them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from sqlalchemy import ColumnElement
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from devket.accounts.models import User
from devket.accounts.views import me
from devket.core.errors import NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.models import Post
from devket.social.policies import quoting
from devket.social.presenters import PostCard, ProfileView, cards_of, preview_of, profile_of
from devket.social.services import websites
from devket.social.views.blueprint import blueprint
from devket.web.htmx import go_to, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast

View = TypeVar("View", bound=Callable[..., Any])
TILES, QUOTES = 24, 20


def viewer() -> int | None:
    """Return the id of who asks, None for anybody."""
    return me().id if current_user.is_authenticated else None


def in_lower_case(view: View) -> View:
    """Send addresses whose handle has capitals to the one address that a person has."""

    @wraps(view)
    def answer(handle: str, **others: Any) -> Any:
        if handle == handle.lower():
            return view(handle, **others)
        address = url_for(str(request.endpoint), handle=handle.lower(), **others)
        asked = request.query_string.decode("ascii", "ignore")
        return redirect(f"{address}?{asked}" if asked else address, 301)

    return answer  # type: ignore[return-value]  # it takes what the view takes


@blueprint.get("/@<handle>")
@in_lower_case
def profile(handle: str) -> str:
    """Show a person and what they share."""
    user, shown, around = page_of(handle)
    posts, older = _posts(user, shown, TILES)
    if is_htmx():
        return render_template("social/_tiles_more.html", posts=posts, older=older)
    return render_template("social/profile.html", tab="posts", posts=posts, older=older, **around)


@blueprint.get("/@<handle>/highlights")
@in_lower_case
def highlights(handle: str) -> str:
    """Show what a person marked in what they read, and shared."""
    user, shown, around = page_of(handle, is_open=True)
    posts, older = _posts(user, shown, QUOTES, quoting())
    if is_htmx():
        return render_template("social/_quotes_more.html", posts=posts, older=older)
    return render_template(
        "social/profile_quotes.html", tab="highlights", posts=posts, older=older, **around
    )


@blueprint.post("/settings/profile/website/check")
@login_required
def check_website() -> Response:
    """Have the own website asked soon whether it links back."""
    websites.ask_again(db.session(), me().id, clock=parts().clock)
    toast(_("Devket asks your website within a minute or two."))
    return go_to(url_for("accounts.settings_profile"))


def page_of(handle: str, *, is_open: bool = False) -> tuple[User, ProfileView, dict[str, object]]:
    """Return a person, their page, and what its templates are given.

    `NotFoundError` unless they may be met and, with `is_open`, what they share may be seen.
    """
    session, viewer_id = db.session(), viewer()
    user, row = queries.met(session, viewer_id, handle)
    standing = queries.standing_to(session, viewer_id, user.id)
    has_quotes, has_shelves = queries.tabs_of(session, viewer_id, user.id)
    shown = profile_of(
        user,
        row,
        standing,
        verifier=queries.verifier_of(session, viewer_id, user),
        story_id=queries.told_now(session, viewer_id, [user.id], parts().clock()).get(user.id),
        has_quotes=has_quotes,
        has_shelves=has_shelves,
    )
    if is_open and not shown.is_open:
        raise NotFoundError
    preview = preview_of(user, row, base_url=parts().base_url, path=request.path)
    around = {"person": shown, "face": shown.face, "standing": standing, "preview": preview}
    return user, shown, around


def _posts(
    user: User, shown: ProfileView, size: int, *narrowed: ColumnElement[bool]
) -> tuple[tuple[PostCard, ...], str]:
    """Return a page of a person's posts and the address of the one after it, if there is one."""
    if not shown.is_open:
        return (), ""
    session, viewer_id = db.session(), viewer()
    page = queries.posts_page(
        session,
        viewer_id,
        Post.author_id == user.id,
        *narrowed,
        after=request.args.get("after"),
        size=size,
    )
    cards = cards_of(queries.posts_with(session, viewer_id, page.items), viewer_id)
    return cards, next_href(page.next_cursor)


def next_href(cursor: str | None) -> str:
    """Return the address of the page after this one; empty when there is none."""
    typed = request.args.get("q")
    asked = {**({"q": typed} if typed else {}), "after": cursor}
    return f"{iri_to_uri(request.path)}?{urlencode(asked)}" if cursor else ""

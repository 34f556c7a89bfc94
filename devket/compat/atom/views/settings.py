"""The page of feeds in the settings: make one, copy its address, give it another, take it back."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.models import Kind
from devket.accounts.queries import held_credentials
from devket.accounts.services import credentials
from devket.accounts.views import me
from devket.compat.atom import queries, services
from devket.compat.atom.forms import FeedForm
from devket.compat.atom.presenters import settings as presenters
from devket.compat.atom.presenters.wanted import Of, Wanted, told_of, wanted_of
from devket.core.errors import InvalidError, NotFoundError
from devket.db import db
from devket.library.queries import top_tags
from devket.search.language import QueryError, parse
from devket.search.queries.saved import saved_searches
from devket.web.errors import told
from devket.web.keys import signing_key
from devket.web.parts import parts
from devket.web.toasts import toast

blueprint = Blueprint("feeds", "devket.compat.atom", template_folder="templates")
_TAGS = 100  # that can be chosen; the page of any tag has a link of its own


@blueprint.get("/settings/apps/feeds")
@login_required
def page() -> Response:
    """Show the feeds, and the form of a new one; a link may have chosen its list."""
    wanted = wanted_of(request.args.get("of", ""))
    form = FeedForm(formdata=None, of=wanted.word if wanted else None)
    if wanted is not None and wanted.of is Of.QUERY:
        form.query.data = wanted.value
    return _page(form, wanted)


@blueprint.post("/settings/apps/feeds")
@login_required
def make() -> BaseResponse:
    """Make a feed."""
    form = FeedForm()
    wanted = _wanted(form)
    if not form.validate():
        return _page(form, wanted)
    try:
        if wanted is None:
            raise InvalidError("Choose a list.", field="of")
        row = services.make_feed(
            db.session(),
            me().id,
            told_of(wanted, is_full=form.is_full.data),
            label=_name_of(wanted),
            key=signing_key(),
            clock=parts().clock,
        )
    except InvalidError as error:
        return _refused(form, wanted, error)
    toast(gettext("The feed is made. Copy its address into your feed reader."))
    return redirect(url_for("feeds.page", _anchor=f"feed-{row.id}"), code=303)


@blueprint.post("/settings/apps/feeds/<int:feed_id>/renew")
@login_required
def renew(feed_id: int) -> BaseResponse:
    """Give a feed another address."""
    services.renew_feed(db.session(), me().id, feed_id, key=signing_key())
    toast(gettext("The feed has a new address. The old one shows nothing any more."))
    return redirect(url_for("feeds.page", _anchor=f"feed-{feed_id}"), code=303)


@blueprint.post("/settings/apps/feeds/<int:feed_id>/revoke")
@login_required
def revoke(feed_id: int) -> BaseResponse:
    """Take a feed back."""
    row = queries.feed_to_change(db.session(), me().id, feed_id)
    credentials.revoke(db.session(), me().id, row.id)
    toast(gettext("The feed is gone. Its address shows nothing any more."))
    return redirect(url_for("feeds.page"), code=303)


def _wanted(form: FeedForm) -> Wanted | None:
    typed = form.query.data or ""
    return wanted_of(f"{Of.QUERY}:{typed}" if typed else form.of.data or "")


def _name_of(wanted: Wanted) -> str:
    """Return what a list is called; raises when there is none, or when it cannot be read."""
    session = db.session()
    match wanted.of:
        case Of.LIST:
            return presenters.filtered_name(wanted)
        case Of.TAG:
            return queries.tag_by_id(session, me().id, wanted.id).name
        case Of.SEARCH:
            return queries.search_by_id(session, me().id, wanted.id).name
        case Of.QUERY:
            try:
                is_empty = parse(wanted.value, now=parts().clock()).is_empty
            except QueryError as error:
                raise InvalidError(error.message, field="query", **error.details) from error
            if is_empty:
                raise InvalidError("Write what to look for.", field="query")
            return wanted.value


def _refused(form: FeedForm, wanted: Wanted | None, error: InvalidError) -> Response:
    if error.field and error.field in form:
        form[error.field].errors = [*form[error.field].errors, told(error)]
    else:
        form.form_errors.append(told(error))
    return _page(form, wanted)


def _page(form: FeedForm, wanted: Wanted | None) -> Response:
    session, at_hand, user = db.session(), parts(), me()
    rows = held_credentials(session, user.id, (Kind.FEED,), at_hand.clock())
    form.of.choices = presenters.choices_of(
        top_tags(session, user.id, limit=_TAGS),
        saved_searches(session, user.id),
        asked=_asked(wanted),
    )
    feeds = [
        presenters.feed_row(
            row,
            services.secret_of(row, signing_key()),
            base_url=at_hand.base_url,
            now=at_hand.clock(),
        )
        for row in rows
    ]
    shown = render_template("atom/settings_feeds.html", form=form, feeds=feeds)
    return make_response(shown, 422 if form.errors else 200)


def _asked(wanted: Wanted | None) -> tuple[Wanted, str] | None:
    """Return the list that is chosen, with its name, when it is one that can be."""
    if wanted is None or wanted.of is Of.QUERY:
        return None
    try:
        return wanted, _name_of(wanted)
    except NotFoundError:
        return None

"""One act on all saves that are ticked in a list, answered by one message with one way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, unquote

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.text import one_line
from devket.db import db
from devket.library import presenters, queries, services
from devket.library.models import Act
from devket.library.queries import Listing, Shelf
from devket.library.views.blueprint import blueprint
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID
from devket.web.toasts import toast


def _act_on_chosen(act: Act) -> Response:
    """Do it to everything that is ticked."""
    done = services.act_on(
        db.session(),
        viewer_id=current_user.id,
        save_ids=chosen_ids(),
        act=act,
        clock=parts().clock,
    )
    if done.act_id is None:
        toast(gettext("Nothing had to be changed."))
    else:
        undo = url_for("library.undo_bulk", act=done.act_id)
        toast(_sentence(act, done.changed), undo_href=undo)
    return rows_of([save.id for save in done.saves])


def _view_of(act: Act) -> Callable[[], Response]:
    return login_required(lambda: _act_on_chosen(act))  # type: ignore[no-any-return]  # no types


for _act in Act:
    blueprint.add_url_rule(
        f"/saves/bulk/{_act.value}", f"bulk_{_act.value}", _view_of(_act), methods=["POST"]
    )


@blueprint.post("/saves/bulk/undo")
@login_required
def undo_bulk() -> Response:
    """Take an act on many back."""
    done = services.take_back(
        db.session(),
        viewer_id=current_user.id,
        act_id=request.args.get("act", 0, type=int),
        clock=parts().clock,
    )
    many = done.changed
    toast(ngettext("%(num)s save is as it was.", "%(num)s saves are as they were.", many))
    newest = max(done.saves, key=lambda save: save.saved_at, default=None)
    return to_row(newest.id if newest else None)


def chosen_ids() -> list[int]:
    """Return the ids that are ticked, each once; what can be no id is left out."""
    told = dict.fromkeys(request.form.getlist("ids"))
    ids = [int(one) for one in told if one.isascii() and one.isdigit() and len(one) < 11]
    return [one for one in ids if 0 < one <= LARGEST_ID]


def to_row(save_id: int | None) -> Response:
    """Send back to the page somebody came from, to this row of it: a long list begins at its top.

    Where no such row stands the browser stays at the top. The page of a save has none at all, and
    who was told where to go on is not coming back.
    """
    came_from = back(url_for("library.saves"))
    if save_id is not None and "next" not in request.values and "/saves/" not in came_from:
        came_from += f"#save-{save_id}"
    return redirect(came_from, code=303)


def list_here() -> Listing:
    """Return the list that is open in the browser which asks; all saves on any other page."""
    path, _, query = back("/").partition("?")
    args = dict(parse_qsl(query))
    if path.startswith("/tags/"):
        return tag_listing(unquote(path.removeprefix("/tags/")), args) or Listing(shelf=Shelf.ALL)
    key = path.strip("/")
    if key not in [shelf.value for shelf in Shelf]:
        return Listing(shelf=Shelf.ALL)
    return presenters.listing_of(key, args)


def context_here() -> str:
    """Return what addresses of saves carry on the page that is open in the browser which asks."""
    path, _, query = back("/").partition("?")
    args = dict(parse_qsl(query))
    if path == "/search":
        return presenters.context_of_search(args.get("q", ""))
    return presenters.context_of(list_here(), presenters.pages_of(args))


def tag_listing(name: str, args: Mapping[str, str]) -> Listing | None:
    """Return the list of a tag and of what stands below it; None when there is no such tag."""
    rows = queries.tags_from(db.session(), current_user.id, one_line(name))
    if not rows:
        return None
    listing = presenters.listing_of(Shelf.ALL.value, args)
    return replace(listing, tag=name, tag_ids=tuple(row.id for row in rows))


def rows_of(ids: list[int]) -> Response:
    """Answer with these rows as they are now: htmx swaps them, others see the page anew."""
    if not is_htmx():
        return to_row(ids[0] if ids else None)
    session, listing = db.session(), list_here()
    kept = queries.still_listed(session, current_user.id, listing, ids)
    saves = queries.saves_to_change(session, current_user.id, kept)
    return make_response(
        render_template(
            "library/_bulk_done.html",
            items=presenters.items_of(
                saves,
                now=parts().clock(),
                tags=queries.tags_of(session, kept),
                context=context_here(),
            ),
            gone=[save_id for save_id in ids if save_id not in kept],
        )
    )


def _sentence(act: Act, many: int) -> str:
    match act:
        case Act.FAVORITE:
            said = ngettext("%(num)s favourite more.", "%(num)s favourites more.", many)
        case Act.UNFAVORITE:
            said = ngettext("%(num)s favourite less.", "%(num)s favourites less.", many)
        case Act.ARCHIVE:
            said = ngettext("Archived %(num)s save.", "Archived %(num)s saves.", many)
        case Act.UNARCHIVE:
            said = ngettext("%(num)s save is back.", "%(num)s saves are back.", many)
        case Act.DELETE:
            said = ngettext("Deleted %(num)s save.", "Deleted %(num)s saves.", many)
    return str(said)

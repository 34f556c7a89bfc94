"""All highlights of a person: the page, and the same as Markdown."""

from __future__ import annotations

from itertools import chain

from flask import Response, render_template, request
from flask_babel import gettext
from flask_login import login_required

from devket.accounts.views import me
from devket.core.errors import InvalidError
from devket.core.text import storable
from devket.db import db
from devket.library import queries as library
from devket.reading import presenters, queries
from devket.reading.models import Color
from devket.reading.queries import Listing
from devket.reading.views.blueprint import blueprint
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID

MOST_EXPORTED = 5_000
_LONGEST = 200  # characters of a filter


@blueprint.get("/highlights")
@login_required
def highlights() -> str:
    """List the highlights, newest first."""
    session, viewer_id, listing = db.session(), me().id, _listing()
    page = queries.page_of(session, viewer_id, listing, after=request.args.get("after"))
    view = presenters.highlights_view(
        page,
        listing,
        queries.tags_of(session, viewer_id),
        total=library.counts_of(session, viewer_id).highlights,
        now=parts().clock(),
    )
    return render_template("reading/highlights.html", shelf=view, page=view)


@blueprint.get("/highlights.md")
@login_required
def highlights_markdown() -> Response:
    """Send one highlight, those of an article, or those of a filtered page as Markdown."""
    session, viewer_id = db.session(), me().id
    one = _number("highlight")
    if one is not None:
        text = presenters.of_highlight(queries.marked(session, viewer_id, one).highlight)
    else:
        rows = list(queries.walk(session, viewer_id, _listing(), limit=MOST_EXPORTED + 1))
        more = gettext("There are more: narrow the filters.") if len(rows) > MOST_EXPORTED else ""
        told = presenters.as_markdown(rows[:MOST_EXPORTED])
        text = "".join(chain(told, [f"\n{more}\n"] if more else []))
    response = Response(text, mimetype="text/markdown")
    response.headers["Content-Disposition"] = 'inline; filename="highlights.md"'
    return response


def _listing() -> Listing:
    """Return what the address asks for; `InvalidError` when it asks for nothing there is."""
    told = {name: storable(request.args.get(name, "")).strip() for name in ("q", "tag", "site")}
    if any(len(value) > _LONGEST for value in told.values()):
        raise InvalidError("This is longer than %(max)d characters.", max=_LONGEST)
    color = request.args.get("color", "")
    if color and color not in set(Color):
        raise InvalidError("Choose one of the offered colours.")
    return Listing(
        color=Color(color) if color else None,
        tag=told["tag"],
        site=told["site"],
        has_note=bool(request.args.get("note")),
        words=told["q"],
        save_id=_number("save"),
    )


def _number(name: str) -> int | None:
    """Return an id from the address; one that no row can have is 0, which finds nothing."""
    value = request.args.get(name, "")
    if not value:
        return None
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
    return number if number <= LARGEST_ID else 0

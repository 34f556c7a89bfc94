"""Pages of tags: all of them, what carries one, and completion while a name is typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlencode

from flask import jsonify, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.core.errors import NotFoundError
from devket.core.text import one_line
from devket.db import db
from devket.library import presenters, queries
from devket.library.presenters import ShelfView
from devket.library.queries import Shelf, TagSort, TagView
from devket.library.views.blueprint import blueprint
from devket.library.views.lists import list_page

Word = TypeVar("Word", TagView, TagSort)
_LONGEST = 200  # characters of a name that is looked for


@blueprint.get("/tags")
@login_required
def tags() -> str:
    """Show all tags, as a tree or by how often they are used; unused ones; those used once."""
    view = _one_of(TagView, "view")
    sort = _one_of(TagSort, "sort")
    holding = one_line(request.args.get("q", ""))[:_LONGEST]
    after = request.args.get("after")
    page = queries.all_tags(
        db.session(), current_user.id, view=view, sort=sort, holding=holding, after=after
    )
    is_tree = view is TagView.ALL and sort is TagSort.NAME and not holding
    lines = presenters.tree_lines if is_tree else presenters.flat_lines
    more = None
    if page.next_cursor:
        here = {"view": view.value, "sort": sort.value, "q": holding}
        more = url_for("library.tags") + "?" + urlencode({**here, "after": page.next_cursor})
    return render_template(
        "library/tags.html",
        shelf=ShelfView("tags", gettext("Tags"), 0),
        lines=lines(page.items),
        view=view.value,
        sort=sort.value,
        holding=holding,
        next_href=more,
    )


@blueprint.get("/tags/<path:name>")
@login_required
def tag(name: str) -> BaseResponse:
    """Show the saves that carry a tag, or one below it."""
    rows = queries.tags_from(db.session(), current_user.id, one_line(name))
    if not rows:
        raise NotFoundError
    head = presenters.head_of(name, rows)
    listing = presenters.listing_of(Shelf.ALL.value, request.args)
    listing = replace(listing, tag=head.name, tag_ids=tuple(row.id for row in rows))
    return list_page(listing, refused=None, tag=head)


@blueprint.get("/tags/complete")
@login_required
def complete_tag() -> BaseResponse:
    """Return tags that begin as typed, for the field that asks; else be the tag of this name."""
    if "q" not in request.args:
        return tag("complete")  # type: ignore[no-any-return]  # Flask-Login has no types
    typed = one_line(request.args["q"])[:_LONGEST]
    found = queries.completions(db.session(), current_user.id, typed) if typed else ()
    return jsonify([{"name": row.name, "count": row.save_count} for row in found])


def _one_of(words: type[Word], name: str) -> Word:
    """Return the chosen word of the address, the first one when it is none of them."""
    asked = request.args.get(name, "")
    return next((word for word in words if word.value == asked), next(iter(words)))

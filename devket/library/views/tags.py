"""Pages of tags: all of them, what carries one, and completion while a name is typed."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import urlencode

from flask import Response, jsonify, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user, login_required

from devket.core.errors import NotFoundError
from devket.core.text import one_line
from devket.db import db
from devket.library import presenters, queries
from devket.library.presenters import ShelfView
from devket.library.queries import Listing, Shelf, TagSort, TagView
from devket.library.views.blueprint import blueprint
from devket.web.parts import parts

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
def tag(name: str) -> str:
    """Show the saves that carry a tag, or one below it."""
    rows = queries.tags_from(db.session(), current_user.id, one_line(name))
    if not rows:
        raise NotFoundError
    head = presenters.head_of(name, rows)
    listing = Listing(shelf=Shelf.ALL, tag_ids=tuple(row.id for row in rows))
    page = queries.page_of(db.session(), current_user.id, listing, after=request.args.get("after"))
    carried = queries.tags_of(db.session(), [save.id for save in page.items])
    more = page.next_cursor and f"{presenters.tag_href(head.name)}?after={page.next_cursor}"
    return render_template(
        "library/list.html",
        shelf=ShelfView("tags", head.name, 0),
        items=presenters.items_of(page, now=parts().clock(), tags=carried),
        next_href=more,
        view=current_user.list_view.value,
        refused=None,
        tag=head,
    )


@blueprint.get("/tags/complete")
@login_required
def complete_tag() -> Response:
    """Return tags that begin as typed, for the field that asks; else be the tag of this name."""
    if "q" not in request.args:
        return make_response(tag("complete"))
    typed = one_line(request.args["q"])[:_LONGEST]
    found = queries.completions(db.session(), current_user.id, typed) if typed else ()
    return jsonify([{"name": row.name, "count": row.save_count} for row in found])


def _one_of(words: type[Word], name: str) -> Word:
    """Return the chosen word of the address, the first one when it is none of them."""
    asked = request.args.get(name, "")
    return next((word for word in words if word.value == asked), next(iter(words)))

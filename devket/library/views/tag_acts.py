"""Changing tags as such: rename, merge, delete, with a look at what it touches before, and undo."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.errors import ConflictError, InvalidError, NotFoundError
from devket.core.tags import tag_key
from devket.db import db
from devket.library import presenters, queries
from devket.library.forms import TagForm
from devket.library.presenters import title_of
from devket.library.queries import Listing, Shelf, TagRow
from devket.library.services import tagging
from devket.library.views.blueprint import blueprint
from devket.library.views.bulk import to_row
from devket.web.errors import told
from devket.web.htmx import back
from devket.web.parts import parts
from devket.web.toasts import toast

EXAMPLES = 3


@blueprint.get("/tag/edit")
@login_required
def edit_tag() -> Response:
    """Show what a change of a tag would touch; with `to`, what merging into that one would."""
    return _edit_page(request.args.get("name", ""), request.args.get("to", ""))


@blueprint.post("/tag/rename")
@login_required
def rename_tag() -> Response:
    """Give a tag another name; one that is taken leads to the question whether to merge."""
    form = TagForm()
    name, to = form.name.data or "", form.to.data or ""
    try:
        moved = tagging.move_tag(
            db.session(),
            owner_id=current_user.id,
            name=name,
            to=to,
            may_merge=form.merge.data,
            clock=parts().clock,
        )
    except ConflictError:
        return redirect(presenters.edit_href(name, to), code=303)
    except InvalidError as error:
        return _edit_page(name, to, sentence=told(error))
    undo = url_for("library.undo_tags", undo_id=moved.undo_id)
    toast(gettext("Merged.") if moved.merged else gettext("Renamed."), undo_href=undo)
    return redirect(presenters.tag_href(moved.name), code=303)


@blueprint.post("/tag/delete")
@login_required
def delete_tag() -> Response:
    """Delete a tag; the saves stay."""
    form = TagForm()
    undo_id = tagging.delete_tag(
        db.session(),
        owner_id=current_user.id,
        name=form.name.data or "",
        with_below=form.below.data,
        clock=parts().clock,
    )
    toast(gettext("Tag deleted."), undo_href=url_for("library.undo_tags", undo_id=undo_id))
    return redirect(url_for("library.tags"), code=303)


@blueprint.post("/tag/delete-unused")
@login_required
def delete_unused_tags() -> Response:
    """Delete all tags that no save carries."""
    number, undo_id = tagging.delete_unused(
        db.session(), owner_id=current_user.id, clock=parts().clock
    )
    if undo_id is None:
        toast(gettext("There is no unused tag."))
    else:
        sentence = ngettext("%(num)s tag deleted.", "%(num)s tags deleted.", number)
        toast(sentence, undo_href=url_for("library.undo_tags", undo_id=undo_id))
    return redirect(url_for("library.tags"), code=303)


@blueprint.post("/tag/undo/<int:undo_id>")
@login_required
def undo_tags(undo_id: int) -> Response:
    """Take a change of tags back."""
    clock = parts().clock
    tagging.take_back(db.session(), owner_id=current_user.id, undo_id=undo_id, clock=clock)
    toast(gettext("It is as it was."))
    came_from = back(url_for("library.tags"))
    # The page of a tag may be gone with the change.
    is_of_a_tag = came_from.startswith(("/tags/", "/tag/"))
    if is_of_a_tag:
        return redirect(url_for("library.tags"), code=303)
    return to_row(request.args.get("row", type=int))


def _edit_page(name: str, to: str, *, sentence: str = "") -> Response:
    session, owner_id = db.session(), current_user.id
    rows = queries.tags_from(session, owner_id, name)
    if not rows:
        raise NotFoundError
    head = presenters.head_of(name, rows)
    merge = None
    if to and not sentence:
        try:
            merge = _merge(tagging.plan_move(session, owner_id, name, to))
        except InvalidError as error:
            sentence = told(error)
    page = render_template(
        "library/tag_edit.html",
        tag=head,
        is_own=any(row.key == tag_key(name) for row in rows),
        touched=_touched(name, rows),
        merge=merge,
        to=to or head.name,
        sentence=sentence,
    )
    return make_response(page, 422 if sentence else 200)


def _merge(plan: tagging.Plan) -> presenters.Merge | None:
    """Return what merging would do, None when the name meets no other tag."""
    if not plan.meets:
        return None
    both = (
        queries.saves_carrying_both(db.session(), current_user.id, tag_id, other.id)
        for tag_id, other in list(plan.meets.items())[:1]
    )
    return presenters.merge_of(plan, sum(both))


def _touched(name: str, rows: tuple[TagRow, ...]) -> presenters.Touched:
    session, owner_id = db.session(), current_user.id
    ids = tuple(row.id for row in rows)
    is_one = len(rows) == 1
    number = rows[0].save_count if is_one else queries.saves_carrying(session, owner_id, ids)
    listing = Listing(shelf=Shelf.ALL, tag_ids=ids)
    page = queries.page_of(session, owner_id, listing, after=None, size=EXAMPLES)
    return presenters.touched(name, rows, number, [title_of(save) for save in page.items])

"""Making, changing and deleting highlights, and the note on a save."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import InvalidError, NotFoundError
from devket.db import db
from devket.library import queries as library
from devket.library import services as library_services
from devket.reading import presenters, queries
from devket.reading.forms import MarkForm, NoteForm, RemarkForm
from devket.reading.models import Color
from devket.reading.services import marking
from devket.reading.services.anchors import Anchor
from devket.reading.services.marking import Wanted
from devket.reading.views.blueprint import blueprint
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.post("/saves/<int:save_id>/highlights")
@login_required
def mark(save_id: int) -> Response:
    """Mark a part of the text."""
    library.save_of(db.session(), me().id, save_id)  # before a word about the form
    form = MarkForm()
    if not form.validate():
        raise InvalidError("This selection cannot be marked. Reload the page and try again.")
    made = marking.add_highlight(
        db.session(),
        viewer_id=me().id,
        save_id=save_id,
        wanted=_wanted(form),
        clock=parts().clock,
    )
    return _reader(save_id, form.version.data, at=made.id, opens=bool(form.opens.data))


def _wanted(form: MarkForm) -> Wanted:
    quote, prefix, suffix = (
        (field.data or "").replace("\r\n", "\n") for field in (form.quote, form.prefix, form.suffix)
    )
    return Wanted(
        version=form.version.data,
        start=form.start.data,
        end=form.end.data,
        anchor=Anchor(quote, prefix, suffix),
        color=Color(form.color.data),
        note=form.note.data or "",
    )


@blueprint.post("/highlights/<int:highlight_id>")
@login_required
def change_mark(highlight_id: int) -> Response:
    """Change colour or note."""
    form = RemarkForm()
    if not form.validate():
        raise InvalidError("Choose one of the offered colours.")
    found = marking.change_highlight(
        db.session(),
        viewer_id=me().id,
        highlight_id=highlight_id,
        color=Color(form.color.data) if form.color.data else None,
        note=form.note.data if "note" in request.form else None,
    )
    if is_htmx() and not form.version.data:
        row = presenters.row_view(found.highlight, now=parts().clock())
        colors = presenters.color_choices()
        return make_response(render_template("reading/_highlight.html", row=row, colors=colors))
    return _reader(found.save.id, form.version.data, at=highlight_id)


@blueprint.post("/highlights/<int:highlight_id>/delete")
@login_required
def delete_mark(highlight_id: int) -> Response:
    """Take a highlight away."""
    found = marking.delete_highlight(
        db.session(), viewer_id=me().id, highlight_id=highlight_id, clock=parts().clock
    )
    undo = url_for("reading.restore_mark", highlight_id=highlight_id)
    toast(gettext("Highlight deleted."), undo_href=undo)
    form = RemarkForm()
    if is_htmx() and not form.version.data:
        return make_response(render_template("library/_told.html"))
    return _reader(found.save.id, form.version.data)


@blueprint.post("/highlights/<int:highlight_id>/restore")
@login_required
def restore_mark(highlight_id: int) -> Response:
    """Take a deletion back."""
    found = marking.restore_highlight(db.session(), viewer_id=me().id, highlight_id=highlight_id)
    toast(gettext("It is back."))
    here = url_for("reading.reader", save_id=found.save.id)
    return redirect(f"{back(here).partition('#')[0]}#h{highlight_id}", code=303)


@blueprint.post("/saves/<int:save_id>/note")
@login_required
def note(save_id: int) -> Response:
    """Keep what a person wrote about a save."""
    form = NoteForm()
    library_services.write_note(
        db.session(), viewer_id=me().id, save_id=save_id, text=form.text.data or ""
    )
    toast(gettext("Note saved."))
    return _reader(save_id, form.version.data if form.validate() else None)


def _reader(
    save_id: int, version: int | None, *, at: int | None = None, opens: bool = False
) -> Response:
    """Answer with the highlights of what is read: a fragment to htmx, the page to others."""
    here = url_for("reading.reader", save_id=save_id)
    if not is_htmx():
        page = back(here).partition("#")[0]
        return redirect(f"{page}#h{at}" if at else page, code=303)
    session, viewer_id = db.session(), me().id
    save = library.save_of(session, viewer_id, save_id)
    if version is None:
        raise NotFoundError
    capture = library.version_with_text(session, viewer_id, save_id, version)
    placed = queries.in_version(session, save, capture)
    remark = library.note_of(session, save)
    view = presenters.marks_view(save, capture, placed, note=remark, opens=at if opens else None)
    return make_response(render_template("reading/_marked.html", marks=view))

"""Exports: the page, small files at once, large ones when the worker has written them."""

from __future__ import annotations

from flask import Response, make_response, render_template, stream_with_context, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.errors import InvalidError, NotFoundError
from devket.core.text import one_line
from devket.db import db, run_after_commit
from devket.transfer import queries
from devket.transfer.forms.exports import ExportForm
from devket.transfer.jobs.exports import forget_file, write_export
from devket.transfer.models import Export
from devket.transfer.presenters import (
    FORMATS,
    ExportView,
    Format,
    Wanted,
    export_view,
    file_name,
    form_of,
)
from devket.transfer.queries import chosen
from devket.transfer.queries.chosen import Choice, Which
from devket.transfer.services import exports as services
from devket.transfer.views.blueprint import blueprint
from devket.web import media
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast

AT_ONCE = 300  # saves that an answer holds; what is more is for the worker


@blueprint.route("/export", methods=["GET", "POST"])
@login_required
def export() -> BaseResponse:
    """Choose a file and which saves it is to hold; send it, or let it be prepared."""
    form = ExportForm()
    if not form.validate_on_submit():
        return _page(form, status=422 if form.errors else 200)
    try:
        choice, total = _chosen(form)
        if total <= AT_ONCE:
            return _sent(form_of(form.format.data, total), choice)
        _ask(form.format.data, choice, total)
    except InvalidError as error:
        form.word.errors = [_(error.message, **error.details)]
        return _page(form, status=422)
    toast(_("Your file is being prepared. It will stand on this page."))
    return go_to(url_for("transfer.export"))


@blueprint.get("/export/<int:export_id>")
@login_required
def export_row(export_id: int) -> str:
    """Show how far one export is."""
    export = queries.export_of(db.session(), me().id, export_id)
    return render_template("transfer/_export.html", export=_view(export))


@blueprint.get("/export/<int:export_id>/file")
@login_required
def export_file(export_id: int) -> Response:
    """Send the file of an export to keep."""
    export = queries.export_of(db.session(), me().id, export_id)
    if export.file_key is None:
        raise NotFoundError
    written_as = form_of(export.format, export.total)
    name = file_name(
        me().handle, export.format, ending=written_as.ending, made_at=export.created_at
    )
    return media.send(
        export.file_key,
        content_type=written_as.content_type,
        disposition=f'attachment; filename="{name}"',
    )


@blueprint.post("/export/<int:export_id>/delete")
@login_required
def export_delete(export_id: int) -> BaseResponse:
    """Delete the file of an export before its time."""
    key = services.delete(db.session(), owner_id=me().id, export_id=export_id)
    if key is not None:
        at_hand = parts()
        run_after_commit(db.session(), lambda: forget_file(at_hand, key))
    toast(_("The file was deleted."))
    return go_to(url_for("transfer.export"))


def _page(form: ExportForm, *, status: int) -> BaseResponse:
    rows = [_view(row) for row in queries.exports(db.session(), me().id)]
    page = render_template("transfer/export.html", form=form, formats=FORMATS, exports=rows)
    return make_response(page, status)


def _view(export: Export) -> ExportView:
    return export_view(export, FORMATS[export.format].label)


def _chosen(form: ExportForm) -> tuple[Choice, int]:
    """Return which saves are wanted and how many they are; `InvalidError` for none there are."""
    at_hand, owner_id = parts(), me().id
    which = Which(form.which.data)
    is_named = which in (Which.TAG, Which.SEARCH)
    choice = Choice(which, one_line(form.word.data or "") if is_named else "")
    if form.format.data == "zip":  # it holds everything, whatever is chosen
        choice = Choice()
    chosen.refuse_nothing(db.session(), owner_id, choice, at_hand.clock())
    total = chosen.count(db.session(), owner_id, choice, at_hand.clock())
    if not total and form.format.data != "zip":
        raise InvalidError("There is nothing in it to export.", field="word")
    return choice, total


def _sent(written_as: Format, choice: Choice) -> Response:
    at_hand = parts()
    wanted = Wanted(
        owner_id=me().id,
        made_at=at_hand.clock(),
        blobs=at_hand.blobs,
        choice=choice,
        base_url=at_hand.base_url,
    )
    response = Response(
        stream_with_context(written_as.write(wanted)), content_type=written_as.content_type
    )
    name = file_name(me().handle, written_as.name, ending=written_as.ending, made_at=wanted.made_at)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _ask(name: str, choice: Choice, total: int) -> None:
    at_hand, session = parts(), db.session()
    row = services.ask(
        session, owner_id=me().id, name=name, choice=choice, total=total, clock=at_hand.clock
    )
    export_id = row.id
    run_after_commit(session, lambda: at_hand.queue.enqueue(write_export, export_id))

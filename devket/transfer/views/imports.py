"""One import: its preview and choices, how far it is, its report, and taking it back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from flask import Response, render_template, request, stream_with_context, url_for
from flask_babel import gettext, ngettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.errors import InvalidError
from devket.core.tags import tag_names
from devket.db import db, read_only, run_after_commit
from devket.library.jobs import work_off
from devket.transfer import queries
from devket.transfer.jobs.imports import send
from devket.transfer.models import Import, ImportState, Outcome
from devket.transfer.presenters import imports as presenters
from devket.transfer.presenters import reports
from devket.transfer.queries.imports import AT_ONCE
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.transfer.views.blueprint import blueprint
from devket.web.errors import told
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/import/<int:import_id>")
@login_required
def import_page(import_id: int) -> str:
    """Show an import as far as it is."""
    return render_template("transfer/import.html", one=_shown(_found(import_id)), sentence="")


@blueprint.get("/import/<int:import_id>/progress")
@login_required
def import_progress(import_id: int) -> str:
    """Give what the page asks for while a worker is at it."""
    return render_template("transfer/_import.html", one=_shown(_found(import_id)), sentence="")


@blueprint.post("/import/<int:import_id>/start")
@login_required
def start_import(import_id: int) -> BaseResponse | tuple[str, int]:
    """Write what was previewed, as was chosen."""
    found = _found(import_id)
    try:
        importing.start(
            db.session(),
            owner_id=me().id,
            import_id=import_id,
            options=_chosen(found),
            clock=parts().clock,
        )
    except InvalidError as error:
        if found.state is not ImportState.READY:
            raise
        page = render_template("transfer/import.html", one=_shown(found), sentence=told(error))
        return page, 422
    return _sent(import_id)


@blueprint.post("/import/<int:import_id>/discard")
@login_required
def discard_import(import_id: int) -> BaseResponse:
    """Forget a file of which nothing was saved."""
    importing.discard(db.session(), owner_id=me().id, import_id=import_id)
    toast(gettext("The file is forgotten. Nothing of it was saved."))
    return go_to(url_for("transfer.imports"))


@blueprint.post("/import/<int:import_id>/undo")
@login_required
def undo_import(import_id: int) -> BaseResponse:
    """Take all of an import back."""
    importing.start_undoing(
        db.session(), owner_id=me().id, import_id=import_id, clock=parts().clock
    )
    return _sent(import_id)


@blueprint.post("/import/<int:import_id>/retry")
@login_required
def retry_import(import_id: int) -> BaseResponse:
    """Try again what did not come: texts, or refused rows in which an address stands."""
    if request.form.get("what") == "refused":
        number = importing.retry_refused(
            db.session(), owner_id=me().id, import_id=import_id, clock=parts().clock
        )
        none = gettext("No address that can be saved stands in the refused rows.")
        some = ngettext(
            "%(num)d refused row was brought in.",
            "%(num)d refused rows were brought in.",
            number,
        )
    else:
        number = importing.retry_captures(
            db.session(), owner_id=me().id, import_id=import_id, clock=parts().clock
        )
        none = gettext("No page of this import failed.")
        some = ngettext(
            "%(num)d page is fetched again.", "%(num)d pages are fetched again.", number
        )
    toast(some if number else none)
    run_after_commit(db.session(), work_off)
    return go_to(url_for("transfer.import_page", import_id=import_id))


@blueprint.get("/import/<int:import_id>/rows")
@login_required
def import_rows(import_id: int) -> str:
    """List what became of the rows of the file."""
    found = _found(import_id)
    word = request.args.get("outcome", "")
    outcome = Outcome(word) if word in set(Outcome) else None
    after = request.args.get("after", -1, type=int)
    rows = queries.rows_of(
        db.session(), found, outcome=outcome, after=_bounded(after), limit=queries.PAGE + 1
    )
    return render_template("transfer/rows.html", report=reports.report(found, rows, outcome))


@blueprint.get("/import/<int:import_id>/report.csv")
@login_required
def import_report(import_id: int) -> Response:
    """Send what became of all rows, as they are read."""
    found = _found(import_id)
    db.session.expunge(found)
    name = f"devket-import-{found.id}.csv"
    answer = Response(stream_with_context(_lines(found)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _lines(found: Import) -> Iterator[str]:
    """Yield the report; each batch of rows is read by itself, so that no transaction lasts."""
    yield "\ufeff" + _csv([reports.HEADER])
    make = db.session.session_factory
    after = -1
    while True:
        with read_only(), make() as session:
            rows = queries.rows_of(session, found, outcome=None, after=after, limit=AT_ONCE)
        if not rows:
            return
        after = rows[-1].position
        yield _csv([reports.line(row) for row in rows])


def _csv(rows: list[tuple[str, ...]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def _found(import_id: int) -> Import:
    return queries.import_of(db.session(), me().id, import_id)


def _shown(found: Import) -> presenters.ImportView:
    is_done = found.state in (ImportState.DONE, ImportState.FAILED)
    texts = queries.texts_of(db.session(), found) if is_done else None
    return presenters.import_view(found, texts, now=parts().clock())


def _chosen(found: Import) -> Options:
    """Return what the form says; a folder whose box is not ticked becomes no tag."""
    ticked = set(request.form.getlist("folder"))
    folders = [name for name, _ in found.preview.get("folders", ())][: importing.MOST_FOLDERS]
    return Options(
        tags=tag_names([request.form.get("tags", "")]),
        archives_all="archive" in request.form,
        fetches_again="fetch" in request.form,
        tags_folders=bool(ticked) or not folders,
        ignored=tuple(name for name in folders if name not in ticked),
    )


def _sent(import_id: int) -> BaseResponse:
    send(db.session(), import_id)
    return go_to(url_for("transfer.import_page", import_id=import_id))


def _bounded(position: int) -> int:
    return max(-1, min(position, 2**31 - 1))

"""Imports: a file is brought, looked at, written as was chosen, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from flask import Response, request, url_for

from devket.api import forms
from devket.api.presenters import import_shapes as shapes
from devket.api.presenters import imports as telling
from devket.api.presenters.saves import Told
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, listed, me, nothing
from devket.api.views.once import once_of
from devket.core.errors import InvalidError
from devket.core.paging import Cursor
from devket.core.tags import tag_names
from devket.db import db, run_after_commit
from devket.library.jobs import work_off
from devket.transfer import queries
from devket.transfer.jobs.imports import send
from devket.transfer.models import Import, ImportState, Outcome
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.transfer.views.receiving import MOST_SENT, Given, kept, take_in, uploaded, written
from devket.web.parts import parts
from devket.web.sizes import takes_files_up_to

ABOUT = "Imports"
_ONE = "/imports/<int:import_id>"
_PIECE = 64 * 1024  # bytes


@operation(
    "GET",
    "/imports",
    "saves:read",
    Gives(shapes.ImportList),
    about=ABOUT,
    asks=forms.Listed,
)
def list_imports(asked: dict[str, Any]) -> Response:
    """List your imports, newest first."""
    before, size = _place(asked), asked["limit"]
    found = queries.imports_listed(db.session(), me(), before=before, size=size)
    following = Cursor(found[size - 1].id, 1).encode() if len(found) > size else None
    return listed([telling.import_told(one) for one in found[:size]], following)


@takes_files_up_to(MOST_SENT)
@operation(
    "POST",
    "/imports",
    "saves:write",
    Gives(shapes.WholeImport, 201),
    about=ABOUT,
    asks=forms.FileAsked,
    takes_file=True,
)
def add_import(asked: dict[str, Any]) -> Response:
    """Bring a file. Nothing of it is saved yet.

    Of up to 2 GB, in the field `file` of a form, or as the body itself. It is counted next: ask for
    the import until it is `ready` or `failed`. A small text is counted by the time of the answer.
    """
    owner_id = me()
    # Reading the body may take minutes: nobody is to wait for this transaction meanwhile.
    db.session.rollback()
    with _sent_file(asked.get("filename", "")) as given:
        key = kept(given)
        sent = f"{given.name}\n{key}".encode()
        return once_of(lambda: sent, lambda: _begun(take_in(given, key, owner_id=owner_id)))


@operation("GET", _ONE, "saves:read", Gives(shapes.WholeImport), about=ABOUT)
def get_import(import_id: int) -> Response:
    """Tell of one import: its preview, how far it is, what came of it."""
    return answer(_told(_found(import_id)))


@operation(
    "POST",
    f"{_ONE}/start",
    "saves:write",
    Gives(shapes.WholeImport, 202),
    about=ABOUT,
    takes=forms.ImportStart,
)
def start_import(sent: dict[str, Any], import_id: int) -> Response:
    """Write what was looked at, as you choose. It must be `ready`."""
    options, clock = _chosen(_found(import_id), sent), parts().clock
    return _sent(
        importing.start(
            db.session(), owner_id=me(), import_id=import_id, options=options, clock=clock
        )
    )


@operation(
    "GET",
    f"{_ONE}/rows",
    "saves:read",
    Gives(shapes.ImportRowList),
    about=ABOUT,
    asks=forms.RowsAsked,
)
def list_import_rows(asked: dict[str, Any], import_id: int) -> Response:
    """List the rows of the file that were written, and what became of each."""
    found, after, size = _found(import_id), _place(asked), asked["limit"]
    rows = queries.rows_of(
        db.session(),
        found,
        outcome=Outcome(asked["outcome"]) if asked.get("outcome") else None,
        after=-1 if after is None else after,
        limit=size + 1,
    )
    following = Cursor(rows[size - 1].position, 1).encode() if len(rows) > size else None
    return listed([telling.row_told(row) for row in rows[:size]], following)


@operation(
    "POST",
    f"{_ONE}/retry",
    "saves:write",
    Gives(shapes.Retried),
    about=ABOUT,
    takes=forms.ImportRetry,
)
def retry_import(sent: dict[str, Any], import_id: int) -> Response:
    """Try again what did not come: pages, or refused rows."""
    is_rows = sent["what"] == forms.Again.ROWS
    retry = importing.retry_refused if is_rows else importing.retry_captures
    count = retry(db.session(), owner_id=me(), import_id=import_id, clock=parts().clock)
    run_after_commit(db.session(), work_off)
    return answer({"count": count})


@operation("POST", f"{_ONE}/undo", "saves:write", Gives(shapes.WholeImport, 202), about=ABOUT)
def undo_import(import_id: int) -> Response:
    """Take all of an import back. It must be `done`, or `failed` with `written` rows."""
    clock = parts().clock
    return _sent(
        importing.start_undoing(db.session(), owner_id=me(), import_id=import_id, clock=clock)
    )


@operation("DELETE", _ONE, "saves:write", Gives(None, 204), about=ABOUT)
def delete_import(import_id: int) -> Response:
    """Forget a file of which nothing was saved."""
    importing.discard(db.session(), owner_id=me(), import_id=import_id)
    return nothing()


@contextmanager
def _sent_file(name: str) -> Iterator[Given]:
    """Give the file of the form, or the body written to the disk piece by piece."""
    if request.mimetype == "multipart/form-data":
        sent = uploaded(request.files.get("file"))
    else:
        sent = written(iter(partial(request.stream.read, _PIECE), b""), name)
    with sent as given:
        yield given


def _chosen(found: Import, sent: dict[str, Any]) -> Options:
    """Return what is to become of the file; a folder that it does not hold is refused."""
    known, many = found.preview.get("folders", ()), int(found.preview.get("folder_total", 0))
    strange = set(sent["ignored_folders"]) - {name for name, _ in known}
    is_known = found.state is ImportState.READY and many <= len(known)  # else the first alone
    if strange and is_known:
        raise InvalidError(
            "This file holds no folder %(name)s.", field="ignored_folders", name=min(strange)
        )
    return Options(
        tags=tag_names(sent["tags"]),
        archives_all=sent["archive_all"],
        fetches_again=sent["fetch_again"],
        tags_folders=sent["folders_as_tags"],
        ignored=tuple(sent["ignored_folders"]),
    )


def _begun(made: Import) -> Response:
    here = url_for("api.get_import", import_id=made.id)
    return answer(_told(made), 201, location=here)


def _sent(found: Import) -> Response:
    send(db.session(), found.id)
    return answer(_told(found), 202)


def _found(import_id: int) -> Import:
    return queries.import_of(db.session(), me(), import_id)


def _told(found: Import) -> Told:
    is_written = found.state in (ImportState.DONE, ImportState.FAILED)
    texts = queries.texts_of(db.session(), found) if is_written else None
    return telling.whole_import_told(found, texts)


def _place(asked: dict[str, Any]) -> int | None:
    """Return the id or position behind which a part begins."""
    if not asked.get("cursor"):
        return None
    at = Cursor.decode(asked["cursor"], int).at
    assert isinstance(at, int)
    return at

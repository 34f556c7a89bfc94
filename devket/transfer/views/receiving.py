"""Where files come in: uploaded, or pasted as a text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from flask import Flask, current_app, make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import N_, InvalidError
from devket.db import db, run_after_commit
from devket.storage.blobs import BYTES
from devket.transfer import queries
from devket.transfer.formats import FORMATS
from devket.transfer.formats.source import MOST_BYTES
from devket.transfer.jobs.imports import advance, send
from devket.transfer.models import Import
from devket.transfer.presenters import imports as presenters
from devket.transfer.services import importing
from devket.transfer.views.blueprint import blueprint
from devket.web.errors import told
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID
from devket.web.sizes import takes_files_up_to

# A text this small is counted before the answer; nothing packed is, for who knows what is in it.
AT_ONCE = 128 * 1024  # bytes
_ZIP = b"PK"
TOO_LARGE = N_(
    "This file is larger than 2 GB, the most that is taken here. Whoever runs this Devket brings "
    "larger ones in on the machine itself: flask import FILE --user EMAIL"
)
MOST_SENT = MOST_BYTES + 1024 * 1024  # bytes, with the form around the file


class Given(NamedTuple):
    """A file that somebody brings: where it lies, and what they call it."""

    path: Path
    name: str


def init_app(app: Flask) -> None:
    """Let the view look at the form's token itself, once it knows who sends the file."""
    app.extensions["csrf"].exempt(receive)


@blueprint.get("/import")
@login_required
def imports() -> Response:
    """Show where a file goes, which files are read, and what was brought before."""
    return _page()


@blueprint.post("/import")
@login_required
@takes_files_up_to(MOST_SENT)
def receive() -> Response:
    """Take a file into the store; what is in it is counted next, and nothing is saved yet."""
    owner_id = me().id
    # Reading a form may take minutes: nobody is to wait for this transaction meanwhile.
    db.session.rollback()
    try:
        current_app.extensions["csrf"].protect()
    except RequestEntityTooLarge:
        return _page(gettext(TOO_LARGE), 413)
    try:
        with _given_file() as given:
            key = kept(given)
            import_id = take_in(given, key, owner_id=owner_id).id
    except InvalidError as error:
        return _page(told(error))
    return go_to(url_for("transfer.import_page", import_id=import_id))


def kept(given: Given) -> str:
    """Put a file into the store and return its key."""
    return parts().blobs.put_file(given.path, BYTES)


def take_in(given: Given, key: str, *, owner_id: int) -> Import:
    """Begin an import of a file that is kept; what is in it is counted after the commit."""
    session, size = db.session(), given.path.stat().st_size
    is_small = size <= AT_ONCE and not _is_packed(given.path)
    made = importing.begin(
        session,
        owner_id=owner_id,
        file_key=key,
        file_size=size,
        filename=given.name,
        clock=parts().clock,
    )
    import_id = made.id
    if is_small:
        run_after_commit(session, lambda: advance(import_id))
    else:
        send(session, import_id)
    return made


@contextmanager
def uploaded(file: FileStorage | None) -> Iterator[Given]:
    """Give a file that came with a form; `InvalidError` without one."""
    if file is None or not file.filename:
        raise InvalidError("Choose a file, or paste a list of addresses.", field="file")
    name = getattr(file.stream, "name", None)
    if isinstance(name, str):
        file.stream.flush()
        yield Given(Path(name), file.filename)
    else:
        with written([file.stream.read()], file.filename) as given:
            yield given


@contextmanager
def written(pieces: Iterable[bytes], name: str = "") -> Iterator[Given]:
    """Give a file on the disk of the data that holds these pieces, for the block's time."""
    scratch = parts().scratch
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=scratch, prefix="upload-") as file:
        file.writelines(pieces)
        file.flush()
        yield Given(Path(file.name), name)


@contextmanager
def _given_file() -> Iterator[Given]:
    """Give the file that was uploaded, or one of the text that was pasted."""
    file, text = request.files.get("file"), request.form.get("text", "")
    is_pasted = bool(text.strip()) and (file is None or not file.filename)
    given = written([text.encode("utf-8", "replace")]) if is_pasted else uploaded(file)
    with given as one:
        yield one


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == _ZIP


def _page(sentence: str = "", status: int = 422) -> Response:
    before = request.args.get("before", type=int)
    is_real = before is not None and 0 < before <= LARGEST_ID
    found = queries.imports_listed(db.session(), me().id, before=before if is_real else None)
    page = render_template(
        "transfer/imports.html",
        sentence=sentence,
        too_large=gettext(TOO_LARGE),
        most_bytes=MOST_BYTES,
        pasted=request.form.get("text", "") if sentence and status == 422 else "",
        past=presenters.past(found),
        sources=presenters.SOURCES,
        formats=[one.label for one in FORMATS],
    )
    return make_response(page, status if sentence else 200)

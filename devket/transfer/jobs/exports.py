"""Exports that are too long for an answer: written by the worker, kept for a week."""

from __future__ import annotations

import logging
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask_babel import force_locale

from devket.core.clock import monotonic
from devket.core.errors import DevketError
from devket.db import transaction
from devket.jobs import job, sweep
from devket.storage import StorageError
from devket.storage.blobs import BYTES
from devket.transfer import queries
from devket.transfer.presenters import Wanted, form_of
from devket.transfer.queries import beside
from devket.transfer.services import exports
from devket.web.parts import Parts, parts

log = logging.getLogger(__name__)
SEND_AT_ONCE, FORGET_AT_ONCE = 50, 100
TELL_EVERY = 2.0  # seconds
_FOLDER = "devket-export-"


class _TakenOverError(Exception):
    """Another worker is at it, or nobody wants it any more."""


@job()
def write_export(export_id: int) -> None:
    """Write an export's file and hand it over.

    Safe to be run twice and to be killed anywhere: its due time is a lease, renewed while it goes
    on, and the sweep sends again what a dead worker left. It then begins anew.
    """
    at_hand = parts()
    with transaction() as session:
        held = exports.claim(session, export_id, clock=at_hand.clock)
        language = beside.person(session, held.owner_id).language if held else ""
    if held is None:
        return
    _clear_away(at_hand, export_id)
    folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{export_id}-"))
    try:
        with force_locale(language or "en"):
            _write(at_hand, held, folder / "file")
    except _TakenOverError:
        log.info("export %s is no longer this worker's", export_id)
    except DevketError as error:  # its tag or its query means nothing any more
        with transaction() as session:
            exports.refuse(session, held, str(error)[:400], clock=at_hand.clock)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(at_hand: Parts, held: exports.Claim, path: Path) -> None:
    wanted = Wanted(
        owner_id=held.owner_id,
        made_at=held.made_at,
        blobs=at_hand.blobs,
        choice=held.choice,
        base_url=at_hand.base_url,
        tell=_Teller(at_hand, held).tell,
    )
    with path.open("wb") as file:
        for piece in form_of(held.format, held.total).write(wanted):
            file.write(piece)
    key = at_hand.blobs.put_file(path, BYTES)  # the file before its row
    with transaction() as session:
        is_mine = exports.settle(
            session, held, key=key, size=path.stat().st_size, clock=at_hand.clock
        )
    log.info("export %s: %s", held.export_id, "done" if is_mine else "nobody waits for it")


@dataclass
class _Teller:
    """Writes down how far it is, now and then, which holds the export for longer."""

    at_hand: Parts
    held: exports.Claim
    told_at: float = 0.0

    def tell(self, done: int) -> None:
        now = monotonic()
        if now - self.told_at < TELL_EVERY:
            return
        self.told_at = now
        with transaction() as session:
            if not exports.go_on(session, self.held, done=done, clock=self.at_hand.clock):
                raise _TakenOverError


def _clear_away(at_hand: Parts, export_id: int) -> None:
    """Delete what a worker left that was killed while it wrote this export.

    Another Devket of this machine may be at one with the same number: what is young stays.
    """
    before = (at_hand.clock() - exports.LEASE).timestamp()
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}{export_id}-*"):
        with suppress(OSError):
            if max(path.stat().st_mtime for path in (folder, *folder.iterdir())) < before:
                shutil.rmtree(folder, ignore_errors=True)


@sweep
def enqueue_overdue_exports() -> None:
    """Send again what a killed worker or a lost message left; never more than fill the queue."""
    at_hand = parts()
    now = at_hand.clock()
    at_hand.queue.send_overdue(
        write_export,
        lambda session, room: queries.overdue_exports(session, now, limit=room),
        at_once=SEND_AT_ONCE,
    )


@sweep
def forget_expired_exports() -> None:
    """Delete files a week after they were made: they hold all that somebody keeps."""
    at_hand = parts()
    with transaction() as session:
        keys = exports.forget_expired(session, now=at_hand.clock(), limit=FORGET_AT_ONCE)
    for key in keys:
        forget_file(at_hand, key)


def forget_file(at_hand: Parts, key: str) -> None:
    """Delete a file that no row names; what fails is left to the sweep of the store."""
    with suppress(StorageError):
        at_hand.blobs.delete(key)

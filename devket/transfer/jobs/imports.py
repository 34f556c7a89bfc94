"""Working on imports: counting a file, writing it in batches, taking it back.

What is committed says how far it is, so that any of it can be killed anywhere and goes on there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.core.errors import N_
from devket.db import run_after_commit, transaction
from devket.jobs import daily, job, sweep
from devket.library import queries as library
from devket.library.jobs import work_off
from devket.library.services import keep_page
from devket.transfer import formats, queries
from devket.transfer.formats import Entry, Row, Source, UnreadableError
from devket.transfer.jobs.files import clear_away, file_of
from devket.transfer.jobs.restores import bring_back
from devket.transfer.jobs.work import Tell, Work
from devket.transfer.models import RESTORED, Import, ImportState
from devket.transfer.services import importing
from devket.transfer.services.importing import Held, Item, Options, Spread, Tally
from devket.transfer.services.restoring import contents_of
from devket.web.parts import parts

log = logging.getLogger(__name__)
AT_ONCE = 500  # rows of a transaction
LEFT_BEHIND = timedelta(days=1)  # by then nobody works on it any more
TRIES = 3  # of a batch that met what a person saved at the same moment
UNKNOWN = N_("Devket does not know this kind of file. The page Import tells which files it reads.")
Rows = Iterator[tuple[int, Row]]
# Letters of texts that are held together: rows may bring the text of their page.
HEAVY = 4_000_000


@job()
def work_on(import_id: int) -> None:
    """Do what is due of an import, then let the person's next one begin."""
    owner_id = advance(import_id)
    at_hand = parts()
    if owner_id is not None:
        with transaction() as session:
            waiting = queries.due_imports(session, at_hand.clock(), owner_id=owner_id)
        for other in waiting[:1]:
            at_hand.queue.enqueue(work_on, other)


def send(session: Session, import_id: int) -> None:
    """Send an import to the queue as soon as this transaction is committed."""
    at_hand = parts()
    run_after_commit(session, lambda: at_hand.queue.enqueue(work_on, import_id))


def advance(import_id: int, tell: Tell = lambda _rows: None) -> int | None:
    """Do here and now what is due of an import; return whose it is, None when nothing was."""
    at_hand = parts()
    work = Work(at_hand, timedelta(seconds=at_hand.capture_lease), tell)
    with transaction() as session:
        held = importing.claim(session, import_id, clock=at_hand.clock, lease=work.lease)
    if held is None:
        return None
    acts = {
        ImportState.READING: _read,
        ImportState.WRITING: _write,
        ImportState.UNDOING: _undo,
    }
    try:
        acts[held.state](work, held)
    except UnreadableError as error:
        _fail(work, held, str(error))
    return held.owner_id


def _read(work: Work, held: Held) -> None:
    """Count what the file holds, for the preview."""
    found = _found(held)
    tally = importing.Tally()
    try:
        with _file_of(work, found) as path:
            source = Source(path, found.filename)
            format = formats.detect(source)
            if format is None:
                raise UnreadableError(UNKNOWN)
            contents = contents_of(source) if format.name == RESTORED else None
            last = _count(work, held, tally, enumerate(format.read(source)), found.created_at)
        if last is None:
            return
        with transaction() as session:
            taken = importing.renew(session, last, clock=work.at_hand.clock, lease=work.lease)
            if taken is not None:
                importing.finish_reading(
                    taken[0], format=format.name, tally=tally, contents=contents
                )
    finally:
        tally.close()


def _count(work: Work, held: Held, tally: Tally, rows: Rows, now: datetime) -> Held | None:
    """Count rows; return the last hold, None when it was lost."""
    spread = Spread(now, timedelta())
    for batch in batches_of(rows):
        items = importing.prepare(
            batch, now=now, options=Options(tags_folders=False), spread=spread
        )
        with transaction() as session:
            tally.add(session, held.owner_id, items)
            taken = importing.renew(
                session, held, clock=work.at_hand.clock, lease=work.lease, is_step=False
            )
            if taken is None:
                return None
            taken[0].preview = {"rows": tally.numbers["rows"]}
            held = taken[1]
        work.tell(tally.numbers["rows"])
    return held


def _write(work: Work, held: Held) -> None:
    """Write what is not written yet, batch by batch."""
    found = _found(held)
    with _file_of(work, found) as path:
        if found.is_restore:
            last = bring_back(work, held, path, start=found.written)
        else:
            last = _write_rows(work, held, path, found)
    if last is None:
        log.warning("import %s is in other hands", held.import_id)
        return
    with transaction() as session:
        closed = importing.renew(session, last, clock=work.at_hand.clock, lease=work.lease)
        if closed is not None:
            importing.finish_writing(closed[0], clock=work.at_hand.clock)
    work_off()


def _write_rows(work: Work, held: Held, path: Path, found: Import) -> Held | None:
    """Write the rows of a file; return the last hold, None when it was lost."""
    format, options = formats.named(found.format), Options.of(found.options)
    spread = Spread(work.at_hand.clock(), timedelta(seconds=work.at_hand.host_pause))
    rows = islice(enumerate(format.read(Source(path, found.filename))), found.written, None)
    for batch in batches_of(rows):
        items = importing.prepare(batch, now=found.created_at, options=options, spread=spread)
        items = _with_pages(work, held.owner_id, items)
        taken = _write_batch(work, held, items)
        if taken is None:
            return None
        held = taken
        work.tell(items[-1].position + 1)
    return held


def _write_batch(work: Work, held: Held, items: list[Item]) -> Held | None:
    clock = work.at_hand.clock
    for _ in range(TRIES - 1):
        try:
            with transaction() as session:
                return importing.write_batch(
                    session, held, items=items, clock=clock, lease=work.lease
                )
        except IntegrityError:
            log.info("a page of import %s was saved at this very moment", held.import_id)
    with transaction() as session:
        return importing.write_batch(session, held, items=items, clock=clock, lease=work.lease)


def _with_pages(work: Work, owner_id: int, items: list[Item]) -> list[Item]:
    """Put the texts that the file holds into the store, but for pages that are kept whole."""
    keys = [item.kept.key for item in items if item.kept is not None and item.html]
    if not keys:
        return items
    with transaction() as session:
        whole = library.keys_with_text(session, owner_id, keys)
    blobs = work.at_hand.blobs
    return [
        replace(item, html="")
        if item.kept is None or item.kept.key in whole
        else item.with_page(lambda html: keep_page(blobs, html))
        for item in items
    ]


def _undo(work: Work, held: Held) -> None:
    """Take it back, batch by batch."""
    going: Held | None = held
    while going is not None:
        with transaction() as session:
            going = importing.undo_batch(session, going, clock=work.at_hand.clock, lease=work.lease)
        work.tell(importing.AT_ONCE)


def _fail(work: Work, held: Held, sentence: str) -> None:
    with transaction() as session:
        now_held = session.get(Import, held.import_id)
        if now_held is not None and now_held.due_at is not None:
            importing.fail(
                session, replace(held, until=now_held.due_at), sentence, clock=work.at_hand.clock
            )


def _found(held: Held) -> Import:
    with transaction() as session:
        found = session.get_one(Import, held.import_id)
        session.expunge(found)
        return found


def _file_of(work: Work, found: Import) -> AbstractContextManager[Path]:
    return file_of(work.at_hand.blobs, found.file_key or "", work.at_hand.scratch)


def batches_of(rows: Rows) -> Iterator[list[tuple[int, Row]]]:
    """Yield rows some at a time, fewer where they bring long texts."""
    batch: list[tuple[int, Row]] = []
    weight = 0
    for position, row in rows:
        batch.append((position, row))
        weight += len(row.html) if isinstance(row, Entry) else 0
        if len(batch) == AT_ONCE or weight >= HEAVY:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


@sweep
def enqueue_due_imports() -> None:
    """Send imports to the queue that a killed worker or a lost message left."""
    at_hand = parts()
    with transaction() as session:
        due = queries.due_imports(session, at_hand.clock())
    for import_id in due:
        at_hand.queue.enqueue(work_on, import_id)


@daily
def forget_stale_imports() -> None:
    """Drop previews that nobody came back to, and files that killed processes left behind."""
    at_hand = parts()
    now = at_hand.clock()
    with transaction() as session:
        importing.forget_stale(session, before=now - importing.KEPT_UNSTARTED)
    clear_away(at_hand.scratch, before=now - LEFT_BEHIND)

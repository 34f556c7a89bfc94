"""Trying again what did not come whole: texts that were not to be had, rows that were refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.urls import address_in
from devket.library.services import bringing
from devket.transfer import queries
from devket.transfer.formats import Entry
from devket.transfer.models import Import, ImportRow, Outcome
from devket.transfer.services.importing.entering import Item, Spread, prepare
from devket.transfer.services.importing.options import Options
from devket.transfer.services.importing.receiving import refuse_unwritten
from devket.transfer.services.importing.remains import ALONE, entry_of
from devket.transfer.services.importing.undoing import AGAIN
from devket.transfer.services.importing.writing import READ, bring_items

MOST = 500  # refused rows of one go
_TRIED = "tried"  # in `Import.preview`: the last row of the go before; -1 to begin anew


def retry_captures(session: Session, *, owner_id: int, import_id: int, clock: Clock) -> int:
    """Owe the texts of an import that were not to be had again; return how many.

    `ConflictError` unless it is written.
    """
    found = queries.import_of(session, owner_id, import_id)
    refuse_unwritten(found)
    return bringing.owe_again(
        session, owner_id=owner_id, chosen=queries.saves_made(found.id), clock=clock
    )


def retry_refused(session: Session, *, owner_id: int, import_id: int, clock: Clock) -> int:
    """Bring refused rows in which an address stands, with all that was read of them.

    Return how many rows came; tags, folders, notes, states, dates and highlights come along, as was
    chosen for the import. At most `MOST` of one go, which begins where the last one ended.
    `ConflictError` unless it is written.
    """
    found = queries.import_to_change(session, owner_id, import_id)
    refuse_unwritten(found)
    if found.is_restore:
        return 0  # a line of a restore that was refused is no page that waits to be kept
    rows, items, after = _next(session, found, clock)
    by_position = {row.position: row for row in rows}
    for told in bring_items(session, found, items, clock=clock):
        row, before = by_position[told["position"]], told["before"]
        row.outcome, row.reason, row.save_id = told["outcome"], told["reason"], told["save_id"]
        row.before = {**before, AGAIN: True} if before else None
        _recount(found, row.outcome)
    found.preview = {**found.preview, _TRIED: after}
    if items:
        found.preview[AGAIN] = True
        found.finished_at = clock()  # tags made up to then are the import's
    session.flush()
    return len(items)


def _next(
    session: Session, found: Import, clock: Clock
) -> tuple[Sequence[ImportRow], list[Item], int]:
    """Return the next refused rows of which some can be brought, and where to begin after them."""
    refused = (ImportRow.import_id == found.id, ImportRow.outcome == Outcome.REFUSED)
    chosen = select(ImportRow).where(*refused).order_by(ImportRow.position).limit(MOST)
    after = int(found.preview.get(_TRIED, -1))
    while True:
        rows = session.scalars(chosen.where(ImportRow.position > after)).all()
        items = [item for item in _items(found, rows, clock) if item.kept is not None]
        is_last = len(rows) < MOST
        if items or is_last:
            return rows, items, -1 if is_last else rows[-1].position
        after = rows[-1].position


def _items(found: Import, rows: Sequence[ImportRow], clock: Clock) -> list[Item]:
    spread = Spread(clock(), timedelta())
    entries = list(_entries(rows))
    return prepare(entries, now=clock(), options=Options.of(found.options), spread=spread)


def _entries(rows: Sequence[ImportRow]) -> Iterator[tuple[int, Entry]]:
    for row in rows:
        read = (row.before or {}).get(READ)
        entry = entry_of(read, raw=row.raw) if read else Entry(url="", remarks=(ALONE,))
        if address := entry.url or address_in(row.raw):
            yield row.position, replace(entry, url=address)


def _recount(found: Import, outcome: Outcome) -> None:
    found.refused_count -= 1
    match outcome:
        case Outcome.NEW:
            found.new_count += 1
        case Outcome.MERGED:
            found.merged_count += 1
        case _:
            found.unchanged_count += 1

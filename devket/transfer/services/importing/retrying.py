"""Trying again what did not come whole: texts that were not to be had, rows that were refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.urls import address_in
from devket.library.services import bringing
from devket.transfer import queries
from devket.transfer.formats import Entry
from devket.transfer.models import Import, ImportRow, ImportState, Outcome
from devket.transfer.services.importing.entering import Item, Spread, prepare
from devket.transfer.services.importing.options import Options
from devket.transfer.services.importing.reasons import kept
from devket.transfer.services.importing.writing import before_of

MOST = 500  # refused rows of one go


def retry_captures(session: Session, *, owner_id: int, import_id: int, clock: Clock) -> int:
    """Owe the texts of an import that were not to be had again; return how many."""
    found = queries.import_of(session, owner_id, import_id)
    return bringing.owe_again(
        session, owner_id=owner_id, chosen=queries.saves_made(found.id), clock=clock
    )


def retry_refused(session: Session, *, owner_id: int, import_id: int, clock: Clock) -> int:
    """Keep the address that stands in a refused row, if one does; return of how many rows.

    Nothing else of such a row is known: it comes without state, tags or time.
    """
    found = queries.import_to_change(session, owner_id, import_id)
    if found.state is not ImportState.DONE or found.is_restore:
        return 0  # a line of a restore that was refused is no page that waits to be kept
    refused = (ImportRow.import_id == found.id, ImportRow.outcome == Outcome.REFUSED)
    rows = session.scalars(
        select(ImportRow).where(*refused).order_by(ImportRow.position).limit(MOST)
    ).all()
    items = _items(found, rows, clock)
    pages = {item.position: item.kept for item in items if item.kept is not None}
    brought = bringing.bring(session, owner_id=owner_id, pages=list(pages.values()), clock=clock)
    by_position = dict(zip(pages, brought, strict=True))
    for row in rows:
        one = by_position.get(row.position)
        if one is not None:
            row.outcome = Outcome(one.result.value)
            row.save_id, row.reason = one.save_id, kept([])
            row.before = before_of(one) or None
            _recount(found, row.outcome)
    session.flush()
    return len(by_position)


def _items(found: Import, rows: Sequence[ImportRow], clock: Clock) -> list[Item]:
    addresses = ((row.position, address_in(row.raw)) for row in rows)
    entries = [(at, Entry(url=address, raw=address)) for at, address in addresses if address]
    options = Options(tags=Options.of(found.options).tags)
    spread = Spread(clock(), timedelta())
    return prepare(entries, now=clock(), options=options, spread=spread)


def _recount(found: Import, outcome: Outcome) -> None:
    found.refused_count -= 1
    match outcome:
        case Outcome.NEW:
            found.new_count += 1
        case Outcome.MERGED:
            found.merged_count += 1
        case _:
            found.unchanged_count += 1

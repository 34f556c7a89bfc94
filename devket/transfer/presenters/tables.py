"""Saves as a table: with Pocket's columns, so that every program that reads Pocket's reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from devket.library.presenters import title_of
from devket.transfer.presenters.looking import Wanted, batches
from devket.transfer.queries.kept import Kept

COLUMNS = ("title", "url", "time_added", "tags", "status")


def table(wanted: Wanted) -> Iterator[bytes]:
    """Yield the table, a header first."""
    yield _lines([COLUMNS])
    for batch in batches(wanted):
        yield _lines([_row(kept) for kept in batch])


def _row(kept: Kept) -> tuple[str, ...]:
    save = kept.save
    return (
        title_of(save),
        save.given_url,
        str(int(save.saved_at.timestamp())),
        "|".join(name.replace("|", "-") for name in kept.tags),
        "archive" if save.is_archived else "unread",
    )


def _lines(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()

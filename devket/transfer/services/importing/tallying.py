"""Counting what a file holds and what would become of it, in memory that does not grow with it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from devket.library import queries as library
from devket.transfer.models import Import, ImportState
from devket.transfer.services.importing.entering import Item
from devket.transfer.services.importing.reasons import Reason, kept

MOST_FOLDERS, MOST_TAGS, MOST_REFUSALS = 200, 20, 10
_COUNTED = 20_000  # different names of tags or folders; those beyond are not told apart
_MOST_ROWS = 2**31 - 1
CONTENTS = "contents"  # in `Import.preview`: what `restoring.contents_of` says
_SHOWN = 300  # characters of a refused row


class _Seen:
    """The keys met so far, on disk when they are many."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA cache_size = -4096")
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: str) -> bool:
        """Note a key; tell whether it was met before."""
        put = self._kept.execute("INSERT OR IGNORE INTO seen VALUES (?)", (bytes.fromhex(key),))
        return put.rowcount == 0

    def __contains__(self, key: str) -> bool:
        found = self._kept.execute("SELECT 1 FROM seen WHERE key = ?", (bytes.fromhex(key),))
        return found.fetchone() is not None

    def close(self) -> None:
        """Let go of it."""
        self._kept.close()


@dataclass(slots=True)
class Tally:
    """What was counted so far; `close` it."""

    numbers: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    folders: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    refusals: list[tuple[int, str, str]] = field(default_factory=list)
    first: datetime | None = None
    last: datetime | None = None
    _seen: _Seen = field(default_factory=_Seen)

    def add(self, session: Session, owner_id: int, items: Sequence[Item]) -> None:
        """Count some rows more."""
        keys = [item.kept.key for item in items if item.kept is not None]
        here = library.keys_kept(session, owner_id, keys)
        for item in items:
            self.numbers["rows"] += 1
            if item.kept is None:
                self._refuse(item, item.reasons)
            else:
                self._count(item, is_here=item.kept.key in here)

    def _refuse(self, item: Item, reasons: Sequence[Reason]) -> None:
        self.numbers["refused"] += 1
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append((item.position, kept(reasons), item.raw[:_SHOWN]))

    def _count(self, item: Item, *, is_here: bool) -> None:
        page = item.kept
        assert page is not None, "a refused row is counted elsewhere"
        self.remarks.update(reason.sentence for reason in item.reasons)
        self.numbers.update(
            highlights=len(item.passages), notes=bool(page.note), texts=bool(item.html)
        )
        if page.is_update and (is_here or page.key in self._seen):
            self.numbers["updates"] += 1
            return
        is_twice = self._seen.add(page.key)
        word = "merged" if is_here else "twice" if is_twice else "new"
        self.numbers[word] += 1
        if word != "twice":  # it was told of by the row before
            self.numbers.update(
                archived=page.is_archived,
                favorites=page.is_favorite,
                tagged=bool(page.tags),
                undated=page.saved_at is None,
                unread=not page.is_archived,
            )
        _count_names(self.tags, page.tags)
        _count_names(self.folders, (item.folder,) if item.folder else ())
        if page.saved_at is not None:
            self.first = min(self.first or page.saved_at, page.saved_at)
            self.last = max(self.last or page.saved_at, page.saved_at)

    def told(self) -> dict[str, Any]:
        """Return what was counted, in words of JSON."""
        return {
            **{name: int(number) for name, number in self.numbers.items()},
            "tags": self.tags.most_common(MOST_TAGS),
            "tag_total": len(self.tags),
            "folders": sorted(self.folders.items())[:MOST_FOLDERS],
            "folder_total": len(self.folders),
            "remarks": self.remarks.most_common(MOST_REFUSALS),
            "refusals": self.refusals,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }

    def close(self) -> None:
        """Let go of what was kept for it."""
        self._seen.close()


def finish_reading(
    found: Import, *, format: str, tally: Tally, contents: Mapping[str, Any] | None = None
) -> None:
    """Show the preview of a locked import; it waits for a person from here on.

    `contents` are those of a whole account: its rows are the lines of all parts.
    """
    found.format, found.preview = format, tally.told()
    found.total = tally.numbers["rows"]
    if contents is not None:
        found.preview |= {CONTENTS: contents}
        found.total = min(sum(contents["parts"].values()), _MOST_ROWS)
    found.state, found.due_at, found.attempts = ImportState.READY, None, 0


def _count_names(counter: Counter[str], names: Sequence[str]) -> None:
    for name in names:
        if name in counter or len(counter) < _COUNTED:
            counter[name] += 1

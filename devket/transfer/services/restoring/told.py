"""What restoring is handed and what it tells."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from devket.core.clock import Clock
from devket.core.errors import N_
from devket.transfer.formats import Refused
from devket.transfer.formats import devket_zip as layout
from devket.transfer.models import Outcome
from devket.transfer.services.restoring.files import Files

# By which of its values a line is known to whoever wrote it.
_READS = {
    layout.TAGS: "name",
    layout.SAVES: "given_url",
    layout.SEARCHES: "query",
    layout.FOLLOWS: "handle",
    layout.POSTS: "text",
    layout.COMMENTS: "text",
}
MOST_REFUSED = 1_000  # of which the rows are kept to be shown; all are counted
Transact = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Came:
    """A save that came: what became of it, and what it takes to undo that (`ImportRow.before`)."""

    outcome: Outcome
    save_id: int
    before: dict[str, Any] | None = None


Result = Outcome | Came | Refused


@dataclass(frozen=True, slots=True)
class Place:
    """Whose account it goes into, and what goes with all of it; `handle` is the file's own."""

    owner_id: int
    files: Files
    clock: Clock
    handle: str


Bring = Callable[[Session, Place, Sequence[Mapping[str, Any]]], list[Result]]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a part, as it reads, and what became of it."""

    part: str
    raw: str
    result: Result

    @property
    def outcome(self) -> Outcome:
        """Return what became of it, in a word."""
        if isinstance(self.result, Refused):
            return Outcome.REFUSED
        return self.result.outcome if isinstance(self.result, Came) else self.result


Note = Callable[[Session, Sequence[Told]], object]


@dataclass
class Restored:
    """What became of the lines of each part of the file."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def add(self, lines: Sequence[Told]) -> None:
        """Count what became of some lines."""
        for line in lines:
            self.counts[line.part, line.outcome] += 1
            if isinstance(line.result, Refused) and len(self.refused) < MOST_REFUSED:
                self.refused.append(line.result)

    def of(self, part: str) -> dict[Outcome, int]:
        """Return the counts of one part."""
        return {outcome: self.counts[part, outcome] for outcome in Outcome}


def odd(
    row: Mapping[str, Any], reason: str = N_("A value in this line cannot be used.")
) -> Refused:
    """Return a line that cannot be taken."""
    return Refused(reason, raw=json.dumps(row, ensure_ascii=False)[:2000])


def as_it_reads(part: str, row: Mapping[str, Any]) -> str:
    """Return what tells a line from others to a person; the whole line when nothing does."""
    value = row.get(_READS[part])
    if not isinstance(value, str) or not value:
        return json.dumps(row, ensure_ascii=False)
    return value if part == layout.SAVES else f"{part.partition('.')[0]}: {value}"

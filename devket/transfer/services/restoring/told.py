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
from devket.transfer.models import Outcome
from devket.transfer.services.restoring.files import Files

MOST_REFUSED = 1_000  # of which the rows are kept to be shown; all are counted
Transact = Callable[[], AbstractContextManager[Session]]
Result = Outcome | Refused


@dataclass(frozen=True, slots=True)
class Place:
    """Whose account it goes into, and what goes with all of it; `handle` is the file's own."""

    owner_id: int
    files: Files
    clock: Clock
    handle: str


Bring = Callable[[Session, Place, Sequence[Mapping[str, Any]]], list[Result]]


@dataclass
class Restored:
    """What became of the lines of each part of the file."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def add(self, part: str, results: Sequence[Result]) -> None:
        """Count what became of some lines."""
        for result in results:
            if isinstance(result, Refused):
                self.counts[part, Outcome.REFUSED] += 1
                if len(self.refused) < MOST_REFUSED:
                    self.refused.append(result)
            else:
                self.counts[part, result] += 1

    def of(self, part: str) -> dict[Outcome, int]:
        """Return the counts of one part."""
        return {outcome: self.counts[part, outcome] for outcome in Outcome}


def odd(
    row: Mapping[str, Any], reason: str = N_("A value in this line cannot be used.")
) -> Refused:
    """Return a line that cannot be taken."""
    return Refused(reason, raw=json.dumps(row, ensure_ascii=False)[:2000])

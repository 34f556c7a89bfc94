"""Since when files of older releases are of no use; pages that are open may still ask for them.

A ledger of names and days beside the manifest, for a file's own time is that of its writing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta

NAME = "retired.json"


def load(data: bytes | None) -> dict[str, date]:
    """Return the ledger; one that cannot be read counts from today, which deletes too late."""
    try:
        told = json.loads(data or b"{}")
        return {str(name): date.fromisoformat(day) for name, day in told.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def dump(ledger: dict[str, date]) -> bytes:
    """Return the ledger as a file."""
    told = {name: day.isoformat() for name, day in ledger.items()}
    return json.dumps(told, indent=1, sort_keys=True).encode() + b"\n"


def update(
    ledger: dict[str, date],
    present: Iterable[str],
    is_wanted: Callable[[str], bool],
    today: date,
) -> dict[str, date]:
    """Return the ledger of the files that are there and that this release does not want."""
    return {name: ledger.get(name, today) for name in present if not is_wanted(name)}


def due(ledger: dict[str, date], today: date, *, days: int | None) -> list[str]:
    """Return the files that have been of no use for so many days; none without a number."""
    if days is None:
        return []
    return sorted(name for name, day in ledger.items() if today - day >= timedelta(days=days))

"""Formats of single files, alone or as members of a zip; and what becomes of one that breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from devket.core.errors import N_
from devket.transfer.formats.entries import Refused, Row
from devket.transfer.formats.rows import kept_raw
from devket.transfer.formats.source import Source, UnreadableError

Detect = Callable[[Source], bool]
Read = Callable[[Source], Iterator[Row]]
NESTED = N_("This is a zip within a zip; take it out and import it by itself.")


def detect_among(*detects: Detect) -> Detect:
    """Return what tells whether a file, or one of the first in a zip, is of these kinds."""

    def detect(source: Source) -> bool:
        return any(one(part) for one in detects for part in source.first_parts)

    return detect


def read_among(*kinds: tuple[Detect, Read]) -> Read:
    """Return what reads a file, or every file of these kinds in a zip: kind after kind."""

    def read(source: Source) -> Iterator[Row]:
        for detect, read_one in kinds:
            for part in source.parts():
                if detect(part):
                    yield from until_it_breaks(read_one(part), part.name if source.is_zip else "")
        for name in source.names():
            if name.casefold().endswith(".zip"):
                yield Refused(NESTED, raw=kept_raw(name))

    return read


def until_it_breaks(rows: Iterator[Row], name: str = "") -> Iterator[Row]:
    """Yield rows as long as they can be read; where they cannot, a last one says so."""
    try:
        yield from rows
    except UnreadableError as error:
        yield Refused(str(error), raw=kept_raw(error.raw or name))

"""Files of other programs, one module each. Pure: bytes in, entries out.

A module has `detect(source)`, by content alone, and `read(source)`, which yields its rows in the
order of the file, always the same, in memory that does not grow with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devket.transfer.formats import devket_zip, plain
from devket.transfer.formats.entries import Entry, Quote, Refused, Row
from devket.transfer.formats.source import Source, UnreadableError

__all__ = [
    "FORMATS",
    "Entry",
    "Format",
    "Quote",
    "Refused",
    "Row",
    "Source",
    "UnreadableError",
    "detect",
    "named",
]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its word in the database, its name for people, and how it is read."""

    name: str
    label: str  # a proper name, the same in every language
    detect: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Row]]


# In the order in which they are asked: those that are sure first, plain text last.
FORMATS = (
    Format("devket", "Devket", devket_zip.detect, devket_zip.read),
    Format("plain", "Plain text", plain.detect, plain.read),
)


def detect(source: Source) -> Format | None:
    """Return the format of a file by what is in it; raises `UnreadableError`."""
    return next((one for one in FORMATS if one.detect(source)), None)


def named(name: str) -> Format:
    """Return the format with this word; `KeyError` when there is none."""
    return {one.name: one for one in FORMATS}[name]

"""Files put down for a moment and read as an import reads them."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory

from devket.transfer.formats import Entry, Format, Refused, Row, Source, detect, named
from tests.factories.transfers import Sample

COUNTED = tuple(
    field.name
    for field in fields(Sample)
    if field.name not in ("name", "filename", "data", "format")
)


def put(data: bytes | str, folder: Path, name: str = "file") -> Source:
    """Write a file and return it as a source."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return Source(path, name)


def read(data: bytes | str, form: str = "") -> list[Row]:
    """Return the rows of a file: in the format that is found in it, or in the one named."""
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        source = put(data, Path(folder))
        found = named(form) if form else detect(source)
        assert found is not None, "no format"
        return list(found.read(source))


def found_in(data: bytes | str) -> Format | None:
    """Return the format that is found in a file."""
    with TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        return detect(put(data, Path(folder)))


def entries(data: bytes | str, form: str = "") -> list[Entry]:
    """Return the entries of a file, which refuses nothing."""
    rows = read(data, form)
    assert [row for row in rows if isinstance(row, Refused)] == []
    return [row for row in rows if isinstance(row, Entry)]


def counts(rows: list[Row]) -> dict[str, int]:
    """Count what was read, by the names of `Sample`."""
    kept = [row for row in rows if isinstance(row, Entry)]
    return {
        "entries": sum(not entry.is_update for entry in kept),
        "updates": sum(entry.is_update for entry in kept),
        "tags": sum(len(entry.tags) for entry in kept),
        "dates": sum(entry.added is not None for entry in kept),
        "archived": sum(entry.is_archived for entry in kept),
        "favourites": sum(entry.is_favorite for entry in kept),
        "notes": sum(bool(entry.note) for entry in kept),
        "quotes": sum(len(entry.quotes) for entry in kept),
        "refused": len(rows) - len(kept),
        "texts": sum(bool(entry.html) for entry in kept),
        "folders": sum(bool(entry.folder) for entry in kept),
        "remarks": sum(bool(entry.remarks) for entry in kept),
    }

"""A file of another program, made by ourselves, and what stands in it, counted by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

FIXED = (2024, 5, 6, 7, 8, 10)  # the hour of every member of a zip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The bytes of a file, the format it is in, and how much of everything it holds."""

    name: str
    filename: str  # as the other program calls it
    data: bytes
    format: str  # `Format.name`
    entries: int  # pages
    updates: int = 0  # rows that tell more of a page: its highlights, a list it is on
    tags: int = 0
    dates: int = 0
    archived: int = 0
    favourites: int = 0
    notes: int = 0
    quotes: int = 0
    refused: int = 0
    texts: int = 0  # pages whose text is in the file
    folders: int = 0  # rows that stand in a folder
    remarks: int = 0  # rows of which something odd is said

    @property
    def rows(self) -> int:
        """Return how many rows a reader makes of it."""
        return self.entries + self.updates + self.refused


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip of these members, the same bytes every time."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return memory.getvalue()

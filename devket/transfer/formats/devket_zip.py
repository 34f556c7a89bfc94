"""Devket's own zip, as docs/export.md tells it: everything of an account, in lines of JSON.

`read` gives its saves as entries, for a preview; `DevketZip` is what a restore reads.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from typing import Any

from devket.core.errors import N_
from devket.storage.blobs import is_key
from devket.transfer.formats.archives import until_it_breaks
from devket.transfer.formats.entries import Entry, Quote, Refused, Row
from devket.transfer.formats.source import Source, UnreadableError

VERSION = 1
MANIFEST, ACCOUNT = "manifest.json", "account.json"
SAVES, TAGS, SEARCHES = "saves.jsonl", "tags.jsonl", "searches.jsonl"
FOLLOWS, POSTS, COMMENTS = "follows.jsonl", "posts.jsonl", "comments.jsonl"
FILES = "files/"
# Both are held in memory, and are twice what Devket itself would write: pages, and PDFs.
LONGEST_LINE = 32 * 1024**2  # bytes
LARGEST_FILE = 64 * 1024**2  # bytes
_HEAVY = 8 * 1024**2  # bytes of lines that are held together
_LARGEST_PAPER = 4 * 1024**2  # of manifest and account
_CHUNK = 1024**2
Line = dict[str, Any] | Refused
_DAMAGED = N_("This zip file is damaged.")
_NEWER = N_("This file was made by a newer Devket. Update this one, then try again.")
_ODD = N_("This line cannot be read.")


def detect(source: Source) -> bool:
    """Tell whether this is a zip that says it is Devket's."""
    if not source.is_zip:
        return False
    if MANIFEST not in {name for name in source.names() if "/" not in name}:
        return False
    with suppress(UnreadableError):
        return DevketZip(source).manifest.get("format") == "devket"
    return False


def read(source: Source) -> Iterator[Row]:
    """Yield each save as an entry; a restore takes the file itself, with all else in it."""
    yield from until_it_breaks(_saves(source))


def _saves(source: Source) -> Iterator[Row]:
    for row in DevketZip(source).lines(SAVES):
        yield row if isinstance(row, Refused) else _entry(row)


class DevketZip:
    """A Devket zip. Whatever it says is checked by whoever uses it.

    All that reads raises `UnreadableError` where the file is damaged. Of the file no more is held
    than its table of contents, a line, or a file.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._members = {one.filename: one for one in source.members}
        self.manifest = self._paper(MANIFEST)
        self._endings = {
            key: name
            for name in self._members
            if name.startswith(FILES) and is_key(key := name[len(FILES) :].partition(".")[0])
        }

    @property
    def account(self) -> dict[str, Any]:
        """Return what is told of the person; `UnreadableError` when it is damaged."""
        return self._paper(ACCOUNT)

    def count(self, part: str) -> int:
        """Return how many lines a part has, as the manifest says it."""
        told = self._parts().get(part)
        rows = told.get("rows") if isinstance(told, Mapping) else None
        return rows if isinstance(rows, int) and rows > 0 else 0

    def check(self) -> None:
        """Read every part once; `UnreadableError` unless it is as the manifest says, and whole."""
        version = self.manifest.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise UnreadableError(_NEWER)
        for name, told in self._parts().items():
            wanted = told.get("sha256") if isinstance(told, Mapping) else None
            if name not in self._members or wanted != self._digest(name):
                raise UnreadableError(_DAMAGED)

    @property
    def file_count(self) -> int:
        """Return how many files came along."""
        return len(self._endings)

    def lines(self, part: str) -> Iterator[Line]:
        """Yield the lines of a part, in their order; none when the file has no such part."""
        return map(_parsed, self._raw_lines(part))

    def batches(
        self, parts: Iterable[str], *, start: int, most: int
    ) -> Iterator[tuple[str, list[Line]]]:
        """Yield lines of these parts, some at a time, those before the `start`th passed over.

        At most so many together, and fewer where they are long.
        """
        for part in parts:
            lines = self._raw_lines(part)
            start -= sum(1 for _ in islice(lines, start))
            batch: list[Line] = []
            weight = 0
            for line in lines:
                batch.append(_parsed(line))
                weight += len(line)
                if len(batch) == most or weight >= _HEAVY:
                    yield part, batch
                    batch, weight = [], 0
            if batch:
                yield part, batch

    def file_type(self, key: str) -> str | None:
        """Return the ending of a file by its hash (`.png`), None when it is not in here."""
        name = self._endings.get(key)
        return None if name is None else name[len(FILES) + 64 :]

    def file(self, key: str) -> bytes | None:
        """Return a file by its hash; None when it is not in here, too large, or another one."""
        name = self._endings.get(key)
        if name is None or self._members[name].file_size > LARGEST_FILE:
            return None
        try:
            with self._source.member(self._members[name]) as file:
                data = file.read()
        except UnreadableError:
            return None
        return data if hashlib.sha256(data).hexdigest() == key else None

    def _parts(self) -> Mapping[str, Any]:
        parts = self.manifest.get("parts")
        return parts if isinstance(parts, Mapping) else {}

    def _digest(self, name: str) -> str:
        digest = hashlib.sha256()
        with self._source.member(self._members[name]) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def _raw_lines(self, part: str) -> Iterator[bytes]:
        if part in self._members:
            with self._source.member(self._members[part]) as file:
                while line := file.readline(LONGEST_LINE):
                    yield line

    def _paper(self, name: str) -> dict[str, Any]:
        info = self._members.get(name)
        if info is None or info.file_size > _LARGEST_PAPER:
            raise UnreadableError(_DAMAGED)
        with self._source.member(info) as file:
            told = _parsed(file.read())
        if isinstance(told, Refused):
            raise UnreadableError(_DAMAGED)
        return told


def _parsed(line: bytes) -> Line:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return Refused(_ODD, raw=line[:2000].decode(errors="replace"))
    if not isinstance(told, dict):
        return Refused(_ODD, raw=line[:2000].decode(errors="replace"))
    return told


def _entry(row: Mapping[str, Any]) -> Row:
    url = row.get("given_url")
    if not isinstance(url, str):
        return Refused(N_("No address stands here."), raw=json.dumps(row)[:2000])
    quotes = row.get("highlights")
    marks = [one for one in quotes if isinstance(one, dict)] if isinstance(quotes, list) else []
    tags = row.get("tags")
    return Entry(
        url=url,
        title=_text(row.get("title")),
        added=_time(row.get("saved_at")),
        is_archived=row.get("is_archived") is True,
        is_favorite=row.get("is_favorite") is True,
        tags=tuple(map(_text, tags)) if isinstance(tags, list) else (),
        note=_text(row.get("note")),
        quotes=tuple(_quote(one) for one in marks if _text(one.get("quote"))),
        progress=row["progress"] if isinstance(row.get("progress"), int) else 0,
        html=_text(version.get("html")) if isinstance(version := row.get("version"), dict) else "",
        lang=_text(row.get("lang")),
        author=_text(row.get("byline")),
        raw=url,
    )


def _quote(mark: Mapping[str, Any]) -> Quote:
    return Quote(
        text=_text(mark.get("quote")),
        note=_text(mark.get("note")),
        at=_time(mark.get("created_at")),
        color=_text(mark.get("color")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None

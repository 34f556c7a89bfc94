"""Writing a Devket zip, one page of rows after the other."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from devket import __version__
from devket.storage.blobs import EXTENSIONS
from devket.transfer.formats import devket_zip as layout
from devket.transfer.presenters.devket_zip import lines
from devket.transfer.presenters.looking import Wanted, looking
from devket.transfer.presenters.zipping import ZipStream
from devket.transfer.queries import beside, chosen
from devket.transfer.queries.kept import kept_of
from devket.transfer.services import names

_UNKNOWN = ".bin"
# Reads a page of rows after a place; returns their lines and the place of the last.
Page = Callable[[Session, Any], tuple[list[lines.Line], Any]]


def devket_zip(wanted: Wanted) -> Iterator[bytes]:
    """Yield the zip of everything a person has; what a choice of saves says does not count."""
    return _Writer(wanted).write()


class _Writer:
    """The zip being written, and what its manifest has to tell."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._zip = ZipStream()
        self._files = _Keys()
        self._parts: dict[str, dict[str, object]] = {}
        self._count, self._bytes = 0, 0

    def write(self) -> Iterator[bytes]:
        owner_id = self._wanted.owner_id
        with looking() as session:
            person = lines.of_person(beside.person(session, owner_id))
        self._files.add(names.files_of(person))
        yield self._paper(layout.ACCOUNT, person)
        yield from self._part(layout.TAGS, self._tags, "")
        yield from self._part(layout.SAVES, self._saves, (0, 0))
        yield from self._part(layout.SEARCHES, self._searches, "")
        yield from self._part(layout.FOLLOWS, self._follows, "")
        yield from self._part(layout.POSTS, self._posts, 0)
        yield from self._part(layout.COMMENTS, self._comments, 0)
        for key in self._files:
            yield from self._file(key)
        yield self._paper(layout.MANIFEST, self._manifest())
        yield self._zip.close()

    def _paper(self, name: str, told: dict[str, Any]) -> bytes:
        return self._zip.add(name, json.dumps(told, ensure_ascii=False, indent=1) + "\n")

    def _manifest(self) -> dict[str, Any]:
        return {
            "format": "devket",
            "version": layout.VERSION,
            "made_at": self._wanted.made_at.isoformat(timespec="seconds"),
            "made_by": __version__,
            "parts": self._parts,
            "files": {"count": self._count, "bytes": self._bytes},
        }

    def _part(self, name: str, page: Page, start: Any) -> Iterator[bytes]:
        """Write one table, page by page, and note its length and its hash."""
        digest = hashlib.sha256()
        rows = 0

        def pieces() -> Iterator[bytes]:
            nonlocal rows
            place = start
            while place is not None:
                with looking() as session:
                    found, place = page(session, place)
                for line in found:
                    self._files.add(names.files_of(line))
                rows += len(found)
                piece = "".join(_line(line) for line in found).encode()
                digest.update(piece)
                yield piece

        yield from self._zip.stream(name, pieces())
        self._parts[name] = {"rows": rows, "sha256": digest.hexdigest()}

    def _saves(self, session: Session, place: Any) -> tuple[list[lines.Line], Any]:
        last, done = place
        ids = chosen.page_by_id(session, self._wanted.owner_id, after=last)
        found = kept_of(session, self._wanted.owner_id, ids, with_text=True)
        done += len(ids)
        self._wanted.tell(done)
        return [lines.of_save(kept) for kept in found], (ids[-1], done) if ids else None

    def _tags(self, session: Session, place: Any) -> tuple[list[lines.Line], Any]:
        rows = beside.tags(session, self._wanted.owner_id, after=place)
        return [lines.of_tag(row) for row in rows], rows[-1].key if rows else None

    def _searches(self, session: Session, _place: Any) -> tuple[list[lines.Line], Any]:
        rows = beside.searches(session, self._wanted.owner_id)
        return [lines.of_search(row) for row in rows], None

    def _follows(self, session: Session, place: Any) -> tuple[list[lines.Line], Any]:
        rows = beside.follows(session, self._wanted.owner_id, after=place)
        found = [{"handle": row[0], "is_accepted": bool(row[1])} for row in rows]
        return found, rows[-1][0] if rows else None

    def _posts(self, session: Session, place: Any) -> tuple[list[lines.Line], Any]:
        rows = beside.posts(session, self._wanted.owner_id, after=place)
        return [lines.of_post(row) for row in rows], rows[-1].post.id if rows else None

    def _comments(self, session: Session, place: Any) -> tuple[list[lines.Line], Any]:
        rows = beside.comments(session, self._wanted.owner_id, after=place)
        return [lines.of_comment(row) for row in rows], rows[-1].comment.id if rows else None

    def _file(self, key: str) -> Iterator[bytes]:
        """Write one file under its hash; one that is lost is left out."""
        blobs = self._wanted.blobs
        content_type = blobs.content_type(key)
        if content_type is None:
            return
        name = f"{layout.FILES}{key}{EXTENSIONS.get(content_type, _UNKNOWN)}"
        self._count += 1
        yield from self._zip.keep(name, self._counted(blobs.open(key)))

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._bytes += len(piece)
            yield piece


def _line(line: lines.Line) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"


class _Keys:
    """Keys of files, each once and sorted, however many: beside the memory, in a passing file."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute("CREATE TABLE keys (key TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, keys: Iterable[str]) -> None:
        self._file.executemany("INSERT OR IGNORE INTO keys VALUES (?)", [(key,) for key in keys])

    def __iter__(self) -> Iterator[str]:
        last = ""
        while rows := self._after(last):
            for (last,) in rows:
                yield last
        self._file.close()

    def _after(self, last: str) -> list[tuple[str]]:
        some = "SELECT key FROM keys WHERE key > ? ORDER BY key LIMIT 500"
        return self._file.execute(some, (last,)).fetchall()

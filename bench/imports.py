"""Imports: a Pocket zip and a browser's bookmarks, from file to list, on both databases."""

from __future__ import annotations

import io
import json
import os
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
from sqlalchemy import func, select

from bench.stage import Stage, databases, open_stage
from bench.table import Table
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Save
from devket.storage.blobs import BYTES
from devket.transfer.jobs.imports import advance
from devket.transfer.models import Import, ImportState
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.web.parts import parts

ROWS = int(os.environ.get("BENCH_ROWS", "20000"))
MARKS = int(os.environ.get("BENCH_MARKS", "100000"))
HOSTS, TAGS = 997, 300


def run() -> None:
    """Print how long an import takes, and what it holds in memory."""
    table = Table(
        "Imports",
        *("file", "rows", "preview (s)", "all rows (s)", "again (s)", "taken back (s)"),
        *("memory before (MiB)", "at most (MiB)"),
    )
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            for name, make, rows in (
                ("Pocket zip", pocket_zip, ROWS),
                ("Netscape HTML", netscape, MARKS),
            ):
                path = Path(folder) / "file"
                path.write_bytes(make(rows))
                table.row(f"{name}, {kind}", f"{rows:,}", *_measure(stage, path, rows))
    table.show()


def pocket_zip(rows: int) -> bytes:
    """Return a zip as Pocket mailed it, in parts of 10,000."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, start in enumerate(range(0, rows, 10_000)):
            lines = ["title,url,time_added,tags,status"]
            lines += [_pocket_row(n) for n in range(start, min(start + 10_000, rows))]
            archive.writestr(f"part_{part:06}.csv", "\r\n".join(lines))
        marked = [
            {"url": _url(n), "title": f"Post {n}", "highlights": [_quote(n)]}
            for n in range(0, rows, 100)
        ]
        archive.writestr("annotations/part_000000.json", json.dumps(marked))
    return memory.getvalue()


def netscape(rows: int) -> bytes:
    """Return bookmarks as a browser writes them, in folders."""
    lines = ["<!DOCTYPE NETSCAPE-Bookmark-file-1>", "<TITLE>Bookmarks</TITLE>", "<DL><p>"]
    for number in range(rows):
        if number % 500 == 0:
            end = "</DL><p>" if number else ""
            lines.append(f"{end}<DT><H3>Folder {number // 500}</H3><DL><p>")
        added = 1_500_000_000 + number
        lines.append(f'<DT><A HREF="{_url(number)}?b" ADD_DATE="{added}">Bookmark {number}</A>')
    lines.append("</DL><p></DL><p>")
    return "\n".join(lines).encode()


def _pocket_row(number: int) -> str:
    tags = "|".join(f"tag {number * step % TAGS}" for step in range(1, 1 + number % 4))
    status = "archive" if number % 3 else "unread"
    title = f'"Post {number}: what a long day with the debugger taught, and why"'
    return f"{title},{_url(number)},{1_500_000_000 + number * 60},{tags},{status}"


def _url(number: int) -> str:
    return f"https://blog{number % HOSTS}.example/posts/{number}"


def _quote(number: int) -> dict[str, object]:
    return {"quote": f"Passage {number} that was marked.", "created_at": 1_600_000_000}


def _measure(stage: Stage, path: Path, rows: int) -> tuple[float, ...]:
    with stage.app.app_context(), _Watch() as watch:
        first, preview = _timed(lambda: _read(stage, path))
        _, written = _timed(lambda: _write(first, ImportState.DONE))
        with transaction() as session:
            standing = (Save.owner_id == stage.user_id, Save.deleted_at.is_(None))
            assert session.scalar(select(func.count(Save.id)).where(*standing)) == rows
        again, read = _timed(lambda: _read(stage, path))
        _, unchanged = _timed(lambda: _write(again, ImportState.DONE))
        _, undone = _timed(lambda: _undo(stage, first))
    return preview, written, read + unchanged, undone, watch.before, watch.most


def _timed(act: Callable[[], int]) -> tuple[int, float]:
    start = time.monotonic()
    return act(), time.monotonic() - start


def _read(stage: Stage, path: Path) -> int:
    key = parts().blobs.put_file(path, BYTES)
    with transaction() as session:
        import_id = importing.begin(
            session,
            owner_id=stage.user_id,
            file_key=key,
            file_size=path.stat().st_size,
            filename=path.name,
            clock=utcnow,
        ).id
    return _advance(import_id, ImportState.READY)


def _write(import_id: int, wanted: ImportState) -> int:
    with transaction() as session:
        found = session.get_one(Import, import_id)
        importing.start(
            session,
            owner_id=found.owner_id,
            import_id=import_id,
            options=Options(),
            clock=utcnow,
        )
    return _advance(import_id, wanted)


def _undo(stage: Stage, import_id: int) -> int:
    with transaction() as session:
        importing.start_undoing(session, owner_id=stage.user_id, import_id=import_id, clock=utcnow)
    return _advance(import_id, ImportState.UNDONE)


def _advance(import_id: int, wanted: ImportState) -> int:
    advance(import_id)
    with transaction() as session:
        found = session.get_one(Import, import_id)
        assert found.state is wanted, f"{found.state}: {found.problem}"
    return import_id


class _Watch:
    """What this process holds, looked at all the while."""

    def __enter__(self) -> _Watch:
        self._process = psutil.Process()
        self.before = self.most = self._now()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._is_over.wait(0.05):
            self.most = max(self.most, self._now())

    def _now(self) -> float:
        return float(self._process.memory_info().rss) / 1024**2

"""Backup and restore: seconds, size and the memory of the process, for a library of two sizes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert, select

from bench.stage import Stage, databases, grow, open_stage
from bench.table import Table
from devket.capture import sanitise
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Article, Capture, Save
from devket.settings import POSTGRES
from devket.web.parts import parts

SIZES = (1_000, 10_000)
# Runs a command and tells the most memory it held, in kilobytes, and its seconds of processor.
_MEASURED = (
    "import resource, subprocess, sys;"
    "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL);"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_maxrss, used.ru_utime + used.ru_stime); sys.exit(done.returncode)"
)


def run() -> None:
    """Print the table of backups."""
    table = Table(
        "Backup, checked after writing, and restore, with a text and a picture for each save",
        *("database and saves", "backup (s)", "MB", "peak (MiB)", "restore (s)", "peak (MiB)"),
    )
    with tempfile.TemporaryDirectory() as folder, databases() as urls:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder) / kind)
            for size in SIZES:
                fill(stage, size)
                table.row(f"{kind} {size:,}", *_round(url, Path(folder) / kind))
    table.show()


def fill(stage: Stage, size: int) -> None:
    """Grow the library, and give each new save a text of some 12 kB and a picture of 30 kB."""
    grow(stage, size)
    html, now = sanitise("<p>What a long day with the debugger taught.</p>" * 250), utcnow()
    with stage.app.app_context():
        with transaction() as session:
            bare = select(Save.id).where(Save.lead_image_key.is_(None)).order_by(Save.id)
            ids = list(session.scalars(bare))
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            keys = [parts().blobs.put(os.urandom(30_000), "image/png") for _ in some]
            with transaction() as session:
                captures = [
                    {"id": i, "save_id": i, "version": 1, "captured_at": now, "lead_image_key": key}
                    for i, key in zip(some, keys, strict=True)
                ]
                session.execute(insert(Capture), captures)
                texts = [{"capture_id": i, "content_html": html, "text": str(html)} for i in some]
                session.execute(insert(Article), texts)
                for save_id, key in zip(some, keys, strict=True):
                    session.get_one(Save, save_id).lead_image_key = key


def _round(url: str, data: Path) -> tuple[float, float, float, float, float]:
    file = data / "backup.tar"
    made = measured(url, data, "backup", "--force", str(file))
    put_back = measured(url, data, "restore", "--replace", "--yes", str(file))
    return made[0], file.stat().st_size / 1e6, made[1], *put_back[:2]


def measured(url: str, data: Path, *arguments: str) -> tuple[float, float, float]:
    """Run a command of the shell; return its seconds, its peak memory in MiB, its CPU seconds."""
    database = url.replace("postgresql:", f"{POSTGRES}:", 1)
    environment = {**os.environ, "DATABASE_URL": database, "DEVKET_DATA": str(data)}
    command = [sys.executable, "-c", _MEASURED, sys.executable, "-m", "flask", *arguments]
    start = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    took = time.monotonic() - start
    kilobytes, processor = done.stdout.split()
    return took, int(kilobytes) / 1024, float(processor)

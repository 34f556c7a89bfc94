"""A worker that is killed in the middle of an export: the sweep has it written again, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.storage import MemoryBlobs
from devket.transfer.jobs.exports import enqueue_overdue_exports
from devket.transfer.models import Export, ExportState
from devket.transfer.queries.chosen import Choice
from devket.transfer.services.exports import ask
from tests.factories.library import fill
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue

# A worker of its own, which dies of nothing that it could tidy up after, at its third page.
DYING = """
import os, signal
from devket.app import create_app
from devket.transfer.jobs.exports import write_export
from devket.transfer.queries import chosen

chosen.page_by_id.__kwdefaults__.update(size=5)
real, calls = chosen.page_by_id, []

def page(*arguments, **named):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **named)

chosen.page_by_id = page
with create_app().app_context():
    write_export.run({export_id})
"""


@pytest.mark.parametrize("name", ["zip"])
def test_what_a_killed_worker_had_begun_is_written_whole(
    app: Flask,
    session: Session,
    database_url: str,
    alice: Person,
    queue: HandQueue,
    clock: HandClock,
    blobs: MemoryBlobs,
    tmp_path: Path,
    name: str,
) -> None:
    fill(session, alice.user_id, 20)
    row = ask(session, owner_id=alice.user_id, name=name, choice=Choice(), total=20, clock=clock)
    export_id = row.id
    session.commit()
    environment = {**os.environ, "DATABASE_URL": database_url, "DEVKET_DATA": str(tmp_path)}
    command = [sys.executable, "-c", DYING.replace("{export_id}", str(export_id))]
    died = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    left = list(Path(tempfile.gettempdir()).glob(f"devket-export-{export_id}-*"))
    assert left

    enqueue_overdue_exports()
    assert queue.run_pending() == 0  # it may still be at it
    clock.advance(minutes=6)
    enqueue_overdue_exports()
    assert queue.run_pending() == 1
    session.expire_all()
    row = session.get_one(Export, export_id)
    assert (row.state, row.attempts, row.done) == (ExportState.DONE, 2, 20)
    assert row.file_key is not None and blobs.stat(row.file_key) is not None
    assert not any(folder.exists() for folder in left)

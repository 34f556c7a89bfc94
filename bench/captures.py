"""Capture: from fetch to committed for an article of 200 kB, and what saving answers meanwhile."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.stage import Stage, databases, open_stage
from bench.table import Table
from devket.capture import Choice, Extracted, Sandbox
from devket.capture.engine import extract
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library import services
from devket.library.jobs import capture_save
from devket.library.models import Save
from devket.web.parts import install, parts
from tests.corpus.server import CorpusServer

ROUNDS = 15
TARGET = 200_000  # bytes


def run() -> None:
    """Print the tables of capture."""
    table = Table("Capture of a 200 kB article", "database", "CPU ms", "wall ms")
    answers = Table("Saving while the site hangs (wall ms)", "database", "median", "longest")
    with databases() as urls, CorpusServer() as web, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            allow = frozenset({("127.0.0.1", web.port)})
            stage = open_stage(url, Path(folder), fetch_allow=allow, host_pause=0.0)
            costs = [_capture(stage, _article(web, f"a{n}")) for n in range(ROUNDS)]
            walls = [_capture_in_sandbox(stage, _article(web, f"b{n}")) for n in range(ROUNDS)]
            table.row(kind, median(costs), median(walls))
            waits = [_save(stage, web.url(f"/slow?seconds=20&n={n}")) for n in range(30)]
            answers.row(kind, median(waits), max(waits))
            with stage.app.app_context():
                parts().sandbox.close()
    table.show()
    answers.show()


class _Here(Sandbox):
    """Reads in this process: the kernel does not tell what the sandbox's children have used."""

    def extract(
        self,
        html: bytes | str,
        url: str,
        content_type: str | None = None,
        *,
        choice: Choice = Choice.BEST,
    ) -> Extracted:
        return extract(html, url, content_type, choice=choice)


def _capture(stage: Stage, address: str) -> float:
    """Return the CPU of one capture, from fetch to committed, in ms."""
    with stage.app.app_context():
        save_id = _add(stage, address)
        real = parts()
        install(stage.app, replace(real, sandbox=_Here()))
        start = time.process_time()
        capture_save.run(save_id)
        cost = (time.process_time() - start) * 1000
        install(stage.app, real)
        with transaction() as session:
            assert session.get_one(Save, save_id).word_count > 10_000
    return cost


def _capture_in_sandbox(stage: Stage, address: str) -> float:
    """Return the wall-clock time of one capture as the worker does it, in ms."""
    with stage.app.app_context():
        save_id = _add(stage, address)
        start = time.monotonic()
        capture_save.run(save_id)
        return (time.monotonic() - start) * 1000


def _add(stage: Stage, address: str) -> int:
    with transaction() as session:
        added = services.add_save(session, owner_id=stage.user_id, url=address, clock=utcnow)
        return added.save.id


def _article(web: CorpusServer, name: str) -> str:
    return web.url(f"/article/{name}?bytes={TARGET}")


def _save(stage: Stage, address: str) -> float:
    start = time.monotonic()
    answer = stage.client.htmx.post("/save", data={"url": address})
    assert answer.status_code == 200, answer.status
    return (time.monotonic() - start) * 1000

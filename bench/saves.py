"""Saving: one at a time, and eight clients at once against real processes."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from bench.stage import SIZES, Stage, databases, grow, open_stage
from bench.table import Table
from devket.db import db
from devket.library.models import Save, SaveKey

ROUNDS, CLIENTS, EACH = 60, 8, 25


def run() -> None:
    """Print the tables of saving."""
    alone = Table("Saving (CPU ms an answer, median)", "database", *(f"{n:,}" for n in SIZES))
    together = Table(
        f"{CLIENTS} clients saving at once", "database", "saves", "errors", "lost", "a second"
    )
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            costs = []
            for size in SIZES:
                grow(stage, size)
                costs.append(_one_at_a_time(stage, size))
            alone.row(kind, *costs)
            together.row(kind, *_all_at_once(stage))
    alone.show()
    together.show()


def _one_at_a_time(stage: Stage, size: int) -> float:
    costs = []
    for number in range(ROUNDS):
        address = f"https://new.example/{size}/{number}"
        start = time.process_time()
        answer = stage.client.htmx.post("/save", data={"url": address})
        costs.append((time.process_time() - start) * 1000)
        assert answer.status_code == 200, answer.status
    return median(costs)


def _all_at_once(stage: Stage) -> tuple[int, int, int, float]:
    """Return saves, errors, lost ones and the rate of eight threads, each with its connection."""
    errors: list[str] = []

    def save_all(client_number: int) -> None:
        for number in range(EACH):
            address = f"https://busy.example/{client_number}/{number}"
            answer = stage.client.htmx.post("/save", data={"url": address})
            if answer.status_code != 200:
                errors.append(answer.status)

    threads = [threading.Thread(target=save_all, args=(n,)) for n in range(CLIENTS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - start
    with stage.app.app_context():
        mine = select(func.count(Save.id)).where(Save.given_url.like("https://busy.example/%"))
        kept = db.session.scalar(mine) or 0
        keys = db.session.scalar(select(func.count()).select_from(SaveKey)) or 0
        saves = db.session.scalar(select(func.count(Save.id))) or 0
        assert keys == saves, "a save without its key"
    wanted = CLIENTS * EACH
    return wanted, len(errors), wanted - kept, wanted / seconds

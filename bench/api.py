"""The interface for programs: 100 changes among 100,000 saves, lists, on both databases."""

from __future__ import annotations

import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import select, update

from bench.stage import Stage, databases, grow, open_stage
from bench.table import Table
from devket.accounts.models import Kind
from devket.accounts.services import credentials
from devket.accounts.services.rates import Rates
from devket.accounts.views.programs import RATES
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Save, SaveTombstone
from tests.support.queries import queries

SIZE = int(os.environ.get("BENCH_SAVES", "100000"))
CHANGED, GONE, ROUNDS = 90, 10, 40


def run() -> None:
    """Print the table of the interface."""
    table = Table(
        f"/api/v1 among {SIZE:,} saves (ms an answer, median; sync: at most 30)",
        "database and what is asked",
        "clock",
        "CPU here",
        "queries",
    )
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            grow(stage, SIZE)
            token, since = _changed(stage)
            later = f"{utcnow() + timedelta(hours=1):%Y-%m-%dT%H:%M:%S}"
            for name, path in {
                "sync, 100 changes": f"/saves?since={since}&limit=100",
                "sync, nothing new": f"/saves?since={later}",
                "list of 50": "/saves",
                "list of 50, favourites": "/saves?favorite=true",
            }.items():
                table.row(f"{kind} {name}", *_cost(stage, token, f"/api/v1{path}"))
    table.show()


def _changed(stage: Stage) -> tuple[str, str]:
    """Let 100 saves have changed since a time; return a token and the time."""
    since = utcnow().replace(microsecond=0) + timedelta(seconds=1)
    stage.app.extensions[RATES] = Rates(dict.fromkeys(Kind, 10**9))
    with stage.app.app_context(), transaction() as session:
        ids = list(session.scalars(select(Save.id).order_by(Save.id).limit(CHANGED)))
        at = since + timedelta(seconds=1)
        session.execute(update(Save).where(Save.id.in_(ids)).values(updated_at=at))
        session.add_all(
            SaveTombstone(save_id=10**9 + number, owner_id=stage.user_id, deleted_at=at)
            for number in range(GONE)
        )
        made = credentials.issue(
            session, stage.user_id, Kind.API, clock=utcnow, scopes="saves:read"
        )
        return made.secret, f"{since:%Y-%m-%dT%H:%M:%S}"


def _cost(stage: Stage, token: str, path: str) -> tuple[float, float, str]:
    """Return the medians of wall-clock time and of CPU of this process, and how many queries."""
    headers = {"Authorization": f"Bearer {token}"}
    for _ in range(5):
        stage.client.get(path, headers=headers)
    with queries() as seen:
        stage.client.get(path, headers=headers)
    clock, used = [], []
    for _ in range(ROUNDS):
        began, start = time.perf_counter(), time.process_time()
        answer = stage.client.get(path, headers=headers)
        used.append((time.process_time() - start) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status
    return median(clock), median(used), str(len(seen))

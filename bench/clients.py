"""Clients of wallabag: a page of texts, what changed lately, whether addresses are kept."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert, select, update

from bench.stage import Stage, databases, grow, open_stage
from bench.table import Table
from devket.capture import sanitise
from devket.compat.wallabag.services import clients, tokens
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Article, Capture, Save, SaveHash
from devket.library.services.hashing import hashes_of

SIZE, ROUNDS, CHANGED = 100_000, 30, 100
_PARAGRAPH = "<p>What a long day with the debugger taught, and why it had to be so long.</p>"


def run() -> None:
    """Print the table of clients."""
    table = Table(
        "Clients of wallabag, 100,000 saves (ms an answer, median)", "database", "CPU", "wall"
    )
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder) / kind)
            grow(stage, SIZE)
            ask = _prepared(stage)
            since = int((utcnow() + timedelta(hours=1)).timestamp())
            delta = f"since={since}&sort=updated&order=asc&perPage=100"
            hashed = "&".join(f"hashed_urls[]={n:040x}" for n in range(70))
            for name, path in {
                "30 entries with text": "entries",
                "30 entries, page 1,000": "entries?page=1000&detail=metadata",
                "30 entries, no text": "entries?detail=metadata",
                "100 changes": f"entries?{delta}&detail=metadata",
                "70 hashes": f"entries/exists?{hashed}",
                "a search": "search?term=debugger",
            }.items():
                table.row(f"{kind}, {name}", *_cost(ask, path))
    table.show()


def _prepared(stage: Stage) -> Callable[[str], None]:
    """Give the newest saves texts of some 12 kB, change a hundred, and return who asks."""
    html, later = sanitise(_PARAGRAPH * 160), utcnow() + timedelta(hours=2)
    with stage.app.app_context(), transaction() as session:
        newest = select(Save.id, Save.given_url).order_by(Save.id.desc())
        rows = session.execute(newest.limit(400)).all()
        captures = [
            {"id": row.id, "save_id": row.id, "version": 1, "captured_at": later} for row in rows
        ]
        session.execute(insert(Capture), captures)
        texts = [{"capture_id": row.id, "content_html": html, "text": str(html)} for row in rows]
        session.execute(insert(Article), texts)
        hashes = [
            {"owner_id": stage.user_id, "hash": one, "save_id": row.id}
            for row in rows
            for one in hashes_of(row.given_url)
        ]
        session.execute(insert(SaveHash), hashes)
        shown = [{"id": row.id, "capture_id": row.id} for row in rows]
        session.execute(update(Save), shown)
        ids = [row.id for row in rows[:CHANGED]]
        session.execute(update(Save).where(Save.id.in_(ids)).values(updated_at=later))
        made = clients.make(session, stage.user_id, "Bench", clock=utcnow)
        row = clients.known(session, made.client_id, made.secret, utcnow())
        assert row is not None
        access = tokens.issue(session, row, clock=utcnow).access
    headers = {"Authorization": f"Bearer {access}"}

    def ask(path: str) -> None:
        answer = stage.client.get(f"/wallabag/api/{path}", headers=headers)
        assert answer.status_code == 200, answer.text

    return ask


def _cost(ask: Callable[[str], None], path: str) -> tuple[float, float]:
    """Return the median CPU and wall-clock time of this process for one answer, in ms."""
    for _ in range(3):
        ask(path)
    spent = []
    for _ in range(ROUNDS):
        cpu, wall = time.process_time(), time.monotonic()
        ask(path)
        spent.append(((time.process_time() - cpu) * 1000, (time.monotonic() - wall) * 1000))
    return median(one for one, _ in spent), median(two for _, two in spent)

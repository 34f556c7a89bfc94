"""Searching: CPU an answer, what the index weighs, how fast it is made anew, on both databases.

PostgreSQL's own CPU is that of the process that serves the connection.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from bench.stage import Stage, databases, grow, open_stage
from bench.table import Table
from bench.texts import article
from devket.capture.model import State
from devket.core.clock import utcnow
from devket.core.types import SafeHtml
from devket.db import db, read_only, transaction
from devket.library.models import Article, Capture, Save, SaveTag, Tag
from devket.search import queries, services
from devket.search.jobs import index_all
from devket.search.language import parse

SIZE = int(os.environ.get("BENCH_SAVES", "100000"))
ROUNDS, BATCH = 15, 2_000
TAG = "filed"  # carried by 3 % of the saves
ASKED = {
    "rare word (5 hits)": "quokka",
    "common word (19 %)": "tangerine",
    "common word, newest first": "tangerine sort:newest",
    "Korean, two syllables (2.5 %)": "도커",
    "Korean, four syllables (2.5 %)": "컨테이너",
    "Korean, one syllable": "돌",
    "phrase and three operators": f'"tangerine a day" tag:{TAG} site:blog0.example is:unread',
    "tag alone (3 %)": f"tag:{TAG}",
    "two common words": "tangerine debugger",
    "word but not another": "도커 -tangerine",
    "nothing": "xylophonistically",
}


def run() -> None:
    """Print the tables of searching."""
    answers = Table(
        f"Searching {SIZE:,} articles (ms of CPU a page with excerpts)",
        "query",
        "hits",
        "SQLite",
        "PostgreSQL",
        "of it its server",
        "SQLite, ms by the clock",
        "PostgreSQL, by the clock",
    )
    weights = Table("The index", "database", "articles/s", "index MB", "times the text")
    costs: dict[str, list[Cost]] = {}
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            grow(stage, SIZE)
            plain = fill(stage)
            rate = _rebuild(stage)
            size = _size(stage)
            weights.row(kind, rate, size / 1e6, size / plain)
            for name, asked in ASKED.items():
                costs.setdefault(name, []).append(_cost(stage, asked))
    for name, (here, there) in costs.items():
        assert here.hits == there.hits, f"the databases differ in {name}"
        told = here.own, there.own + there.server, there.server, here.clock, there.clock
        answers.row(name, here.hits, *told)
    answers.show()
    weights.show()


def fill(stage: Stage) -> int:
    """Give each save an article and some of them a tag; return the bytes of their text."""
    plain = 0
    with stage.app.app_context():
        ids = db.session.scalars(select(Save.id).order_by(Save.id)).all()
        db.session.rollback()
        for start in range(0, len(ids), BATCH):
            with transaction() as session:
                plain += _fill(session, ids[start : start + BATCH])
        with transaction() as session:
            tag = Tag(owner_id=stage.user_id, name=TAG, key=TAG, save_count=len(ids[::33]))
            session.add(tag)
            session.flush()
            at = utcnow()
            session.execute(
                insert(SaveTag),
                [{"save_id": i, "tag_id": tag.id, "saved_at": at} for i in ids[::33]],
            )
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return plain


def _fill(session: Session, ids: Sequence[int]) -> int:
    texts = {of: article(of) for of in ids}
    session.execute(
        insert(Capture),
        [
            {
                "id": of,
                "save_id": of,
                "version": 1,
                "captured_at": utcnow(),
                "state": State.FULL_TEXT,
            }
            for of in ids
        ],
    )
    session.execute(
        insert(Article),
        [
            {"capture_id": of, "content_html": SafeHtml("<p>Not here.</p>"), "text": said}
            for of, said in texts.items()
        ],
    )
    session.execute(
        update(Save)
        .where(Save.id.in_(ids))
        .values(capture_id=Save.id)
        .execution_options(synchronize_session=False)
    )
    return sum(len(said.encode()) for said in texts.values())


def _rebuild(stage: Stage) -> float:
    with stage.app.app_context():
        start = time.monotonic()
        with transaction() as session:
            services.begin(session)
        rate = sum(index_all(stage.app)) / (time.monotonic() - start)
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return rate


def _size(stage: Stage) -> int:
    with stage.app.app_context():
        if db.engine.dialect.name == "postgresql":
            return int(db.session.scalar(text("SELECT pg_total_relation_size('search_documents')")))
        rows = db.session.execute(
            text("SELECT name, sum(pgsize) FROM dbstat WHERE name LIKE '%search_%' GROUP BY name")
        )
        return sum(int(size) for name, size in rows)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page of hits costs: milliseconds of CPU here and at the server, and by the clock."""

    hits: str
    own: float
    server: float
    clock: float


def _cost(stage: Stage, asked: str) -> Cost:
    own, clock = [], []
    with stage.app.app_context(), read_only():
        server = _server_process()
        before = _used(server)
        for _ in range(ROUNDS):
            db.session.rollback()
            start, began = time.process_time(), time.perf_counter()
            query = parse(asked, now=utcnow())
            found = queries.find(db.session(), stage.user_id, query)
            queries.excerpts_of(db.session(), stage.user_id, found, query)
            own.append((time.process_time() - start) * 1000)
            clock.append((time.perf_counter() - began) * 1000)
        at_server = (_used(server) - before) * 1000 / ROUNDS
        db.session.remove()
    hits = f"{found.count:,}{'+' if found.is_more else ''}"
    return Cost(hits, median(own), at_server, median(clock))


def _server_process() -> psutil.Process | None:
    if db.engine.dialect.name != "postgresql":
        return None
    return psutil.Process(db.session.scalar(text("SELECT pg_backend_pid()")))


def _used(process: psutil.Process | None) -> float:
    return sum(process.cpu_times()[:2]) if process else 0

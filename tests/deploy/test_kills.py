"""`kill -9` at random moments: no confirmed save is lost, none is stuck, none is doubled."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.corpus.server import CorpusServer
from tests.deploy.visitor import Visitor
from tests.support.databases import KINDS, Databases
from tests.support.processes import WEB, WORKER, Installation, kill_group

SAVES, KILLS, LEASE = 200, 12, 4
PASSWORD = "killed but not forgotten"


@pytest.mark.fault
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_kills_lose_double_and_leave_nothing(
    kind: str, databases: Databases, tmp_path: Path
) -> None:
    url = databases.fresh(kind)
    with CorpusServer() as web:
        lease = {"DEVKET_CAPTURE_LEASE": str(LEASE)}
        place = Installation(tmp_path, url, f"127.0.0.1:{web.port}", extra=lease)
        _prepare(place)
        running: dict[tuple[str, ...], subprocess.Popen[bytes]] = {}
        running |= {command: place.start(command) for command in (WEB, WORKER)}
        try:
            place.wait_until_ready()
            confirmed = _save_while_killing(place, running, web, random.Random(9))
            # The leases of what the last kill left run out; the worker's start finds it.
            kill_group(running[WORKER])
            time.sleep(LEASE + 1)
            running[WORKER] = place.start(WORKER)
            engine = create_engine(url)
            _wait_until_settled(engine)
            _check(engine, confirmed)
            engine.dispose()
        finally:
            for process in running.values():
                kill_group(process)


def _prepare(place: Installation) -> None:
    command = ("user", "create", "alice@devket.test", "--username", "alice", "--password-stdin")
    for done in (place.flask("db", "upgrade"), place.flask(*command, feed=PASSWORD)):
        assert done.returncode == 0, done.stderr


def _save_while_killing(
    place: Installation,
    running: dict[tuple[str, ...], subprocess.Popen[bytes]],
    web: CorpusServer,
    dice: random.Random,
) -> list[str]:
    """Save until enough are confirmed, while the processes are killed and started again."""
    visitor = Visitor(place.base)
    visitor.log_in("alice", PASSWORD)
    confirmed: list[str] = []

    def save_all() -> None:
        for number in range(SAVES):
            address = web.url(f"/article/{number}?seconds=0.02&bytes=20000")
            # A person whose browser says that the site does not answer tries again.
            while not visitor.save(address):
                time.sleep(0.1)
            confirmed.append(address)
            time.sleep(0.02)

    saving = threading.Thread(target=save_all)
    saving.start()
    for _ in range(KILLS):
        time.sleep(dice.uniform(0.2, 1.2))
        victim = dice.choice([WEB, WORKER])
        kill_group(running[victim])
        running[victim] = place.start(victim)
        if victim == WEB:
            place.wait_until_ready()
    saving.join(timeout=120)
    assert not saving.is_alive(), f"saving never came to its end: {place.told()}"
    return confirmed


def _wait_until_settled(engine: Engine) -> None:
    owed = text("SELECT COUNT(*) FROM saves WHERE capture_due_at IS NOT NULL")
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            if connection.scalar(owed) == 0:
                return
        time.sleep(0.5)
    with engine.connect() as connection:
        stuck = connection.execute(text("SELECT id, state, capture_due_at FROM saves")).all()
    raise AssertionError([row for row in stuck if row[2] is not None])


def _check(engine: Engine, confirmed: list[str]) -> None:
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT given_url, state FROM saves")).all()
        captures = connection.execute(
            text("SELECT save_id, COUNT(*) FROM captures GROUP BY save_id HAVING COUNT(*) > 1")
        ).all()
        counted = connection.scalar(text("SELECT unread FROM shelf_counts"))
    assert Counter(url for url, _ in kept) == Counter(confirmed), "lost or doubled"
    assert {state for _, state in kept} == {"full text"}
    assert captures == [], "a page captured twice shows twice"
    assert counted == SAVES

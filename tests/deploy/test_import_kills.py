"""`kill -9` at ten random points of an import, then on: the same library as without any."""

from __future__ import annotations

import random
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from devket.accounts.models import Profile, User
from devket.core.clock import utcnow
from devket.db import transaction
from devket.storage.blobs import BYTES
from devket.transfer.jobs.imports import advance
from devket.transfer.models import Import, ImportState
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.web.parts import parts
from tests.support.databases import KINDS, Databases
from tests.support.processes import WORKER, Installation, kill_group, wait_until

ROWS, KILLS, LEASE = 5_000, 10, 4
DUMPS = (
    "SELECT given_url, title, title_key, is_archived, has_note, saved_at, highlight_count "
    "FROM saves WHERE saved_at < '2020-01-01' ORDER BY given_url",
    "SELECT given_url, tags.name FROM saves JOIN save_tags ON save_id = saves.id "
    "JOIN tags ON tags.id = tag_id ORDER BY given_url, tags.name",
    "SELECT name, save_count FROM tags ORDER BY name",
    "SELECT unread, archive, favorites, articles, reading, highlights, tags FROM shelf_counts",
    "SELECT position, outcome, import_rows.reason, raw, given_url FROM import_rows "
    "LEFT JOIN saves ON saves.id = save_id ORDER BY position",
    "SELECT state, written, total, new_count, merged_count, unchanged_count, refused_count "
    "FROM imports",
    "SELECT COUNT(*) FROM save_keys",
    "SELECT COUNT(*) FROM search_documents",
)


@pytest.mark.fault
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_an_import_ends_the_same_however_often_it_is_killed(
    kind: str, databases: Databases, tmp_path: Path
) -> None:
    data = pocket(random.Random(7))
    whole = Installation(tmp_path / "whole", databases.fresh(kind))
    app, import_id = prepared(whole, data)
    with app.app_context():
        advance(import_id)
    killed = Installation(
        tmp_path / "killed",
        databases.fresh(kind),
        extra={"DEVKET_CAPTURE_LEASE": str(LEASE)},
    )
    prepared(killed, data)
    kill_at_random_points(killed, random.Random(23))
    expected = dump(whole)
    assert expected[-3][0][:3] == ("done", ROWS, ROWS)
    assert dump(killed) == expected


def pocket(dice: random.Random) -> bytes:
    """Return a file with pages that come twice, and rows that are none."""
    lines = ["title,url,time_added,tags,status"]
    for number in range(ROWS):
        url = f"https://h{number % 50}.example/{number if number % 9 else number // 2}"
        if number % 301 == 0:
            url = "javascript:void(0)"
        tags = "|".join(f"tag {dice.randrange(40)}" for _ in range(number % 4))
        status = dice.choice(["archive", "unread"])
        lines.append(f"Page {number},{url},{1_400_000_000 + dice.randrange(10**7)},{tags},{status}")
    return "\n".join(lines).encode()


def prepared(place: Installation, data: bytes) -> tuple[Flask, int]:
    """Return an app and an import that is to be written; nobody works on it yet."""
    place.folder.mkdir()
    done = place.flask("db", "upgrade")
    assert done.returncode == 0, done.stderr
    path = place.folder / "file.csv"
    path.write_bytes(data)
    app = place.app()
    with app.app_context():
        return app, _ready(path)


def _ready(path: Path) -> int:
    key = parts().blobs.put_file(path, BYTES)
    with transaction() as session:
        user = User(
            handle="alice",
            email="alice@devket.test",
            display_name="Alice",
            password_hash="x",
            profile=Profile(),
        )
        session.add(user)
        session.flush()
        owner_id = user.id
        made = importing.begin(
            session,
            owner_id=owner_id,
            file_key=key,
            file_size=path.stat().st_size,
            filename="file.csv",
            clock=utcnow,
        )
        import_id = made.id
    advance(import_id)
    with transaction() as session:
        importing.start(
            session, owner_id=owner_id, import_id=import_id, options=Options(), clock=utcnow
        )
        # Rows without a time of their own take that of their import.
        session.get_one(Import, import_id).created_at = datetime(2025, 1, 1, tzinfo=utcnow().tzinfo)
    return import_id


def kill_at_random_points(place: Installation, dice: random.Random) -> None:
    engine = create_engine(place.database_url)

    def written() -> int:
        with engine.connect() as connection:
            row = connection.execute(text("SELECT written, state FROM imports")).one()
            return ROWS + 1 if row.state == ImportState.DONE else int(row.written)

    points = sorted(dice.sample(range(1, ROWS - 700), KILLS))
    for point in [*points, ROWS + 1]:
        worker = place.start(WORKER)
        try:
            wait_until(lambda at=point: written() >= at, seconds=120, told=place.told())  # type: ignore[misc]  # the default binds it
            time.sleep(dice.uniform(0, 0.4))
        finally:
            kill_group(worker)
        time.sleep(timedelta(seconds=LEASE + 0.5).total_seconds())
    engine.dispose()


def dump(place: Installation) -> list[list[tuple[object, ...]]]:
    engine = create_engine(place.database_url)
    with engine.connect() as connection:
        found = [[tuple(row) for row in connection.execute(text(asked))] for asked in DUMPS]
    engine.dispose()
    return found

"""A library of any size on either database, and an app to ask about it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, text
from turbohtml import parse

from devket.accounts.models import Profile, User
from devket.accounts.services.browsers import Browser, start_session
from devket.accounts.services.passwords import Passwords
from devket.app import create_app
from devket.capture.model import State
from devket.core.clock import utcnow
from devket.core.ids import content_key
from devket.db import db, transaction
from devket.library.models import Save, SaveKey, ShelfCounts
from devket.library.models.saves import title_key
from devket.settings import POSTGRES, Settings
from tests.support import postgres
from tests.support.client import AuditingClient
from tests.support.people import SESSION_KEY

SIZES = (1_000, 10_000, 100_000)
MIGRATIONS = Path(__file__).parents[1] / "migrations"


@dataclass(frozen=True, slots=True)
class Stage:
    """An app on a database with one person, signed in with `client`."""

    app: Flask
    user_id: int
    client: AuditingClient


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give the URL of an empty database of each kind; both vanish afterwards."""
    with tempfile.TemporaryDirectory(prefix="devket-bench-") as folder:
        # Made where the server's own user can look into it.
        Path(folder).chmod(0o755)
        server = postgres.server(Path(folder))
        yield {"sqlite": f"sqlite:///{folder}/bench.db", "postgresql": server.create("bench")}


def open_stage(url: str, folder: Path, **settings: Any) -> Stage:
    """Make the app on a migrated database, with an account that is signed in."""
    config = Settings(
        data=folder,
        database_url=url.replace("postgresql:", f"{POSTGRES}:", 1),
        secret_key="bench",
        base_url="http://localhost",
        log_level="ERROR",
        password_cost=1,
        **settings,
    )
    app = create_app(config)
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
    client = AuditingClient(app, settle=lambda: None)
    client.is_auditing = False
    with app.app_context(), transaction() as session:
        user = User(
            handle="bench",
            email="bench@example.org",
            display_name="Bench",
            password_hash=Passwords(1).hash("a password for the bench"),
            profile=Profile(),
        )
        session.add(user)
        session.flush()
        token = start_session(session, user, browser=Browser("bench", "127.0.0.1"), clock=utcnow)
        user_id = user.id
    client.keep_in_session(SESSION_KEY, token)
    return Stage(app, user_id, client)


def grow(stage: Stage, total: int) -> None:
    """Make sure that the person has `total` saves."""
    with stage.app.app_context(), transaction() as session:
        have = session.query(Save).count()
        now = utcnow()
        for start in range(have, total, 5_000):
            numbers = range(start, min(start + 5_000, total))
            session.execute(insert(Save), [_save(stage.user_id, n, now) for n in numbers])
        ids = session.execute(
            text("SELECT id, given_url FROM saves WHERE id > :have"), {"have": have}
        )
        keys = [
            {"owner_id": stage.user_id, "key": content_key(url.encode()), "save_id": save_id}
            for save_id, url in ids
        ]
        for start in range(0, len(keys), 5_000):
            session.execute(insert(SaveKey), keys[start : start + 5_000])
        session.merge(_counts(stage.user_id, [_save(stage.user_id, n, now) for n in range(total)]))
    with stage.app.app_context(), db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _counts(owner_id: int, saves: list[dict[str, Any]]) -> ShelfCounts:
    """Return the kept counts that these saves make; each is on My List."""
    return ShelfCounts(
        owner_id=owner_id,
        unread=len(saves),
        favorites=sum(save["is_favorite"] for save in saves),
        archive=0,
        articles=sum(save["kind"] == "article" for save in saves),
        videos=sum(save["kind"] == "video" for save in saves),
        reading=sum(save["progress"] > 0 for save in saves),
        snoozed=0,
        highlights=0,
        tags=0,
    )


def _save(owner_id: int, number: int, now: Any) -> dict[str, Any]:
    at = now - timedelta(minutes=number)
    title = f"Post {number}: what a long day with the debugger taught about promises"
    is_begun = number % 100 == 7
    return {
        "owner_id": owner_id,
        "given_url": f"https://blog{number % 97}.example/posts/{number}",
        "title": title,
        "title_key": title_key(title),
        "site": f"blog{number % 97}.example",
        "byline": "",
        "excerpt": "A careful look at one small thing that went wrong, and why it had to. " * 2,
        "lang": "en",
        "dir": "ltr",
        "kind": "video" if number % 20 == 3 else "article",
        "word_count": 900 + number % 700,
        "code_languages": ["python", "bash"],
        "state": State.FULL_TEXT,
        "is_favorite": number % 10 == 0,
        "is_archived": False,
        "progress": 40 if is_begun else 0,
        "read_at": at if is_begun else None,
        "saved_at": at,
        "created_at": at,
        "updated_at": at,
        "capture_attempts": 1,
        "has_turn": False,
    }


def page_path(client: AuditingClient, path: str, number: int) -> str:
    """Walk from the first page of a list to a later one, or to the last when there are fewer."""
    for _ in range(number - 1):
        more = parse(client.get(path).text).select("a[rel=next]")
        if not more:
            break
        path = str(more[0].attrs["href"])
    return path

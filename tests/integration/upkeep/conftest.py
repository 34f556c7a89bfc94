"""Whole Devkets on databases and stores of their own, and a rich library to back up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, MetaData, Table, delete, select

from devket.accounts.models import Invitation, User
from devket.app import create_app
from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from devket.db import db, is_derived, transaction
from devket.library.models import CaptureImage, HostTurn, Save, SaveTombstone
from devket.library.services import keep_page
from devket.storage import Blobs
from devket.upkeep.backup import Progress, Source, back_up
from devket.upkeep.restore import Target, check, restore
from devket.web.parts import parts
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.databases import Databases, hurry, migrate
from tests.support.fixtures import MakeSettings

QUIET = Progress(begin=lambda _label, _length: lambda _done: None)
ODD_TEXT = "한글 'quoted' \"double\" back\\slash \r\n tab\t \u2028 🦊 é e\u0301 \x7f </script>"


@dataclass(frozen=True, slots=True)
class Devket:
    """One Devket of its own."""

    app: Flask

    @property
    def engine(self) -> Engine:
        with self.app.app_context():
            return db.engine

    @property
    def blobs(self) -> Blobs:
        with self.app.app_context():
            return parts().blobs

    def back_up(self) -> BytesIO:
        """Return a backup in memory."""
        file = BytesIO()
        source = Source(engine=self.engine, blobs=self.blobs, clock=utcnow)
        back_up(source, file, progress=QUIET)
        return file

    def restore(self, file: BytesIO, *, may_replace: bool = False) -> None:
        """Check a backup and put it in the place of what is here."""
        with self.app.app_context():
            target = Target(engine=db.engine, blobs=parts().blobs, may_replace=may_replace)
            restore(check(file, progress=QUIET), target, progress=QUIET)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table that a backup is about, as the database tells them."""
        told = MetaData()
        told.reflect(self.engine, only=lambda name, _: not is_derived(name))
        with self.engine.connect() as connection:
            return {
                table.name: sorted(
                    (tuple(map(_comparable, row)) for row in connection.execute(_all(table))),
                    key=repr,
                )
                for table in told.tables.values()
                if table.name != "alembic_version"
            }

    def files(self, keys: list[str]) -> dict[str, bytes]:
        """Return the content of files of the store."""
        return {key: b"".join(self.blobs.open(key)) for key in keys}


def _all(table: Table) -> Any:
    return select(*(table.c[name] for name in sorted(table.c.keys())))


def _comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return repr(value) if isinstance(value, dict | list) else value


NewDevket = Callable[..., Devket]


@pytest.fixture
def new_devket(databases: Databases, make_settings: MakeSettings) -> Iterator[NewDevket]:
    """Make a Devket on an empty database of a kind, migrated, with local media of its own."""
    made: list[Devket] = []

    def make(kind: str, revision: str = "head") -> Devket:
        app = create_app(make_settings(databases.fresh(kind)))
        hurry(app)
        if revision:
            migrate(app, revision)
        made.append(Devket(app))
        return made[-1]

    yield make
    for one in made:
        with one.app.app_context():
            parts().queue.close()
            parts().sandbox.close()
            db.engine.dispose()


def enrich(here: Devket, saves: int = 12) -> list[str]:
    """Fill a Devket with all kinds of rows and files; return the keys of the files."""
    blobs = here.blobs
    keys = [blobs.put(f"picture {n}".encode() * 500, "image/png") for n in range(saves)]
    keys.append(blobs.put(b"%PDF-1.7 " + bytes(range(256)), "application/pdf"))
    keys.append(keep_page(blobs, "<h1>Handed in</h1>"))
    with here.app.app_context(), transaction() as session:
        owner = make_user(session, display_name=ODD_TEXT[:80], is_admin=True)
        owner.profile.picture_key = keys[0]
        gone = make_user(session)
        session.add(Invitation(token_hash=hashlib.sha256(b"x").hexdigest(), created_at=utcnow(),
                               expires_at=utcnow(), used_by_id=owner.id))  # fmt: skip
        for number in range(saves):
            _rich_save(session, owner.id, keys, number)
        save = make_save(session, owner.id, title="Handed", handed_key=keys[-1])
        save.deleted_at = datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
        last = make_save(session, owner.id)
        session.add(SaveTombstone(save_id=last.id, owner_id=owner.id, deleted_at=utcnow()))
        session.add(HostTurn(host="한국.example", next_at=utcnow() + timedelta(days=9000)))
        session.flush()
        session.execute(delete(Save).where(Save.id == last.id))
        session.execute(delete(User).where(User.id == gone.id))
    return sorted(set(keys))


def _rich_save(session: Any, owner_id: int, keys: list[str], number: int) -> None:
    save = make_save(session, owner_id, title=ODD_TEXT, is_favorite=number % 2 == 0)
    save.card = {"b": ODD_TEXT, "a": "1", "": "null"}
    first = make_version(session, save, html=f"<p>{ODD_TEXT.strip()}</p>" * 40)
    values = {"blob_key": keys[number], "content_type": "image/png", "width": 2_147_483_647}
    picture = CaptureImage(capture_id=first.id, position=0, source="https://a.example/", **values)
    lost = CaptureImage(capture_id=first.id, position=1, source=ODD_TEXT, failure="too large")
    session.add_all([picture, lost])
    second = make_version(session, save, 2, state=State.BLOCKED, reason=Reason.SERVER_ERROR)
    second.source_key, second.source_type = keys[-2], "application/pdf"
    save.thumb_key = keys[number]
    save.capture_id = (first, second)[number % 2].id
    session.flush()


def newest_id(here: Devket) -> int:
    """Add a save and return its id."""
    with here.app.app_context(), transaction() as session:
        save: Save = make_save(session, make_user(session).id)
        return save.id

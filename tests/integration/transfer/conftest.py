"""Importing by the shortest way: a file, its preview, its rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from devket.transfer import formats
from devket.transfer.jobs.imports import advance
from devket.transfer.models import Import, ImportState
from devket.transfer.services import importing
from devket.transfer.services.importing import Options
from devket.web.parts import Parts
from tests.factories.lines import WITH_LINES
from tests.support.people import Person
from tests.support.twins import HandClock

BringIn = Callable[..., Import]


@pytest.fixture(autouse=True)
def _lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", WITH_LINES)


def run(session: Session, found: Import) -> int | None:
    """Do what is due of an import, as the worker would; no lock of the test's own is held."""
    import_id = found.id
    session.commit()
    owner_id = advance(import_id)
    session.expire_all()
    return owner_id


@pytest.fixture
def receive(
    session: Session,
    alice: Person,
    clock: HandClock,
    change_parts: Callable[..., Parts],
    tmp_path: Path,
) -> BringIn:
    """Take a file in and count it: `receive(data)` returns the import with its preview."""

    def take(data: bytes, *, owner_id: int | None = None, name: str = "file.txt") -> Import:
        blobs = change_parts(scratch=tmp_path / "scratch").blobs
        made = importing.begin(
            session,
            owner_id=owner_id or alice.user_id,
            file_key=blobs.put(data, "application/octet-stream"),
            file_size=len(data),
            filename=name,
            clock=clock,
        )
        run(session, made)
        return made

    return take


@pytest.fixture
def bring_in(session: Session, receive: BringIn, clock: HandClock) -> BringIn:
    """Take a file in, and write all of it: `bring_in(data, tags=("a",))`."""

    def take(data: bytes, *, owner_id: int | None = None, **chosen: Any) -> Import:
        made = receive(data, owner_id=owner_id)
        assert made.state is ImportState.READY, made.problem
        importing.start(
            session,
            owner_id=made.owner_id,
            import_id=made.id,
            options=Options(**chosen),
            clock=clock,
        )
        run(session, made)
        return made

    return take

"""What tests of feeds and of the catalogue have in common: feeds, app passwords, tags."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials
from devket.compat.atom import services
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Save, SaveTag, Tag
from tests.support.client import AuditingClient
from tests.support.people import Person

HOME = "http://localhost"


def make_feed(app: Flask, person: Person, told: str) -> str:
    """Make a feed and return its path."""
    key = str(app.secret_key).encode()
    person.client.settle()
    with app.app_context(), transaction() as session:
        row = services.make_feed(
            session, person.user_id, told, label="A feed", key=key, clock=utcnow
        )
        return f"/feeds/{services.secret_of(row, key)}/atom.xml"


def app_password(app: Flask, person: Person, kind: Kind = Kind.APP_PASSWORD) -> str:
    """Make an app password and return it."""
    person.client.settle()
    with app.app_context(), transaction() as session:
        return credentials.issue(session, person.user_id, kind, clock=utcnow).secret


def basic(name: str, password: str) -> dict[str, str]:
    """Return the header of a name and a password."""
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def make_tag(session: Session, owner_id: int, name: str, *saves: Save) -> Tag:
    """Make a tag that these saves carry; flushes."""
    tag = Tag(owner_id=owner_id, name=name, key=name.casefold(), save_count=len(saves))
    session.add(tag)
    session.flush()
    session.add_all(
        SaveTag(save_id=save.id, tag_id=tag.id, saved_at=save.saved_at) for save in saves
    )
    session.flush()
    return tag


def feeds_of(session: Session, person: Person) -> list[Credential]:
    """Return a person's feeds."""
    chosen = select(Credential).where(Credential.user_id == person.user_id)
    return list(session.scalars(chosen.where(Credential.kind == Kind.FEED)))


Get = Callable[..., TestResponse]


@pytest.fixture
def get(app: Flask, alice: Person, nobody: AuditingClient) -> Get:
    """Give what asks as alice's e-reader does."""
    password = app_password(app, alice)

    def ask(path: str, method: str = "GET", **headers: str) -> TestResponse:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return nobody.open(path, method=method, headers={**basic("alice", password), **told})

    return ask

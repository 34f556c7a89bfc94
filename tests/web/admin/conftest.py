"""Somebody who may use the admin area, and saves to look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.storage import MemoryBlobs
from tests.support.people import Person


@pytest.fixture
def admin(session: Session, alice: Person) -> Person:
    """Alice, who runs the site."""
    session.get_one(User, alice.user_id).is_admin = True
    session.commit()
    return alice


@pytest.fixture
def put(blobs: MemoryBlobs) -> Callable[[bytes], str]:
    """Keep bytes in the app's store: `put(b"…")` returns their key."""
    return lambda data: blobs.put(data, "image/png")

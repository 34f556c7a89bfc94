"""Saves made straight in the database, for tests that need many or special ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import Save, SaveKey
from devket.library.services.counting import counted
from devket.library.services.hashing import know_by
from devket.library.services.saving import key_of

_numbers = count(1)


def make_save(session: Session, owner_id: int, **fields: Any) -> Save:
    """Make a save kept in full, unless `fields` say otherwise; flushes."""
    number = next(_numbers)
    url = fields.pop("given_url", f"https://blog.example/posts/{number}")
    values: dict[str, Any] = {
        "title": f"Post {number}",
        "site": "blog.example",
        "excerpt": "A few words about the post.",
        "state": State.FULL_TEXT,
        "saved_at": utcnow() - timedelta(minutes=number),
        "is_favorite": False,
        "is_archived": False,
        "word_count": 900,
        "code_languages": ["python"],
    }
    save = Save(owner_id=owner_id, given_url=url, **{**values, **fields})
    with counted(session, save):
        session.add(save)
        session.flush()
        session.add(SaveKey(owner_id=owner_id, key=key_of(url), save_id=save.id))
        know_by(session, save, url, save.final_url or "")
    return save


def fill(session: Session, owner_id: int, total: int, *, newest: datetime | None = None) -> None:
    """Make sure that a person has `total` saves on My List."""
    newest = newest or utcnow()
    have = session.query(Save).filter_by(owner_id=owner_id).count()
    for number in range(have, total):
        make_save(session, owner_id, saved_at=newest - timedelta(hours=number))
    session.commit()

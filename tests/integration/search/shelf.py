"""The fixed library of library.toml, put into a database."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from devket.capture.model import Kind
from devket.library.models import Save, SaveNote, SaveTag, Tag
from devket.library.services.changing import changed
from devket.reading.models import Highlight
from devket.search import queries
from devket.search.language import parse
from tests.factories.captures import make_version
from tests.factories.library import make_save

HERE = Path(__file__).parent
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


def saves_told() -> dict[str, dict[str, Any]]:
    """Return the saves of the library by their keys."""
    return tomllib.loads((HERE / "library.toml").read_text(encoding="utf-8"))


def fill_shelf(session: Session, owner_id: int) -> dict[str, int]:
    """Save the library for a person, the first save newest; return ids by key. Commits."""
    ids = {}
    for number, (key, told) in enumerate(saves_told().items()):
        ids[key] = _save(session, owner_id, key, told, NOW - timedelta(hours=number + 1))
    session.commit()
    return ids


def found_in(session: Session, owner_id: int, ids: dict[str, int], asked: str) -> list[str]:
    """Return the keys of what a query finds, the best first."""
    keys = {id_: key for key, id_ in ids.items()}
    query = parse(asked, now=NOW)
    found = queries.find(session, owner_id, query, size=200)
    assert found.count == len(found.items)
    return [keys[save.id] for save in found.items]


def _save(session: Session, owner_id: int, key: str, told: dict[str, Any], at: datetime) -> int:
    saved = told.get("saved")
    save = make_save(
        session,
        owner_id,
        given_url=f"https://{told['site']}/{key}",
        title=told["title"],
        site=told["site"],
        lang=told["lang"],
        byline=told.get("byline", ""),
        kind=Kind(told.get("kind", "article")),
        saved_at=datetime.fromisoformat(saved).replace(tzinfo=UTC) if saved else at,
        word_count=told.get("word_count", 900),
        code_count=told.get("code_count", 0),
        is_favorite=told.get("is_favorite", False),
        is_archived=told.get("is_archived", False),
        snoozed_until=NOW + timedelta(days=9) if told.get("snoozed") else None,
    )
    make_version(session, save, html=f"<p>{escape(told['text'])}</p>", text=told["text"])
    for name in told.get("tags", ()):
        _tag(session, save, name)
    for quote in told.get("highlights", ()):
        session.add(Highlight(owner_id=owner_id, save_id=save.id, quote=quote))
        save.highlight_count += 1
    if "note" in told:
        session.add(SaveNote(save_id=save.id, text=told["note"]))
        save.has_note = True
    session.flush()
    changed(session, save.id)
    return save.id


def _tag(session: Session, save: Save, name: str) -> None:
    tag = session.query(Tag).filter_by(owner_id=save.owner_id, key=name.casefold()).first()
    if tag is None:
        tag = Tag(owner_id=save.owner_id, name=name, key=name.casefold(), save_count=0)
        session.add(tag)
        session.flush()
    session.add(SaveTag(save_id=save.id, tag_id=tag.id, saved_at=save.saved_at))
    tag.save_count += 1

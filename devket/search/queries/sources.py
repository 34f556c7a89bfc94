"""What can be found of saves, read from the tables where it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from devket.library.models import Article, Save, SaveNote
from devket.reading.models import Highlight
from devket.search.language.document import Source


def sources_of(session: Session, save_ids: Sequence[int]) -> list[Source]:
    """Return what can be found of these saves; those that are no more are left out. 3 queries."""
    at = case((Save.deleted_at.is_(None), Save.saved_at))
    columns = (Save.id, Save.owner_id, at, Save.title, Save.byline, Save.given_url, Save.final_url)
    rows = session.execute(
        select(*columns, Save.canonical_url, Article.text)
        .outerjoin(Article, Article.capture_id == Save.capture_id)
        .where(Save.id.in_(save_ids))
        .order_by(Save.id)
    )
    noted = _noted(session, save_ids)
    return [
        Source(
            save_id=id_,
            owner_id=owner_id,
            title=title,
            addresses=tuple(one for one in addresses if one),
            author=byline,
            text=text or "",
            noted=tuple(noted[id_]),
            saved_at=saved_at,
        )
        for id_, owner_id, saved_at, title, byline, *addresses, text in rows
    ]


def _noted(session: Session, save_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    notes = select(SaveNote.save_id, SaveNote.text).where(SaveNote.save_id.in_(save_ids))
    for save_id, text in session.execute(notes):
        found[save_id].append(text)
    marks = select(Highlight.save_id, Highlight.quote, Highlight.note)
    kept = (Highlight.save_id.in_(save_ids), Highlight.deleted_at.is_(None))
    for save_id, quote, note in session.execute(marks.where(*kept).order_by(Highlight.id)):
        found[save_id] += [quote, note] if note else [quote]
    return found

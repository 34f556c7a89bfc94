"""Public shelves: tags whose saves their owner shows on the profile, and those saves as links.

Also what else stands on a profile beside its posts.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.core.tags import tag_key
from devket.library.models import Save, SaveNote, SaveTag, Tag
from devket.social.models import Post
from devket.social.policies import on_shelves_of, quoting, readable_by
from devket.social.queries.paging import beyond

SAVES_A_PAGE, TAGS_A_PAGE = 30, 60
MOST_SHELVES = 100


class Shelved(NamedTuple):
    """A save as others may see it, and the owner's note where they want it seen."""

    save: Save
    note: str


def shelves_of(session: Session, viewer_id: int | None, owner_id: int) -> tuple[Tag, ...]:
    """Return the tags that a person shows to the viewer, by name; those with saves."""
    chosen = select(Tag).where(on_shelves_of(owner_id, viewer_id), Tag.save_count > 0)
    return tuple(session.scalars(chosen.order_by(Tag.key).limit(MOST_SHELVES)))


def shelf_of(session: Session, viewer_id: int | None, owner_id: int, name: str) -> Tag:
    """Return a tag that a person shows to the viewer; `NotFoundError` for all others."""
    chosen = select(Tag).where(on_shelves_of(owner_id, viewer_id), Tag.key == tag_key(name))
    found = session.scalars(chosen).first()
    if found is None:
        raise NotFoundError
    return found


def own_tags(session: Session, owner_id: int, *, after: str | None = None) -> Page[Tag]:
    """Return a page of one's tags that hold something, those first that most saves carry."""
    further = beyond((Tag.save_count, Tag.id), after, kind=int)
    chosen = select(Tag).where(Tag.owner_id == owner_id, Tag.save_count > 0, further)
    chosen = chosen.order_by(Tag.save_count.desc(), Tag.id.desc()).limit(TAGS_A_PAGE + 1)
    rows = session.scalars(chosen).all()
    kept = tuple(rows[:TAGS_A_PAGE])
    if len(rows) <= TAGS_A_PAGE:
        return Page(kept, None)
    return Page(kept, Cursor(kept[-1].save_count, kept[-1].id).encode())


def tabs_of(session: Session, viewer_id: int | None, owner_id: int) -> tuple[bool, bool]:
    """Return whether a person shows the viewer any quotes, and any shelves."""
    quotes = select(Post.id).where(Post.author_id == owner_id, quoting(), readable_by(viewer_id))
    shelves = select(Tag.id).where(on_shelves_of(owner_id, viewer_id), Tag.save_count > 0)
    found = session.execute(select(quotes.exists(), shelves.exists())).one()
    return bool(found[0]), bool(found[1])


def shelf_page(session: Session, shelf: Tag, *, after: str | None = None) -> Page[Shelved]:
    """Return a page of what stands on a shelf that the viewer may see, newest first."""
    at, save_id = SaveTag.saved_at, SaveTag.save_id
    note = and_(SaveNote.save_id == Save.id, Tag.shows_notes)
    chosen = (
        select(Save, SaveNote.text)
        .select_from(SaveTag)
        .join(Tag, Tag.id == SaveTag.tag_id)
        .join(Save, Save.id == SaveTag.save_id)
        .outerjoin(SaveNote, note)
        .where(SaveTag.tag_id == shelf.id, Save.deleted_at.is_(None))
    )
    if after:
        last = Cursor.decode(after, datetime)
        further = or_(at < last.at, and_(at == last.at, save_id < last.id))
        chosen = chosen.where(at <= last.at, further)
    rows = session.execute(chosen.order_by(at.desc(), save_id.desc()).limit(SAVES_A_PAGE + 1)).all()
    kept = tuple(Shelved(save, text or "") for save, text in rows[:SAVES_A_PAGE])
    if len(rows) <= SAVES_A_PAGE:
        return Page(kept, None)
    last_save = kept[-1].save
    return Page(kept, Cursor(last_save.saved_at, last_save.id).encode())

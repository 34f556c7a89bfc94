"""All highlights of a person, newest first, narrowed by filters, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from devket.core.paging import Cursor, Page
from devket.library.models import Save, SaveTag, Tag
from devket.reading.models import Color, Highlight
from devket.reading.policies import readable_by
from devket.reading.queries.highlights import Marked

PAGE_SIZE = 30
_AT_ONCE = 200  # rows that a walk over all of them holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Highlights as somebody asked for them. Filters that are empty do not narrow them."""

    color: Color | None = None
    tag: str = ""  # its key; those below it count as well
    site: str = ""
    has_note: bool = False
    words: str = ""  # in the quote, the note or the title, as they stand
    save_id: int | None = None


def page_of(
    session: Session, owner_id: int, listing: Listing, *, after: str | None, size: int = PAGE_SIZE
) -> Page[Marked]:
    """Return one page, newest first; `after` is the cursor that the page before gave.

    A walk along an index of the owner's highlights: rare words let it go far, never beyond them.
    `InvalidError` for a strange cursor.
    """
    chosen = _listed(owner_id, listing)
    if after:
        chosen = chosen.where(_beyond(Cursor.decode(after, datetime)))
    rows = [Marked(*row) for row in session.execute(chosen.limit(size + 1))]
    kept = tuple(rows[:size])
    last = kept[-1].highlight if len(rows) > size else None
    return Page(kept, Cursor(last.created_at, last.id).encode() if last else None)


def walk(session: Session, owner_id: int, listing: Listing, *, limit: int) -> Iterator[Marked]:
    """Yield the highlights of a list, some at a time, at most so many."""
    after = None
    while limit > 0:
        page = page_of(session, owner_id, listing, after=after, size=min(_AT_ONCE, limit))
        yield from page.items
        limit -= len(page.items)
        after = page.next_cursor
        if after is None:
            return


def tags_of(session: Session, owner_id: int, *, limit: int = 30) -> Sequence[Tag]:
    """Return the tags that most saves carry, for a choice among them."""
    chosen = select(Tag).where(Tag.owner_id == owner_id, Tag.save_count > 0)
    return session.scalars(chosen.order_by(Tag.save_count.desc(), Tag.id.desc()).limit(limit)).all()


def _listed(owner_id: int, listing: Listing) -> Select[Highlight, Save]:
    chosen = select(Highlight, Save).join(Save, Save.id == Highlight.save_id)
    chosen = chosen.where(readable_by(owner_id), *_narrowed(owner_id, listing))
    return chosen.order_by(Highlight.created_at.desc(), Highlight.id.desc())


def _narrowed(owner_id: int, listing: Listing) -> Iterator[ColumnElement[bool]]:
    if listing.color is not None:
        yield Highlight.color == listing.color
    if listing.save_id is not None:
        yield Highlight.save_id == listing.save_id
    if listing.site:
        yield Save.site == listing.site
    if listing.has_note:
        yield Highlight.note != ""
    if listing.tag:
        yield _carries(owner_id, listing.tag)
    if listing.words:
        words = (Highlight.quote, Highlight.note, Save.title)
        yield or_(*(column.icontains(listing.words, autoescape=True) for column in words))


def _carries(owner_id: int, key: str) -> ColumnElement[bool]:
    is_it = or_(Tag.key == key, Tag.key.startswith(f"{key}/", autoescape=True))
    carried = select(SaveTag.tag_id).join(Tag, Tag.id == SaveTag.tag_id)
    return carried.where(SaveTag.save_id == Save.id, Tag.owner_id == owner_id, is_it).exists()


def _beyond(last: Cursor) -> ColumnElement[bool]:
    earlier = or_(
        Highlight.created_at < last.at,
        and_(Highlight.created_at == last.at, Highlight.id < last.id),
    )
    # The first bound alone lets SQLite enter the index at the right place.
    return and_(Highlight.created_at <= last.at, earlier)

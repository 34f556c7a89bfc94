"""Reads of saves as admins see them: addresses, titles and states, never a text or a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, load_only

from devket.accounts.models import User
from devket.admin.policies import overseen
from devket.admin.queries import PAGE_SIZE
from devket.capture.model import Reason, State
from devket.core.errors import InvalidError, NotFoundError
from devket.core.paging import Cursor, Page
from devket.library.models import Capture, Save

# A search reads titles and addresses row by row: at most of so many saves for one page.
WINDOW = 20_000
# All that is read of a save; anything else raises, so that no page can show it by accident.
SEEN = (
    *(Save.id, Save.owner_id, Save.given_url, Save.final_url, Save.title, Save.site),
    *(Save.state, Save.reason, Save.kind, Save.saved_at, Save.created_at, Save.owed),
    *(Save.capture_due_at, Save.capture_attempts, Save.capture_id),
)
_OF_VERSIONS = (
    *(Capture.id, Capture.version, Capture.captured_at, Capture.state, Capture.reason),
    *(Capture.engine, Capture.word_count, Capture.image_count, Capture.code_count),
)
Owned = tuple[Save, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list of saves was asked for. `before` is the id that the page stays below."""

    search: str = ""
    state: State | None = None
    reason: Reason | None = None
    owner_id: int | None = None
    before: int | None = None


def saves(session: Session, asked: Asked, *, size: int = PAGE_SIZE) -> Page[Owned]:
    """Return one page of saves with their owners' handles, newest first.

    A search may find fewer than a page although there are more: it goes no further than its
    window, and `next_cursor` is where the next page takes it up.
    """
    chosen = _narrowed(_seen(), asked)
    if asked.before is not None:
        chosen = chosen.where(Save.id < asked.before)
    floor = 0
    if asked.search:
        top = asked.before or (session.scalar(select(func.max(Save.id))) or 0) + 1
        floor = max(0, top - 1 - WINDOW)
        chosen = chosen.where(Save.id > floor, _matches(asked.search))
    rows = session.execute(chosen.order_by(Save.id.desc()).limit(size + 1)).all()
    found = tuple((save, handle) for save, handle in rows[:size])
    if len(rows) > size:
        return Page(found, str(found[-1][0].id))
    return Page(found, str(floor + 1) if floor else None)


def _seen() -> Select[Save, str]:
    chosen = select(Save, User.handle).join(User, User.id == Save.owner_id)
    return chosen.options(load_only(*SEEN, raiseload=True)).where(overseen())


def _narrowed(chosen: Select[Save, str], asked: Asked) -> Select[Save, str]:
    wanted: list[ColumnElement[bool]] = []
    if asked.state is not None:
        wanted.append(Save.state == asked.state)
    if asked.reason is not None:
        wanted.append(Save.reason == asked.reason)
    if asked.owner_id is not None:
        wanted.append(Save.owner_id == asked.owner_id)
    return chosen.where(*wanted)


def _matches(search: str) -> ColumnElement[bool]:
    """Say that a save's title or address begins so; an address also without what all begin with."""
    typed = search.lower()
    address, title = func.lower(Save.given_url), func.lower(Save.title)
    starts = ("", "https://", "http://", "https://www.", "http://www.")
    begins = [address.startswith(start + typed, autoescape=True) for start in starts]
    return or_(title.startswith(typed, autoescape=True), *begins)


def save(session: Session, save_id: int) -> Owned:
    """Return a save and its owner's handle; `NotFoundError` when it is not there or deleted."""
    found = session.execute(_seen().where(Save.id == save_id)).one_or_none()
    if found is None:
        raise NotFoundError
    return found[0], found[1]


def versions(session: Session, save_id: int) -> Sequence[Capture]:
    """Return what is known of a save's versions, newest first; of no text and no picture."""
    chosen = select(Capture).where(Capture.save_id == save_id)
    chosen = chosen.options(load_only(*_OF_VERSIONS, raiseload=True))
    return session.scalars(chosen.order_by(Capture.version.desc()).limit(PAGE_SIZE)).all()


def owed(session: Session, *, after: str = "", size: int = PAGE_SIZE) -> Page[Owned]:
    """Return saves for which work is owed, what is due first before; `after` is a cursor."""
    due = Save.capture_due_at
    chosen = _seen().where(due.is_not(None))
    last = _cursor(after)
    if last is not None:
        later = or_(due > last.at, and_(due == last.at, Save.id > last.id))
        chosen = chosen.where(due >= last.at, later)
    rows = session.execute(chosen.order_by(due, Save.id).limit(size + 1)).all()
    found = tuple((save, handle) for save, handle in rows[:size])
    if len(rows) <= size:
        return Page(found, None)
    edge = found[-1][0]
    assert edge.capture_due_at is not None, "it was chosen by its due time"
    return Page(found, Cursor(edge.capture_due_at, edge.id).encode())


def _cursor(word: str) -> Cursor | None:
    try:
        return Cursor.decode(word) if word else None
    except InvalidError:
        return None  # somebody's own invention: they get the first page

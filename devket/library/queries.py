"""All reads of saves, each narrowed by a policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from devket.capture.model import Reason
from devket.core.errors import NotFoundError
from devket.core.paging import Cursor, Page
from devket.library.models import (
    Article,
    Capture,
    CaptureImage,
    Save,
    SaveKey,
    ShelfCounts,
)
from devket.library.policies import overseen, readable_by, restorable_by

PAGE_SIZE = 24


class Shelf(StrEnum):
    """The lists a save can stand in."""

    SAVES = "saves"
    FAVORITES = "favorites"
    ARCHIVE = "archive"


def on_shelf(owner_id: int, shelf: Shelf) -> Select[Save]:
    """Return the saves of a list, in no order yet."""
    chosen = select(Save).where(readable_by(owner_id))
    if shelf is Shelf.FAVORITES:
        return chosen.where(Save.is_favorite)
    return chosen.where(Save.is_archived.is_(shelf is Shelf.ARCHIVE))


def page_of(
    session: Session, owner_id: int, shelf: Shelf, *, after: str | None, size: int = PAGE_SIZE
) -> Page[Save]:
    """Return one page of a list, newest first; `after` is the cursor the page before gave.

    One index walk of `size` + 1 rows, wherever in the list. `InvalidError` for a strange cursor.
    """
    chosen = on_shelf(owner_id, shelf)
    if after:
        last = Cursor.decode(after)
        older = or_(Save.saved_at < last.at, and_(Save.saved_at == last.at, Save.id < last.id))
        # The first bound alone lets SQLite enter the index at the right place.
        chosen = chosen.where(Save.saved_at <= last.at, older)
    chosen = chosen.order_by(Save.saved_at.desc(), Save.id.desc()).limit(size + 1)
    rows = session.scalars(chosen).all()
    kept = tuple(rows[:size])
    more = len(rows) > size
    return Page(kept, Cursor(kept[-1].saved_at, kept[-1].id).encode() if more else None)


def save_of(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return a save this person may see; `NotFoundError` for missing and foreign alike."""
    return _one(session, select(Save).where(Save.id == save_id, readable_by(viewer_id)))


def save_to_change(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return the save, its row locked until the commit, so that kept counts cannot drift."""
    chosen = select(Save).where(Save.id == save_id, readable_by(viewer_id))
    return _one(session, chosen.with_for_update())


def save_to_restore(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return a deleted save this person may take back, its row locked."""
    chosen = select(Save).where(Save.id == save_id, restorable_by(viewer_id))
    return _one(session, chosen.with_for_update())


def save_to_oversee(session: Session, save_id: int) -> Save:
    """Return anybody's save for an admin's act, its row locked."""
    return _one(session, select(Save).where(Save.id == save_id, overseen()).with_for_update())


def failed_for(session: Session, reason: Reason, *, limit: int) -> Sequence[Save]:
    """Return the newest saves with this reason for which nothing is owed, their rows locked.

    Those that somebody else has locked are left out.
    """
    chosen = select(Save).where(Save.reason == reason, overseen(), Save.capture_due_at.is_(None))
    chosen = chosen.order_by(Save.id.desc()).limit(limit)
    return session.scalars(chosen.with_for_update(skip_locked=True)).all()


def save_with_article(session: Session, viewer_id: int | None, save_id: int) -> Save:
    """Return a save with the capture that is shown and its text, in one query."""
    shown = joinedload(Save.capture).joinedload(Capture.article)
    return _one(
        session, select(Save).where(Save.id == save_id, readable_by(viewer_id)).options(shown)
    )


def version_with_text(
    session: Session, viewer_id: int | None, save_id: int, version: int
) -> Capture:
    """Return one version of a save with its text; `NotFoundError` for missing and foreign alike."""
    chosen = select(Capture).join(Save, Save.id == Capture.save_id)
    chosen = chosen.where(Capture.save_id == save_id, Capture.version == version)
    chosen = chosen.where(readable_by(viewer_id)).options(joinedload(Capture.article))
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def shown_source(session: Session, save: Save) -> str | None:
    """Return the key of the page or file that the shown version was read from, if it is kept."""
    return session.scalar(select(Capture.source_key).where(Capture.id == save.capture_id))


def versions_of(session: Session, save: Save) -> list[Capture]:
    """Return the versions of a save, newest first, without their text."""
    chosen = select(Capture).where(Capture.save_id == save.id)
    return list(session.scalars(chosen.order_by(Capture.version.desc())))


def images_of(session: Session, capture: Capture) -> list[CaptureImage]:
    """Return the images of a version in the order of its text."""
    chosen = select(CaptureImage).where(CaptureImage.capture_id == capture.id)
    return list(session.scalars(chosen.order_by(CaptureImage.position)))


def kept_images(session: Session, save_id: int) -> list[CaptureImage]:
    """Return the images kept with any version of a save, the newest last."""
    chosen = select(CaptureImage).join(Capture, Capture.id == CaptureImage.capture_id)
    chosen = chosen.where(Capture.save_id == save_id, CaptureImage.blob_key.is_not(None))
    return list(session.scalars(chosen.order_by(Capture.version, CaptureImage.position)))


def text_of(session: Session, capture_id: int) -> str:
    """Return the plain text of a version, empty when it has none."""
    return session.scalar(select(Article.text).where(Article.capture_id == capture_id)) or ""


def texts_read_from(session: Session, save_id: int, source_key: str) -> list[str]:
    """Return the plain texts of all versions of a save that were read from this kept page."""
    chosen = select(Article.text).join(Capture, Capture.id == Article.capture_id)
    chosen = chosen.where(Capture.save_id == save_id, Capture.source_key == source_key)
    return list(session.scalars(chosen))


def to_reread(
    session: Session,
    *,
    engine_below: int,
    rule: str | None,
    owner_id: int | None,
    limit: int,
) -> list[int]:
    """Return ids of saves whose shown version has a kept page and was read so.

    By an engine older than `engine_below`; by this rule alone when one is named.
    """
    chosen = select(Save.id).join(Capture, Capture.id == Save.capture_id)
    chosen = chosen.where(Save.deleted_at.is_(None))
    chosen = chosen.where(Capture.source_key.is_not(None), Capture.engine < engine_below)
    if rule is not None:
        chosen = chosen.where(Capture.log["rule"].as_string() == rule)
    if owner_id is not None:
        chosen = chosen.where(Save.owner_id == owner_id)
    return list(session.scalars(chosen.order_by(Save.id).limit(limit)))


def save_by_key(session: Session, owner_id: int, key: str) -> Save | None:
    """Return the save that owns this normalised address, deleted or not, its row locked."""
    chosen = select(Save).join(SaveKey, SaveKey.save_id == Save.id)
    chosen = chosen.where(SaveKey.owner_id == owner_id, SaveKey.key == key)
    return session.scalars(chosen.with_for_update(of=Save)).one_or_none()


def counts_of(session: Session, owner_id: int) -> ShelfCounts:
    """Return the kept counts of a person's lists, zeros before the first save."""
    found = session.get(ShelfCounts, owner_id)
    return found or ShelfCounts(owner_id=owner_id, unread=0, favorites=0, archive=0)


def may_see_image(session: Session, viewer_id: int | None, blob_key: str) -> bool:
    """Tell whether any save of this person shows the file, in its text or as its picture."""
    in_text = (
        select(CaptureImage.position)
        .join(Capture, Capture.id == CaptureImage.capture_id)
        .join(Save, Save.id == Capture.save_id)
        .where(CaptureImage.blob_key == blob_key, readable_by(viewer_id))
    )
    in_list = (
        select(Capture.id)
        .join(Save, Save.id == Capture.save_id)
        .where(Capture.thumb_key == blob_key, readable_by(viewer_id))
    )
    return bool(session.scalar(select(or_(exists(in_text), exists(in_list)))))


def overdue(session: Session, now: datetime, *, limit: int) -> list[int]:
    """Return ids of saves whose capture is owed since before `now`, longest first."""
    chosen = select(Save.id).where(Save.capture_due_at <= now)
    return list(session.scalars(chosen.order_by(Save.capture_due_at).limit(limit)))


def expired_deletions(session: Session, before: datetime, *, limit: int) -> list[Save]:
    """Return saves deleted before that time, their rows locked, so that none is restored now.

    Those that somebody else has locked wait for the next time.
    """
    chosen = select(Save).where(Save.deleted_at < before).order_by(Save.deleted_at).limit(limit)
    return list(session.scalars(chosen.with_for_update(skip_locked=True)))


def file_keys() -> tuple[InstrumentedAttribute[str | None], ...]:
    """Return every column here that names a file of the store: what none of them names is waste."""
    pictures = (Save.lead_image_key, Save.thumb_key, Capture.lead_image_key, Capture.thumb_key)
    return (*pictures, CaptureImage.blob_key, Save.handed_key, Capture.source_key)


def _one(session: Session, chosen: Select[Save]) -> Save:
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def count_by_state(session: Session) -> dict[str, float]:
    """Return how many saves are in each state, for operators; reads every row's state."""
    counted = session.execute(select(Save.state, func.count()).group_by(Save.state))
    return {state.value: float(number) for state, number in counted}


def waiting_since(session: Session, now: datetime) -> tuple[int, datetime | None]:
    """Return how many captures are due by now, and since when the oldest is."""
    due = select(func.count(), func.min(Save.capture_due_at)).where(Save.capture_due_at <= now)
    number, oldest = session.execute(due).one()
    return number, oldest

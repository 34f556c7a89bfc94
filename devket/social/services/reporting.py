"""Reports: something is wrong, as it stood when it was said; and what is removed for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute, Session

from devket.accounts.models import Profile
from devket.core.clock import Clock
from devket.core.errors import N_, ForbiddenError, InvalidError
from devket.core.text import said
from devket.db import insert_into
from devket.social.models import (
    REPORT_LENGTH,
    Comment,
    Post,
    Reason,
    Report,
    ReportFile,
    Story,
    Thing,
)
from devket.social.services.copying import Copy
from devket.social.services.replying import untell_of

_TABLES: dict[Thing, type[Post] | type[Comment] | type[Story]] = {
    Thing.POST: Post,
    Thing.COMMENT: Comment,
    Thing.STORY: Story,
}


def report(
    session: Session,
    reporter_id: int,
    copy: Copy,
    *,
    reason: Reason,
    remark: str = "",
    clock: Clock,
) -> bool:
    """Keep a report with its copy; flushes. Tell whether it is new: a person has one open report
    about a thing.
    """
    if copy.accused_id == reporter_id:
        raise ForbiddenError("This is your own.")
    remark = said(remark)
    if len(remark) > REPORT_LENGTH:
        message = N_("A remark has at most %(count)d characters.")
        raise InvalidError(message, field="remark", count=REPORT_LENGTH)
    made = insert_into(session, Report).values(
        reporter_id=reporter_id,
        accused_id=copy.accused_id,
        thing=copy.thing,
        thing_id=copy.thing_id,
        reason=reason,
        remark=remark,
        content=copy.content,
        reported_at=clock(),
    )
    report_id = session.scalar(made.on_conflict_do_nothing().returning(Report.id))
    if report_id is None:
        return False
    session.add_all(
        ReportFile(report_id=report_id, position=number, file_key=key, alt=alt)
        for number, (key, alt) in enumerate(copy.files, start=1)
    )
    session.flush()
    return True


def remove(session: Session, thing: Thing, thing_id: int, *, by_id: int, at: datetime) -> bool:
    """Delete what was reported, as its author could; tell whether it was there. Not for people.

    The report that says so keeps its author from bringing it back.
    """
    found = _locked(session, thing, thing_id)
    if found is None or found.deleted_at is not None:
        return False
    found.deleted_at = at
    if isinstance(found, Comment):
        found.deleted_by_id = by_id
        untell_of(session, found)
    session.flush()
    _count(session, found, -1)
    return True


def restore(session: Session, thing: Thing, thing_id: int, *, removed_at: datetime) -> bool:
    """Bring back what was removed at that time; tell whether it was still there to be brought back.

    What its author had deleted before stays deleted. Nobody is told again.
    """
    found = _locked(session, thing, thing_id)
    if found is None or found.deleted_at != removed_at:
        return False
    found.deleted_at = None
    if isinstance(found, Comment):
        found.deleted_by_id = None
    session.flush()
    _count(session, found, 1)
    return True


def _locked(session: Session, thing: Thing, thing_id: int) -> Post | Comment | Story | None:
    table: type[Any] = _TABLES[thing]
    found: Post | Comment | Story | None = session.get(
        table, thing_id, with_for_update=True, populate_existing=True
    )
    return found


def _count(session: Session, changed: Post | Comment | Story, by: int) -> None:
    """Keep the count in which the changed thing was counted."""
    column: InstrumentedAttribute[int]
    match changed:
        case Post(uploaded_at=at, author_id=user_id) if at is not None:
            column, which = Profile.post_count, Profile.user_id == user_id
        case Comment(post_id=post_id):
            column, which = Post.comment_count, Post.id == post_id
        case _:
            return
    session.execute(
        update(column.class_)
        .where(which)
        .values({column: column + by})
        .execution_options(synchronize_session=False)
    )

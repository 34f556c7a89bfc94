"""Reads of reports: what is open, one with its copy, and the thing as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from devket.accounts.models import Profile, User
from devket.admin.queries import PAGE_SIZE
from devket.core.errors import NotFoundError
from devket.core.paging import Page
from devket.social.models import Comment, Post, Report, ReportFile, Story, Thing

MOST_COUNTED = 99
_reporter, _accused = aliased(User), aliased(User)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report, with the handles of both; None for an account that is gone."""

    report: Report
    reporter: str | None
    accused: str | None


@dataclass(frozen=True, slots=True)
class Now:
    """What was reported, as it is now: its words, and whether it is still there."""

    text: str
    is_there: bool


def open_reports(session: Session, *, after: int | None, size: int = PAGE_SIZE) -> Page[ReportRow]:
    """Return one page of open reports, what waits longest first."""
    chosen = _rows().where(Report.resolved_at.is_(None))
    if after is not None:
        chosen = chosen.where(Report.id > after)
    rows = session.execute(chosen.order_by(Report.id).limit(size + 1)).all()
    found = tuple(ReportRow(*row) for row in rows[:size])
    return Page(found, str(found[-1].report.id) if len(rows) > size else None)


def report(session: Session, report_id: int) -> ReportRow:
    """Return one report, open or not; `NotFoundError` when there is none."""
    found = session.execute(_rows().where(Report.id == report_id)).one_or_none()
    if found is None:
        raise NotFoundError
    return ReportRow(*found)


def _rows() -> Select[Report, str, str]:
    return (
        select(Report, _reporter.handle, _accused.handle)
        .outerjoin(_reporter, _reporter.id == Report.reporter_id)
        .outerjoin(_accused, _accused.id == Report.accused_id)
    )


def report_to_resolve(session: Session, report_id: int) -> Report:
    """Return a report, the row locked until the commit; `NotFoundError` when there is none."""
    found = session.get(Report, report_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def files(session: Session, report_id: int) -> Sequence[ReportFile]:
    """Return the files of a report's copy in their order."""
    chosen = select(ReportFile).where(ReportFile.report_id == report_id)
    return session.scalars(chosen.order_by(ReportFile.position)).all()


def open_count(session: Session) -> int:
    """Return how many reports are open, counted no further than just above `MOST_COUNTED`."""
    some = select(Report.id).where(Report.resolved_at.is_(None)).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def others_about(session: Session, report: Report) -> int:
    """Return how many other open reports there are about the same account."""
    if report.accused_id is None:
        return 0
    some = (
        select(Report.id)
        .where(Report.accused_id == report.accused_id, Report.id != report.id)
        .where(Report.resolved_at.is_(None))
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(some)) or 0


def now_of(session: Session, report: Report) -> Now:
    """Return what was reported as it is now; not narrowed, for an admin has to judge it."""
    found: Post | Comment | Story | None
    match report.thing:
        case Thing.PERSON:
            profile = session.get(Profile, report.thing_id)
            return Now(profile.bio if profile else "", profile is not None)
        case Thing.POST:
            found = session.get(Post, report.thing_id)
        case Thing.COMMENT:
            found = session.get(Comment, report.thing_id)
        case Thing.STORY:
            found = session.get(Story, report.thing_id)
    if found is None or found.deleted_at is not None:
        return Now("", is_there=False)
    return Now(found.text, is_there=True)

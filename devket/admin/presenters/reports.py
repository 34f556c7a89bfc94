"""Reports: rows of the list, and one with its copy beside the thing as it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext, pgettext

from devket.admin.presenters.words import Moment, moment
from devket.admin.queries.reports import ReportRow
from devket.core.text import clip
from devket.social.models import Outcome, ReportFile, Thing
from devket.social.presenters.reports import REASONS

OUTCOMES = {
    Outcome.DISMISSED: lazy_gettext("Dismissed"),
    Outcome.REMOVED: lazy_gettext("What was reported is removed"),
    Outcome.FROZEN: lazy_gettext("The account is frozen"),
}
WORDS = 160  # characters of what was reported, in the list


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One report as a row: what, why, about whom, by whom, since when."""

    id: int
    href: str
    thing: str
    reason: str
    words: str
    remark: str
    accused: str  # the handle it had then
    accused_href: str
    reporter: str
    reporter_href: str
    at: Moment


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was reported, as it stood then."""

    name: str
    handle: str
    written: str  # a time as machines read it; empty for an account
    text: str
    quote: str
    link: str
    location: str
    post_text: str
    pictures: tuple[tuple[str, str], ...]  # address and alt text


def report_items(rows: Iterable[ReportRow], now: datetime) -> list[ReportItem]:
    """Return the rows of a list of reports."""
    return [report_item(row, now) for row in rows]


def report_item(row: ReportRow, now: datetime) -> ReportItem:
    """Return one report as a row."""
    report = row.report
    return ReportItem(
        id=report.id,
        href=url_for("admin_reports.report", report_id=report.id),
        thing=thing_word(report.thing),
        reason=str(REASONS[report.reason]),
        words=clip(_words(row, "text") or _words(row, "quote"), WORDS),
        remark=report.remark,
        accused=row.accused or _words(row, "handle"),
        accused_href=_person(report.accused_id),
        reporter=row.reporter or "",
        reporter_href=_person(report.reporter_id),
        at=moment(report.reported_at, now),
    )


def frozen_copy(row: ReportRow, files: Iterable[ReportFile]) -> Frozen:
    """Return what was reported, as it stood then."""
    return Frozen(
        name=_words(row, "name"),
        handle=_words(row, "handle"),
        written=_words(row, "at"),
        text=_words(row, "text"),
        quote=_words(row, "quote"),
        link=_words(row, "link"),
        location=_words(row, "location"),
        post_text=_words(row, "post_text"),
        pictures=tuple((_file(file), file.alt) for file in files),
    )


def _file(file: ReportFile) -> str:
    return url_for("admin_reports.file", report_id=file.report_id, position=file.position)


def _words(row: ReportRow, name: str) -> str:
    found = row.report.content.get(name)
    return found if isinstance(found, str) else ""


def _person(user_id: int | None) -> str:
    return url_for("admin_people.person", user_id=user_id) if user_id else ""


def thing_word(thing: Thing) -> str:
    """Return what is reported, in a word."""
    words = {
        Thing.PERSON: pgettext("thing", "Account"),
        Thing.POST: pgettext("thing", "Post"),
        Thing.COMMENT: pgettext("thing", "Comment"),
        Thing.STORY: pgettext("thing", "Story"),
    }
    return str(words[thing])

"""Rows of lists in the admin area: people, saves, versions, the trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import format_decimal, gettext

from devket.accounts.models import User
from devket.admin.models import ABOUT_REPORTS, Act, AdminEvent
from devket.admin.presenters.words import ACTS, Moment, exact, moment
from devket.admin.queries.people import PersonRow
from devket.admin.queries.saves import Owned
from devket.capture.model import State
from devket.core.urls import display_host
from devket.library.models import Capture
from devket.library.presenters import REASONS, STATE_LABELS, reason_of


@dataclass(frozen=True, slots=True)
class PersonItem:
    """One row of the list of people."""

    href: str
    user: User
    saves: str
    joined: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRow:
    """One row of a list of saves. `due` is empty when nothing is owed."""

    id: int
    href: str
    title: str
    address: str
    place: str
    owner: str
    owner_href: str
    state: State
    state_label: str
    reason: str
    saved: Moment
    due: Moment | None
    is_overdue: bool
    attempts: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a save: what came of it, not what it says."""

    number: int
    at: Moment
    state: State
    state_label: str
    reason: str
    engine: int
    counts: str


@dataclass(frozen=True, slots=True)
class EventItem:
    """One line of the trail. Addresses are empty where there is nothing to open."""

    at: Moment
    actor: str
    told: str
    person: str
    person_href: str
    save_href: str
    save_id: int | None
    report_href: str
    report_id: str


def person_items(rows: Iterable[PersonRow], now: datetime) -> list[PersonItem]:
    """Return the rows of a list of people."""
    return [
        PersonItem(
            href=url_for("admin_people.person", user_id=row.user.id),
            user=row.user,
            saves=str(format_decimal(row.saves)),
            joined=moment(row.user.created_at, now),
        )
        for row in rows
    ]


def save_row(owned: Owned, now: datetime) -> SaveRow:
    """Return one row of a list of saves."""
    save, owner = owned
    due = save.capture_due_at
    return SaveRow(
        id=save.id,
        href=url_for("admin_saves.save", save_id=save.id),
        title=save.title or display_host(save.given_url) or save.given_url,
        address=save.given_url,
        place=save.site or display_host(save.given_url),
        owner=owner,
        owner_href=url_for("admin_people.person", user_id=save.owner_id),
        state=save.state,
        state_label=str(STATE_LABELS[save.state]),
        reason=reason_of(save),
        saved=moment(save.saved_at, now),
        due=exact(due, now) if due else None,
        is_overdue=due is not None and due <= now,
        attempts=save.capture_attempts,
    )


def version_row(capture: Capture, now: datetime) -> VersionRow:
    """Return one line about a version."""
    counts = gettext(
        "%(words)s words, %(code)s code blocks, %(pictures)s pictures",
        words=format_decimal(capture.word_count),
        code=format_decimal(capture.code_count),
        pictures=format_decimal(capture.image_count),
    )
    return VersionRow(
        number=capture.version,
        at=exact(capture.captured_at, now),
        state=capture.state,
        state_label=str(STATE_LABELS[capture.state]),
        reason=reason_of(capture),
        engine=capture.engine,
        counts=str(counts),
    )


def event_item(event: AdminEvent, now: datetime) -> EventItem:
    """Return one line of the trail, its act in the reader's language."""
    told = str(ACTS[event.act])
    if event.act is Act.RETRY_REASON:
        reason, _, count = event.detail.rpartition(" ")
        sentence = next((str(text) for known, text in REASONS.items() if known == reason), reason)
        told = f"{told}: {sentence} ({count})"
    report_id = event.detail if event.act in ABOUT_REPORTS and event.detail.isdecimal() else ""
    return EventItem(
        at=exact(event.at, now),
        actor=event.actor,
        told=told,
        person=event.person,
        person_href=_href("admin_people.person", "user_id", event.person_id),
        save_href=_href("admin_saves.save", "save_id", event.save_id),
        save_id=event.save_id,
        report_href=_href("admin_reports.report", "report_id", int(report_id or 0)),
        report_id=report_id,
    )


def _href(endpoint: str, name: str, row_id: int | None) -> str:
    values: dict[str, Any] = {name: row_id}
    return url_for(endpoint, **values) if row_id else ""

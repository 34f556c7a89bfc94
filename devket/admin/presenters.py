"""What templates of the admin area are given: rows with every label and address made beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_skeleton
from flask import url_for
from flask_babel import format_decimal, get_locale, gettext, lazy_gettext, pgettext

from devket.accounts.models import User
from devket.admin.models import Act, AdminEvent, FileKind
from devket.admin.queries.figures import MOST_COUNTED, Totals, Use
from devket.admin.queries.people import Group, Order, PersonRow
from devket.admin.queries.saves import Owned
from devket.capture.model import Reason, State
from devket.core.urls import display_host
from devket.library.models import Capture, Save
from devket.library.presenters import REASONS, STATE_LABELS, reason_of, since

ACTS = {
    Act.GRANT_CHECK: lazy_gettext("Gave the official check"),
    Act.TAKE_CHECK: lazy_gettext("Took the official check"),
    Act.MAKE_ADMIN: lazy_gettext("Made an admin"),
    Act.UNMAKE_ADMIN: lazy_gettext("Is no admin any more"),
    Act.FREEZE: lazy_gettext("Froze the account"),
    Act.UNFREEZE: lazy_gettext("Opened the account again"),
    Act.SIGN_OUT: lazy_gettext("Logged out everywhere"),
    Act.SEND_RESET: lazy_gettext("Sent a mail for a new password"),
    Act.SEND_CONFIRMATION: lazy_gettext("Sent the mail that confirms the address"),
    Act.RETRY: lazy_gettext("Had a save fetched again"),
    Act.RETRY_REASON: lazy_gettext("Had failed saves fetched again"),
    Act.MEASURE: lazy_gettext("Had the storage measured"),
}
GROUPS = {
    Group.EVERYBODY: lazy_gettext("Everybody"),
    Group.ADMINS: lazy_gettext("Admins"),
    Group.OFFICIAL: lazy_gettext("Official accounts"),
    Group.CONFIRMED: lazy_gettext("Address confirmed"),
    Group.UNCONFIRMED: lazy_gettext("Address not confirmed"),
    Group.FROZEN: lazy_gettext("Frozen"),
}
ORDERS = {
    Order.NEWEST: lazy_gettext("Newest first"),
    Order.OLDEST: lazy_gettext("Oldest first"),
    Order.HANDLE: lazy_gettext("By handle"),
}
KINDS = {
    FileKind.PICTURE: lazy_gettext("Pictures"),
    FileKind.PREVIEW: lazy_gettext("Previews"),
    FileKind.PAGE: lazy_gettext("Pages as they came"),
}
_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in words, and as machines read it."""

    label: str
    iso: str


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


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a figure: what, how much, in hundredths of the whole, and where it leads."""

    label: str
    told: str
    percent: int
    href: str = ""
    state: str = ""
    value: str = ""


def moment(at: datetime, now: datetime) -> Moment:
    """Return a time as lists tell it: how long ago, later the day."""
    return Moment(since(at, now=now), at.isoformat())


def exact(at: datetime, now: datetime) -> Moment:
    """Return a time to the minute, for the trail and for what is due; UTC, as the logs have it."""
    pattern = "MMMdHm" if at.year == now.year else "yMMMdHm"
    told = format_skeleton(pattern, at, locale=get_locale())
    return Moment(f"{told} UTC", at.isoformat())


def size_of(count: int) -> str:
    """Return bytes as people read them, in thousands."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    pattern = "#,##0" if unit == 0 or amount >= 100 else "#,##0.#"
    return f"{format_decimal(amount, format=pattern)} {_UNITS[unit]}"


def counted(count: int) -> str:
    """Return a count that stopped at the most that is counted."""
    if count > MOST_COUNTED:
        return str(gettext("more than %(count)s", count=format_decimal(MOST_COUNTED)))
    return str(format_decimal(count))


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
    return EventItem(
        at=exact(event.at, now),
        actor=event.actor,
        told=told,
        person=event.person,
        person_href=_href("admin_people.person", "user_id", event.person_id),
        save_href=_href("admin_saves.save", "save_id", event.save_id),
        save_id=event.save_id,
    )


def _href(endpoint: str, name: str, row_id: int | None) -> str:
    values: dict[str, Any] = {name: row_id}
    return url_for(endpoint, **values) if row_id else ""


def state_shares(totals: Totals) -> list[Share]:
    """Return how many saves are in each state, all states in their order."""
    counts = [(state, totals.states.get(state, 0)) for state in State]
    return [
        Share(
            label=str(STATE_LABELS[state]),
            told=str(format_decimal(count)),
            percent=_percent(count, totals.saves),
            href=url_for("admin_saves.index", state=state.value),
            state=state.value,
        )
        for state, count in counts
    ]


def reason_shares(totals: Totals) -> list[Share]:
    """Return why saves are not kept whole, the most frequent reason first."""
    counts = sorted(totals.reasons.items(), key=lambda pair: -pair[1])
    total = sum(totals.reasons.values())
    return [
        Share(
            label=str(REASONS[reason]),
            told=str(format_decimal(count)),
            percent=_percent(count, total),
            href=url_for("admin_saves.index", reason=reason.value),
            value=reason.value,
        )
        for reason, count in counts
    ]


def kind_shares(uses: Iterable[Use]) -> list[Share]:
    """Return the use of storage by kind."""
    listed = list(uses)
    total = sum(use.size for use in listed)
    return [
        Share(
            label=str(KINDS[FileKind(use.kind)]),
            told=size_of(use.size),
            percent=_percent(use.size, total),
            value=str(format_decimal(use.files)),
        )
        for use in listed
    ]


def owner_shares(rows: Iterable[tuple[int, str, int, int]]) -> list[Share]:
    """Return the use of storage by person, as `use_by_person` found it."""
    listed = list(rows)
    most = listed[0][3] if listed else 0
    return [
        Share(
            label=f"@{handle}",
            told=size_of(size),
            percent=_percent(size, most),
            href=url_for("admin_people.person", user_id=user_id),
            value=str(format_decimal(files)),
        )
        for user_id, handle, files, size in listed
    ]


def _percent(part: int, whole: int) -> int:
    return max(1, round(100 * part / whole)) if part and whole else 0


def told_of(act: Act, user: User) -> str:
    """Return the sentence of a toast after an act."""
    sentences = {
        Act.GRANT_CHECK: lambda: gettext("@%(handle)s is an official account now."),
        Act.TAKE_CHECK: lambda: gettext("@%(handle)s carries the official check no more."),
        Act.MAKE_ADMIN: lambda: gettext("@%(handle)s is an admin now."),
        Act.UNMAKE_ADMIN: lambda: gettext("@%(handle)s is no admin any more."),
        Act.FREEZE: lambda: gettext("@%(handle)s is frozen and logged out everywhere."),
        Act.UNFREEZE: lambda: gettext("@%(handle)s can log in again."),
        Act.SIGN_OUT: lambda: gettext("@%(handle)s is logged out everywhere."),
        Act.SEND_RESET: lambda: gettext("A mail for a new password is on its way to @%(handle)s."),
        Act.SEND_CONFIRMATION: lambda: gettext(
            "The mail that confirms the address is on its way to @%(handle)s."
        ),
    }
    return str(sentences[act]()) % {"handle": user.handle}


def reason_choices() -> list[tuple[str, str]]:
    """Return the reasons to choose from."""
    return [(reason.value, str(REASONS[reason])) for reason in Reason]


def state_choices() -> list[tuple[str, str]]:
    """Return the states to choose from."""
    return [(state.value, str(STATE_LABELS[state])) for state in State]


def owed_word(save: Save) -> str:
    """Return what is to be done for a save, in a word or two."""
    words = {
        "fetch": pgettext("owed", "Fetch the page"),
        "page": pgettext("owed", "Read the page handed in"),
        "next part": pgettext("owed", "Read another part"),
        "reread": pgettext("owed", "Read the kept page again"),
    }
    return str(words[save.owed.value])

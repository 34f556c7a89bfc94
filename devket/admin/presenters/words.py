"""The admin area in words: acts, groups, orders, kinds of files, times, sizes, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_skeleton
from flask_babel import format_decimal, get_locale, gettext, lazy_gettext, pgettext

from devket.accounts.models import User
from devket.admin.models import Act, FileKind
from devket.admin.queries.figures import MOST_COUNTED
from devket.admin.queries.people import Group, Order
from devket.capture.model import Reason, State
from devket.library.models import Save
from devket.library.presenters import REASONS, STATE_LABELS, since

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
    Act.DISMISS_REPORT: lazy_gettext("Dismissed a report"),
    Act.REMOVE_REPORTED: lazy_gettext("Removed what was reported"),
    Act.REOPEN_REPORT: lazy_gettext("Opened a report again"),
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


def moment(at: datetime, now: datetime) -> Moment:
    """Return a time as lists tell it: how long ago, later the day."""
    return Moment(since(at, now=now), at.isoformat())


def exact(at: datetime, now: datetime) -> Moment:
    """Return a time to the minute, for the trail and for what is due; UTC, as the logs have it."""
    day = "MMMd" if at.year == now.year else "yMMMd"
    parts = (format_skeleton(part, at, locale=get_locale()) for part in (day, "Hm"))
    return Moment(" ".join((*parts, "UTC")), at.isoformat())


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

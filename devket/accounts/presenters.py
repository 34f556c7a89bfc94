"""What templates of accounts are shown: browsers and programs in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from devket.accounts.models import Credential, Kind, UserSession
from devket.core.errors import N_
from devket.core.ids import hash_token

# The order matters: nearly every browser also claims to be Chrome or Safari.
_BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("Opera", re.compile(r"\b(?:OPR|Opera)/")),
    ("Vivaldi", re.compile(r"\bVivaldi/")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS|HeadlessChrome|Chromium)/")),
    ("Safari", re.compile(r"\bVersion/\S+ .*Safari/")),
)
_SYSTEMS = (
    ("iPhone", re.compile(r"\biPhone\b")),
    ("iPad", re.compile(r"\biPad\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("macOS", re.compile(r"\bMac(?:intosh| OS X)\b")),
    ("Linux", re.compile(r"\b(?:Linux|X11)\b")),
)
# What a person may look at and take back; the rest comes and goes by itself.
KIND_LABELS = {
    Kind.API: N_("Token for the API"),
    Kind.APP_PASSWORD: N_("App password"),
    Kind.FEED: N_("Secret address"),
    Kind.LINKDING: N_("Token for linkding apps"),
    Kind.WALLABAG_CLIENT: N_("Keys for wallabag apps"),
}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One signed-in browser. `browser` and `system` are names, empty when not to be told.

    `seen_ago` is negative, as Babel tells the past.
    """

    id: int
    browser: str
    system: str
    address: str
    seen_ago: timedelta
    created_at: datetime
    is_this: bool


def session_rows(
    rows: Iterable[UserSession], *, token: str | None, now: datetime
) -> tuple[SessionRow, ...]:
    """Return the rows for the page, this browser (the one with `token`) first."""
    here = hash_token(token) if token else ""
    shown = (
        SessionRow(
            id=row.id,
            browser=_first(_BROWSERS, row.user_agent) or _product(row.user_agent),
            system=_first(_SYSTEMS, row.user_agent),
            address=row.address,
            seen_ago=row.last_seen_at - now,
            created_at=row.created_at,
            is_this=row.token_hash == here,
        )
        for row in rows
    )
    return tuple(sorted(shown, key=lambda row: not row.is_this))


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """What one program holds. `kind` is a gettext key; times past are negative, as Babel has it."""

    id: int
    label: str
    kind: str
    scopes: str
    made_ago: timedelta
    used_ago: timedelta | None


def program_rows(
    rows: Iterable[Credential], uses: Mapping[int, datetime], *, now: datetime
) -> tuple[ProgramRow, ...]:
    """Return the rows for the page; `uses` tells when what was issued to one was last used."""
    return tuple(
        ProgramRow(
            id=row.id,
            label=row.label,
            kind=KIND_LABELS[row.kind],
            scopes=", ".join(row.scopes.split()),
            made_ago=row.created_at - now,
            used_ago=used - now if (used := row.last_used_at or uses.get(row.id)) else None,
        )
        for row in rows
    )


def _first(named: tuple[tuple[str, re.Pattern[str]], ...], user_agent: str) -> str:
    return next((name for name, pattern in named if pattern.search(user_agent)), "")


def _product(user_agent: str) -> str:
    """Return the first name of an unknown agent: `curl` of `curl/8.5.0`; Mozilla says nothing."""
    name = user_agent.partition("/")[0].strip()[:40]
    return "" if name == "Mozilla" else name

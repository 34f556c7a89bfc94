"""Figures of the admin area as lines with a bar: states, reasons, files by kind and by person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import format_decimal

from devket.admin.models import FileKind
from devket.admin.presenters.words import KINDS, size_of
from devket.admin.queries.figures import Totals, Use
from devket.capture.model import State
from devket.library.presenters import REASONS, STATE_LABELS


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a figure: what, how much, in hundredths of the whole, and where it leads."""

    label: str
    told: str
    percent: int
    href: str = ""
    state: str = ""
    value: str = ""


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

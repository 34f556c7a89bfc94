"""The report of an import: each row of the file and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext, lazy_gettext, lazy_pgettext

from devket.transfer.models import Import, Outcome
from devket.transfer.presenters.previews import number, sentence_of
from devket.transfer.queries import PAGE, ReportRow
from devket.transfer.services.importing import reasons_of

HEADER = ("row", "outcome", "reason", "title", "address", "raw")
_OUTCOMES = {
    Outcome.NEW: lazy_pgettext("rows", "new"),
    Outcome.MERGED: lazy_gettext("merged"),
    Outcome.UNCHANGED: lazy_gettext("unchanged"),
    Outcome.REFUSED: lazy_gettext("refused"),
}
# What a table would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One row."""

    row: str
    outcome: str
    label: str
    reasons: tuple[str, ...]
    raw: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Report:
    """A page of a report; `tabs` are outcomes with their numbers."""

    name: str
    href: str
    csv_href: str
    tabs: tuple[tuple[str, str, str, bool], ...]  # label, number, address, whether it is this one
    lines: tuple[Line, ...]
    next_href: str


def report(found: Import, rows: Sequence[ReportRow], outcome: Outcome | None) -> Report:
    """Return a page of rows; there is a next one when there are more than it holds."""
    word = outcome.value if outcome else None
    shown = rows[:PAGE]
    is_more = len(rows) > PAGE
    many = {
        Outcome.NEW: found.new_count,
        Outcome.MERGED: found.merged_count,
        Outcome.UNCHANGED: found.unchanged_count,
        Outcome.REFUSED: found.refused_count,
    }
    tabs: list[tuple[str, int, str | None]] = [(gettext("All rows"), sum(many.values()), None)]
    tabs += [(str(_OUTCOMES[one]), n, one.value) for one, n in many.items() if n]
    return Report(
        name=found.filename or gettext("Pasted addresses"),
        href=url_for("transfer.import_page", import_id=found.id),
        csv_href=url_for("transfer.import_report", import_id=found.id),
        tabs=tuple(
            (
                label,
                number(n),
                url_for("transfer.import_rows", import_id=found.id, outcome=one),
                one == word,
            )
            for label, n, one in tabs
        ),
        lines=tuple(map(_line, shown)),
        next_href=url_for(
            "transfer.import_rows", import_id=found.id, outcome=word, after=shown[-1].position
        )
        if is_more
        else "",
    )


def line(row: ReportRow) -> tuple[str, ...]:
    """Return a row as the file holds it: in English, no cell a formula."""
    reasons = " ".join(reason.told for reason in reasons_of(row.reason))
    cells = (reasons, row.title or "", row.url or "", row.raw)
    return (str(row.position + 1), row.outcome.value, *map(_plain, cells))


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(row: ReportRow) -> Line:
    return Line(
        row=number(row.position + 1),
        outcome=row.outcome.value,
        label=str(_OUTCOMES[row.outcome]),
        reasons=tuple(map(sentence_of, reasons_of(row.reason))),
        raw=row.raw,
        title=row.title or row.url or "",
        href=url_for("reading.reader", save_id=row.save_id) if row.save_id else "",
    )

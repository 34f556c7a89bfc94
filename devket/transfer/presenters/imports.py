"""Imports as pages show them: what a file holds, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import format_date, gettext, lazy_gettext, ngettext, pgettext

from devket.transfer.formats import FORMATS
from devket.transfer.models import Import, ImportState, Outcome
from devket.transfer.presenters.previews import Count, Preview, number, preview_of
from devket.transfer.presenters.restores import Part, parts_of
from devket.transfer.queries import LISTED, Texts
from devket.transfer.services.importing import LEFT, Options

_WORKING = frozenset({ImportState.READING, ImportState.WRITING, ImportState.UNDOING})
_ENDED = frozenset({ImportState.DONE, ImportState.UNDONE})
_STATES = {
    ImportState.READING: lazy_gettext("Being counted"),
    ImportState.READY: lazy_gettext("Waits for you"),
    ImportState.WRITING: lazy_gettext("Being written"),
    ImportState.DONE: lazy_gettext("Done"),
    ImportState.UNDOING: lazy_gettext("Being taken back"),
    ImportState.UNDONE: lazy_gettext("Taken back"),
    ImportState.FAILED: lazy_gettext("Not read"),
}
# Where each product keeps its own export: its name, and what to press there.
SOURCES = (
    ("Devket", lazy_gettext("Settings, Export, the zip: the whole account comes back.")),
    ("Pocket", lazy_gettext("The zip that Pocket mailed, as it is, or an older ril_export.html.")),
    ("Instapaper", lazy_gettext("Settings, Export, “Download .CSV file”.")),
    ("Raindrop.io", lazy_gettext("Settings, Backups or Export: CSV keeps most, HTML works too.")),
    ("wallabag", lazy_gettext("“All entries”, Export, JSON: the texts come along.")),
    ("Omnivore", lazy_gettext("The zip of its export, as it is: the texts come along.")),
    (
        lazy_gettext("Firefox, Chrome, Safari, Edge"),
        lazy_gettext("Bookmarks, “Export bookmarks to HTML”. Folders become tags if you like."),
    ),
    ("linkding, Shaarli, Shiori", lazy_gettext("Settings, Export: the bookmarks as HTML.")),
    ("Pinboard", lazy_gettext("Settings, Backup, JSON.")),
    ("Readwise Reader", lazy_gettext("Integrations, “Export to CSV”.")),
    ("Matter", lazy_gettext("Settings, Account, “Export your data”: the CSV in that zip.")),
    ("Karakeep, Linkwarden, Readeck", lazy_gettext("Settings, Export: the JSON or CSV file.")),
    (lazy_gettext("Anything else"), lazy_gettext("A plain text with one address a line.")),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something is; without a `most` nobody knows."""

    label: str
    done: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """One import."""

    id: int
    href: str
    state: ImportState
    state_label: str
    name: str
    format: str
    date: str
    told: str
    is_working: bool
    poll_href: str
    poll_seconds: int
    progress: Progress | None
    preview: Preview | None
    counts: tuple[Count, ...]
    rows_href: str  # what became of each row
    parts: tuple[Part, ...]  # of a whole account: what became of each
    is_restore: bool
    problem: str
    failed_texts: int
    refused: int
    left: int  # rows that were changed since and not taken back
    can_undo: bool
    can_discard: bool
    tags: str


@dataclass(frozen=True, slots=True)
class Past:
    """Imports of before, newest first, and where older ones are."""

    items: tuple[ImportView, ...]
    older_href: str


def past(found: Sequence[Import]) -> Past:
    """Return a page of imports."""
    shown = found[:LISTED]
    is_more = len(found) > LISTED
    older = url_for("transfer.imports", before=shown[-1].id) if is_more else ""
    return Past(tuple(import_view(one, None, now=one.created_at) for one in shown), older)


def import_view(found: Import, texts: Texts | None, *, now: datetime) -> ImportView:
    """Return an import as its page shows it."""
    is_working = found.state in _WORKING
    progress = _progress(found, texts)
    is_written = found.state is ImportState.DONE or bool(
        found.state is ImportState.FAILED and found.written
    )
    unwritten = (ImportState.READING, ImportState.READY, ImportState.FAILED)
    has_rows = bool(found.written) or found.state in _ENDED
    waited = (now - found.updated_at).total_seconds()
    return ImportView(
        id=found.id,
        href=url_for("transfer.import_page", import_id=found.id),
        state=found.state,
        state_label=str(_STATES[found.state]),
        name=found.filename or gettext("Pasted addresses"),
        format=next((one.label for one in FORMATS if one.name == found.format), ""),
        date=str(format_date(found.created_at, "long")),
        told=_told(found),
        is_working=is_working,
        poll_href=url_for("transfer.import_progress", import_id=found.id) if progress else "",
        poll_seconds=2 if is_working and waited < 60 else 10,
        progress=progress,
        preview=preview_of(found) if found.state is ImportState.READY else None,
        counts=_counts(found) if found.written or found.state is ImportState.DONE else (),
        rows_href=url_for("transfer.import_rows", import_id=found.id) if has_rows else "",
        parts=parts_of(found) if found.written else (),
        is_restore=found.is_restore,
        problem=gettext(found.problem) if found.problem else "",
        failed_texts=texts.failed if texts else 0,
        refused=found.refused_count,
        left=int(found.preview.get(LEFT, 0)),
        can_undo=is_written,
        can_discard=found.state in unwritten and not found.written,
        tags=", ".join(Options.of(found.options).tags),
    )


def _progress(found: Import, texts: Texts | None) -> Progress | None:
    total, rows = found.total or 0, int(found.preview.get("rows", 0))
    match found.state:
        case ImportState.READING:
            told = gettext("%(rows)s rows counted so far", rows=number(rows))
            return Progress(told if rows else gettext("Looking at the file"))
        case ImportState.WRITING:
            told = gettext(
                "%(done)s of %(all)s rows are written",
                done=number(found.written),
                all=number(total),
            )
            return Progress(told, found.written, total)
        case ImportState.UNDOING:
            told = gettext("%(rows)s rows are still to be taken back", rows=number(found.written))
            return Progress(told, total - found.written, total)
    if texts is None or not texts.waiting:
        return None
    done = texts.saves - texts.waiting
    told = gettext(
        "%(done)s of %(all)s pages are fetched", done=number(done), all=number(texts.saves)
    )
    return Progress(told, done, texts.saves)


def _told(found: Import) -> str:
    """Return in a line what came of it, for the list of imports."""
    if found.state is ImportState.READY:
        rows = found.total or 0
        return str(
            ngettext("%(num)d row, nothing saved yet", "%(num)d rows, nothing saved yet", rows)
        )
    if found.state is ImportState.FAILED and not found.written:
        return str(gettext("Nothing was saved."))
    if found.state in (ImportState.READING, ImportState.UNDONE):
        return ""
    return str(
        gettext(
            "%(new)s new, %(merged)s merged, %(same)s unchanged, %(refused)s refused",
            new=number(found.new_count),
            merged=number(found.merged_count),
            same=number(found.unchanged_count),
            refused=number(found.refused_count),
        )
    )


def _counts(found: Import) -> tuple[Count, ...]:
    told = (
        (Outcome.NEW, pgettext("rows", "new"), found.new_count),
        (Outcome.MERGED, gettext("merged"), found.merged_count),
        (Outcome.UNCHANGED, gettext("unchanged"), found.unchanged_count),
        (Outcome.REFUSED, gettext("refused"), found.refused_count),
    )
    return tuple(
        Count(number(many), label, _rows(found, word))
        for word, label, many in told
        if many or word is Outcome.NEW
    )


def _rows(found: Import, outcome: Outcome) -> str:
    return url_for("transfer.import_rows", import_id=found.id, outcome=outcome.value)

"""Imports as programs are told of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from devket.api.presenters.saves import Told, moment
from devket.transfer import formats
from devket.transfer.models import Import, ImportState
from devket.transfer.presenters.previews import sentence_of
from devket.transfer.queries import ReportRow, Texts
from devket.transfer.services.importing import CONTENTS, LEFT, Options, Reason, reasons_of

_COUNTS = (
    *("rows", "new", "merged", "twice", "updates", "refused", "unread", "archived", "favorites"),
    *("tagged", "undated", "notes", "highlights", "texts", "tag_total", "folder_total"),
)


def import_told(found: Import) -> Told:
    """Return an import as a list has it."""
    return {
        "id": found.id,
        "state": found.state.value,
        "format": found.format,
        "format_name": next((one.label for one in formats.FORMATS if one.name == found.format), ""),
        "filename": found.filename,
        "file_size": found.file_size,
        "created_at": moment(found.created_at),
        "finished_at": moment(found.finished_at),
        "counted": found.total or int(found.preview.get("rows", 0)),
        "total": found.total,
        "written": found.written,
        "new": found.new_count,
        "merged": found.merged_count,
        "unchanged": found.unchanged_count,
        "refused": found.refused_count,
        "left": int(found.preview.get(LEFT, 0)),
        "problem": sentence_of(Reason(found.problem)) if found.problem else "",
    }


def whole_import_told(found: Import, texts: Texts | None) -> Told:
    """Return an import by itself."""
    is_ready = found.state is ImportState.READY
    return {
        **import_told(found),
        "preview": _preview(found.preview) if is_ready else None,
        "options": _options(Options.of(found.options)),
        "texts": texts._asdict() if texts else None,
    }


def row_told(row: ReportRow) -> Told:
    """Return a row of the file."""
    return {
        "position": row.position,
        "outcome": row.outcome.value,
        "reasons": list(map(sentence_of, reasons_of(row.reason))),
        "raw": row.raw,
        "save_id": row.save_id,
        "title": row.title,
        "url": row.url,
    }


def _preview(told: Mapping[str, Any]) -> Told:
    whole = told.get(CONTENTS, {})
    return {
        **{name: int(told.get(name, 0)) for name in _COUNTS},
        "first_saved_at": _moment(told.get("first")),
        "last_saved_at": _moment(told.get("last")),
        "tags": _named(told.get("tags", ())),
        "folders": _named(told.get("folders", ())),
        "remarks": [
            {"sentence": sentence_of(Reason(sentence)), "count": count}
            for sentence, count in told.get("remarks", ())
        ],
        "refusals": [
            {
                "position": position,
                "reason": " ".join(map(sentence_of, reasons_of(reason))),
                "raw": raw,
            }
            for position, reason, raw in told.get("refusals", ())
        ],
        "account": whole.get("handle", ""),
        "parts": _named(
            (name.partition(".")[0], count) for name, count in whole.get("parts", {}).items()
        ),
    }


def _moment(told: str | None) -> str | None:
    return moment(datetime.fromisoformat(told)) if told else None


def _named(found: Iterable[tuple[str, int]]) -> list[Told]:
    return [{"name": name, "count": count} for name, count in found]


def _options(chosen: Options) -> Told:
    return {
        "tags": list(chosen.tags),
        "archive_all": chosen.archives_all,
        "fetch_again": chosen.fetches_again,
        "folders_as_tags": chosen.tags_folders,
        "ignored_folders": list(chosen.ignored),
    }

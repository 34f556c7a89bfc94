"""Exports as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date, format_decimal, gettext

from devket.transfer.models import Export, ExportState
from devket.transfer.queries.chosen import Choice, Which


@dataclass(frozen=True, slots=True)
class ExportView:
    """One export. `share` is how much of it is written, in hundredths."""

    id: int
    label: str
    which: str
    state: str
    done: str
    total: str
    share: int
    size: str
    problem: str
    until: str
    made_at: datetime

    @property
    def is_writing(self) -> bool:
        """Tell whether the page is to ask again."""
        return self.state == ExportState.WRITING


def export_view(export: Export, label: str) -> ExportView:
    """Return an export; `label` names its format."""
    return ExportView(
        id=export.id,
        label=gettext(label),
        which=which_told(Choice.of(export.options)),
        state=export.state.value,
        done=str(format_decimal(min(export.done, export.total))),
        total=str(format_decimal(export.total)),
        share=min(export.done * 100 // export.total, 99) if export.total else 0,
        size=_size(export.file_size),
        problem=gettext(export.problem) if export.problem else "",
        until=str(format_date(export.expires_at, "medium")) if export.expires_at else "",
        made_at=export.created_at,
    )


def which_told(choice: Choice) -> str:
    """Return which saves were chosen, in words."""
    names = {
        Which.ALL: gettext("All saves"),
        Which.SAVES: gettext("My List"),
        Which.FAVORITES: gettext("Favourites"),
        Which.ARCHIVE: gettext("Archive"),
        Which.TAG: f"#{choice.word}",
        Which.SEARCH: gettext("Search: %(query)s", query=choice.word),
    }
    return str(names[choice.which])


def file_name(handle: str, name: str, *, ending: str, made_at: datetime) -> str:
    """Return what the file is called where it is kept: a plain name on every system."""
    kind = "" if name == "zip" else f"-{name}"
    return f"devket-{handle}{kind}-{made_at:%Y-%m-%d}.{ending}"


def _size(number: int) -> str:
    if number < 1_000_000:
        return str(gettext("%(number)d kB", number=max(number // 1000, 1)))
    return str(gettext("%(number)s MB", number=f"{number / 1_000_000:,.1f}"))

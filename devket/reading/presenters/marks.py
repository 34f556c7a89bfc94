"""Highlights beside the article they are in: what is painted, the list, the bar that makes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext

from devket.capture.marks import Mark
from devket.library.models import Capture, Save
from devket.reading.models import Color, Highlight
from devket.reading.queries import Placed

COLOR_LABELS = {
    Color.YELLOW: lazy_gettext("Yellow"),
    Color.GREEN: lazy_gettext("Green"),
    Color.BLUE: lazy_gettext("Blue"),
    Color.PINK: lazy_gettext("Pink"),
}


@dataclass(frozen=True, slots=True)
class HighlightView:
    """One highlight in a list. `href` leads to its place, empty when it is in no text."""

    id: int
    color: str
    quote: str
    is_code: bool
    note: str
    href: str
    act_href: str
    delete_href: str
    markdown_href: str


@dataclass(frozen=True, slots=True)
class MarksView:
    """All highlights of one version."""

    version: int
    places: str  # JSON for the script that paints: [id, start, end, colour, has a note]
    items: tuple[HighlightView, ...]
    lost: tuple[HighlightView, ...]
    colors: tuple[tuple[str, str], ...]
    add_href: str
    markdown_href: str
    note: str  # on the save as a whole
    note_href: str
    opens: int | None = None  # the highlight whose card opens by itself

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.items) + len(self.lost)


def marks_of(placed: Sequence[Placed]) -> list[Mark]:
    """Return what is to be painted."""
    return [
        Mark(one.id, start, end, one.color.value, bool(one.note))
        for one, start, end in placed
        if start is not None and end is not None
    ]


def marks_view(
    save: Save, capture: Capture, placed: Sequence[Placed], *, note: str, opens: int | None = None
) -> MarksView:
    """Return the highlights of a version as the reader's page shows them."""
    told = [
        (mark.id, mark.start, mark.end, mark.color, int(mark.has_note)) for mark in marks_of(placed)
    ]
    return MarksView(
        version=capture.version,
        places=json.dumps(told, separators=(",", ":")),
        items=tuple(
            highlight_view(one.highlight, at="") for one in placed if one.start is not None
        ),
        lost=tuple(highlight_view(one.highlight, at=None) for one in placed if one.start is None),
        colors=color_choices(),
        add_href=url_for("reading.mark", save_id=save.id),
        markdown_href=url_for("reading.highlights_markdown", save=save.id),
        note=note,
        note_href=url_for("reading.note", save_id=save.id),
        opens=opens,
    )


def highlight_view(highlight: Highlight, *, at: str | None) -> HighlightView:
    """Return one highlight; `at` is the address of the page it is on, None when on no page."""
    ids: dict[str, Any] = {"highlight_id": highlight.id}
    return HighlightView(
        id=highlight.id,
        color=highlight.color.value,
        quote=highlight.quote,
        is_code=highlight.is_code,
        note=highlight.note,
        href=f"{at}#h{highlight.id}" if at is not None else "",
        act_href=url_for("reading.change_mark", **ids),
        delete_href=url_for("reading.delete_mark", **ids),
        markdown_href=url_for("reading.highlights_markdown", highlight=highlight.id),
    )


def color_choices() -> tuple[tuple[str, str], ...]:
    """Return the colours with their names."""
    return tuple((color.value, str(label)) for color, label in COLOR_LABELS.items())

"""The page of all highlights: by article, with the filters that are set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from flask import url_for

from devket.core.paging import Page
from devket.library.models import Tag
from devket.library.presenters import since, title_of
from devket.reading.models import Highlight
from devket.reading.presenters.marks import HighlightView, color_choices, highlight_view
from devket.reading.queries import Listing, Marked


@dataclass(frozen=True, slots=True)
class Row:
    """One highlight and when it was made."""

    view: HighlightView
    made_label: str
    made_iso: str
    is_lost: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Highlights of one article that stand next to each other."""

    title: str
    href: str
    site: str
    site_href: str
    lang: str
    dir: str
    markdown_href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class HighlightsView:
    """The page."""

    key: str  # of the entry of the navigation
    total: int
    groups: tuple[Group, ...]
    next_href: str
    markdown_href: str
    filters: Mapping[str, Any]  # empty where none is set
    is_filtered: bool
    colors: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]


def highlights_view(
    page: Page[Marked], listing: Listing, tags: Sequence[Tag], *, total: int, now: datetime
) -> HighlightsView:
    """Return the page of a list."""
    filters = filters_of(listing)
    groups = [
        _group(list(rows), now=now) for _, rows in groupby(page.items, key=lambda row: row.save.id)
    ]
    after = {**filters, "after": page.next_cursor}
    return HighlightsView(
        key="highlights",
        total=total,
        groups=tuple(groups),
        next_href=url_for("reading.highlights", **after) if page.next_cursor else "",
        markdown_href=url_for("reading.highlights_markdown", **filters),
        filters=defaultdict(str, filters),
        is_filtered=bool(filters),
        colors=color_choices(),
        tags=_choices(listing, tags),
    )


def filters_of(listing: Listing) -> dict[str, Any]:
    """Return the filters that are set, as they stand in addresses."""
    said: dict[str, Any] = {
        "q": listing.words,
        "color": listing.color.value if listing.color else "",
        "tag": listing.tag,
        "site": listing.site,
        "note": "1" if listing.has_note else "",
        "save": listing.save_id or "",
    }
    return {name: value for name, value in said.items() if value}


def _choices(listing: Listing, tags: Sequence[Tag]) -> tuple[tuple[str, str], ...]:
    choices = [(tag.key, tag.name) for tag in tags]
    if listing.tag and listing.tag not in dict(choices):
        choices.insert(0, (listing.tag, listing.tag))
    return tuple(choices)


def _group(rows: list[Marked], *, now: datetime) -> Group:
    save = rows[0].save
    href = url_for("reading.reader", save_id=save.id)
    return Group(
        title=title_of(save),
        href=href,
        site=save.site,
        site_href=url_for("reading.highlights", site=save.site),
        lang=save.lang,
        dir=save.dir,
        markdown_href=url_for("reading.highlights_markdown", save=save.id),
        rows=tuple(row_view(row.highlight, now=now) for row in rows),
    )


def row_view(highlight: Highlight, *, now: datetime) -> Row:
    """Return one highlight of the page."""
    href = url_for("reading.reader", save_id=highlight.save_id)
    return Row(
        highlight_view(highlight, at=href),
        since(highlight.created_at, now=now),
        highlight.created_at.isoformat(timespec="seconds"),
        highlight.is_detached,
    )

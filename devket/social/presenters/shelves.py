"""What others see of a save on a public shelf: link, site, excerpt, day; never its stored text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from devket.library.models import Tag
from devket.library.presenters.items import original_of, title_of
from devket.social.queries import Shelved


@dataclass(frozen=True, slots=True)
class Shelf:
    """A tag on its owner's profile."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """A save on it. `note` is the owner's, empty where they keep it to themselves."""

    href: str
    title: str
    site: str
    excerpt: str
    note: str
    saved_at: datetime
    lang: str
    dir: str


def shelves_shown(handle: str, tags: Sequence[Tag]) -> tuple[Shelf, ...]:
    """Return the shelves of a person with their addresses."""
    return tuple(
        Shelf(tag.name, tag.save_count, url_for("social.shelf", handle=handle, tag=tag.name))
        for tag in tags
    )


def shelf_items(rows: Sequence[Shelved]) -> tuple[ShelfItem, ...]:
    """Return what stands on a shelf."""
    return tuple(
        ShelfItem(
            href=original_of(save),
            title=title_of(save),
            site=save.site,
            excerpt=save.excerpt,
            note=note,
            saved_at=save.saved_at,
            lang=save.lang,
            dir=save.dir,
        )
        for save, note in rows
    )

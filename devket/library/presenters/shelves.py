"""A list as its page is given it: heading, counts, what it can be sorted and narrowed by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, parse_locale
from flask import url_for
from flask_babel import get_locale, gettext, lazy_gettext

from devket.capture.model import Kind
from devket.core.paging import Page
from devket.library.models import Save, ShelfCounts
from devket.library.presenters.cards import KIND_LABELS
from devket.library.presenters.listing import (
    listing_args,
    of_tag,
    query_string,
    sorted_by,
    without,
)
from devket.library.presenters.tags import tag_href
from devket.library.queries import Listing, Shelf, Sort

SHELF_TITLES = {
    Shelf.SAVES: lazy_gettext("My List"),
    Shelf.FAVORITES: lazy_gettext("Favourites"),
    Shelf.ARCHIVE: lazy_gettext("Archive"),
    Shelf.ARTICLES: lazy_gettext("Articles"),
    Shelf.VIDEOS: lazy_gettext("Videos"),
    Shelf.READING: lazy_gettext("Continue reading"),
    Shelf.SNOOZED: lazy_gettext("Snoozed"),
    Shelf.ALL: lazy_gettext("All saves"),
}
_SORT_LABELS = {
    Sort.NEWEST: lazy_gettext("Newest first"),
    Sort.OLDEST: lazy_gettext("Oldest first"),
    Sort.SHORTEST: lazy_gettext("Shortest first"),
    Sort.LONGEST: lazy_gettext("Longest first"),
    Sort.TITLE: lazy_gettext("By title"),
    Sort.SITE: lazy_gettext("By site"),
}
_OWN_SORT_LABELS = {
    Shelf.READING: lazy_gettext("Read last"),
    Shelf.SNOOZED: lazy_gettext("Back soonest"),
}
MINUTES = (5, 10, 15, 30, 60)


@dataclass(frozen=True, slots=True)
class ShelfView:
    """The list itself: which one, its title, how many saves it holds without any filter."""

    key: str
    title: str
    count: int
    is_plain: bool = True  # nothing is sorted or narrowed otherwise than the list comes


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a field or a menu: its value or address, its words, whether it is chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """An active filter in words, and the address of the list without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class FilterBar:
    """Everything above a list that changes what it shows."""

    action: str
    sort: str  # as the form carries it along; empty for the list's own order
    sort_label: str
    sorts: tuple[Option, ...]
    kinds: tuple[Option, ...]  # empty where the shelf itself is one kind
    reads: tuple[Option, ...]  # empty where the shelf itself says it
    langs: tuple[Option, ...]
    minutes: tuple[Option, ...]
    site: str
    sites: tuple[str, ...]
    is_favorite: bool
    has_highlights: bool
    is_untagged: bool
    can_favorite: bool
    kept: tuple[tuple[str, str], ...]  # what has no field of its own and stays as it is
    chips: tuple[Chip, ...]
    clear_href: str


def nav_counts(counts: ShelfCounts) -> dict[str, int]:
    """Return the kept counts beside the navigation, by the names of the lists."""
    return {
        Shelf.SAVES.value: counts.unread,
        Shelf.FAVORITES.value: counts.favorites,
        Shelf.ARCHIVE.value: counts.archive,
        Shelf.ARTICLES.value: counts.articles,
        Shelf.VIDEOS.value: counts.videos,
        Shelf.READING.value: counts.reading,
        Shelf.SNOOZED.value: counts.snoozed,
        Shelf.ALL.value: counts.unread + counts.archive + counts.snoozed,
        "highlights": counts.highlights,
        "tags": counts.tags,
    }


def shelf_view(listing: Listing, counts: ShelfCounts) -> ShelfView:
    """Return the heading of a list."""
    shelf = listing.shelf
    if listing.tag:
        return ShelfView("tags", listing.tag, 0, not listing_args(listing))
    count = nav_counts(counts)[shelf.value]
    return ShelfView(shelf.value, str(SHELF_TITLES[shelf]), count, not listing_args(listing))


def href_of(listing: Listing, **extra: str | None) -> str:
    """Return the address of a list."""
    query = query_string(listing, **extra)
    return _path_of(listing) + ("?" + query if query else "")


def _path_of(listing: Listing) -> str:
    return tag_href(listing.tag) if listing.tag else url_for(f"library.{listing.shelf.value}")


def next_href(listing: Listing, page: Page[Save], *, pages: int | None = None) -> str | None:
    """Return the address of the page after this one, when there is one."""
    if page.next_cursor is None:
        return None
    return href_of(listing, after=page.next_cursor, pages=str(pages) if pages else None)


def filter_bar(listing: Listing, saves: Sequence[Save], langs: Collection[str]) -> FilterBar:
    """Return the sorts and filters of a list; the sites are those of the saves shown."""
    shelf = listing.shelf
    with_fields = {"sort", "kind", "site", "lang", "read", "favorite", "highlights", "tagged",
                   "minutes"}  # fmt: skip
    args = listing_args(listing)
    return FilterBar(
        action=_path_of(listing),
        sort=args.get("sort", ""),
        sort_label=_sort_label(shelf, listing.sort),
        sorts=tuple(
            Option(
                href_of(sorted_by(listing, sort)), _sort_label(shelf, sort), sort is listing.sort
            )
            for sort in Sort
        ),
        kinds=() if shelf in (Shelf.ARTICLES, Shelf.VIDEOS) else _kinds(listing),
        reads=_reads(listing) if shelf in (Shelf.FAVORITES, Shelf.ALL) else (),
        langs=_langs(listing, langs),
        minutes=_minutes(listing),
        site=listing.site or "",
        sites=tuple(sorted({save.site for save in saves if save.site})),
        is_favorite=bool(listing.is_favorite),
        has_highlights=bool(listing.has_highlights),
        is_untagged=listing.is_tagged is False,
        can_favorite=shelf is not Shelf.FAVORITES,
        kept=tuple((name, value) for name, value in args.items() if name not in with_fields),
        chips=_chips(listing),
        clear_href=href_of(of_tag(Listing(shelf=shelf, sort=listing.sort), listing)),
    )


def language_name(code: str) -> str:
    """Return a language as the reader calls it; the code itself when it has no name."""
    return _language_name(code, str(get_locale()))


@lru_cache(maxsize=256)
def _language_name(code: str, locale: str) -> str:
    try:
        language = parse_locale(code, sep="-")[0]
    except ValueError:
        return code
    # The reader's language names all others; Babel's data of those need not be installed.
    name = Locale.parse(locale).languages.get(language)
    return name[:1].upper() + name[1:] if name else code


def _sort_label(shelf: Shelf, sort: Sort) -> str:
    own = _OWN_SORT_LABELS.get(shelf) if sort is Sort.NEWEST else None
    return str(own or _SORT_LABELS[sort])


def _kinds(listing: Listing) -> tuple[Option, ...]:
    return tuple(Option(kind.value, str(KIND_LABELS[kind]), kind is listing.kind) for kind in Kind)


def _reads(listing: Listing) -> tuple[Option, ...]:
    return (
        Option("unread", gettext("Not archived"), listing.is_unread is True),
        Option("archived", gettext("Archived"), listing.is_unread is False),
    )


def _langs(listing: Listing, langs: Collection[str]) -> tuple[Option, ...]:
    codes = {lang.split("-")[0] for lang in langs if lang}
    if listing.lang:
        codes.add(listing.lang)
    named = sorted((language_name(code), code) for code in codes)
    return tuple(Option(code, name, code == listing.lang) for name, code in named)


def _minutes(listing: Listing) -> tuple[Option, ...]:
    chosen = int(listing_args(listing).get("minutes", "0"))
    offered = sorted({*MINUTES, chosen} - {0})
    return tuple(Option(str(one), _up_to(one), one == chosen) for one in offered)


def _up_to(minutes: int) -> str:
    return str(gettext("Up to %(n)s min", n=minutes))


def _chips(listing: Listing) -> tuple[Chip, ...]:
    """Return the active filters in words, in the order of the address."""
    args = listing_args(listing)
    words = {
        "tag": gettext("Tagged"),
        "kind": str(KIND_LABELS[listing.kind]) if listing.kind else "",
        "site": listing.site or "",
        "lang": language_name(listing.lang) if listing.lang else "",
        "read": gettext("Not archived") if listing.is_unread else gettext("Archived"),
        "favorite": gettext("Favourites") if listing.is_favorite else gettext("No favourites"),
        "highlights": gettext("With highlights") if listing.has_highlights else gettext("Unmarked"),
        "tagged": gettext("Tagged") if listing.is_tagged else gettext("Untagged"),
        "minutes": _up_to(int(args.get("minutes", "0"))),
        "before": gettext("Saved before %(day)s", day=args.get("before", "")),
    }
    return tuple(
        Chip(words[name], href_of(without(listing, name))) for name in args if name != "sort"
    )

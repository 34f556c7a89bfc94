"""A list as its address tells it, and the address of a list: the one place that knows both ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from devket.capture.model import Kind
from devket.core.text import WORDS_A_MINUTE, one_line
from devket.library.queries import Listing, Shelf, Sort

CONTEXT = "in"  # the name under which an address of a save carries the shelf it was found on
FOUND = "found"  # and the search that found it
MOST_PAGES = 20  # that one address may show at once, after many were appended
_LONGEST_SITE = 255
_LONGEST_FOUND = 200  # characters: every row of a search carries it
_LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,2}")
_NUMBERS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,99}")
_YES_NO = {"1": True, "0": False}
_READ = {"unread": True, "archived": False}
_HALF = WORDS_A_MINUTE // 2  # minutes are shown rounded, so ten of them reach half a minute further
Word = TypeVar("Word", bound=StrEnum)


def listing_of(shelf_key: str, args: Mapping[str, str]) -> Listing:
    """Return the list that an address asks for; what it says and nobody knows is as if unsaid."""
    return Listing(
        shelf=_word(Shelf, shelf_key) or Shelf.SAVES,
        sort=_word(Sort, args.get("sort", "")) or Sort.NEWEST,
        tag_ids=_ids(args.get("tag", "")),
        kind=_word(Kind, args.get("kind", "")),
        site=one_line(args.get("site", ""))[:_LONGEST_SITE] or None,
        lang=_lang(args.get("lang", "")),
        is_unread=_READ.get(args.get("read", "")),
        is_favorite=_YES_NO.get(args.get("favorite", "")),
        has_highlights=_YES_NO.get(args.get("highlights", "")),
        is_tagged=_YES_NO.get(args.get("tagged", "")),
        max_words=_words(args.get("minutes", "")),
        saved_before=_day(args.get("before", "")),
    )


def listing_args(listing: Listing) -> dict[str, str]:
    """Return what an address says of a list beside its shelf; nothing for a plain one."""
    said: dict[str, str | None] = {
        "sort": None if listing.sort is Sort.NEWEST else listing.sort.value,
        # The page of a tag has its name in its path.
        "tag": ".".join(map(str, listing.tag_ids)) or None if listing.tag is None else None,
        "kind": listing.kind.value if listing.kind else None,
        "site": listing.site,
        "lang": listing.lang,
        "read": _name_of(_READ, listing.is_unread),
        "favorite": _name_of(_YES_NO, listing.is_favorite),
        "highlights": _name_of(_YES_NO, listing.has_highlights),
        "tagged": _name_of(_YES_NO, listing.is_tagged),
        "minutes": str(listing.max_words // WORDS_A_MINUTE) if listing.max_words else None,
        "before": listing.saved_before.date().isoformat() if listing.saved_before else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def query_string(listing: Listing, **extra: str | None) -> str:
    """Return it as the query of an address, without `?`; `extra` adds to it, None is left out."""
    more = {name: value for name, value in extra.items() if value is not None}
    return urlencode({**listing_args(listing), **more})


def context_of(listing: Listing, pages: int = 1) -> str:
    """Return what the address of a save carries, with its `?`, to remember the list it is in.

    `pages` is how many of the list are shown. Empty for My List as it comes: there a reader
    without a context goes on by itself.
    """
    args = listing_args(replace(listing, tag=None))
    if pages > 1:
        args["pages"] = str(pages)
    if listing.shelf is Shelf.SAVES and not args:
        return ""
    return "?" + urlencode({CONTEXT: listing.shelf.value, **args})


def context_of_search(text: str) -> str:
    """Return what the address of a save carries when a search has found it; see `context_of`."""
    return "?" + urlencode({FOUND: text}) if len(text) <= _LONGEST_FOUND else ""


def pages_of(args: Mapping[str, str]) -> int:
    """Return how many pages an address says are shown one beneath the other."""
    told = args.get("pages", "")
    return min(max(int(told), 1), MOST_PAGES) if re.fullmatch("[0-9]{1,3}", told) else 1


def without(listing: Listing, name: str) -> Listing:
    """Return the list without one of its filters, named as in the address."""
    args = {key: value for key, value in listing_args(listing).items() if key != name}
    return of_tag(listing_of(listing.shelf.value, args), listing)


def of_tag(listing: Listing, page: Listing) -> Listing:
    """Return a list narrowed to the tag whose page this is; any other page leaves it as it is."""
    if page.tag is None:
        return listing
    return replace(listing, tag=page.tag, tag_ids=page.tag_ids)


def sorted_by(listing: Listing, sort: Sort) -> Listing:
    """Return the same list in another order."""
    return replace(listing, sort=sort)


def _word(words: type[Word], told: str) -> Word | None:
    return words(told) if told in [word.value for word in words] else None


def _name_of(names: Mapping[str, Any], value: Any) -> str | None:
    return next((name for name, meant in names.items() if meant is value), None)


def _ids(told: str) -> tuple[int, ...]:
    return tuple(map(int, told.split("."))) if _NUMBERS.fullmatch(told) else ()


def _lang(told: str) -> str | None:
    return told if _LANG.fullmatch(told) else None


def _words(told: str) -> int | None:
    minutes = int(told) if re.fullmatch("[0-9]{1,3}", told) else 0
    return minutes * WORDS_A_MINUTE + _HALF if minutes else None


def _day(told: str) -> datetime | None:
    try:
        return datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None

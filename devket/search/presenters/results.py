"""What was found, as templates are given it: rows with their hits, the count, the ways on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_decimal, gettext, lazy_gettext, ngettext

from devket.library.presenters import SaveItem, context_of_search, save_item
from devket.search.language import Query, QueryError, Rank
from devket.search.language.lexing import pieces_of
from devket.search.presenters.addresses import search_href
from devket.search.queries import Excerpt, Field, Found

_WHERE = {
    Field.TITLE: "",
    Field.TEXT: "",
    Field.CODE: lazy_gettext("in code"),
    Field.NOTE: lazy_gettext("in your note"),
    Field.HIGHLIGHT: lazy_gettext("in a highlight"),
    Field.ADDRESS: lazy_gettext("in the address"),
    Field.AUTHOR: lazy_gettext("author"),
    Field.TAG: lazy_gettext("tag"),
}
_SORTS = ((Rank.BEST, lazy_gettext("Best first")), (Rank.NEWEST, lazy_gettext("Newest first")))
_MOST_WAYS = 6
Parts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of a save with what was looked for marked; the label says where it stands."""

    label: str
    parts: Parts
    is_code: bool


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One row: the save as lists show it, its title with marks if it was hit, its hits."""

    item: SaveItem
    title: Parts
    hits: tuple[Hit, ...]
    is_kept: bool = False  # the page has the hits already


@dataclass(frozen=True, slots=True)
class Choice:
    """A link among several, one of which is where one is."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A query with one piece less, for when nothing was found."""

    without: str
    href: str


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    items: tuple[FoundItem, ...]
    count_label: str
    next_href: str
    cut_label: str  # said at the end when there is more than can be shown
    sorts: tuple[Choice, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a query cannot be understood, and its text around the part that is wrong."""

    sentence: str
    before: str
    wrong: str
    after: str


def results_of(
    found: Found,
    excerpts: Mapping[int, tuple[Excerpt, ...]],
    query: Query,
    *,
    order: Rank,
    is_typed: bool,
    now: datetime,
    tags: Mapping[int, Sequence[str]],
) -> Results:
    """Return one page of hits; `tags` are the names of the tags of each."""
    context = context_of_search(query.text)
    items = [
        (
            save_item(save, now=now, tags=tags.get(save.id, ()), context=context),
            excerpts.get(save.id, ()),
        )
        for save in found.items
    ]
    next_href = ""
    if found.next_cursor:
        typed = "1" if is_typed else ""
        next_href = search_href(query.text, sort=_said(order), typed=typed, after=found.next_cursor)
    return Results(
        items=tuple(_item(item, told) for item, told in items),
        count_label=_count(found) if items else "",
        next_href=next_href,
        cut_label=_cut(found) if found.is_more and not next_href else "",
        sorts=tuple(_sorts(query, order)) if items else (),
        ways=() if items else _ways_out(query),
    )


def misread(text: str, error: QueryError, sentence: str) -> Misread:
    """Return what is wrong with a query, with its place in the text."""
    start = min(error.start, len(text))
    end = max(start, min(error.end, len(text)))
    return Misread(sentence, _end_of(text[:start]), text[start:end][:200], text[end:][:100])


def _end_of(text: str) -> str:
    return text if len(text) <= 100 else "…" + text[-100:]


def _item(item: SaveItem, excerpts: tuple[Excerpt, ...]) -> FoundItem:
    title: Parts = ()
    hits = []
    for told in excerpts:
        if told.field is not Field.TITLE:
            is_code = told.field is Field.CODE
            hits.append(Hit(str(_WHERE[told.field]), told.parts, is_code))
        elif any(is_hit for _, is_hit in told.parts):
            title = told.parts
    return FoundItem(item, title, tuple(hits))


def _count(found: Found) -> str:
    number = format_decimal(found.count)
    if found.is_more:
        return str(gettext("More than %(number)s saves", number=number))
    return str(ngettext("%(number)s save", "%(number)s saves", found.count, number=number))


def _cut(found: Found) -> str:
    """Return what is said at the end of a list that does not show everything."""
    number = format_decimal(found.count)
    return str(
        gettext("These are the first %(number)s. Another word narrows them down.", number=number)
    )


def _sorts(query: Query, order: Rank) -> Iterator[Choice]:
    """Yield the orders to choose from: none where the query names one, or has no words to rank."""
    if query.sort is not None or not query.words:
        return
    for rank, label in _SORTS:
        yield Choice(str(label), search_href(query.text, sort=_said(rank)), rank is order)


def _said(order: Rank) -> str:
    """Return the order as an address says it: the usual one not at all."""
    return order.value if order is Rank.NEWEST else ""


def _ways_out(query: Query) -> tuple[Way, ...]:
    """Return the query without each of its pieces, when it has several."""
    text = query.text
    pieces = list(pieces_of(text))
    spans = []
    for number, piece in enumerate(pieces):
        if piece.text and piece.sort.name in ("WORD", "PHRASE", "OPERATOR"):
            is_negated = number > 0 and pieces[number - 1].sort.name == "NOT"
            spans.append((piece.start - is_negated, piece.end))
    if not 1 < len(spans) <= _MOST_WAYS:
        return ()
    kept = (" ".join((text[:start] + text[end:]).split()) for start, end in spans)
    return tuple(
        Way(text[start:end], search_href(rest))
        for (start, end), rest in zip(spans, kept, strict=True)
    )

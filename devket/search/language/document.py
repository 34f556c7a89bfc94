"""What the index keeps of one save: its tokens in a stream, its units in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from devket.search.language.analyser import Analysed, analysed, bare_address, tokens_of

# Between fields, so that no phrase reaches from one into the next.
BORDER = "."
# PostgreSQL takes a megabyte of different words for one row; both databases stop at the same one.
_MOST_BYTES, _PART = 900_000, 50_000
_ABOUT_TIMES, _ABOUT = 4, 24  # a text is about what it says so often, and among its commonest


class Mark(StrEnum):
    """What is kept of where a token stands, beside its place in the stream."""

    TITLE = "t"
    AUTHOR = "a"
    NOTED = "n"  # in the note or a highlight
    ABOUT = "k"  # so often in the text that it is about it


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What can be found of one save, as it is kept."""

    save_id: int
    owner_id: int
    title: str = ""
    addresses: tuple[str, ...] = ()
    author: str = ""
    text: str = ""
    noted: tuple[str, ...] = ()  # the note, quotes and notes of highlights
    saved_at: datetime | None = None  # None while it is deleted


@dataclass(frozen=True, slots=True)
class Document:
    """One save as the index keeps it.

    `stream` holds every token in its place, with a border between fields, and then the marks.
    `order` holds the units in their places instead, with a space before and after each; `rest` the
    tokens that are not among them. In the index each token begins with its owner's mark.
    """

    save_id: int
    mark: str
    title: str  # units, as `spaced` makes them
    author: str
    stream: str
    order: str
    rest: str
    saved_at: datetime | None


def owner_mark(owner_id: int) -> str:
    """Return the beginning of each token of one person."""
    digits, left = "", owner_id
    while left:
        left, digit = divmod(left, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def token(owner_id: int, said: str, mark: Mark | None = None) -> str:
    """Return a token as it stands in the index; with a mark, the one that tells where it stands."""
    return f"{owner_mark(owner_id)}:{said if mark is None else marked(said, mark)}"


def marked(said: str, mark: Mark) -> str:
    """Return the token that tells where another one stands; nobody can type one."""
    return f"{BORDER}{mark}:{said}"


def spaced(units: Iterable[str]) -> str:
    """Return units so that whole ones are found in a string: with a space before and after each."""
    return f" {' '.join(units)} "


def document_of(source: Source) -> Document:
    """Return what the index keeps of a save."""
    title, author = analysed(source.title), analysed(source.author)
    addresses = dict.fromkeys(bare_address(one) for one in source.addresses if one)
    noted = [analysed(one) for one in source.noted]
    text = _bounded(source.text)
    fields = [title, *map(analysed, addresses), author, text, *noted]
    streams = [tokens_of(field.units) for field in fields]
    about = Counter(streams[-1 - len(noted)]).most_common(_ABOUT)
    marks = {
        Mark.TITLE: dict.fromkeys((*streams[0], *sorted(title.specials))),
        Mark.AUTHOR: dict.fromkeys(tokens_of(author.units)),
        Mark.NOTED: dict.fromkeys(token for one in noted for token in _all_of(one)),
        Mark.ABOUT: [said for said, times in about if times >= _ABOUT_TIMES],
    }
    tail = sorted({special for field in fields for special in field.specials})
    tail += [marked(one, mark) for mark, said in marks.items() for one in said]
    units = {unit for field in fields for unit in field.units}
    tokens = dict.fromkeys(one for stream in streams for one in stream)
    border = f" {BORDER} "
    return Document(
        source.save_id,
        owner_mark(source.owner_id),
        spaced(title.units),
        spaced(author.units),
        border.join(" ".join(stream) for stream in (*streams, tail)),
        spaced(unit for field in fields for unit in (*field.units, BORDER)),
        " ".join((*(one for one in tokens if one not in units), *tail)),
        source.saved_at,
    )


def _all_of(one: Analysed) -> Iterator[str]:
    yield from tokens_of(one.units)
    yield from sorted(one.specials)


def _bounded(text: str) -> Analysed:
    """Return what is kept of a text: all but of the very longest."""
    if len(text) <= _PART:
        return analysed(text)
    units: list[str] = []
    specials: set[str] = set()
    seen: set[str] = set()
    size = 0
    for start in range(0, len(text), _PART):
        part = analysed(text[start : start + _PART])
        fresh = set(tokens_of(part.units)) | part.specials | set(part.units)
        size += sum(len(one.encode()) + 8 for one in fresh - seen)
        if size > _MOST_BYTES:
            break
        seen |= fresh
        units += part.units
        specials |= part.specials
    return Analysed(tuple(units), frozenset(specials))

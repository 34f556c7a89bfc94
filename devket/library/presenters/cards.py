"""What each kind of page shows beside its title: a few facts from its card, in words and signs.

A card comes from the page, so nothing in it is trusted: what does not read as expected is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel.numbers import format_compact_decimal
from flask_babel import get_locale, gettext, lazy_gettext

from devket.capture.model import Kind

Card = Mapping[str, str]
KIND_LABELS = {
    Kind.ARTICLE: lazy_gettext("Article"),
    Kind.VIDEO: lazy_gettext("Video"),
    Kind.IMAGE: lazy_gettext("Picture"),
    Kind.PDF: lazy_gettext("PDF"),
    Kind.REPOSITORY: lazy_gettext("Repository"),
    Kind.QUESTION: lazy_gettext("Question"),
    Kind.DISCUSSION: lazy_gettext("Discussion"),
    Kind.PACKAGE: lazy_gettext("Package"),
    Kind.PAPER: lazy_gettext("Paper"),
    Kind.LINK: lazy_gettext("Link"),
}
_STATUS_WORDS = {
    "open": lazy_gettext("Open"),
    "closed": lazy_gettext("Closed"),
    "merged": lazy_gettext("Merged"),
    "draft": lazy_gettext("Draft"),
    "answered": lazy_gettext("Answered"),
    "locked": lazy_gettext("Locked"),
}
_DURATION = re.compile(r"P(?:(\d{1,3})D)?T(?:(\d{1,5})H)?(?:(\d{1,5})M)?(?:(\d{1,7})(?:\.\d+)?S)?")
_NO = frozenset({"", "0", "no", "false", "none"})
# The colours of tiles, by the language that people know by them; others by their first letter.
_TONES = {
    "python": 4, "javascript": 4, "typescript": 2, "rust": 0, "go": 5, "java": 0, "ruby": 0,
    "c": 2, "c++": 3, "c#": 1, "php": 3, "swift": 0, "kotlin": 3, "html": 0, "css": 3, "shell": 1,
    "vue": 1, "zig": 4, "elixir": 3, "haskell": 3, "dart": 5, "lua": 2, "scala": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: a sign with its name, and a short text; `tone` colours a dot instead of a sign."""

    icon: str
    text: str
    label: str
    tone: int | None = None
    is_good: bool = False


def facts_of(kind: Kind, card: Card) -> tuple[Fact, ...]:
    """Return what a card shows of a page of this kind, the most telling first."""
    if kind not in _TELLERS or not card:
        return ()
    return _facts(kind, tuple(card.items()), str(get_locale()))


def kind_label(kind: Kind) -> str:
    """Return the word for a kind of page; empty for an article, which is what most are."""
    return "" if kind is Kind.ARTICLE else _label(kind, str(get_locale()))


@lru_cache(maxsize=4096)
def _facts(kind: Kind, card: tuple[tuple[str, str], ...], _locale: str) -> tuple[Fact, ...]:
    """Return the facts in the language of the request; lists are looked at again and again."""
    return tuple(_TELLERS[kind](dict(card)))


@cache
def _label(kind: Kind, _locale: str) -> str:
    return str(KIND_LABELS[kind])


def duration_of(card: Card) -> str:
    """Return the length of a video as players write it, `4:13`; empty when it is not told."""
    found = _DURATION.fullmatch(card.get("duration", ""))
    if found is None:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    hours, minutes, seconds = total // 3600, total // 60 % 60, total % 60
    if not total:
        return ""
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def is_accepted(card: Card) -> bool:
    """Tell whether a question has an answer that its author took."""
    return card.get("accepted", "").lower() not in _NO


def status_of(card: Card) -> str:
    """Return the word for how a discussion stands, empty when it is not told."""
    status = card.get("status", "").strip().lower()
    return str(_STATUS_WORDS.get(status, ""))


def _video(card: Card) -> Iterator[Fact]:
    if channel := card.get("channel"):
        yield Fact("", channel, gettext("Channel"))


def _image(card: Card) -> Iterator[Fact]:
    if card.get("width", "").isdecimal() and card.get("height", "").isdecimal():
        yield Fact("", f"{int(card['width'])} × {int(card['height'])}", gettext("Pixels"))


def _pdf(card: Card) -> Iterator[Fact]:
    if pages := _count(card, "pages"):
        yield Fact("", gettext("%(n)s p.", n=pages), gettext("Pages"))


def _repository(card: Card) -> Iterator[Fact]:
    if language := card.get("language"):
        tone = _TONES.get(language.lower(), ord(language[0]) % 6)
        yield Fact("", language, gettext("Language"), tone)
    yield from _counted(card, ("stars", "star", gettext("Stars")))
    yield from _counted(card, ("forks", "fork", gettext("Forks")))
    if licence := card.get("license"):
        yield Fact("", licence, gettext("License"))


def _question(card: Card) -> Iterator[Fact]:
    if answers := _count(card, "answers"):
        if is_accepted(card):
            yield Fact("check", answers, gettext("Answers, one accepted"), is_good=True)
        else:
            yield Fact("discussion", answers, gettext("Answers"))
    yield from _counted(card, ("score", "up", gettext("Votes")))


def _discussion(card: Card) -> Iterator[Fact]:
    if status := status_of(card):
        is_open = card["status"].strip().lower() in ("open", "draft")
        yield Fact("", status, gettext("Status"), 1 if is_open else 3)
    yield from _counted(card, ("comments", "discussion", gettext("Comments")))
    yield from _counted(card, ("score", "up", gettext("Votes")))


def _package(card: Card) -> Iterator[Fact]:
    if version := card.get("version"):
        yield Fact("", version, gettext("Version"))
    if licence := card.get("license"):
        yield Fact("", licence, gettext("License"))


def _paper(card: Card) -> Iterator[Fact]:
    if venue := card.get("venue"):
        yield Fact("", venue, gettext("Published in"))
    if pages := _count(card, "pages"):
        yield Fact("", gettext("%(n)s p.", n=pages), gettext("Pages"))


_TELLERS: dict[Kind, Callable[[Card], Iterator[Fact]]] = {
    Kind.VIDEO: _video,
    Kind.IMAGE: _image,
    Kind.PDF: _pdf,
    Kind.REPOSITORY: _repository,
    Kind.QUESTION: _question,
    Kind.DISCUSSION: _discussion,
    Kind.PACKAGE: _package,
    Kind.PAPER: _paper,
}


def _counted(card: Card, *told: tuple[str, str, str]) -> Iterator[Fact]:
    for name, icon, label in told:
        if count := _count(card, name):
            yield Fact(icon, count, label)


def _count(card: Card, name: str) -> str:
    """Return a number as people write it where there is little room; empty when it is none."""
    digits = card.get(name, "").strip()
    if not re.fullmatch(r"-?[0-9]{1,12}", digits):
        return ""
    return _compact(int(digits), str(get_locale()))


@cache
def _compact(number: int, locale: str) -> str:
    if -1000 < number < 1000:
        return str(number)
    return format_compact_decimal(number, fraction_digits=1, locale=locale)

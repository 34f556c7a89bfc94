"""Suggestions for the word of a query that is being typed: operators, tags, sites, known values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import get_locale, gettext, lazy_gettext, ngettext

from devket.library.models import Tag
from devket.library.presenters import KIND_LABELS
from devket.search.language import OPERATORS
from devket.search.language.completing import Begun, written

MOST = 8
_TEXT_LANGUAGES = ("en", "ko", "ja", "zh", "de", "fr", "es", "pt", "ru", "it", "nl", "pl", "ar")
_MEANINGS = {
    "is": {
        "unread": lazy_gettext("on My List"),
        "archived": lazy_gettext("in the archive"),
        "favorite": lazy_gettext("with a star"),
        "snoozed": lazy_gettext("put off until later"),
    },
    "has": {
        "highlight": lazy_gettext("with highlights"),
        "note": lazy_gettext("with a note of yours"),
        "code": lazy_gettext("with code"),
        "tag": lazy_gettext("with a tag"),
    },
    "kind": {kind.value: label for kind, label in KIND_LABELS.items()},
    "time": {
        "<5": lazy_gettext("less than 5 minutes"),
        "<10": lazy_gettext("less than 10 minutes"),
        "10-30": lazy_gettext("10 to 30 minutes"),
        ">30": lazy_gettext("more than 30 minutes"),
    },
    "after": {
        "7d": lazy_gettext("in the last 7 days"),
        "1m": lazy_gettext("in the last month"),
        "1y": lazy_gettext("in the last year"),
    },
    "before": {
        "1m": lazy_gettext("more than a month ago"),
        "1y": lazy_gettext("more than a year ago"),
    },
    "sort": {
        "best": lazy_gettext("best first"),
        "newest": lazy_gettext("newest first"),
        "oldest": lazy_gettext("oldest first"),
    },
}


@dataclass(frozen=True, slots=True)
class Option:
    """One suggestion: `text` replaces what stands from `start` to `rest` before the end.

    Both are counted as scripts of a browser count, in units of UTF-16.
    """

    text: str
    shown: str
    meaning: str
    start: int
    rest: int


def options_of(text: str, begun: Begun, tags: list[Tag], sites: list[str]) -> tuple[Option, ...]:
    """Return what the word may become, the likeliest first, at most eight."""
    start, rest = _units(text[: begun.start]), _units(text[begun.end :])
    return tuple(
        Option(written_, written_.strip(), meaning, start, rest)
        for written_, meaning in [*_choices(begun, tags, sites)][:MOST]
    )


def _choices(begun: Begun, tags: list[Tag], sites: list[str]) -> Iterator[tuple[str, str]]:
    said = begun.said.casefold()
    if not begun.operator:
        yield from _operators(said)
    for tag in tags:
        yield written("tag", tag.name) + " ", _saves(tag.save_count)
    for site in sites:
        yield written("site", site) + " ", ""
    for value, meaning in _known(begun.operator).items():
        if value.startswith(said) or meaning.casefold().startswith(said):
            yield written(begun.operator, value) + " ", meaning


def _operators(said: str) -> Iterator[tuple[str, str]]:
    for name, operator in OPERATORS.items():
        if name.startswith(said):
            yield f"{name}:", str(gettext(operator.help))


def _known(operator: str) -> dict[str, str]:
    if operator == "lang":
        names = get_locale().languages
        return {code: str(names.get(code, code)) for code in _TEXT_LANGUAGES}
    return {value: str(meaning) for value, meaning in _MEANINGS.get(operator, {}).items()}


def _saves(count: int) -> str:
    return str(ngettext("%(num)d save", "%(num)d saves", count))


def place_in(text: str, at: str) -> int:
    """Return the place of the caret, from what a script counted; the end when it makes no sense."""
    units = int(at) if at.isascii() and at.isdecimal() and len(at) < 6 else _units(text)
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

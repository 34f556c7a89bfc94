"""The query language by examples: a few to begin with, all of them on the page of help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from devket.search.language.completing import written
from devket.search.presenters.addresses import search_href
from devket.search.presenters.saved import SavedView

_Pairs = tuple[tuple[str, object], ...]
_FIRST: _Pairs = (
    ("is:unread time:<10", lazy_gettext("Unread, and read in less than ten minutes.")),
    ("has:code async with", lazy_gettext("Pages with code that have both words.")),
    ('"exactly these words"', lazy_gettext("Words next to each other, in this order.")),
    ("site:github.com kind:repository", lazy_gettext("Repositories of one site.")),
    ("has:highlight after:1m", lazy_gettext("Saved in the last month, with highlights of yours.")),
)
_GROUPS: tuple[tuple[object, _Pairs], ...] = (
    (
        lazy_gettext("Words"),
        (
            ("sqlite index", lazy_gettext("Both words, anywhere.")),
            ('"covering index"', lazy_gettext("Words next to each other, in this order.")),
            ("sqlite or postgres", lazy_gettext("One of them, or both.")),
            ("python -django", lazy_gettext("The first word, and not the second.")),
            (
                "(sqlite or postgres) backup",
                lazy_gettext("Parentheses keep together what belongs together."),
            ),
            ("np.array c++ #include", lazy_gettext("Code is found as it is written.")),
            (
                "검색 엔진",
                lazy_gettext("Korean, Japanese and Chinese need no spaces; particles do no harm."),
            ),
        ),
    ),
    (
        lazy_gettext("Where it stands"),
        (
            ("tag:python", lazy_gettext("With this tag, or one below it.")),
            ("is:unread", lazy_gettext("On My List; also is:archived, is:favorite, is:snoozed.")),
            ("has:highlight", lazy_gettext("With highlights; also has:note, has:code, has:tag.")),
        ),
    ),
    (
        lazy_gettext("What it is"),
        (
            (
                "kind:video",
                lazy_gettext(
                    "By kind: article, video, pdf, repository, question, paper and others."
                ),
            ),
            ("site:github.com", lazy_gettext("From this site, and what stands below its name.")),
            ("lang:ko", lazy_gettext("Written in this language.")),
            ("author:knuth", lazy_gettext("Written by somebody of this name.")),
            ('title:"type hints"', lazy_gettext("With this in its title.")),
            ("time:<10", lazy_gettext("By minutes of reading: time:<10, time:>30, time:5-15.")),
        ),
    ),
    (
        lazy_gettext("When you saved it"),
        (
            ("after:7d", lazy_gettext("In the last days, weeks, months or years: 7d, 2w, 3m, 1y.")),
            ("before:2024-06", lazy_gettext("Before a year, a month or a day.")),
            (
                "sqlite sort:oldest",
                lazy_gettext("In another order: sort:newest, sort:oldest, sort:best."),
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A query that can be tried, and what it finds."""

    query: str
    meaning: str
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Examples of one sort."""

    heading: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What stands there before anything is typed."""

    searches: tuple[SavedView, ...]
    examples: tuple[Example, ...]


def start_of(searches: Iterable[SavedView], top_tag: str) -> Start:
    """Return own searches, pinned ones first, and examples; one of them with an own tag."""
    own = ((written("tag", top_tag), gettext("Everything with this tag of yours.")),)
    pairs: _Pairs = (*own, *_FIRST) if top_tag else _FIRST
    return Start(tuple(sorted(searches, key=lambda one: not one.is_pinned))[:12], _examples(pairs))


def help_groups() -> tuple[Group, ...]:
    """Return the whole language by examples."""
    return tuple(Group(str(heading), _examples(pairs)) for heading, pairs in _GROUPS)


def _examples(pairs: _Pairs) -> tuple[Example, ...]:
    return tuple(Example(query, str(meaning), search_href(query)) for query, meaning in pairs)

"""Which rules may know a page: by its host, its generator, or what only one platform has.

Looking costs next to nothing on pages that no rule knows: two lists of words and two look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from turbohtml import Document

from devket.capture.rules.model import Rule
from devket.core.urls import host_of

_WORD = re.compile(r"[.#]([A-Za-z_][\w-]*)")
_IN_PARENTHESES = re.compile(r"\[[^\]]*\]|:\w+\([^()]*(?:\([^()]*\)[^()]*)*\)")
_FIRST_WORD = re.compile(r"[^\W_]+")
_MOST_GENERATORS = 4
_MOST_TRIED = 40  # markers of one page
_MOST_LETTERS = 3_000_000


@dataclass(slots=True)
class Book:
    """All rules, laid out for looking up."""

    rules: tuple[Rule, ...]
    _by_host: dict[str, list[int]] = field(default_factory=dict)
    _by_generator: dict[str, list[int]] = field(default_factory=dict)
    _by_word: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _wordless: list[tuple[str, int]] = field(default_factory=list)
    _any_wordless: str = ""

    def __post_init__(self) -> None:
        for number, rule in enumerate(self.rules):
            for host in rule.hosts:
                self._by_host.setdefault(host, []).append(number)
            for start in rule.generator:
                self._by_generator.setdefault(_first_word(start), []).append(number)
            for selector in rule.marker:
                if word := max(words_of(selector), key=len, default=""):
                    self._by_word.setdefault(word, []).append((selector, number))
                else:
                    self._wordless.append((selector, number))
        self._any_wordless = ", ".join(selector for selector, _ in self._wordless)

    def by_host(self, url: str) -> Iterator[Rule]:
        """Yield the rules for a host: those for itself, then those for its domains."""
        for name in names_of(host_of(url)):
            yield from (self.rules[number] for number in self._by_host.get(name, ()))

    def by_platform(self, document: Document) -> Iterator[Rule]:
        """Yield the rules whose fingerprint the page bears, in the order of the book."""
        found = set(self._generated(document)) | set(self._marked(document))
        yield from (self.rules[number] for number in sorted(found))

    def _generated(self, document: Document) -> Iterator[int]:
        for meta in document.select('meta[name="generator" i]')[:_MOST_GENERATORS]:
            told = (meta.attr("content") or "").strip().casefold()
            for number in self._by_generator.get(_first_word(told), ()):
                if told.startswith(self.rules[number].generator):
                    yield number

    def _marked(self, document: Document) -> Iterator[int]:
        words = _words_in(document)
        known = (found for word in words & self._by_word.keys() for found in self._by_word[word])
        likely = sorted(
            (number, selector) for selector, number in known if words_of(selector) <= words
        )
        for number, selector in likely[:_MOST_TRIED]:
            if document.select_one(selector) is not None:
                yield number
        if self._any_wordless and document.select_one(self._any_wordless) is not None:
            for selector, number in self._wordless:
                if document.select_one(selector) is not None:
                    yield number


def names_of(host: str) -> Iterator[str]:
    """Yield a host's own name, without `www.` too, then `.domain` from itself upwards."""
    yield host
    bare = host.removeprefix("www.")
    if bare != host:
        yield bare
    while bare:
        yield f".{bare}"
        bare = bare.partition(".")[2]


@lru_cache(maxsize=1024)
def words_of(selector: str) -> frozenset[str]:
    """Return the classes and ids that a page must have for a marker to be there."""
    plain = _IN_PARENTHESES.sub("", selector)
    return frozenset() if "," in plain else frozenset(_WORD.findall(plain))


def _first_word(told: str) -> str:
    match = _FIRST_WORD.match(told)
    return match[0] if match else ""


def _words_in(document: Document) -> set[str]:
    """Return every class and id of a page; the engine's own loop is many times faster than ours."""
    texts: Iterable[object] = (*_listed(document, "//@class"), *_listed(document, "//@id"))
    line = " ".join(text for text in texts if isinstance(text, str))
    # No page of a platform has that many; looking through them for each marker takes long.
    return set(line.split()) if len(line) < _MOST_LETTERS else set()


def _listed(document: Document, expression: str) -> list[object]:
    found = document.xpath(expression)
    return list(found) if isinstance(found, list) else []

"""Which tags a page may deserve: a person's own first, then what developers write about.

Suggested, never applied. Pure: from what is known of a page to a few names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from devket.core.tags import tag_key
from devket.library.services.topics import TOPICS, Topic

MOST = 5
_SIGNS = re.compile(r"[^\w+#./-]+")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_OF_CODE = frozenset({"repository", "package", "question"})
_PARTICLES = (
    "은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|까지|부터|란|이란|용|에서의|으로의"
)
_SHORTEST_OWN = 3  # letters of a tag that is looked for in titles; `go` and `ai` are everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page tells of itself."""

    title: str = ""
    address: str = ""
    code_languages: Sequence[str] = ()
    kind: str = "article"
    card_language: str = ""  # of a repository


def suggest(facts: Facts, *, own: Sequence[str], carried: Collection[str]) -> tuple[str, ...]:
    """Return at most five names, the best grounded first, none that is carried.

    `own` are the person's tags, the most used first: one of them stands for the topic it names.
    """
    taken = {tag_key(name) for name in carried}
    taken |= {key.rpartition("/")[2] for key in taken}
    title, path = _plain(facts.title), _plain(_slug(facts.address))
    found: dict[str, str] = {}
    for name in (*_owned(own, title), *_topics(facts, title, path, own)):
        key = tag_key(name)
        if key not in taken and key.rpartition("/")[2] not in taken:
            found.setdefault(key, name)
    return tuple(found.values())[:MOST]


def _owned(own: Sequence[str], title: str) -> Iterator[str]:
    """Yield those of a person's tags that the title names."""
    topics = {topic.name for topic in TOPICS}
    for name in own:
        last = tag_key(name).rpartition("/")[2]
        # What may be an everyday word is judged as a topic.
        is_telling = len(last) >= _SHORTEST_OWN or _is_cjk(last)
        if last not in topics and is_telling and _says(title, last):
            yield name


def _topics(facts: Facts, title: str, path: str, own: Sequence[str]) -> Iterator[str]:
    mine = {tag_key(name).rpartition("/")[2]: name for name in reversed(own)}
    is_about_code = bool(facts.code_languages) or facts.kind in _OF_CODE
    is_about_code = is_about_code or any(_says(title, w) for topic in TOPICS for w in topic.words)
    weighed = [(_weight(topic, facts, title, path), topic) for topic in TOPICS]
    if is_about_code:
        weighed = [(w + 8 * _is_named(topic, facts.title), topic) for w, topic in weighed]
    for _, topic in sorted((one for one in weighed if one[0]), key=lambda one: -one[0]):
        yield mine.get(topic.name, topic.name)


def _weight(topic: Topic, facts: Facts, title: str, path: str) -> int:
    """Return how surely a page is about a topic, 0 for not at all."""
    weight = 0
    if any(_says(title, word) for word in topic.words):
        weight += 8
    if facts.card_language.lower() in (topic.name, *topic.languages):
        weight += 6
    if any(_is_host(facts.address, host) for host in topic.hosts):
        weight += 4
    if any(_says(path, word) for word in topic.words if word.isascii()):
        weight += 3
    if facts.code_languages and facts.code_languages[0].lower() in topic.languages:
        weight += 2
    return weight


def _is_named(topic: Topic, title: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) for name in topic.names)


def _says(text: str, word: str) -> bool:
    """Tell whether a plain text says a word; Korean words may have particles after them."""
    if _is_cjk(word):
        is_spaced = bool(_HANGUL.search(word))
        return bool(_spaced(word).search(text)) if is_spaced else word in text
    return f" {word} " in text


@lru_cache(maxsize=2048)
def _spaced(word: str) -> re.Pattern[str]:
    return re.compile(rf" {re.escape(word)}(?:{_PARTICLES})? ")


def _plain(text: str) -> str:
    """Return a text as words with one space around each, folded; `C++` and `.net` stay whole."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = (word.rstrip("./-").lstrip("/-") for word in _SIGNS.split(folded))
    return f" {' '.join(part for word in words if word for part in _split(word))} "


def _split(word: str) -> Iterator[str]:
    yield word
    parts = [part for part in re.split(r"[/-]", word) if part]
    if len(parts) > 1:
        yield from parts


def _slug(address: str) -> str:
    """Return the words of the last part of an address; what is before it names rooms of a site."""
    slug = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    return re.sub(r"[_-]+", " ", re.sub(r"\.\w{1,5}$", "", slug))


def _is_host(address: str, host: str) -> bool:
    found = urlsplit(address).hostname or ""
    return found == host or found.endswith("." + host)


def _is_cjk(word: str) -> bool:
    return not word.isascii() and bool(re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", word))

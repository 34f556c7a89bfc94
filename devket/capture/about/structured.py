"""Read what a page says of itself for machines: JSON-LD, OpenGraph, microdata, meta tags.

Only gathers; which claim wins is decided in `metadata`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from turbohtml import Document, MicrodataItem

from devket.capture.embedded.literals import NotPlainError, literal_at

_ARTICLES = (
    "article newsarticle blogposting techarticle report scholarlyarticle socialmediaposting"
    " liveblogposting"
    " analysisnewsarticle opinionnewsarticle reportagenewsarticle reviewnewsarticle"
    " advertisercontentarticle"
    " qapage question discussionforumposting howto recipe review apireference course"
    " learningresource"
)
_ARTICLE_TYPES = frozenset(_ARTICLES.split())
_PAGE_TYPES = frozenset(
    {"webpage", "itempage", "aboutpage", "creativework", "videoobject", "softwaresourcecode"}
)
_DEEPER = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_NODES = 400
_MOST_SCRIPTS = 60
_LONGEST = 4_000_000
_LONGEST_CARELESS = 200_000  # characters: it is read by hand, a microsecond each
_FEW = 3  # more articles than these are a list, of which none need be the page's own
_WRAPPING = re.compile(
    r"^(?:<!--|/\*|//)?\s*<?!?\[?CDATA\[|^<!--|-->\s{0,99}$|(?://|/\*)?\s{0,99}\]\]>.{0,4}$"
)


@dataclass(slots=True)
class Structured:
    """The claims of one page: `article` is its JSON-LD article, `meta` all meta tags by name."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    article: dict[str, object] = field(default_factory=dict)
    site: dict[str, object] = field(default_factory=dict)
    microdata: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """Return the first non-empty meta value under these names, in the order given."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value.strip():
                    return value.strip()
        return ""


def read_structured(document: Document, url: str = "", names: str = "") -> Structured:
    """Gather the claims; must run before scripts are dropped from the tree.

    `url` and `names` (title and headings) tell which of several articles is the page's own.
    """
    found = Structured(meta=_meta(document))
    nodes = list(_nodes(document))
    found.article = _with_people(_best(nodes, url, names), nodes)
    found.site = next((node for node in nodes if "website" in _types(node)), {})
    found.microdata = _microdata(document)
    return found


def texts_of(value: object, key: str = "name", depth: int = 3) -> list[str]:
    """Return the plain strings in a JSON-LD value: itself, its items, or their `key`."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list) and depth:
        return [text for item in value[:20] for text in texts_of(item, key, depth - 1)]
    if isinstance(value, dict) and depth:
        return texts_of(value.get(key), key, depth - 1)
    return []


def _meta(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in document.iter_elements("meta"):
        name = element.attr("property") or element.attr("name") or element.attr("itemprop") or ""
        content = element.attr("content") or element.attr("value")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _scripts(document: Document) -> Iterator[object]:
    """Yield what the scripts of JSON-LD say, however carelessly it was written."""
    for script in document.select('script[type*="ld+json" i]')[:_MOST_SCRIPTS]:
        text = _WRAPPING.sub("", script.text.strip().rstrip(";")).strip()
        if not text or len(text) > _LONGEST:
            continue
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            yield _carelessly_written(text[:_LONGEST_CARELESS])


def _carelessly_written(text: str) -> object:
    """Read JSON with comments, commas too many, line ends in strings, or escaped for markup."""
    with suppress(NotPlainError):
        return literal_at(unescape(text) if '"' not in text else text, 0)
    return None


def _nodes(document: Document) -> Iterator[dict[str, object]]:
    """Walk every JSON-LD object: arrays, `@graph`, `mainEntity`, without end on none."""
    waiting: list[object] = list(_scripts(document))
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[key] for key in _DEEPER if key in value)


def _types(node: dict[str, object]) -> set[str]:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return {str(name).rsplit("/", 1)[-1].lower() for name in names if name}


def _best(nodes: list[dict[str, object]], url: str, names: str) -> dict[str, object]:
    """Return the page's own article: by its address, by its headline, else the first of few."""
    for wanted in (_ARTICLE_TYPES, _PAGE_TYPES):
        found = [node for node in nodes if _types(node) & wanted]
        own = next((node for node in found if _is_at(node, url)), None)
        own = own or next((node for node in found if _is_headed(node, names)), None)
        if own is not None or 0 < len(found) <= _FEW:
            return own or found[0]
    return {}


def _is_at(node: dict[str, object], url: str) -> bool:
    path = urlsplit(url).path.rstrip("/")
    claims = [*texts_of(node.get("url")), *texts_of(node.get("mainEntityOfPage"), "@id")]
    return bool(path) and any(urlsplit(c[:2000]).path.rstrip("/") == path for c in claims[:4])


def _is_headed(node: dict[str, object], names: str) -> bool:
    headline = next(iter(texts_of(node.get("headline"))), "").strip().casefold()
    return len(headline) > 3 and headline in names.casefold()


def _with_people(article: dict[str, object], nodes: list[dict[str, object]]) -> dict[str, object]:
    """Put the names of people who are only pointed at by `@id` in their place; people go first."""
    author = article.get("author") or article.get("creator")
    if not author:
        return article
    people = {str(node.get("@id")): node for node in nodes if "@id" in node and "name" in node}
    found: list[object] = []
    for one in (author if isinstance(author, list) else [author])[:20]:
        key = str(one.get("@id")) if isinstance(one, dict) and "name" not in one else ""
        found.append(people.get(key, one))
    persons = [one for one in found if isinstance(one, dict) and "person" in _types(one)]
    return {**article, "author": persons or found}


def _microdata(document: Document) -> dict[str, list[str]]:
    """Return the properties of the first article item, nested items by their name."""
    for item in document.microdata():
        kind = (item.type or "").rsplit("/", 1)[-1].lower()
        if kind in _ARTICLE_TYPES or kind in _PAGE_TYPES:
            return {
                name: _plain(values)
                for name, values in item.properties.items()
                if name != "articleBody"
            }
    return {}


def _plain(values: list[str | MicrodataItem]) -> list[str]:
    plain: list[str] = []
    for value in values:
        name = value.get("name") if isinstance(value, MicrodataItem) else value
        if isinstance(name, str) and name.strip():
            plain.append(name)
    return plain

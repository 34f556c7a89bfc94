"""Read what a page says of itself for machines: JSON-LD, OpenGraph, microdata, meta tags.

Only gathers; which claim wins is decided in `metadata`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from turbohtml import Document, MicrodataItem

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


def read_structured(document: Document) -> Structured:
    """Gather the claims; must run before scripts are dropped from the tree."""
    found = Structured(meta=_meta(document))
    nodes = list(_nodes(document))
    found.article = _best(nodes)
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


def _nodes(document: Document) -> Iterator[dict[str, object]]:
    """Walk every JSON-LD object: arrays, `@graph`, `mainEntity`, without end on none."""
    waiting: list[object] = list(document.json_ld())
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


def _best(nodes: list[dict[str, object]]) -> dict[str, object]:
    for wanted in (_ARTICLE_TYPES, _PAGE_TYPES):
        for node in nodes:
            if _types(node) & wanted:
                return node
    return {}


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

"""Atom (RFC 4287) and what is built on it: what a feed holds, and the one way it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree import ElementTree as ET

ATOM_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, not even escaped.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a feed or an entry."""

    rel: str
    href: str
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote it."""

    name: str
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `summary` is text, `content` HTML; `more` holds elements of other namespaces."""

    id: str
    title: str
    updated: datetime
    published: datetime | None = None
    authors: Sequence[Author] = ()
    links: Sequence[Link] = ()
    categories: Sequence[str] = ()
    summary: str = ""
    content: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, or one page of it. `spaces` are the prefixes that `more` of its entries uses."""

    id: str
    title: str
    updated: datetime
    subtitle: str = ""
    icon: str = ""
    authors: Sequence[Author] = ()
    links: Sequence[Link] = ()
    entries: Sequence[Entry] = ()
    spaces: Mapping[str, str] = field(default_factory=dict)


def write_feed(feed: Feed) -> bytes:
    """Return the document. What XML cannot hold is left out."""
    spaces = {f"xmlns:{prefix}": name for prefix, name in feed.spaces.items()}
    root = ET.Element("feed", {"xmlns": _ATOM, **spaces})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _time(feed.updated))
    _about(root, feed.links, feed.authors)
    if feed.icon:
        _add(root, "icon", feed.icon)
    for entry in feed.entries:
        _entry(root, entry)
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _entry(root: ET.Element, entry: Entry) -> None:
    node = ET.SubElement(root, "entry")
    _add(node, "id", entry.id)
    _add(node, "title", entry.title)
    if entry.published:
        _add(node, "published", _time(entry.published))
    _add(node, "updated", _time(entry.updated))
    _about(node, entry.links, entry.authors)
    for term in entry.categories:
        ET.SubElement(node, "category", {"term": _clean(term)})
    for name, text in entry.more.items():
        _add(node, name, text)
    if entry.summary:
        _add(node, "summary", entry.summary)
    if entry.content:
        _add(node, "content", entry.content, type="html")


def _about(node: ET.Element, links: Sequence[Link], authors: Sequence[Author]) -> None:
    for link in links:
        told = {"rel": link.rel, "href": link.href, "type": link.type, "title": link.title}
        ET.SubElement(node, "link", {name: _clean(text) for name, text in told.items() if text})
    for author in authors:
        person = ET.SubElement(node, "author")
        _add(person, "name", author.name)
        if author.uri:
            _add(person, "uri", author.uri)


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _clean(text)


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

"""What KOReader's browser of catalogues makes of an answer, by its own rules, written anew.

It is pickier than XML: a link or an entry may come twice, of any other element the first counts; an
element with text loses what else it holds; what is of the type of a catalogue leads on only with
no relation or one that it knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from tests.support.client import AuditingClient

_LEADS_ON = (None, "subsection", "http://opds-spec.org/subsection", "http://opds-spec.org/sort/new")
_MANY = ("entry", "link", "Url")


@dataclass
class Item:
    """One line of its menu."""

    title: str
    author: str | None = None
    url: str = ""
    books: list[tuple[str, str]] = field(default_factory=list)  # type and address
    image: str = ""
    thumbnail: str = ""


@dataclass
class Menu:
    """One page of its menu."""

    items: list[Item]
    hrefs: dict[str, str]
    search: str = ""

    def at(self, title: str) -> Item:
        """Return the line of this title."""
        return next(item for item in self.items if item.title == title)


class Koreader:
    """A device with a name and a password, which it sends each time."""

    def __init__(self, client: AuditingClient, headers: dict[str, str]) -> None:
        self._client, self._headers = client, headers
        self._cache: dict[str, bytes] = {}

    def fetch(self, address: str, method: str = "GET") -> Any:
        """Ask as it does: uncompressed, for either version of OPDS."""
        told = {"Accept-Encoding": "identity", "Accept": "application/opds+json, */*"}
        path = address.removeprefix("http://localhost")
        return self._client.open(path, method=method, headers={**self._headers, **told})

    def open(self, address: str) -> Menu:
        """Return a page; one whose time of change it knows comes from its memory."""
        feed = self._table(address)
        menu = Menu([], {})
        for link in feed.get("link", []):
            kind, href = link.get("type", ""), urljoin(address, link["href"])
            if "application/atom+xml" in kind and "rel" in link:
                menu.hrefs[link["rel"]] = href
            if "application/opensearchdescription+xml" in kind:
                menu.search = self._template(href)
        menu.items = [_item(entry, address) for entry in feed.get("entry", [])]
        return menu

    def _template(self, address: str) -> str:
        urls = self._table(address)["Url"]
        found = next(url for url in urls if "application/atom+xml" in url["type"])
        return str(found["template"]).replace("{searchTerms}", "%s")

    def _table(self, address: str) -> dict[str, Any]:
        changed = self.fetch(address, "HEAD").headers.get("Last-Modified")
        known = f"{address}|{changed}"
        if changed is None or known not in self._cache:
            answer = self.fetch(address)
            assert answer.status_code == 200, answer.status
            self._cache[known] = answer.data
        found = _flat(ET.fromstring(self._cache[known]))
        assert isinstance(found, dict)
        return found


def _flat(node: ET.Element) -> dict[str, Any] | str:
    table: dict[str, Any] = dict(node.attrib)
    for child in node:
        name = child.tag.rpartition("}")[2]
        if name in _MANY:
            table.setdefault(name, []).append(_flat(child))
        else:
            table.setdefault(name, _flat(child))
    return node.text if node.text and node.text.strip() else table


def _item(entry: dict[str, Any], address: str) -> Item:
    author = entry.get("author")
    item = Item(entry["title"], author.get("name") if isinstance(author, dict) else None)
    for link in entry["link"]:
        rel, kind, href = link.get("rel"), link.get("type", ""), urljoin(address, link["href"])
        if "application/atom+xml" in kind and rel in _LEADS_ON:
            item.url = href
        if (rel or "").startswith("http://opds-spec.org/acquisition"):
            item.books.append((kind, href))
        elif rel == "http://opds-spec.org/image/thumbnail":
            item.thumbnail = href
        elif rel == "http://opds-spec.org/image":
            item.image = href
    return item

"""The catalogue of an e-reader: OPDS 1.2, which is Atom with links of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from flask import url_for
from flask_babel import gettext

from devket.capture.model import State
from devket.compat.atom.presenters.feeds import changed_at
from devket.core.atom import Author, Entry, Feed, Link, write_feed
from devket.library.models import Save
from devket.library.presenters import original_of, title_of
from devket.reading.services.books import BOOK_TYPE

_CATALOGUE = "application/atom+xml;profile=opds-catalog"
NAVIGATION, ACQUISITION = f"{_CATALOGUE};kind=navigation", f"{_CATALOGUE};kind=acquisition"
SEARCH_TYPE = "application/opensearchdescription+xml"
_OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_REL = "http://opds-spec.org"
_SPACES = {"dc": "http://purl.org/dc/terms/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """A page of the catalogue, without its entries. `here` and `next` are paths."""

    title: str
    base_url: str
    here: str
    since: datetime  # when there is nothing newer
    next: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """One way on from a page: a list, or a page of lists."""

    title: str
    path: str
    told: str = ""
    is_list: bool = True


def is_book(save: Save) -> bool:
    """Tell whether there is a text to make a book of."""
    return save.capture_id is not None and save.state in (State.FULL_TEXT, State.PARTIAL)


def doors_page(page: Shelves, doors: Iterable[Door]) -> bytes:
    """Return a page that leads on."""
    entries = [
        Entry(
            id=page.base_url + door.path,
            title=door.title,
            updated=page.since,
            links=(
                Link(
                    "subsection",
                    page.base_url + door.path,
                    ACQUISITION if door.is_list else NAVIGATION,
                ),
            ),
            summary=door.told,
        )
        for door in doors
    ]
    return _written(page, entries, NAVIGATION)


def books_page(
    page: Shelves,
    saves: Iterable[Save],
    *,
    tags: Mapping[int, Sequence[str]],
    captured: Mapping[int, datetime],
) -> bytes:
    """Return a page of books. A save without a text is none, so it is left out."""
    entries = [
        _book(save, page.base_url, tags.get(save.id, ()), changed_at(save, captured))
        for save in saves
        if is_book(save)
    ]
    return _written(page, entries, ACQUISITION)


def _book(save: Save, base_url: str, tags: Sequence[str], updated: datetime) -> Entry:
    place = f"{base_url}{url_for('opds.book', save_id=save.id)}"
    links = [Link(f"{_REL}/acquisition", place, BOOK_TYPE)]
    if save.lead_image_key or save.thumb_key:
        cover = f"{base_url}{url_for('opds.cover', save_id=save.id)}"
        links += [
            Link(f"{_REL}/image", cover, "image/jpeg"),
            Link(f"{_REL}/image/thumbnail", f"{cover}?small=1", "image/jpeg"),
        ]
    links.append(Link("alternate", original_of(save), "text/html"))
    more = {"dc:language": save.lang} if save.lang else {}
    if save.published_at:
        more["dc:issued"] = save.published_at.date().isoformat()
    return Entry(
        id=f"{base_url}/saves/{save.id}",
        title=title_of(save),
        published=save.saved_at,
        updated=updated,
        authors=(Author(save.byline or save.site or gettext("Unknown")),),
        links=links,
        categories=tags,
        more=more,
        summary=save.excerpt,
    )


def _written(page: Shelves, entries: Sequence[Entry], kind: str) -> bytes:
    links = [
        Link("self", page.base_url + page.here, kind),
        Link("start", page.base_url + url_for("opds.root"), NAVIGATION),
        Link("search", page.base_url + url_for("opds.description"), SEARCH_TYPE),
    ]
    if page.here != url_for("opds.root"):
        links.append(Link("up", page.base_url + url_for("opds.root"), NAVIGATION))
    if page.next:
        links.append(Link("next", page.base_url + page.next, kind))
    feed = Feed(
        id=page.base_url + page.here,
        title=page.title,
        updated=max((entry.updated for entry in entries), default=page.since),
        authors=(Author("Devket", page.base_url),),
        links=links,
        entries=entries,
        spaces=_SPACES,
    )
    return write_feed(feed)


def description_of(base_url: str) -> bytes:
    """Return how the catalogue is searched (OpenSearch 1.1)."""
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPEN_SEARCH})
    ET.SubElement(root, "ShortName").text = "Devket"
    ET.SubElement(root, "Description").text = gettext("Search your saves")
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    ET.SubElement(root, "OutputEncoding").text = "UTF-8"
    template = f"{base_url}{url_for('opds.search')}?q={{searchTerms}}"
    ET.SubElement(root, "Url", {"type": ACQUISITION, "template": template})
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told

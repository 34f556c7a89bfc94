"""A list of saves as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from flask_babel import gettext

from devket.capture.formulas import draw_formulas
from devket.core.atom import ATOM_TYPE, Author, Entry, Feed, Link, write_feed
from devket.core.types import SafeHtml
from devket.library.models import Save
from devket.library.presenters import original_of, title_of

Address = Callable[[str], str]  # from the key of a kept picture to where it is shown
_PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=")/media/images/([0-9a-f]{64})(?=")')
_WITHIN = re.compile(r'(<a\b[^>]*?\bhref=")#')


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a feed is, beside its entries. Addresses are whole."""

    title: str
    owner: str
    base_url: str
    address: str  # of the feed itself
    page: str  # where people see the list
    here: str  # of this page of the feed
    next: str  # of the page after it, if there is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the entries are made of. `texts` is empty for a feed of excerpts."""

    saves: Sequence[Save]
    tags: Mapping[int, Sequence[str]]
    captured: Mapping[int, datetime]
    texts: Mapping[int, SafeHtml]


def feed_of(frame: Frame, shown: Shown, *, picture: Address, now: datetime) -> bytes:
    """Return a page of the feed (RFC 5005); `picture` gives the address of a kept picture."""
    entries = [_entry(save, shown, frame.base_url, picture) for save in shown.saves]
    links = [
        Link("self", frame.here, ATOM_TYPE),
        Link("first", frame.address, ATOM_TYPE),
        Link("alternate", frame.page, "text/html"),
    ]
    if frame.next:
        links.append(Link("next", frame.next, ATOM_TYPE))
    feed = Feed(
        id=frame.address,
        title=frame.title,
        updated=max((entry.updated for entry in entries), default=now),
        authors=(Author(frame.owner),),
        links=links,
        entries=entries,
    )
    return write_feed(feed)


def _entry(save: Save, shown: Shown, base_url: str, picture: Address) -> Entry:
    place = f"{base_url}/saves/{save.id}"
    text = shown.texts.get(save.id)
    return Entry(
        id=place,
        title=title_of(save),
        published=save.saved_at,
        updated=changed_at(save, shown.captured),
        authors=(Author(save.byline or save.site or original_of(save)),),
        links=(
            Link("alternate", original_of(save), "text/html"),
            Link("related", place, "text/html", gettext("Read in Devket")),
        ),
        categories=shown.tags.get(save.id, ()),
        summary=save.excerpt,
        content=content_of(text, place, picture) if text else "",
    )


def changed_at(save: Save, captured: Mapping[int, datetime]) -> datetime:
    """Return when there was last something new to read: not when it was read, starred or tagged."""
    at = captured.get(save.capture_id) if save.capture_id is not None else None
    return max(at, save.saved_at) if at is not None else save.saved_at


def content_of(html: SafeHtml, place: str, picture: Address) -> str:
    """Return a text with whole addresses: of its pictures, and of the places within itself."""
    shown = _PICTURE.sub(lambda found: found[1] + escape(picture(found[2])), draw_formulas(html))
    return _WITHIN.sub(lambda found: f"{found[1]}{escape(place)}#", shown)

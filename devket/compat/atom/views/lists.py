"""Finding what a list holds, for feeds and for the catalogue alike, and answering with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, request
from werkzeug.http import is_resource_modified

from devket.accounts.models import User
from devket.compat.atom import queries
from devket.compat.atom.presenters.wanted import Of, Wanted
from devket.core.paging import Page
from devket.db import db
from devket.library.models import Save
from devket.library.presenters import href_of
from devket.library.presenters.shelves import SHELF_TITLES
from devket.library.presenters.tags import tag_href
from devket.library.queries import Listing, Shelf, page_of, tags_from
from devket.search.language import Rank, parse
from devket.search.presenters import search_href
from devket.search.queries import find
from devket.web.parts import parts


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list, what it is called, and where people see it."""

    title: str
    path: str
    saves: tuple[Save, ...]
    next_cursor: str | None


def found_for(user: User, wanted: Wanted, *, size: int) -> Found:
    """Return the page of a list that the address asks for; raises as the list itself does."""
    after = request.args.get("after") or None
    match wanted.of:
        case Of.LIST:
            listing = wanted.listing
            page = page_of(db.session(), user.id, listing, after=after, size=size)
            return _found(str(SHELF_TITLES[listing.shelf]), href_of(listing), page)
        case Of.TAG:
            name = queries.tag_by_id(db.session(), user.id, wanted.id).name
            rows = tags_from(db.session(), user.id, name)
            listing = Listing(shelf=Shelf.ALL, tag_ids=tuple(row.id for row in rows))
            page = page_of(db.session(), user.id, listing, after=after, size=size)
            return _found(name, tag_href(name), page)
        case Of.SEARCH:
            kept = queries.search_by_id(db.session(), user.id, wanted.id)
            return _found(kept.name, search_href(kept.query), _hits(user, kept.query, after, size))
        case Of.QUERY:
            page = _hits(user, wanted.value, after, size)
            return _found(wanted.value, search_href(wanted.value), page)


def _found(title: str, path: str, page: Page[Save]) -> Found:
    return Found(title, path, page.items, page.next_cursor)


def _hits(user: User, typed: str, after: str | None, size: int) -> Page[Save]:
    query = parse(typed, now=parts().clock())
    found = find(db.session(), user.id, query, order=Rank.NEWEST, after=after, size=size)
    return Page(found.items, found.next_cursor)


def stamp_of(saves: Iterable[Save], *told: object) -> str:
    """Return what changes whenever the document does: rows tell it before any text is read."""
    rows = [(save.id, save.updated_at, save.capture_id) for save in saves]
    return hashlib.sha256(repr((rows, told)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def answer(
    stamp: str, content_type: str, write: Callable[[], bytes], *, modified: datetime | None = None
) -> Response:
    """Answer with a document, or that it is as it was, without writing it then."""
    environ = request.environ
    is_new = is_resource_modified(environ, stamp, last_modified=modified)
    response = Response(write() if is_new else b"", content_type=content_type)
    response.set_etag(stamp)
    if modified is not None:  # Werkzeug takes None for now
        response.last_modified = modified
    response.headers["Cache-Control"] = "private, no-cache"
    if not is_new:
        response.status_code = 304
        del response.headers["Content-Type"]
    return response

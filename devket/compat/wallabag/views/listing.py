"""Lists of entries: filtered, sorted, and what a search finds."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, request

from devket.compat.wallabag.forms import flag, labels, number, refuse, text
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.presenters.entries import entries
from devket.compat.wallabag.presenters.listing import envelope, pages_of
from devket.compat.wallabag.queries.details import details_of
from devket.compat.wallabag.queries.listing import STATUS_OF, Found, Sort, Wanted, find
from devket.compat.wallabag.queries.searching import search_for
from devket.compat.wallabag.views.blueprint import asker, route
from devket.db import db
from devket.web.parts import parts

USUAL, MOST = 30, 300  # entries of a page
_FLAGS = ("archive", "starred", "public", "notParsed", "annotations")
_FURTHEST = 253_402_300_799  # seconds: the last one of the year 9999


@route("/api/entries", "GET")
def entries_list() -> Response:
    """Answer with one page of the entries that are asked for."""
    wanted = _wanted()
    return _page("/api/entries", find(db.session(), asker().id, wanted), wanted)


@route("/api/search", "GET")
def search() -> Response:
    """Answer with one page of what has these words, the best first."""
    wanted = Wanted(page=_numbered("page", 1), size=min(_numbered("perPage", USUAL), MOST))
    term, now = text(request.args.get("term")), parts().clock()
    found = search_for(db.session(), asker().id, term, wanted, now=now)
    return _page("/api/search", found, wanted)


def _page(path: str, found: Found, wanted: Wanted) -> Response:
    if wanted.page > pages_of(found.total, wanted.size):
        # An empty list instead would have some clients ask for ever.
        refuse(404, "There are not so many pages.", error="not_found")
    details = details_of(db.session(), asker().id, found.saves)
    told = envelope(
        entries(found.saves, details, asker(), is_full=wanted.is_full),
        page=wanted.page,
        size=wanted.size,
        total=found.total,
        address=f"{parts().base_url}/wallabag{path}",
        args=_given(),
    )
    return answer(told)


def _wanted() -> Wanted:
    args = request.args
    order, sort = args.get("order") or "desc", args.get("sort") or Sort.CREATED
    if order not in ("asc", "desc"):
        refuse(400, "The order is asc or desc.")
    status = text(args.get("http_status"))
    return Wanted(
        archive=flag(args.get("archive")),
        starred=flag(args.get("starred")),
        public=flag(args.get("public")),
        not_parsed=flag(args.get("notParsed")),
        annotated=flag(args.get("annotations")),
        sort=Sort(sort) if sort in list(Sort) else Sort.CREATED,
        is_rising=order == "asc",
        page=_numbered("page", 1),
        size=min(_numbered("perPage", USUAL), MOST),
        tags=labels(args.get("tags", "")),
        since=_since(),
        is_full=is_full(),
        domain=text(args.get("domain_name")).lower().removeprefix("www."),
        status=status if status in ("200", *STATUS_OF.values()) else "",
    )


def is_full() -> bool:
    """Tell whether the texts are wanted; anything but two words is a mistake."""
    detail = request.args.get("detail") or "full"
    if detail not in ("full", "metadata"):
        refuse(400, "The detail is full or metadata.")
    return detail == "full"


def _numbered(name: str, usual: int) -> int:
    """Return a number that counts from one; there is nothing before the first."""
    found = number(request.args.get(name), usual)
    if found < 1:
        refuse(404, "There is no such page.", error="not_found")
    return found


def _since() -> datetime | None:
    told = text(request.args.get("since"))
    if not told.isascii() or not told.isdecimal() or not int(told[:20]):
        return None
    return datetime.fromtimestamp(min(int(told[:20]), _FURTHEST), UTC)


def _given() -> dict[str, str]:
    """Return what narrows the list, for the links to its other pages."""
    secret = ("page", "perPage", "access_token")
    given = {name: text(told) for name, told in request.args.items() if name not in secret}
    flags = {name: str(int(flag(given[name]) or False)) for name in _FLAGS if name in given}
    return {**given, **flags}

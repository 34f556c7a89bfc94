"""Many addresses in one request, as a list in JSON that stands in the address, even of a POST."""

from __future__ import annotations

import json
from typing import Any

from flask import Response

from devket.compat.wallabag.forms import asked, labels, refuse, text
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.queries.addresses import saves_at
from devket.compat.wallabag.views.blueprint import asker, route
from devket.compat.wallabag.views.entries import added
from devket.core.errors import InvalidError
from devket.core.urls import parse_address
from devket.db import db
from devket.library import services
from devket.library.services.tagging import tag_saves, untag_saves
from devket.web.parts import parts

MOST = 10  # addresses to be added at once
MOST_NAMED = 500


@route("/api/entries/lists", "POST")
def add_list() -> Response:
    """Keep addresses; what is none is told as such."""
    urls = _list("urls")
    if len(urls) > MOST:
        refuse(400, "At most 10 addresses can be added at once.")
    return answer([{"url": url, "entry": _added(text(url))} for url in urls])


@route("/api/entries/list", "DELETE")
def delete_list() -> Response:
    """Delete what these addresses lead to."""
    urls = [text(url) for url in _list("urls")]
    found = saves_at(db.session(), asker().id, urls)
    gone = set(found.values())
    for save_id in gone:
        services.delete(db.session(), viewer_id=asker().id, save_id=save_id, clock=parts().clock)
    return answer([{"url": url, "entry": url in found} for url in urls])


@route("/api/entries/tags/lists", "POST")
def tag_list() -> Response:
    """Add tags to what these addresses lead to."""
    return _each_tagged(tag_saves)


@route("/api/entries/tags/list", "DELETE")
def untag_list() -> Response:
    """Take tags off what these addresses lead to."""
    return _each_tagged(untag_saves)


def _each_tagged(change: Any) -> Response:
    rows = [row for row in _list("list") if isinstance(row, dict)]
    found = saves_at(db.session(), asker().id, [text(row.get("url")) for row in rows])
    told = []
    for row in rows:
        save_id, names = found.get(text(row.get("url"))), labels(row.get("tags"))
        if save_id is not None and names:
            change(
                db.session(),
                owner_id=asker().id,
                save_ids=[save_id],
                names=names,
                clock=parts().clock,
            )
        told.append({"url": row.get("url"), "entry": save_id or False})
    return answer(told)


def _added(url: str) -> int | bool:
    try:
        parse_address(url)
    except InvalidError:
        return False
    return added(url, {}).id


def _list(name: str) -> list[Any]:
    """Return a list that was sent as JSON; empty when there is none."""
    told = asked().get(name)
    if isinstance(told, str):
        try:
            told = json.loads(told or "[]")
        except (ValueError, RecursionError):
            refuse(400, f"{name} is not JSON.")
    if told is None:
        return []
    if not isinstance(told, list) or len(told) > MOST_NAMED:
        refuse(400, f"{name} must be a list of {MOST_NAMED} at most.")
    return told

"""Whether addresses are kept already: by the address itself, or by its hash."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from devket.compat.wallabag.forms import flag, refuse
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.queries.addresses import saves_at, saves_hashed
from devket.compat.wallabag.views.blueprint import asker, route
from devket.core.text import storable
from devket.db import db

MOST = 500  # of one question


@route("/api/entries/exists", "GET")
def entries_exist() -> Response:
    """Tell for one address yes or no, for several a yes or no under each as it was sent."""
    args = request.args
    has_id = bool(flag(args.get("return_id")))
    several = [_several("hashed_urls"), _several("urls")]
    if any(several):
        found = _found(*several)
        return answer({one: _told(found.get(one), has_id) for one in (*several[0], *several[1])})
    hashed, address = args.get("hashed_url", ""), args.get("url", "")
    if not hashed and not address:
        refuse(404, "Name an address.", error="not_found")
    found = _found([hashed] if hashed else [], [] if hashed else [address])
    return answer({"exists": _told(found.get(hashed or address), has_id)})


def _found(hashes: Sequence[str], addresses: Sequence[str]) -> dict[str, int]:
    """Return the entries by what was sent."""
    session, owner_id = db.session(), asker().id
    by_hash = saves_hashed(session, owner_id, {storable(one).lower() for one in hashes})
    by_address = saves_at(session, owner_id, {storable(one) for one in addresses})
    told = {one: by_hash.get(storable(one).lower()) for one in hashes}
    told.update({one: by_address.get(storable(one)) for one in addresses})
    return {one: save_id for one, save_id in told.items() if save_id is not None}


def _told(save_id: int | None, has_id: bool) -> bool | int | None:
    return save_id if has_id else save_id is not None


def _several(name: str) -> list[str]:
    """Return a list, whether or not its name says that it is one."""
    args = request.args
    return [*args.getlist(f"{name}[]"), *args.getlist(name)][:MOST]

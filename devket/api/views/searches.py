"""Searches that are kept under names. To run one: `GET /saves?q=`."""

from __future__ import annotations

from typing import Any

from flask import Response, url_for

from devket.api import forms
from devket.api.presenters import saves as telling
from devket.api.presenters import shapes
from devket.api.views.blueprint import Gives, operation
from devket.api.views.frame import answer, expect, listed, me, nothing
from devket.core.errors import NotFoundError
from devket.db import db
from devket.search.models import SavedSearch
from devket.search.queries.saved import saved_searches, search_to_change
from devket.search.services import saved as services
from devket.web.parts import parts

ABOUT = "Searches"
_ONE = "/searches/<int:search_id>"


@operation("GET", "/searches", "saves:read", Gives(shapes.SearchList), about=ABOUT)
def list_searches() -> Response:
    """List the searches that you keep, in your order."""
    return listed([telling.search_told(one) for one in saved_searches(db.session(), me())], None)


@operation(
    "POST",
    "/searches",
    "saves:write",
    Gives(shapes.Search, 201),
    about=ABOUT,
    takes=forms.SearchBody,
)
def add_search(sent: dict[str, Any]) -> Response:
    """Keep a search under a name."""
    made = services.save_search(db.session(), owner_id=me(), clock=parts().clock, **sent)
    here = url_for("api.get_search", search_id=made.id)
    return answer(telling.search_told(made), 201, location=here)


@operation("GET", _ONE, "saves:read", Gives(shapes.Search), about=ABOUT)
def get_search(search_id: int) -> Response:
    """Tell of one search."""
    return answer(telling.search_told(_one(search_id)))


@operation(
    "PATCH",
    _ONE,
    "saves:write",
    Gives(shapes.Search),
    about=ABOUT,
    takes=forms.SearchChange,
)
def change_search(sent: dict[str, Any], search_id: int) -> Response:
    """Rename a search, or show it beside the lists."""
    session = db.session()
    found = search_to_change(session, me(), search_id)
    expect(telling.search_told(found))
    if "name" in sent:
        services.rename_search(session, viewer_id=me(), search_id=search_id, name=sent["name"])
    if "is_pinned" in sent:
        services.pin_search(session, viewer_id=me(), search_id=search_id, to=sent["is_pinned"])
    return answer(telling.search_told(found))


@operation("DELETE", _ONE, "saves:write", Gives(None, 204), about=ABOUT)
def delete_search(search_id: int) -> Response:
    """Delete a search."""
    services.delete_search(db.session(), viewer_id=me(), search_id=search_id, clock=parts().clock)
    return nothing()


def _one(search_id: int) -> SavedSearch:
    found = (one for one in saved_searches(db.session(), me()) if one.id == search_id)
    one = next(found, None)
    if one is None:
        raise NotFoundError
    return one

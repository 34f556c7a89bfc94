"""Kept pictures for readers that send no token: the address itself says that it may be opened."""

from __future__ import annotations

from flask import Response

from devket.compat.wallabag.presenters.pictures import is_ours
from devket.compat.wallabag.views.blueprint import blueprint
from devket.core.errors import NotFoundError
from devket.db import db
from devket.library.queries import may_see_image
from devket.web import media


@blueprint.get("/images/<int:user_id>/<mark>/<string(length=64):key>")
def picture(user_id: int, mark: str, key: str) -> Response:
    """Send a picture for as long as its person keeps a page with it."""
    if not is_ours(key, user_id, mark) or not may_see_image(db.session(), user_id, key):
        raise NotFoundError
    return media.send(key, content_type=media.content_type_of(key), is_forever=True)

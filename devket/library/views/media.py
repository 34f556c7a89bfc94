"""Kept images, shown from Devket's own address to those who keep a page with them."""

from __future__ import annotations

from flask import Response
from flask_login import current_user, login_required

from devket.core.errors import NotFoundError
from devket.db import db
from devket.library import queries
from devket.library.views.blueprint import blueprint
from devket.web.parts import parts


@blueprint.get("/media/images/<string(length=64):key>")
@login_required
def image(key: str) -> Response:
    """Send a kept image. Its name is its content, so browsers need never ask again."""
    blobs = parts().blobs
    try:
        stat = blobs.stat(key)
    except KeyError as error:
        raise NotFoundError from error
    if stat is None or not queries.may_see_image(db.session(), current_user.id, key):
        raise NotFoundError
    response = Response(blobs.open(key), content_type=stat.content_type)
    response.headers["Content-Length"] = str(stat.size)
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    # Bytes from anywhere: even if a browser took them for a document, nothing in it may act.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response

"""Kept images and files, shown from Devket's own address to those who keep a page with them."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response
from flask_login import current_user, login_required

from devket.core.errors import NotFoundError
from devket.core.text import one_line
from devket.db import db
from devket.library import queries
from devket.library.views.blueprint import blueprint
from devket.web.parts import parts

# Files that a browser shows by itself and that cannot act. Drawings (SVG) can, so they are none.
_END = {
    "application/pdf": ".pdf",
    "image/avif": ".avif",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
_LOCKED_UP = "default-src 'none'; sandbox"
# No sandbox: many a browser's viewer of PDFs is a plug-in, which a sandbox keeps out.
_PDF_POLICY = "default-src 'none'; object-src 'self'"


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
    response.headers["Content-Security-Policy"] = _LOCKED_UP
    return response


@blueprint.get("/saves/<int:save_id>/file")
@login_required
def file(save_id: int) -> Response:
    """Send the file that was saved, a PDF or a picture, for the browser to show."""
    save = queries.save_of(db.session(), current_user.id, save_id)
    key = queries.shown_source(db.session(), save)
    stat = parts().blobs.stat(key) if key is not None else None
    if key is None or stat is None or stat.content_type not in _END:
        raise NotFoundError
    response = Response(parts().blobs.open(key), content_type=stat.content_type)
    response.headers["Content-Length"] = str(stat.size)
    response.headers["Cache-Control"] = "private, no-cache"
    name = quote(one_line(save.title)[:80] or "file", safe="")
    response.headers["Content-Disposition"] = (
        f"inline; filename*=UTF-8''{name}{_END[stat.content_type]}"
    )
    is_pdf = stat.content_type == "application/pdf"
    response.headers["Content-Security-Policy"] = _PDF_POLICY if is_pdf else _LOCKED_UP
    return response

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
from devket.web import media

# Files that a browser shows by itself and that cannot act. Drawings (SVG) can, so they are none.
_END = {
    "application/pdf": ".pdf",
    "image/avif": ".avif",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
# No sandbox: many a browser's viewer of PDFs is a plug-in, which a sandbox keeps out.
_PDF_POLICY = "default-src 'none'; object-src 'self'"


@blueprint.get("/media/images/<string(length=64):key>")
@login_required
def image(key: str) -> Response:
    """Send a kept image. Its name is its content, so browsers need never ask again."""
    if not queries.may_see_image(db.session(), current_user.id, key):
        raise NotFoundError
    return media.send(key, content_type=media.content_type_of(key), is_forever=True)


@blueprint.get("/saves/<int:save_id>/file")
@login_required
def file(save_id: int) -> Response:
    """Send the file that was saved, a PDF or a picture, for the browser to show."""
    save = queries.save_of(db.session(), current_user.id, save_id)
    key = queries.shown_source(db.session(), save)
    content_type = media.content_type_of(key) if key is not None else ""
    if key is None or content_type not in _END:
        raise NotFoundError
    name = quote(one_line(save.title)[:80] or "file", safe="")
    return media.send(
        key,
        content_type=content_type,
        disposition=f"inline; filename*=UTF-8''{name}{_END[content_type]}",
        policy=_PDF_POLICY if content_type == "application/pdf" else media.LOCKED_UP,
    )

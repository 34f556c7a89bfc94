"""The books of the catalogue, and their covers."""

from __future__ import annotations

from flask import Response, request, url_for

from devket.capture.model import State
from devket.compat.atom.views.catalogue import blueprint
from devket.compat.atom.views.gate import enter_by_app_password
from devket.compat.atom.views.lists import answer, stamp_of
from devket.core.errors import NotFoundError, UnavailableError
from devket.db import db
from devket.library.presenters import title_of
from devket.library.queries import may_see_image, save_of
from devket.reading.views.books import book_of, plain_picture

_KEPT_FOR = "private, max-age=86400"


@blueprint.get("/saves/<int:save_id>.epub")
def book(save_id: int) -> Response:
    """Send a save as a book; 503 while its page is still being fetched."""
    user = enter_by_app_password()
    save = save_of(db.session(), user.id, save_id)
    if save.capture_id is None and save.state is State.PENDING:
        raise UnavailableError("This page is still being fetched. Try again in a moment.")
    stamp = stamp_of([save], user.language)
    if stamp in request.if_none_match:
        return answer(stamp, "", bytes)
    place = url_for("reading.save_book", save_id=save_id)
    response = book_of([save_id], title=title_of(save), place=place, reader_id=user.id)
    response.set_etag(stamp)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/saves/<int:save_id>/cover")
def cover(save_id: int) -> Response:
    """Send the picture of a save in a type that every e-reader shows; `small` for lists."""
    user = enter_by_app_password()
    save = save_of(db.session(), user.id, save_id)
    keys = (save.thumb_key, save.lead_image_key)
    key = next(filter(None, keys if "small" in request.args else reversed(keys)), None)
    if key is None or not may_see_image(db.session(), user.id, key):
        raise NotFoundError
    if key in request.if_none_match:
        return answer(key, "", bytes)
    found = plain_picture(key)
    if found is None:
        raise NotFoundError
    response = Response(found.data, content_type=found.content_type)
    response.set_etag(key)
    response.headers["Cache-Control"] = _KEPT_FOR
    return response

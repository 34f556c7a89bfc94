"""One entry as a file: a book for e-readers, and plainer ones."""

from __future__ import annotations

from flask import Response

from devket.compat.wallabag.forms import refuse
from devket.compat.wallabag.presenters.entries import entry, title_of
from devket.compat.wallabag.presenters.exports import FORMATS, name_of
from devket.compat.wallabag.queries.details import details_of
from devket.compat.wallabag.views.blueprint import asker, blueprint
from devket.core.errors import NotFoundError
from devket.db import db
from devket.library.models import Save
from devket.library.queries import save_with_article
from devket.reading.views.books import book_of


@blueprint.get("/api/entries/<int:save_id>/export.<format>")
def export_entry(save_id: int, format: str) -> Response:
    """Send an entry as a file."""
    if format != "epub" and format not in FORMATS:
        raise NotFoundError
    save = save_with_article(db.session(), asker().id, save_id)
    article = save.capture.article if save.capture else None
    if article is None and save.capture_due_at is not None:
        # E-readers keep whatever they get for good, and ask again after anything but a success.
        refuse(503, "This page is still being fetched.", error="unavailable")
    response = _book(save) if format == "epub" else _file(save, format)
    disposition = f'attachment; filename="{name_of(save)}.{format}"'
    response.headers["Content-Disposition"] = disposition
    return response


def _book(save: Save) -> Response:
    place = f"/saves/{save.id}/epub"  # the same book as the one on Devket's own page
    return book_of([save.id], title=title_of(save), place=place, reader_id=asker().id)


def _file(save: Save, format: str) -> Response:
    user = asker()
    content_type, write = FORMATS[format]
    article = save.capture.article if save.capture else None
    told = entry(save, details_of(db.session(), user.id, [save]), user)
    text = write(told, article.text if article else save.excerpt)
    return Response(text.encode("utf-8", "replace"), content_type=content_type)

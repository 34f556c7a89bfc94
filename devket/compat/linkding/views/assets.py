"""Kept pages, as the snapshots of a bookmark."""

from __future__ import annotations

from mimetypes import guess_extension

from flask import Response, jsonify, make_response
from flask_babel import gettext

from devket.compat.linkding import forms, presenters, queries
from devket.compat.linkding.views.blueprint import owner, route
from devket.core.errors import NotFoundError
from devket.db import db
from devket.library.services import kept_source
from devket.storage.blobs import BYTES
from devket.web.media import LOCKED_UP
from devket.web.parts import parts


@route("/api/bookmarks/<int:save_id>/assets/", "GET")
def assets(save_id: int) -> Response:
    """List the versions of which the page is kept, the newest first."""
    queries.one(db.session(), owner(), save_id)
    rows, part = queries.assets(db.session(), owner(), save_id), forms.slice_asked()
    shown = rows[part.offset : part.offset + part.limit]
    told = presenters.envelope(len(rows), part, map(presenters.asset, shown))
    return Response(told, mimetype="application/json")


@route("/api/bookmarks/<int:save_id>/assets/<int:asset_id>/", "GET")
def asset(save_id: int, asset_id: int) -> Response:
    """Tell of one of them."""
    return jsonify(presenters.asset(queries.asset(db.session(), owner(), save_id, asset_id)))


@route("/api/bookmarks/<int:save_id>/assets/<int:asset_id>/download/", "GET")
def download(save_id: int, asset_id: int) -> Response:
    """Send the page as it came, to be kept and not to be opened here."""
    row = queries.asset(db.session(), owner(), save_id, asset_id)
    source = kept_source(parts().blobs, row.source_key or "", row.source_type)
    if source is None:
        raise NotFoundError
    kind = row.source_type.partition(";")[0].strip().lower()
    response = Response(source.body, content_type=BYTES)
    name = f"{save_id}-{row.version}{guess_extension(kind) or ''}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = LOCKED_UP
    return response


@route("/api/bookmarks/<int:save_id>/assets/upload/", "POST")
def upload(save_id: int) -> Response:
    """Refuse, as linkding does where files are switched off; pages come in by `singlefile`."""
    queries.one(db.session(), owner(), save_id)
    sentence = gettext("Devket keeps pages, not files. Send a page to /api/bookmarks/singlefile/.")
    return make_response(jsonify(error=sentence), 403)

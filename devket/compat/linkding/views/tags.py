"""Tags."""

from __future__ import annotations

from flask import Response, jsonify, make_response, request

from devket.compat.linkding import forms, presenters, queries, services
from devket.compat.linkding.views.blueprint import nothing, owner, route
from devket.db import db
from devket.web.parts import parts


@route("/api/tags/", "GET")
def tags() -> Response:
    """List all tags, or those whose name holds `q`."""
    part, holding = forms.slice_asked(), request.args.get("q", "").strip("# ")
    count, rows = queries.tags(db.session(), owner(), part, holding=holding)
    told = presenters.envelope(count, part, map(presenters.tag, rows))
    return Response(told, mimetype="application/json")


@route("/api/tags/", "POST")
def make_tag() -> Response:
    """Make a tag; one of that name is returned as it is."""
    row = services.make_tag(db.session(), owner(), forms.text_of("name"))
    return make_response(jsonify(presenters.tag(row)), 201)


@route("/api/tags/<int:tag_id>/", "GET")
def tag(tag_id: int) -> Response:
    """Tell of one tag."""
    return jsonify(presenters.tag(queries.tag(db.session(), owner(), tag_id)))


@route("/api/tags/<int:tag_id>/", "DELETE")
def delete_tag(tag_id: int) -> Response:
    """Delete a tag; what carried it stays."""
    services.delete_tag(db.session(), owner(), tag_id, clock=parts().clock)
    return nothing()

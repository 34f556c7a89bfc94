"""What clients ask of the server itself, and the pages that extensions open for people."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from devket.compat.linkding import forms, presenters
from devket.compat.linkding.views.blueprint import route
from devket.web.parts import parts


@route("/health/", "GET")
def health() -> Response:
    """Tell that somebody is here, in a version that clients accept."""
    return jsonify(version=presenters.VERSION, status="healthy")


@route("/api/", "GET")
def root() -> Response:
    """Tell what is here; clients ask to see whether their token holds."""
    here = f"{parts().base_url}{url_for('linkding.root')}"
    return jsonify({name: f"{here}{name}/" for name in ("bookmarks", "tags", "bundles")})


@route("/api/user/profile/", "GET")
def profile() -> Response:
    """Tell of preferences that Devket has none of: every key, as strict clients need it."""
    return jsonify(presenters.PROFILE)


@route("/api/bundles/", "GET")
def bundles() -> Response:
    """List saved filters: none. Saved searches are Devket's own."""
    told = presenters.envelope(0, forms.slice_asked(), ())
    return Response(told, mimetype="application/json")


@route("/", "GET")
def home() -> BaseResponse:
    """Lead to the library."""
    return redirect(url_for("library.saves"))


@route("/bookmarks/", "GET")
def found() -> BaseResponse:
    """Lead to what is looked for."""
    return redirect(url_for("search.search", q=request.args.get("q", "")))


@route("/bookmarks/new/", "GET")
def bookmarked() -> BaseResponse:
    """Lead to the page that saves an address."""
    return redirect(url_for("library.confirm", url=request.args.get("url", "")))


@route("/settings/integrations/", "GET")
def integrations() -> BaseResponse:
    """Lead to where tokens are made."""
    return redirect(url_for("accounts.settings_apps"))

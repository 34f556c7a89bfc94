"""Answers for htmx: the fragment, and a redirect to the whole page for everyone else."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as BaseResponse

from devket.core.urls import is_same_origin_path


def is_htmx() -> bool:
    """Tell whether the request wants a fragment (htmx sent it)."""
    return request.headers.get("HX-Request") == "true"


def go_to(address: str) -> BaseResponse:
    """Send browser and htmx alike to another page of this site."""
    if is_htmx():
        response = Response(status=204)
        response.headers["HX-Redirect"] = iri_to_uri(address)  # a header is ASCII
        return response
    return redirect(address, code=303)


def back(default: str) -> str:
    """Return the path of the page the person came from when it is ours, else `default`."""
    wanted = request.values.get("next", "")
    if wanted and is_same_origin_path(wanted):
        return wanted
    came_from = request.referrer or ""
    own = request.host_url.rstrip("/")
    path = came_from.removeprefix(own) if came_from.startswith(own + "/") else ""
    return path if path and is_same_origin_path(path) else default

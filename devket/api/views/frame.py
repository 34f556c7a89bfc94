"""What stands around every operation: who asks, how often, and what every answer carries."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, NoReturn, cast
from urllib.parse import urlencode

from flask import Response, abort, g, make_response, request
from flask_babel import gettext

from devket.accounts.models import Kind
from devket.accounts.services.rates import WINDOW
from devket.accounts.services.throttle import Rule
from devket.accounts.views import programs
from devket.accounts.views.pages import count_tries
from devket.core.errors import N_
from devket.core.ids import content_key
from devket.web.parts import parts

OPEN = frozenset({"api.openapi"})


def begin() -> None:
    """Let a token in."""
    if request.method == "OPTIONS" or request.endpoint in OPEN:
        return
    held = programs.enter_with(programs.bearer(), Kind.API)
    g.person_id = held.user_id


def me() -> int:
    """Return the id of the person for whom the program acts."""
    return cast(int, g.person_id)


def need(scope: str) -> None:
    """Raise `ForbiddenError` unless the token has the scope."""
    programs.need(scope)


def count(rule: Rule) -> None:
    """Count one try of the person, as for the same act on a page."""
    count_tries((rule, f"user:{me()}"))


def refuse(status: int, sentence: str) -> NoReturn:
    """Answer with a problem of this status; the sentence is translated here."""
    g.api_detail = gettext(sentence)
    abort(status)


def problem(status: int, code: str, sentence: str) -> Response:
    """Return an error as RFC 9457 tells it."""
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": g.pop("api_detail", None) or sentence,
        "code": code.replace(" ", "_"),
    }
    if "api_errors" in g:
        told["errors"] = g.api_errors
    response = make_response(_written(told), status)
    response.content_type = "application/problem+json"
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Devket"'
    return response


def answer(told: dict[str, Any], status: int = 200, *, location: str = "") -> Response:
    """Return an object as JSON."""
    response = make_response(_written(told), status)
    response.content_type = "application/json"
    if location:
        response.headers["Location"] = location
    return response


def nothing() -> Response:
    """Return the answer of what leaves nothing to tell."""
    return make_response("", 204)


def listed(
    items: list[Any], following: str | None, *, named: str = "cursor", **more: Any
) -> Response:
    """Return a part of a list; `following` is where the next one begins, under the name it has."""
    address = _next(named, following) if following else None
    response = answer({"items": items, "next": address, **more})
    if address:
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


def expect(told: dict[str, Any]) -> None:
    """Refuse a change of what is not any more as the program last saw it."""
    if request.headers.get("If-Match") and not request.if_match.contains_weak(_tag(_written(told))):
        refuse(412, N_("This has changed since you read it. Read it again, then change it."))


def finish(response: Response) -> Response:
    """Add what every answer carries; of what is the same as before, nothing else."""
    allowance = programs.allowance()
    if allowance is not None:
        policy = f'"token";q={allowance.limit};w={WINDOW}'
        response.headers["RateLimit-Policy"] = policy
        response.headers["RateLimit"] = f'"token";r={allowance.left};t={allowance.ends_in}'
    if response.status_code == 200 and response.mimetype == "application/json":
        tag = _tag(response.get_data())
        response.set_etag(tag)
        response.headers["Cache-Control"] = "private, no-cache"
        is_read = request.method in ("GET", "HEAD")
        if is_read and request.if_none_match.contains_weak(tag):
            response.set_data(b"")
            response.status_code = 304
    return response


def _next(named: str, cursor: str) -> str:
    asked = {**request.args.to_dict(), named: cursor}
    return f"{parts().base_url}{request.path}?{urlencode(asked)}"


def _written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _tag(data: bytes) -> str:
    return content_key(data)[:32]

"""Doing once what is sent twice: the header `Idempotency-Key`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, request

from devket.api.services import answers
from devket.api.views.frame import me, refuse
from devket.core.errors import N_
from devket.core.ids import content_key
from devket.db import db
from devket.web.parts import parts

_LONGEST = 200


def once(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let a view be answered from what it answered before, when a request comes again."""

    @wraps(view)
    def answered(*given: Any, **ids: Any) -> Response:
        return once_of(lambda: request.get_data(), lambda: view(*given, **ids))

    return answered


def once_of(sent: Callable[[], bytes], act: Callable[[], Response]) -> Response:
    """Do the act of a request, or give the answer of before; `sent` tells one body from another.

    For views whose body is too large for memory.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    if len(key) > _LONGEST:
        refuse(422, N_("An Idempotency-Key has at most 200 characters."))
    asked = content_key(f"{request.method} {request.full_path}\n".encode() + sent())
    session = db.session()
    row = answers.begin(session, owner_id=me(), key=key, asked=asked, clock=parts().clock)
    if row.status:
        return _again(row.status, row.body, row.location)
    response = act()
    answers.keep(
        session,
        row,
        status=response.status_code,
        body=response.get_data(as_text=True),
        location=response.headers.get("Location", ""),
    )
    return response


def _again(status: int, body: str, location: str) -> Response:
    response = make_response(body, status)
    response.headers["Idempotency-Replayed"] = "true"
    if body:
        response.content_type = "application/json"
    if location:
        response.headers["Location"] = location
    return response

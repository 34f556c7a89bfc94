"""The blueprint, and how an operation is declared: address, scope, what goes in and comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NoReturn

from flask import Response, g
from flask_smorest import Blueprint
from marshmallow import Schema
from webargs.flaskparser import FlaskParser

from devket.accounts.services.throttle import Rule
from devket.api.presenters.shapes import Problem
from devket.api.views import frame
from devket.api.views.once import once
from devket.core.errors import N_, InvalidError
from devket.web.errors import told

View = Callable[..., Response]
PREFIX = "/api/v1"
_BYTES = {"type": "string", "format": "binary"}
_FILE_OF_FORM = {**_BYTES, "description": "The file; it may be the body itself as well."}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": _FILE_OF_FORM}}
# A file may come as it is, under whatever type it has, or with a form.
_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": _FORM},
            "application/octet-stream": {"schema": _BYTES},
        },
    }
}
ONCE: set[str] = set()  # operations that take an `Idempotency-Key`


class _Parser(FlaskParser):
    """Reads what programs send, and tells each thing that is wrong with it."""

    def load_json(self, req: Any, _schema: Any) -> Any:
        """Return the body; an empty one is an empty object."""
        data = req.get_data()
        if not data.strip():
            return {}
        if not req.is_json:
            frame.refuse(415, N_("Send JSON, with Content-Type: application/json."))
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            frame.refuse(400, N_("The body is not JSON that can be read."))

    def handle_error(
        self, error: Any, _req: Any, _schema: Any, *, error_status_code: Any, error_headers: Any
    ) -> NoReturn:
        """Refuse what does not fit."""
        del error_status_code, error_headers
        g.api_errors = list(_flat(error.messages))[:20]
        frame.refuse(422, N_("Some of what was sent cannot be used."))


class _Blueprint(Blueprint):  # type: ignore[misc]  # flask-smorest carries no types
    ARGUMENTS_PARSER = _Parser()


blueprint = _Blueprint("api", "devket.api", description="Devket")
blueprint.before_request(frame.begin)
blueprint.after_request(frame.finish)


@dataclass(frozen=True, slots=True)
class Gives:
    """What an operation answers when all went well."""

    shape: type[Schema] | None
    status: int = 200
    also: int | None = None  # another status with the same shape


def operation(
    method: str,
    path: str,
    scope: str,
    gives: Gives,
    *,
    about: str,
    asks: type[Schema] | None = None,
    takes: type[Schema] | None = None,
    rule: Rule | None = None,
    takes_file: bool = False,
    gives_secret: bool = False,
) -> Callable[[View], View]:
    """Declare an operation; `about` names what it belongs to.

    The view is handed what was asked behind the `?`, then the body, then the ids of the address.
    With a `rule` it counts for the person as the same act on a page does. A view that takes a file
    reads the body itself, and uses `once_of`. An answer that gives a secret is not kept, so such an
    operation knows no `Idempotency-Key`.
    """

    def declare(view: View) -> View:
        is_once = method == "POST" and not gives_secret
        if is_once:
            ONCE.add(view.__name__)
        inner = once(view) if is_once and not takes_file else view
        if takes is not None:
            inner = blueprint.arguments(takes)(inner)
        if asks is not None:
            inner = blueprint.arguments(asks, location="query")(inner)
        inner = blueprint.response(gives.status, gives.shape)(inner)
        if gives.also is not None:
            inner = blueprint.response(gives.also, gives.shape)(inner)
        inner = _guarded(inner, scope, rule)
        described = _described(view, method, scope) | (_FILE if takes_file else {})
        inner = blueprint.doc(**described)(inner)
        declared: View = blueprint.route(path, methods=[method], tags=[about])(inner)
        return declared

    return declare


def _guarded(view: View, scope: str, rule: Rule | None) -> View:
    @wraps(view)
    def guarded(**ids: Any) -> Response:
        frame.need(scope)
        if rule is not None:
            frame.count(rule)
        try:
            return view(**ids)
        except InvalidError as error:
            if error.field:
                g.api_errors = [{"field": error.field, "detail": told(error)}]
            raise

    return guarded


def _described(view: View, method: str, scope: str) -> dict[str, Any]:
    """Return what the description says of every operation."""
    refused = {
        "description": "Refused",
        "content": {"application/problem+json": {"schema": Problem}},
    }
    known: dict[str, Any] = {
        "operationId": view.__name__,
        "security": [{"token": [scope]}],
        "responses": {"default": refused},
    }
    if method == "GET":
        known["responses"]["304"] = {"description": "It is the same as before."}
    return known


def _flat(messages: Any, at: str = "") -> Any:
    """Yield each sentence of marshmallow's with the name that it is about."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            is_place = not at and name in ("json", "query")
            yield from _flat(inner, at if is_place else f"{at}.{name}".strip("."))
    elif isinstance(messages, list):
        for one in messages:
            yield from _flat(one, at)
    else:
        yield {"field": at, "detail": str(messages)}

"""The description of the interface: OpenAPI 3.1 written from the code, and its page for people."""

from __future__ import annotations

import json
from threading import Lock
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, make_response, render_template
from flask_smorest import Api

from devket import __version__
from devket.accounts.services.credentials import SCOPES
from devket.api.presenters.reference import reference_of
from devket.api.presenters.shapes import Problem
from devket.api.presenters.webhook_shapes import SENT
from devket.api.views.blueprint import ONCE, blueprint
from devket.core.ids import content_key
from devket.web.parts import parts

NAME = "devket.api"
_ABOUT = """Saves, highlights and what people share, for programs.

Every request carries a token: `Authorization: Bearer …`. How to begin, how lists, syncing and \
errors work: docs/api/README.md."""
_HEADERS = {
    "get": ("If-None-Match", "The `ETag` of what you have: 304 when it is the same."),
    "post": ("Idempotency-Key", "A word of yours: the same request again does nothing twice."),
    "patch": ("If-Match", "The `ETag` of what you change: 412 when it has changed."),
}
_SIGNED = {
    "webhook-id": "The same at every try.",
    "webhook-timestamp": "When this try was made, in seconds since 1970.",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; two of "
    "them, apart by a blank, on the day after a new secret.",
}
reference = Blueprint("reference", "devket.api", template_folder="templates")


class _Api(Api):  # type: ignore[misc]  # flask-smorest carries no types
    """Describes, and no more: errors are told by `devket.web.errors` in the door's dialect."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        """Leave the app's error handlers as they are."""


class _Description:
    """Written when somebody first asks for it: most processes are never asked."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._told: dict[str, Any] | None = None

    def of(self, app: Flask) -> dict[str, Any]:
        """Return it."""
        with self._lock:
            if self._told is None:
                self._told = _written(app)
            return self._told


def describe(app: Flask) -> None:
    """Have a description of the operations at hand."""
    app.extensions[NAME] = _Description()


def _written(app: Flask) -> dict[str, Any]:
    api = _Api(
        spec_kwargs={
            "title": "Devket",
            "version": __version__,
            "openapi_version": "3.1.0",
            "info": {"description": _ABOUT},
        }
    )
    api.init_app(app)
    del app.cli.commands["openapi"]  # the library's own: the description stands at its address
    scopes = ", ".join(f"`{scope}`" for scope in SCOPES)
    about = f"A token from your settings. Scopes: {scopes}"
    scheme = {"type": "http", "scheme": "bearer", "description": about}
    api.spec.components.security_scheme("token", scheme)
    blueprint.register_views_in_doc(api, app, api.spec, name=blueprint.name, parameters=None)
    sent = _sent(api)
    return {**_plain(api.spec.to_dict()), "webhooks": sent}


def _sent(api: Api) -> dict[str, Any]:
    """Describe what webhooks are sent."""
    shapes = api.spec.components.schemas
    told: dict[str, Any] = {}
    for event, (shape, sentence) in SENT.items():
        if shape.__name__ not in shapes:
            api.spec.components.schema(shape.__name__, schema=shape)
        content = {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}
        told[event.value] = {
            "post": {
                "summary": sentence,
                "parameters": [_signed(name, about) for name, about in _SIGNED.items()],
                "requestBody": {"required": True, "content": {"application/json": content}},
                "responses": {"2XX": {"description": "It was taken."}},
            }
        }
    return told


def _signed(name: str, about: str) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"in": "header", "name": name, "required": True, "description": about, "schema": schema}


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Leave out what flask-smorest adds of its own: `default` tells of all refusals alike."""
    del told["components"]["schemas"]["PaginationMetadata"]
    told["components"].pop("responses", None)
    for item in told["paths"].values():
        for method in _HEADERS.keys() & item.keys() | item.keys() & {"put", "delete"}:
            operation = item[method]
            operation["responses"].pop("422", None)
            if method in _HEADERS and (method != "post" or operation["operationId"] in ONCE):
                name, text = _HEADERS[method]
                header = {"in": "header", "name": name, "description": text}
                operation.setdefault("parameters", []).append(
                    {**header, "schema": {"type": "string"}}
                )
    return told


def description() -> dict[str, Any]:
    """Return the description, with the address of this very site."""
    kept = cast(_Description, current_app.extensions[NAME])
    told = kept.of(current_app._get_current_object())  # type: ignore[attr-defined]  # the app itself
    return {**told, "servers": [{"url": parts().base_url}]}


def openapi() -> Response:
    """Give the description to programs."""
    response = make_response(json.dumps(description(), ensure_ascii=False, indent=1))
    response.content_type = "application/json"
    response.set_etag(content_key(response.get_data())[:32])
    return response


Blueprint.add_url_rule(blueprint, "/openapi.json", view_func=openapi)  # not described by itself


@reference.get("/api/docs")
def page() -> str:
    """Show the description to people."""
    told = reference_of(description(), base_url=parts().base_url)
    return render_template("api/docs.html", reference=told, scopes=SCOPES)

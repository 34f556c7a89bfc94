"""The blueprint: nobody in without a token, both spellings of each path, errors as DRF has them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, jsonify, make_response, request

from devket.accounts.models import Kind
from devket.accounts.views import programs
from devket.compat.linkding.forms import MalformedError
from devket.core.errors import InvalidError
from devket.db import db
from devket.web.errors import told as sentence_of

View = TypeVar("View", bound=Callable[..., object])
blueprint = Blueprint("linkding", "devket.compat.linkding")
# What is asked without a token: whether anybody is here, and pages that extensions open for people.
OPEN = frozenset({"health", "home", "found", "bookmarked", "integrations"})
# Fields as linkding names them.
_NAMES = {None: "non_field_errors", "tags": "tag_names", "text": "notes"}


def route(path: str, *methods: str) -> Callable[[View], View]:
    """Serve a path with and without its last slash: nobody is redirected, least of all a POST."""

    def mark(view: View) -> View:
        blueprint.add_url_rule(
            path,
            view_func=view,  # type: ignore[arg-type]  # Flask's own union of what views return
            methods=list(methods),
            strict_slashes=False,
        )
        return view

    return mark


def told(status: int, _code: str, sentence: str) -> Response:
    """Tell an error in the dialect."""
    status = 400 if status in (409, 422) else status
    answer = make_response(jsonify(detail=sentence), status)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Token"
    return answer


def owner() -> int:
    """Return the id of the person for whom the client acts."""
    return programs.held().user_id


def nothing() -> Response:
    """Return the answer without a body: it carries no type either."""
    answer = make_response("", 204)
    answer.headers.pop("Content-Type", None)
    return answer


@blueprint.before_request
def _enter() -> None:
    name = (request.endpoint or "").partition(".")[2]
    if name not in OPEN and request.method != "OPTIONS":
        programs.enter_with(programs.bearer(), Kind.LINKDING)


@blueprint.errorhandler(InvalidError)
def _invalid(error: InvalidError) -> Response:
    db.session.rollback()
    sentence = sentence_of(error)
    if isinstance(error, MalformedError):
        return told(400, error.code, sentence)
    name = _NAMES.get(error.field, error.field)
    return make_response(jsonify({name: [sentence]}), 400)

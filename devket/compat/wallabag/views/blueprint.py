"""The blueprint of the API: each route with and without `.json`, and nobody in without a token."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, request

from devket.accounts.models import Kind, User
from devket.accounts.views import programs
from devket.compat.wallabag.presenters.answers import problem

View = TypeVar("View", bound=Callable[..., Response])
blueprint = Blueprint("wallabag", "devket.compat.wallabag", template_folder="../templates")
# What clients ask before they have a token, or where they cannot send one.
OPEN = frozenset({"version", "info", "register", "token", "picture"})


def route(path: str, *methods: str) -> Callable[[View], View]:
    """Serve a path under both of its spellings: clients use either, and none follows redirects."""

    def mark(view: View) -> View:
        for rule in (path, f"{path}.json"):
            blueprint.add_url_rule(rule, view_func=view, methods=list(methods))
        return view

    return mark


def told(status: int, code: str, sentence: str) -> Response:
    """Tell an error in the dialect."""
    if status == 401:
        code = "invalid_grant" if _shown() else "access_denied"
    return problem(status, code, sentence)


def asker() -> User:
    """Return the person for whom the client acts."""
    return programs.person()


@blueprint.before_request
def _enter() -> None:
    name = (request.endpoint or "").partition(".")[2]
    if name not in OPEN and request.method != "OPTIONS":
        programs.enter_with(_shown(), Kind.WALLABAG_ACCESS)


def _shown() -> str:
    """Return the token, wherever the client put it."""
    in_address = request.args.get("access_token", "")
    return programs.bearer() or in_address or request.form.get("access_token", "")

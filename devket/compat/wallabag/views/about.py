"""What clients ask about the server and about the person."""

from __future__ import annotations

from flask import Response
from flask_babel import get_locale

from devket.compat.wallabag.presenters.answers import answer, at, problem
from devket.compat.wallabag.presenters.entries import WORDS_A_MINUTE
from devket.compat.wallabag.views.blueprint import asker, route

# Compared as text by one client, as numbers by others: nothing may be added to it.
VERSION = "2.6.14"


@route("/api/version", "GET")
def version() -> Response:
    """Tell which wallabag this is like."""
    return answer(VERSION)


@route("/api/info", "GET")
def info() -> Response:
    """Tell the same with a name, which clients insist on."""
    told = {"appname": "wallabag", "version": VERSION, "allowed_registration": False}
    return answer({**told, "server": "Devket"})


@route("/api/user", "PUT")
def register() -> Response:
    """Refuse to make accounts: that is done on the page of Devket, by its rules."""
    return problem(403, "forbidden", "Accounts are made on the web page.")


@route("/api/user", "GET")
def user() -> Response:
    """Tell who it is."""
    person = asker()
    return answer(
        {
            "id": person.id,
            "username": person.handle,
            "name": person.display_name or person.handle,
            "email": person.email,
            "created_at": at(person.created_at),
            "updated_at": at(person.updated_at),
        }
    )


@route("/api/config", "GET")
def config() -> Response:
    """Tell how the person likes it; most of it is decided by each client for itself."""
    person = asker()
    return answer(
        {
            "id": person.id,
            "items_per_page": 30,
            "language": person.language or str(get_locale() or "en"),
            "feed_token": None,
            "feed_limit": 50,
            "reading_speed": float(WORDS_A_MINUTE),
            "action_mark_as_read": 1,
            "list_mode": 0,
            "display_thumbnails": 1,
        }
    )

"""The API's routes and the pages around it."""

from __future__ import annotations

from flask import Flask

from devket.accounts.views import apps
from devket.accounts.views.apps import Way
from devket.compat.wallabag import models as models  # its tables are known by being imported
from devket.compat.wallabag.views import (
    about,
    bulk,
    entries,
    existing,
    exporting,
    listing,
    notes,
    pages,
    pictures,
    settings,
    tags,
    tokens,
)
from devket.compat.wallabag.views.blueprint import blueprint, told
from devket.compat.wallabag.views.slashes import OneSlash
from devket.core.errors import N_
from devket.web import programs

__all__ = [
    "about",
    "bulk",
    "entries",
    "existing",
    "exporting",
    "init_app",
    "listing",
    "notes",
    "pages",
    "pictures",
    "settings",
    "tags",
    "tokens",
]


def init_app(app: Flask) -> None:
    """Open the door of the API, and join the pages to the app."""
    programs.open_door(app, blueprint, "/wallabag", told, parts=("/api", "/oauth", "/images"))
    pages.init_app(app)
    apps.register(
        Way(
            name="wallabag",
            title=N_("Apps made for wallabag"),
            sentence=N_(
                "Its apps for Android and iOS, extensions of browsers, and KOReader on e-readers "
                "work with keys, and with your name and password or an app password."
            ),
            path="/wallabag",
            endpoint="wallabag_pages.settings",
        )
    )
    app.wsgi_app = OneSlash(app.wsgi_app)  # type: ignore[method-assign]  # a wrapper

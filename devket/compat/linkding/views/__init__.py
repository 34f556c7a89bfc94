"""The door for clients of linkding."""

from __future__ import annotations

from flask import Flask

from devket.accounts.models import Kind
from devket.accounts.views import apps
from devket.accounts.views.apps import Way
from devket.compat.linkding.views import about, assets, bookmarks, tags, writing
from devket.compat.linkding.views.blueprint import blueprint, told
from devket.core.errors import N_
from devket.web import programs

__all__ = ["about", "assets", "bookmarks", "init_app", "tags", "writing"]
PREFIX = "/linkding"


def init_app(app: Flask) -> None:
    """Open the door, and say on the page of apps where it is."""
    programs.open_door(app, blueprint, PREFIX, told)
    apps.register(
        Way(
            name="linkding",
            title=N_("Apps made for linkding"),
            sentence=N_(
                "Linkdy, LinkBuddy, Pinkt, the browser extension, SingleFile and others: type the "
                "address of the server and a token into the app."
            ),
            path=PREFIX,
            kind=Kind.LINKDING,
        )
    )

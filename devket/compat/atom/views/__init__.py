"""Feeds, the catalogue of books, and the page on which feeds are made."""

from __future__ import annotations

from flask import Flask, request, url_for

from devket.accounts.views import apps
from devket.accounts.views.apps import Way
from devket.compat.atom.presenters.wanted import tag_wanted, wanted_here
from devket.compat.atom.views import books, catalogue, feeds, settings
from devket.compat.atom.views.gate import told_plainly, told_to_a_reader
from devket.core.errors import N_
from devket.library.presenters.tags import TagHead
from devket.web import programs

__all__ = ["books", "catalogue", "feeds", "init_app", "settings"]


def init_app(app: Flask) -> None:
    """Open both doors, add the page, and let pages of lists link to it."""
    programs.open_door(app, feeds.blueprint, "/feeds", told_plainly)
    programs.open_door(app, catalogue.blueprint, "/opds", told_to_a_reader)
    app.register_blueprint(settings.blueprint)
    apps.register(
        Way(
            name="opds",
            title=N_("E-readers"),
            sentence=N_("Your saves as books, for e-readers that know OPDS; with an app password."),
            path="/opds",
        )
    )
    apps.register(
        Way(
            name="feeds",
            title=N_("Feed readers"),
            sentence=N_("Lists, tags and searches as feeds, each at a secret address of its own."),
            endpoint="feeds.page",
        )
    )
    app.jinja_env.globals["feed_href"] = _feed_href


def _feed_href(tag: TagHead | None = None) -> str:
    """Return where the list that this page shows becomes a feed."""
    wanted = tag_wanted(tag) if tag else wanted_here(request.endpoint, request.args)
    return url_for("feeds.page", of=wanted.word if wanted else None)

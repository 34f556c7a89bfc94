"""The pages of search: results as one types, suggestions, help, saved searches."""

from __future__ import annotations

from flask import Flask, request
from flask_login import current_user

from devket.db import db
from devket.search import cli, jobs, services
from devket.search.language.completing import written
from devket.search.presenters import SavedView, saved_view, search_href
from devket.search.queries.saved import pinned_searches
from devket.search.views import books, completing, keeping, pages
from devket.search.views.blueprint import blueprint

__all__ = ["books", "completing", "init_app", "jobs", "keeping", "pages", "services"]


def init_app(app: Flask) -> None:
    """Join searching to the app: pages, commands, jobs, and the index that follows each change."""
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.search)
    app.context_processor(lambda: {"pinned_searches": _pinned})
    # Templates of rooms below link to searches with these: `search_href(written("tag", name))`.
    app.jinja_env.globals.update(search_href=search_href, written=written)


def _pinned() -> tuple[SavedView, ...]:
    """Return what stands beside the lists of every page."""
    here = request.args.get("q", "") if request.endpoint == "search.search" else ""
    found = pinned_searches(db.session(), current_user.id)
    return tuple(saved_view(search, here=here.strip()) for search in found)

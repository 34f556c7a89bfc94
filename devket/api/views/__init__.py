"""The interface for programs under `/api/v1`, and the page that tells of it."""

from __future__ import annotations

from flask import Flask

from devket.accounts.views import apps
from devket.api import jobs as jobs  # they are known by being imported, as its table is
from devket.api.views import (
    captures,
    description,
    frame,
    highlights,
    imports,
    people,
    posts,
    saves,
    searches,
    stories,
    tags,
    talk,
    webhook_pages,
    webhooks,
)
from devket.api.views.blueprint import PREFIX, blueprint
from devket.web import programs

__all__ = [
    "captures",
    "highlights",
    "imports",
    "init_app",
    "people",
    "posts",
    "saves",
    "searches",
    "stories",
    "tags",
    "talk",
    "webhooks",
]


def init_app(app: Flask) -> None:
    """Open the door for programs, and describe what is behind it."""
    programs.open_door(app, blueprint, PREFIX, frame.problem)
    description.describe(app)
    app.register_blueprint(description.reference)
    app.register_blueprint(webhook_pages.blueprint)
    apps.register(webhook_pages.WAY)

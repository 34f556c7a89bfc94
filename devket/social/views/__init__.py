"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import models as models  # its tables are known by being imported
from devket.social.presenters.relations import follow_state
from devket.social.views import (
    feeds,
    likes,
    media,
    notifications,
    people,
    people_lists,
    posts,
    relations,
    reports,
    talk,
)
from devket.social.views.blueprint import blueprint

__all__ = [
    "feeds",
    "init_app",
    "likes",
    "media",
    "notifications",
    "people",
    "people_lists",
    "posts",
    "relations",
    "reports",
    "talk",
]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["follow_state"] = follow_state
    app.jinja_env.globals["unread_count"] = notifications.unread_count

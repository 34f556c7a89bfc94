"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import models as models  # its tables are known by being imported
from devket.social.presenters.relations import follow_state
from devket.social.services import pictures
from devket.social.services.publishing import publish_awaited
from devket.social.views import (
    composing,
    drafts,
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
    uploads,
)
from devket.social.views.blueprint import blueprint

__all__ = [
    "composing",
    "drafts",
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
    "uploads",
]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["follow_state"] = follow_state
    pictures.when_ready(publish_awaited)
    pictures.when_refused(publish_awaited)

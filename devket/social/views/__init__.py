"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import models as models  # its tables are known by being imported
from devket.social.services import pictures
from devket.social.services.publishing import publish_awaited
from devket.social.views import composing, drafts, feeds, media, people, posts, uploads
from devket.social.views.blueprint import blueprint

__all__ = ["composing", "drafts", "feeds", "init_app", "media", "people", "posts", "uploads"]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)
    pictures.when_ready(publish_awaited)
    pictures.when_refused(publish_awaited)

"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import models as models  # its tables are known by being imported
from devket.social.services import pictures
from devket.social.services import stories as telling_stories
from devket.social.views import feeds, media, people, posts, stories, telling, uploads
from devket.social.views.blueprint import blueprint

__all__ = ["feeds", "init_app", "media", "people", "posts", "stories", "telling", "uploads"]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)
    pictures.when_ready(telling_stories.begin)

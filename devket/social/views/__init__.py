"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import models as models  # its tables are known by being imported
from devket.social import jobs as jobs  # registered by being imported
from devket.social.views import feeds, media, people, posts, stories, telling
from devket.social.views.blueprint import blueprint

__all__ = ["feeds", "init_app", "media", "people", "posts", "stories", "telling"]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)

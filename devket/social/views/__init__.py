"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import jobs as jobs  # they are known by being imported, as its tables are
from devket.social import models as models
from devket.social.views import feeds, finding, media, people, posts, shelves, syndication
from devket.social.views.blueprint import blueprint

__all__ = [
    "feeds",
    "finding",
    "init_app",
    "media",
    "people",
    "posts",
    "shelves",
    "syndication",
]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)

"""Pages of the feed."""

from __future__ import annotations

from flask import Flask

from devket.social import cli
from devket.social import models as models  # its tables are known by being imported
from devket.social.views import exploring, feeds, media, people, posts
from devket.social.views.blueprint import blueprint

__all__ = ["exploring", "feeds", "init_app", "media", "people", "posts"]


def init_app(app: Flask) -> None:
    """Join the feed to the app."""
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.demo)

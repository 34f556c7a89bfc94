"""Pages around reading: the article, how people like it, its versions."""

from __future__ import annotations

from flask import Flask

from devket.reading import models as models  # its tables are known by being imported
from devket.reading.views import places, reader, versions
from devket.reading.views.blueprint import blueprint

__all__ = ["init_app", "places", "reader", "versions"]


def init_app(app: Flask) -> None:
    """Join the reader to the app."""
    app.register_blueprint(blueprint)

"""Pages around reading: the article, how people like it, its versions."""

from __future__ import annotations

from flask import Flask

from devket.library.services import follow
from devket.reading import jobs as jobs  # registered by being imported
from devket.reading import models as models  # its tables are known by being imported
from devket.reading.services.placing import move_along
from devket.reading.views import books, highlights, marks, places, reader, versions
from devket.reading.views.blueprint import blueprint

__all__ = ["books", "highlights", "init_app", "marks", "places", "reader", "versions"]


def init_app(app: Flask) -> None:
    """Join the reader to the app; highlights follow the text from version to version."""
    follow(move_along)
    app.register_blueprint(blueprint)

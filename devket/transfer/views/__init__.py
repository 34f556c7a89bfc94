"""Pages of imports and exports."""

from __future__ import annotations

from flask import Flask

from devket.transfer import cli
from devket.transfer import jobs as jobs  # registered by being imported
from devket.transfer import models as models  # its tables are known by being imported
from devket.transfer.views import exports, imports, receiving
from devket.transfer.views.blueprint import blueprint

__all__ = ["exports", "imports", "init_app", "receiving"]


def init_app(app: Flask) -> None:
    """Join imports and exports to the app."""
    app.register_blueprint(blueprint)
    receiving.init_app(app)
    cli.init_app(app)

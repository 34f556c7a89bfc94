"""Pages of imports and exports."""

from __future__ import annotations

from flask import Flask

from devket.transfer import cli
from devket.transfer.views import exports
from devket.transfer.views.blueprint import blueprint

__all__ = ["exports", "init_app"]


def init_app(app: Flask) -> None:
    """Join imports and exports to the app."""
    app.register_blueprint(blueprint)
    cli.init_app(app)

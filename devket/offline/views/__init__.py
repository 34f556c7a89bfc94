"""Pages and answers for devices: installing, what to keep, what was done meanwhile."""

from __future__ import annotations

from flask import Flask

from devket.offline.presenters import GROUND
from devket.offline.views import installing, keeping, sending
from devket.offline.views.blueprint import blueprint

__all__ = ["init_app", "installing", "keeping", "sending"]


def init_app(app: Flask) -> None:
    """Join it to the app, and let every page name the colour of its frame."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["ground"] = GROUND

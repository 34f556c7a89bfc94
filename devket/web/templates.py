"""What every template can call, beside what the features add."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import generate_csrf
from jinja2 import StrictUndefined

from devket.web.htmx import is_htmx


def init_app(app: Flask) -> None:
    """Make templates strict and give them the shared globals."""
    # A misspelt name in a template is an error, not an empty place.
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(csrf_token=generate_csrf)
    app.context_processor(lambda: {"is_htmx": is_htmx()})

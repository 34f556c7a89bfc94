"""Pages of searching."""

from __future__ import annotations

from flask import Flask

from devket.search import cli, jobs, services

__all__ = ["init_app", "jobs", "services"]


def init_app(app: Flask) -> None:
    """Join searching to the app: its commands, its jobs, and the index that follows each change."""
    app.cli.add_command(cli.search)

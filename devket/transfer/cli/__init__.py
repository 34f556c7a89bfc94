"""Imports and exports from the shell."""

from __future__ import annotations

from flask import Flask

from devket.transfer.cli.exports import export
from devket.transfer.cli.importing import import_file


def init_app(app: Flask) -> None:
    """Hand the app its commands."""
    app.cli.add_command(export)
    app.cli.add_command(import_file)

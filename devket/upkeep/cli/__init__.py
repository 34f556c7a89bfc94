"""The commands of upkeep: `flask backup`, `flask restore`, `flask media …`."""

from __future__ import annotations

from flask import Flask

from devket.upkeep.cli import backups
from devket.upkeep.place import Place, install


def init_app(app: Flask, place: Place) -> None:
    """Add the commands."""
    install(app, place)
    app.cli.add_command(backups.backup)
    app.cli.add_command(backups.restore)

"""The commands of upkeep: `flask backup`, `flask restore`, `flask media …`."""

from __future__ import annotations

from flask import Flask

from devket.upkeep import jobs
from devket.upkeep.cli import backups, media
from devket.upkeep.place import Place, install

__all__ = ["init_app", "jobs"]


def init_app(app: Flask, place: Place) -> None:
    """Add the commands."""
    install(app, place)
    app.cli.add_command(backups.backup)
    app.cli.add_command(backups.restore)
    app.cli.add_command(media.media_commands)

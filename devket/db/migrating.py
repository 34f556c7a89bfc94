"""Alembic, without the colours for code that its templates load for their error pages: 5 MB."""

from __future__ import annotations

from devket.core.loading import not_installed

with not_installed("pygments"):
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError
    from flask_migrate import Migrate, upgrade

__all__ = [
    "CommandError",
    "Config",
    "Migrate",
    "MigrationContext",
    "ScriptDirectory",
    "command",
    "upgrade",
]

"""Logging: one line a record on standard error, at the level the operator chose."""

from __future__ import annotations

import logging
from logging.config import dictConfig


def set_up(level: str) -> None:
    """Configure the root logger of this process."""
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"level": level, "handlers": ["stderr"]},
        }
    )
    # Huey tells each poll and each task at INFO: a line a save is told by the capture itself.
    logging.getLogger("huey").setLevel(max(logging.WARNING, logging.getLevelName(level)))

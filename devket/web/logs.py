"""Logging: one line a record, for people or for machines, at the level the operator chose."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from logging.config import dictConfig
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from devket.core.tracing import request_id


class OfRequest(logging.Filter):
    """Puts the id of the request that is worked for into each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass."""
        name = request_id()
        record.__dict__.update(request_id=name, of_request=f" [{name}]" if name else "")
        return True


class AsJson(JsonFormatter):
    """One object a line: time, level, logger, message, request_id, error."""

    def __init__(self) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s %(request_id)s",
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "error"},
            json_ensure_ascii=False,
        )

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Begin each object with its time in UTC; leave out what is only for people."""
        moment = datetime.fromtimestamp(record.created, UTC)
        log_data["time"] = moment.isoformat(timespec="milliseconds")
        super().add_fields(log_data, record, message_dict)
        log_data.pop("of_request", None)
        if not log_data.get("request_id"):
            log_data.pop("request_id", None)


def configuration(level: str, form: str) -> dict[str, Any]:
    """Return what `dictConfig` is given for `line` (standard error) or `json` (standard output)."""
    is_json = form == "json"
    line = "%(asctime)s %(levelname)s %(name)s%(of_request)s %(message)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"of_request": {"()": OfRequest}},
        "formatters": {"line": {"format": line}, "json": {"()": AsJson}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout" if is_json else "ext://sys.stderr",
                "formatter": form,
                "filters": ["of_request"],
            }
        },
        "root": {"level": level, "handlers": ["console"]},
    }


def of_gunicorn(level: str) -> dict[str, Any]:
    """Return the same for gunicorn, whose own lines are then objects like all others."""
    quiet = {"level": level, "handlers": ["console"], "propagate": False}
    loggers = {"gunicorn.error": quiet, "gunicorn.access": {**quiet, "handlers": []}}
    return {**configuration(level, "json"), "loggers": loggers}


def set_up(level: str, form: str = "line") -> None:
    """Configure the root logger of this process."""
    dictConfig(configuration(level, form))
    logging.captureWarnings(True)
    # Huey tells each poll and each task at INFO: a line a save is told by the capture itself.
    # Alembic tells what it is at each look whether the tables are those of the code.
    for name in ("huey", "alembic.runtime.migration"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))

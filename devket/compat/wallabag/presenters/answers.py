"""Answers of the dialect: JSON without a charset, times without colons, errors in its words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flask import Response

REALM = 'Bearer realm="Service", error="{error}", error_description="{sentence}"'


def answer(told: Any, status: int = 200) -> Response:
    """Return JSON. Some clients take no `application/json` with anything after it."""
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Response(body.encode("utf-8", "replace"), status, content_type="application/json")


def problem(status: int, error: str, sentence: str) -> Response:
    """Return an error: as wallabag tells it, and as OAuth does, for each client reads its own."""
    told = {"code": status, "message": sentence, "error": error, "error_description": sentence}
    response = answer(told, status)
    if status == 401:
        plain = sentence.encode("ascii", "replace").decode().replace('"', "'")
        response.headers["WWW-Authenticate"] = REALM.format(error=error, sentence=plain)
    return response


def at(moment: datetime | None) -> str | None:
    """Return a time as every client reads it: `2026-03-04T05:06:07+0000`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000") if moment else None

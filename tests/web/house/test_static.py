"""Static files: what they are, whom they are for."""

from __future__ import annotations

from flask import Flask

from devket.web.static import addresses
from tests.support.client import AuditingClient


def test_static_files_are_taken_for_what_they_are_and_on_this_site_alone(
    app: Flask, nobody: AuditingClient
) -> None:
    answer = nobody.get(addresses(app).of("css/base.css"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers

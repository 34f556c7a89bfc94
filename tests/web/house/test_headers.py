"""The content security policy: closed but for the origins that the operator's settings name."""

from __future__ import annotations

from flask import Flask

from devket.web import headers
from tests.support.client import AuditingClient

FILES = "https://cdn.example/static/"
MEDIA = "https://media.example"


def policy_of(app: Flask, **origins: str) -> dict[str, str]:
    """Return the policy of an app's page, by directive."""
    headers.init_app(app, is_on_tls=False, **origins)
    app.add_url_rule("/", view_func=lambda: "a page")
    told = app.test_client().get("/").headers["Content-Security-Policy"]
    return {name: rest for name, _, rest in (part.partition(" ") for part in told.split("; "))}


def test_a_page_takes_nothing_from_elsewhere_by_default(nobody: AuditingClient) -> None:
    told = nobody.get("/login").headers["Content-Security-Policy"]
    assert "script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';" in told
    assert "http" not in told


def test_the_origin_of_static_files_may_give_what_static_files_are() -> None:
    found = policy_of(Flask("told", static_folder=None), static_origin=FILES)
    for name in ("script-src", "style-src", "font-src"):
        assert found[name] == f"'self' {FILES}"
    assert found["img-src"] == f"'self' data: {FILES}"
    assert found["connect-src"] == found["manifest-src"] == found["form-action"] == "'self'"
    assert not any("unsafe-" in sources for sources in found.values())


def test_the_origin_of_media_may_give_pictures_alone() -> None:
    found = policy_of(Flask("told", static_folder=None), media_origin=MEDIA)
    assert [name for name, sources in found.items() if MEDIA in sources] == ["img-src"]


def test_one_origin_for_both_is_named_once() -> None:
    both = {"static_origin": MEDIA, "media_origin": MEDIA}
    assert policy_of(Flask("told", static_folder=None), **both)["img-src"].count(MEDIA) == 1

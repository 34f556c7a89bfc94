"""The manifest and the service worker: what a browser asks before anybody logs in."""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from devket.offline import presenters
from devket.offline.presenters import GROUND
from devket.web import headers
from devket.web.static import ROOT
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person

TOKENS = (ROOT / "css" / "tokens.css").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_anybody_may_read_the_manifest_in_their_language(
    nobody: AuditingClient, language: str
) -> None:
    answer = nobody.get("/manifest.webmanifest", headers={"Accept-Language": language})
    assert answer.content_type == "application/manifest+json; charset=utf-8"
    told = json.loads(answer.data)
    assert told["lang"] == language
    assert (told["display"], told["scope"], told["id"]) == ("standalone", "/", "/")
    assert told["share_target"]["method"] == "GET"
    assert set(told["share_target"]["params"]) == {"title", "text", "url"}
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        assert nobody.get(icon["src"]).status_code == 200
    for shortcut in told["shortcuts"]:
        assert nobody.get(shortcut["url"]).status_code == 302


def test_every_page_names_it_and_the_colour_of_its_frame(alice: Person) -> None:
    page = alice.client.get("/saves").text
    assert '<link rel="manifest" href="/manifest.webmanifest"' in page
    assert re.findall(r'"theme-color" content="(#\w+)"', page) == [GROUND["light"], GROUND["dark"]]
    alice.client.post("/settings/appearance", data={"theme": "sepia"})
    page = alice.client.get("/saves").text
    assert re.findall(r'"theme-color" content="(#\w+)"', page) == [GROUND["sepia"]]


def test_the_colours_are_those_of_the_tokens() -> None:
    assert f"--bg: light-dark({GROUND['light']}, {GROUND['dark']});" in TOKENS
    sepia = TOKENS.partition('[data-theme="sepia"] {')[2].partition("}")[0]
    assert f"--bg: {GROUND['sepia']};" in sepia


def test_the_worker_is_asked_for_anew_and_may_answer_for_every_page(nobody: AuditingClient) -> None:
    answer = nobody.get("/sw.js")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    policy = answer.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; connect-src 'self'"
    config = re.search(r"^const RELEASE = (\{.*\});$", answer.text, re.MULTILINE)
    assert config is not None
    shell = json.loads(config[1])["shell"]
    assert {address for address in shell if nobody.get(address).status_code != 200} == set()
    assert any("reader.css" in address for address in shell)
    assert not any("admin" in address or "sw-" in address for address in shell)
    assert not re.search(r"^\s*//", answer.text, re.MULTILINE)  # slim, as scripts are collected


def test_the_worker_may_fetch_from_where_files_and_pictures_are() -> None:
    app = Flask("told", static_folder=None)
    files, media = "https://cdn.example/static/", "https://media.example"
    headers.init_app(app, is_on_tls=False, static_origin=files, media_origin=media)
    with app.app_context():
        assert headers.worker_policy().endswith(f"connect-src 'self' {files} {media}")


def test_the_policy_lets_our_worker_in_and_no_other(nobody: AuditingClient) -> None:
    policy = nobody.get("/login").headers["Content-Security-Policy"]
    assert "worker-src 'self';" in policy
    assert policy.endswith("trusted-types htmx devket-worker")


@pytest.mark.parametrize(
    ("query", "url", "title"),
    [
        ("?url=https://a.example/x&title=T", "https://a.example/x", "T"),
        ("?title=T&text=https://a.example/x", "https://a.example/x", "T"),
        ("?text=Look%20at%20this:%20https://a.example/x.", "https://a.example/x", ""),
        ("?text=(https://a.example/w_(x))", "https://a.example/w_(x)", ""),
        ("?title=https://a.example/x", "https://a.example/x", ""),
        ("?title=https://a.example/&text=Words https://a.example/", "https://a.example/", "Words"),
        ("?text=「https://a.example/글」", "https://a.example/글", ""),
        ("?text=no%20address", "no address", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_what_a_phone_shares_becomes_an_address_to_confirm(
    alice: Person, query: str, url: str, title: str
) -> None:
    page = alice.client.get(f"/save{query}").text
    assert f'maxlength="4000" value="{url}"' in page
    assert (f'<p class="confirm-title">{title}</p>' in page) is bool(title)


def test_a_share_survives_the_log_in(nobody: AuditingClient, alice: Person) -> None:
    shared = "/save?title=T&text=See+https%3A%2F%2Fa.example%2Fx%3Fa%3D1%26b%3D2&url="
    sent = nobody.get(shared).location
    assert sent.startswith("/login?next=")
    wanted = parse_qs(urlsplit(sent).query)["next"][0]
    form = {"login": alice.email, "password": PASSWORD, "next": wanted}
    entered = nobody.post("/login", data=form)
    assert entered.status_code == 303
    page = nobody.get(entered.location).text
    assert 'value="https://a.example/x?a=1&amp;b=2"' in page


def test_another_release_has_another_worker(
    nobody: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = nobody.get("/sw.js").text
    assert nobody.get("/sw.js").text == before
    monkeypatch.setattr(presenters, "own_digest", lambda: "of other files")
    presenters._release.cache_clear()
    assert nobody.get("/sw.js").text != before
    presenters._release.cache_clear()


def test_what_is_no_page_finds_its_icon(nobody: AuditingClient) -> None:
    answer = nobody.get("/favicon.ico")
    assert answer.status_code == 302
    icon = nobody.get(answer.location)
    assert (icon.status_code, icon.content_type) == (200, "image/png")

"""The auditor itself: each fault it is there for is found, a good page passes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask, Response

from tests.support.auditing import ONCE
from tests.support.client import AuditingClient

GOOD = """<!doctype html><html lang="en">
<head><meta charset="utf-8"><title>Log in · Devket</title></head>
<body><main><h1>Log in</h1><p>Hello <a href="#there">there</a></p><p id="there">x</p>
<form method="post" action="/"><input type="hidden" name="csrf_token" value="t">
<label for="a">Name</label><input id="a" name="a"><button type="submit">Go</button></form>
</main></body></html>"""

FAULTS = {
    "img-missing-alt": ("<p>Hello ", '<img src="data:,">'),
    "duplicate-id": ("<p>Hello ", '<p id="there">'),
    "</body> inside main": ("</main>", ""),
    "where the browser reads": ("<p>Hello", "<p><div>x</div>Hello"),
    "inside p": ("Hello", "</b>Hello"),
    "doctype": ("<!doctype html>", "<!-- none -->"),
    "lang": (' lang="en"', ""),
    "title is empty": ("Log in · Devket", ""),
    "does not say the h1": ("<title>Log in", "<title>Sign up"),
    "0 h1": ("<h1>Log in</h1>", ""),
    "2 h1": ("</h1>", "</h1><h1>Log in</h1>"),
    "inline code: style on p": ("<p>Hello", '<p style="color:red">Hello'),
    "inline code: onclick on p": ("<p>Hello", '<p onclick="go()">Hello'),
    "inline code: href of a": ('href="#there"', 'href="javascript:go()"'),
    "inline code: a script element": ("</main>", "<script>go()</script></main>"),
    "inline code: a style element": ("</head>", "<style>p{}</style></head>"),
    "unlabelled: input": ("<label", "<span"),
    "nameless: button": ("Go</button>", "</button>"),
    "no CSRF token": ("csrf_token", "other"),
    "anchor leads nowhere: #there": ('id="there"', ""),
    "for names no id": ('for="a"', 'for="b"'),
    "leads nowhere: GET /nowhere": ('href="#there"', 'href="/nowhere"'),
    "leads nowhere: POST /": ("<p>Hello ", ""),
}

Serve = Callable[..., AuditingClient]


@pytest.fixture
def serve() -> Serve:
    def make(
        html: str, methods: tuple[str, ...] = ("GET", "POST"), **headers: str
    ) -> AuditingClient:
        app = Flask("audited", static_folder=None)
        app.secret_key = "a key for tests only"

        def page() -> Response:
            answer = Response(html, content_type="text/html; charset=utf-8")
            answer.headers.update({name: "set" for name in ONCE if name != "Content-Type"})
            answer.headers["Cache-Control"] = "no-store"
            answer.headers.update({k.replace("_", "-"): v for k, v in headers.items()})
            return answer

        app.add_url_rule("/", view_func=page, methods=methods)
        return AuditingClient(app, settle=lambda: None)

    return make


def test_a_good_page_passes(serve: Serve) -> None:
    assert serve(GOOD).get("/").status_code == 200


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_page_is_found(serve: Serve, fault: str) -> None:
    before, after = FAULTS[fault]
    assert before in GOOD
    methods = ("GET",) if "POST" in fault else ("GET", "POST")
    with pytest.raises(AssertionError, match=re.escape(fault)):
        serve(GOOD.replace(before, after, 1), methods).get("/")


def test_a_fragment_needs_no_title_but_labels(serve: Serve) -> None:
    assert serve("<li id='a'><a href='/'>x</a></li>").get("/").status_code == 200
    with pytest.raises(AssertionError, match="unlabelled"):
        serve("<p><input name='a'></p>").get("/")


def test_a_header_sent_twice_or_unsafe_is_found(serve: Serve) -> None:
    client = serve(GOOD, Content_Security_Policy="script-src 'unsafe-inline'")
    with pytest.raises(AssertionError, match="unsafe"):
        client.get("/")


def test_a_test_may_look_at_a_wrong_page_on_purpose(serve: Serve) -> None:
    client = serve("<p style='x'>")
    client.is_auditing = False
    assert client.get("/").status_code == 200

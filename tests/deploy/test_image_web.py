"""nginx in the image: static files, headers, limits, ids, whom it believes."""

from __future__ import annotations

import json
import re
import socket
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
import urllib3

from tests.deploy.visitor import Visitor
from tests.support.containers import HELD_TIGHT, Container, container, host_address
from tests.support.processes import wait_until

HEADERS = ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
           "Cross-Origin-Resource-Policy", "Permissions-Policy", "X-Frame-Options",
           "X-Request-ID", "Content-Security-Policy", "Cache-Control")  # fmt: skip
HTTP = urllib3.PoolManager(retries=False, timeout=20)
PASSWORD = "correct horse battery"


def get(running: Container, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
    """Ask for a path; names of headers are written with underlines."""
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    return HTTP.request("GET", running.base + path, headers=asked, redirect=False,
                        decode_content=False)  # fmt: skip


def a_style_sheet(running: Container) -> str:
    """Return the address of a style sheet as pages name it."""
    found = re.search(rb'href="(/static/css/[^"]+\.css)"', get(running, "/").data)
    assert found
    return found[1].decode()


def of_python(running: Container) -> int:
    """Return how many requests reached gunicorn, by what nginx tells of them."""
    return sum(bool(line.get("upstream_seconds")) for line in running.lines())


@pytest.mark.parametrize(("takes", "given"), [("gzip", "gzip"), ("br, gzip", "br"), ("", None)])
def test_static_files_are_packed_and_stay(devket: Container, takes: str, given: str | None) -> None:
    before = of_python(devket)
    sheet = a_style_sheet(devket)
    answer = get(devket, sheet, Accept_Encoding=takes)
    assert answer.status == 200
    assert answer.headers.get("Content-Encoding") == given
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert of_python(devket) == before + 1  # the page that named it


def test_names_without_a_hash_are_asked_for_again(devket: Container) -> None:
    answer = get(devket, "/static/css/base.css")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    # All files of an image have one date: a tag made of it would be the same for another content.
    assert "ETag" not in answer.headers and "Last-Modified" not in answer.headers


HIDDEN = ("/static/manifest.json", "/static/../manifest.json", "/static/nothing.css",
          "/_media/ab/cd", "/_error/503.html")  # fmt: skip


@pytest.mark.parametrize("path", HIDDEN)
def test_what_is_for_nobody_is_not_there(devket: Container, path: str) -> None:
    assert get(devket, path).status == 404


def test_metrics_are_for_those_who_were_named(devket: Container) -> None:
    assert get(devket, "/metrics").status in (403, 404)


def large(running: Container) -> urllib3.BaseHTTPResponse:
    """Send more than any view takes."""
    return HTTP.request("POST", running.base + "/save/page", body=b"x" * 11_000_000)


def test_every_kind_of_answer_has_the_headers_once(devket: Container) -> None:
    answers = {
        "page": get(devket, "/"),
        "static": get(devket, a_style_sheet(devket)),
        "missing page": get(devket, "/nothing"),
        "missing file": get(devket, "/static/nothing.css"),
        "too large": large(devket),
        "too long": get(devket, "/" + "x" * 20_000),
    }
    told = {name: answer.status for name, answer in answers.items()}
    assert told == {"page": 200, "static": 200, "missing page": 404, "missing file": 404,
                    "too large": 413, "too long": 414}  # fmt: skip
    for name, answer in answers.items():
        found = Counter(key.title() for key, _ in answer.headers.iteritems())
        wanted = {key for key in HEADERS if name != "static" or "Content" not in key[:8]}
        assert {k: found[k.title()] for k in wanted} == dict.fromkeys(wanted, 1), name
        assert "unsafe" not in answer.headers.get("Content-Security-Policy", ""), name


def test_pages_are_packed(devket: Container) -> None:
    answer = get(devket, "/", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"


def test_a_request_that_never_ends_its_headers_is_let_go(devket: Container) -> None:
    with socket.create_connection(("127.0.0.1", devket.port), timeout=20) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with suppress(ConnectionResetError):  # the shorter way to let somebody go
            assert slow.recv(100)[:12] in (b"", b"HTTP/1.1 408")


def test_strangers_do_not_name_themselves(devket: Container) -> None:
    answer = get(
        devket, "/nothing", X_Forwarded_For="203.0.113.9", X_Request_ID="given-by-stranger"
    )
    assert answer.headers["X-Request-ID"] != "given-by-stranger"
    assert line_of(devket, answer.headers["X-Request-ID"])["client"] != "203.0.113.9"


def line_of(running: Container, request_id: str) -> dict[str, Any]:
    """Return nginx's line about a request."""
    return next(line for line in running.lines()
                if line.get("request_id") == request_id and line["logger"] == "nginx")  # fmt: skip


def test_a_trusted_proxy_tells_client_scheme_and_id(image: str) -> None:
    proxy = host_address(image)
    settings = ("-e", f"DEVKET_TRUSTED_PROXIES={proxy}/32", "-e", f"DEVKET_METRICS_ALLOW={proxy}")
    base = ("-e", "DEVKET_BASE_URL=https://devket.example")
    with container(image, *HELD_TIGHT, *settings, *base) as running:
        running.wait_until_ready()
        told = {"X_Forwarded_For": "203.0.113.9", "X_Request_ID": "given-by-proxy-1"}
        answer = get(running, "/nothing", X_Forwarded_Proto="https", **told)
        assert answer.headers["X-Request-ID"] == "given-by-proxy-1"
        assert line_of(running, "given-by-proxy-1")["client"] == "203.0.113.9"
        sheet = get(running, a_style_sheet(running))
        for one in (answer, sheet):
            assert one.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_old_links_lead_to_the_bucket(image: str) -> None:
    settings = {
        "DEVKET_STATIC": "s3",
        "DEVKET_S3_BUCKET": "assets",
        "DEVKET_S3_REGION": "eu-west-1",
        "DEVKET_S3_PUBLIC_URL": "https://cdn.devket.example",
    }
    options = [word for name, value in settings.items() for word in ("-e", f"{name}={value}")]
    with container(image, *HELD_TIGHT, *options) as running:
        running.wait_until_ready()
        assert b"https://cdn.devket.example/static/css/" in get(running, "/").data
        answer = get(running, "/static/css/old.0123456789ab.css")
        assert answer.status == 302
        assert answer.headers["Location"] == (
            "https://cdn.devket.example/static/css/old.0123456789ab.css"
        )
        # A browser draws these from the page's own origin alone.
        assert get(running, "/static/img/icons.svg").status == 200


def test_a_save_is_told_by_one_id(devket: Container) -> None:
    create = ("flask", "user", "create", "bob@devket.test", "--username", "bob", "--password-stdin")
    assert devket.run(*create, feed=PASSWORD).returncode == 0
    visitor = Visitor(devket.base)
    visitor.log_in("bob", PASSWORD)
    assert visitor.save("http://127.0.0.1:9/nobody-is-there")

    def told() -> set[str]:
        lines = devket.lines()
        asked = next(line for line in lines if line.get("path") == "/save")
        return {line["logger"].split(".")[0] for line in lines
                if line.get("request_id") == asked["request_id"]}  # fmt: skip

    wait_until(lambda: told() == {"nginx", "devket"}, seconds=20, told=json.dumps(devket.lines()))

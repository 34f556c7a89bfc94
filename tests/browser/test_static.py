"""Collected static files in a browser, in all three ways: pages are styled, scripted, drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Response, expect
from sqlalchemy import update

from devket.accounts.models import User
from devket.db import transaction
from devket.storage import Bucket
from tests.browser.test_journeys import save, sign_up
from tests.corpus.server import CorpusServer
from tests.support.chromium import DESKTOP, Window, open_window
from tests.support.nginx import nginx_before
from tests.support.processes import Installation, free_port, running
from tests.support.s3 import Server

ARTICLE = "prism-sqlite-wal"
FILLS_IN = 30_000  # milliseconds
IS_DRAWN = """svg => { const box = svg.getBBox(); return box.width > 0 && box.height > 0 }"""
STYLE = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@dataclass(frozen=True, slots=True)
class Site:
    """A running Devket with collected files, and where its pages take them from."""

    way: str
    place: Installation
    base: str
    files: str
    window: Window
    answers: list[Response]

    def app(self) -> Flask:
        """Return an app over the same database."""
        return self.place.app()

    def page(self) -> Page:
        """Open a tab whose answers are noted."""
        page = self.window.page()
        page.on("response", lambda answer: self.answers.append(answer))
        return page

    def faults(self) -> list[str]:
        """Return what no page may do, but for taking files from where they are."""
        known = f"asked a stranger: {self.files}"
        return [fault for fault in self.window.faults if not fault.startswith(known)]


@pytest.fixture(params=["app", "nginx", "s3"])
def site(
    request: pytest.FixtureRequest, chromium: Browser, corpus: CorpusServer, tmp_path: Path
) -> Iterator[Site]:
    """Collect, as an operator does, and run Devket in one of the three ways."""
    way, bucket, server = str(request.param), None, None
    place = Installation(tmp_path, fetch_allow=urlsplit(corpus.base).netloc)
    base, files = place.base, f"{place.base}/static/"
    if way == "s3":
        server = request.getfixturevalue("s3_server")
        bucket = server.fresh()
        place.extra |= settings_of(bucket)
        files = f"{bucket.public_address()}/static/"
        let_all_read(bucket)
    elif way == "nginx":
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        files = f"{base}/static/"
        place.extra["DEVKET_BASE_URL"] = base
    done = place.flask("static", "collect", *(["--cors"] if bucket else []))
    assert done.returncode == 0, done.stderr
    with ExitStack() as stack:
        if isinstance(server, Server) and bucket is not None:
            stack.callback(server.drop, bucket)
        stack.enter_context(running(place))
        place.wait_until_ready()
        if way == "nginx":
            public = tmp_path / "data" / "static" / "public"
            folder = tmp_path / "nginx"
            stack.enter_context(nginx_before(place.port, port=port, public=public, folder=folder))
        window = open_window(chromium, base, DESKTOP)
        stack.callback(window.context.close)
        yield Site(way, place, base, files, window, [])


def settings_of(bucket: Bucket) -> dict[str, str]:
    """Return the settings for static files in a bucket."""
    return {
        "DEVKET_STATIC": "s3",
        "DEVKET_S3_BUCKET": bucket.place.name,
        "DEVKET_S3_REGION": bucket.place.region,
        "DEVKET_S3_ENDPOINT_URL": bucket.place.endpoint_url,
        "AWS_ACCESS_KEY_ID": bucket.place.access_key_id,
        "AWS_SECRET_ACCESS_KEY": bucket.place.secret_access_key,
    }


def let_all_read(bucket: Bucket) -> None:
    """Set the policy that docs/static.md names."""
    allow = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket.place.name}/static/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    bucket.client().put_bucket_policy(Bucket=bucket.place.name, Policy=policy)


def style(page: Page, selector: str, name: str) -> str:
    """Return what the browser made of the style sheets."""
    return str(page.evaluate(STYLE, [selector, name]))


def look_at_files(site: Site) -> None:
    """Assert that every static file came from where it should, named by its content."""
    own = f"{site.base}/static/"
    came = [one for one in site.answers if one.url.startswith((site.files, own))]
    assert len(came) > 10
    for answer in came:
        path = urlsplit(answer.url).path
        assert (answer.status, bool(HASHED.search(path))) == (200, True), answer.url
        assert "immutable" in answer.headers["cache-control"], answer.url
        is_icons = "/img/icons." in path
        assert answer.url.startswith(own if is_icons else site.files), answer.url
        assert ("x-answered-by" in answer.headers) is (site.way == "nginx")


@pytest.mark.timeout(240)
def test_pages_are_styled_scripted_and_drawn_the_admins_too(
    site: Site, corpus: CorpusServer
) -> None:
    page = site.page()
    page.goto("/login")
    assert style(page, "body", "margin") == "0px"
    assert style(page, "main button", "cursor") == "pointer"
    assert page.evaluate("Boolean(customElements.get('toast-message') && window.htmx)")
    mark = page.locator("svg.mark").first
    assert mark.evaluate(IS_DRAWN)

    sign_up(page, f"static_{site.way}")
    save(page, corpus.url(ARTICLE))
    row = page.locator("[data-save-id]").first
    expect(row).to_have_attribute("data-state", "full text", timeout=FILLS_IN)
    expect(row).not_to_have_attribute("aria-busy", "true", timeout=FILLS_IN)  # pictures, too
    page.locator("[data-save-id] h2 a, [data-save-id] h3 a").first.click()
    copy = page.get_by_role("button", name="Copy code").first
    expect(copy).to_be_visible()  # the module that makes it has run
    assert copy.locator("svg").first.evaluate(IS_DRAWN)
    assert style(page, "article pre", "overflowX") == "auto"
    assert style(page, "article pre", "fontFamily") != style(page, "body", "fontFamily")

    app = site.app()
    with app.app_context(), transaction() as session:
        session.execute(update(User).values(is_admin=True))
    page.goto("/admin/people/")
    # Flask-Admin's own sheet, then Devket's.
    assert style(page, ".model-list", "marginTop") == "-1px"
    assert style(page, ".table-responsive", "overflowX") == "auto"
    assert style(page, "body", "margin") == "0px"
    assert page.locator("svg.mark").first.evaluate(IS_DRAWN)
    look_at_files(site)
    page.close()
    assert site.faults() == []

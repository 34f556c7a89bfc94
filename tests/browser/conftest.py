"""A running Devket, the corpus, and browsers of three kinds: desktop, phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.corpus.server import CorpusServer
from tests.support.chromium import DESKTOP, PHONE, PLAIN, Window, launch, open_window
from tests.support.client import AuditingClient
from tests.support.people import Person, person
from tests.support.processes import Installation, running
from tests.support.s3 import bucket, gateway, s3_server  # noqa: F401  # fixtures, found by name

HERE = Path(__file__).parent
FAILURES = HERE / "failures"
OpenWindow = Callable[..., Window]
SignIn = Callable[[Page, str], Person]
_FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note a failure, for the fixtures to keep a picture of it."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.fixture(scope="package")
def corpus() -> Iterator[CorpusServer]:
    """Serve the corpus on loopback."""
    with CorpusServer() as server:
        yield server


@pytest.fixture(scope="package")
def devket(
    corpus: CorpusServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """Run web and worker on a fresh SQLite database; they may fetch from the corpus."""
    allowed = urlsplit(corpus.base).netloc
    place = Installation(tmp_path_factory.mktemp("devket"), fetch_allow=allowed)
    with running(place):
        place.wait_until_ready()
        yield place


@pytest.fixture(scope="package")
def app(devket: Installation) -> Flask:
    """Return an app in this process over the running one's database."""
    return devket.app()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Run one browser for all."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def new_window(
    chromium: Browser, devket: Installation, request: pytest.FixtureRequest
) -> Iterator[OpenWindow]:
    """Open browsers: `new_window(PHONE, locale="ko-KR", color_scheme="dark")`.

    Afterwards each must have been without faults; a failed test leaves its pictures.
    """
    opened: list[Window] = []

    def make(kind: dict[str, Any] = DESKTOP, **options: Any) -> Window:
        opened.append(open_window(chromium, devket.base, {**kind, **options}))
        return opened[-1]

    yield make
    name = re.sub(r"\W+", "-", request.node.name)
    faults = [fault for window in opened for fault in window.faults]
    for number, window in enumerate(opened):
        if faults or request.node.stash.get(_FAILED, False):
            window.shoot(FAILURES, f"{name}-{number}")
        window.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def desktop(new_window: OpenWindow) -> Page:
    """A tab on a large screen."""
    return new_window(DESKTOP).page()


@pytest.fixture
def phone(new_window: OpenWindow) -> Page:
    """A tab on a phone."""
    return new_window(PHONE).page()


@pytest.fixture
def plain(new_window: OpenWindow) -> Page:
    """A tab without scripts."""
    return new_window(PLAIN).page()


@pytest.fixture
def sign_in(app: Flask, devket: Installation, request: pytest.FixtureRequest) -> SignIn:
    """Make an account and sign a tab in without its log-in form: `sign_in(page, "alice")`."""
    tries = getattr(request.node, "execution_count", 1)  # a second one needs names of its own

    def enter(page: Page, handle: str) -> Person:
        client = AuditingClient(app, settle=lambda: None)
        made = person(app, handle if tries == 1 else f"{handle}_{tries}", client)
        cookie = client.get_cookie("devket")
        assert cookie is not None
        page.context.add_cookies(
            [{"name": "devket", "value": cookie.value, "url": devket.base, "httpOnly": True}]
        )
        return made

    return enter

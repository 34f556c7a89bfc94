"""Devket without a connection: reading what is kept, saving and archiving for later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlalchemy import select

from devket.db import db, read_only
from devket.library.models import Save
from tests.browser.conftest import SignIn
from tests.browser.test_journeys import FILLS_IN, save
from tests.corpus.server import CorpusServer
from tests.support.cable import Cable
from tests.support.chromium import DESKTOP, PHONE, PLAIN, Window, no_violations, open_window
from tests.support.processes import Installation

WITH_PICTURES, OTHER = "lazy-images", "prism-sqlite-wal"


def saves_of(app: Flask, user_id: int) -> dict[str, bool]:
    """Return the addresses a person has saved, and whether each is archived."""
    with app.app_context(), read_only():
        rows = db.session.scalars(select(Save).filter_by(owner_id=user_id, deleted_at=None))
        return {row.given_url: row.is_archived for row in rows}


def fill(page: Page, corpus: CorpusServer, *names: str) -> None:
    """Save pages and wait until they can be read."""
    page.goto("/saves")
    for number, name in enumerate(names, 1):
        save(page, corpus.url(name))
        expect(page.locator("[data-save-id]")).to_have_count(number)
    ready = page.locator("[data-state='full text'], [data-state='partial']")
    expect(ready).to_have_count(len(names), timeout=FILLS_IN)


def keep(page: Page, count: int) -> None:
    """Switch the keeping of articles on, and wait for them."""
    page.goto("/settings/offline")
    box = page.get_by_label("Keep the newest articles on this device")
    expect(box).to_be_enabled()
    box.check()
    expect(page.locator("output")).to_have_text(f"Articles on this device: {count}")


@dataclass(slots=True)
class Device:
    """A browser at the end of a cable."""

    window: Window
    page: Page
    cable: Cable

    def cut(self) -> None:
        """Take the connection away from pages and worker."""
        self.cable.pull()
        self.page.evaluate("dispatchEvent(new Event('offline'))")

    def mend(self) -> None:
        """Give the connection back. The console was told of every request that found no way."""
        self.cable.plug_in()
        self.page.evaluate("dispatchEvent(new Event('online'))")


TakeDevice = Callable[..., Device]


@pytest.fixture
def device(chromium: Browser, devket: Installation) -> Iterator[TakeDevice]:
    """Open browsers whose cable can be pulled out: `device(PHONE, locale="ko-KR")`."""
    opened: list[Window] = []
    with Cable(devket.port) as cable:

        def make(kind: dict[str, Any] = DESKTOP, **options: Any) -> Device:
            window = open_window(chromium, cable.base, {**kind, **options})
            opened.append(window)
            return Device(window, window.page(), cable)

        yield make
        for window in opened:
            window.context.close()
    faults = [fault for window in opened for fault in window.faults]
    assert [fault for fault in faults if "net::ERR_" not in fault] == []


def test_articles_are_read_and_acts_are_kept_and_sent_once(
    device: TakeDevice, sign_in: SignIn, app: Flask, corpus: CorpusServer
) -> None:
    here = device()
    page = here.page
    somebody = sign_in(page, "offline_reader")
    fill(page, corpus, WITH_PICTURES, OTHER)
    keep(page, 2)
    no_violations(page)
    here.cut()
    page.goto("/saves")
    expect(page.get_by_role("heading", level=1)).to_have_text("Offline")
    expect(page.locator("offline-mark [role=status]")).to_contain_text("You are offline")
    rows = page.locator("#shelf [data-save-id]")
    expect(rows).to_have_count(2)
    no_violations(page)
    read_with_pictures(page)
    act_offline(page, corpus)
    assert saves_of(app, somebody.user_id) == {
        corpus.url(WITH_PICTURES): False,
        corpus.url(OTHER): False,
    }
    here.mend()
    expect(page.locator(".toast")).to_contain_text("Sent to Devket: 3")
    expect(page.locator("offline-mark")).to_be_hidden()
    assert saves_of(app, somebody.user_id) == {
        corpus.url(WITH_PICTURES): False,
        corpus.url(OTHER): True,
        "https://later.example/one": False,
        "https://later.example/two": False,
    }


def read_with_pictures(page: Page) -> None:
    """Open a kept article that has pictures, and see that they are drawn."""
    page.locator("#shelf [data-save-id]").last.get_by_role("link").first.click()
    expect(page.locator("article#reader .prose p").first).to_be_visible()
    pictures = page.locator("article#reader .prose img")
    expect(pictures.first).to_be_attached()
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        drawn = "image => image.decode().then(() => image.naturalWidth)"
        assert picture.evaluate(drawn) > 0
    page.go_back()


def act_offline(page: Page, corpus: CorpusServer) -> None:
    """Archive by the list, save by the box and by what another app shares."""
    row = page.locator("#shelf [data-save-id]").first
    row.get_by_role("button", name="Archive", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("It will be sent when you are online")
    expect(row.locator(".body")).to_have_attribute("data-waits", "Archive")
    save(page, "https://later.example/one")
    expect(page.locator("#save-url")).to_have_value("")
    expect(page.locator("offline-mark li:visible")).to_have_count(2)
    page.goto(f"/save?title=Two&text={quote('Look: https://later.example/two')}")
    expect(page.get_by_label("Address", exact=True)).to_have_value("https://later.example/two")
    page.get_by_role("button", name="Save to My List").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Offline")
    expect(page.locator("offline-mark li:visible")).to_have_count(3)
    no_violations(page)


def test_what_the_server_refuses_stays_with_its_reason(
    device: TakeDevice, sign_in: SignIn, app: Flask
) -> None:
    here = device(PHONE)
    page = here.page
    somebody = sign_in(page, "offline_refused")
    page.goto("/saves")
    wait_for_worker(page)
    here.cut()
    save(page, "no address at all")
    expect(page.locator("#save-url")).to_have_value("")
    save(page, "https://later.example/good")
    expect(page.locator("offline-mark li:visible")).to_have_count(2)
    here.mend()
    waiting = page.locator("offline-mark li:visible")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("no address at all")
    expect(waiting).to_contain_text("This does not look like the address of a page.")
    expect(page.locator(".toast")).to_contain_text("Sent to Devket: 1")
    no_violations(page)
    assert list(saves_of(app, somebody.user_id)) == ["https://later.example/good"]
    waiting.get_by_role("button", name="Edit").click()
    expect(page.locator("#save-url")).to_have_value("no address at all")
    expect(page.locator("offline-mark")).to_be_hidden()


def wait_for_worker(page: Page) -> None:
    """Wait until the worker holds what it needs to answer without a connection."""
    person = page.locator("offline-mark").get_attribute("data-person")
    has_it = """async (person) => {
        const kept = await (await caches.open(`kept-${person}`)).match("/offline");
        return Boolean(kept && navigator.serviceWorker.controller);
    }"""
    for _ in range(100):
        if page.evaluate(has_it, person):
            return
        page.wait_for_timeout(100)
    pytest.fail("the worker is not ready")


def test_logging_out_leaves_nothing_on_the_device(
    device: TakeDevice, sign_in: SignIn, corpus: CorpusServer
) -> None:
    here = device()
    page = here.page
    sign_in(page, "offline_leaving")
    fill(page, corpus, OTHER)
    keep(page, 1)
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    here.cut()
    save(page, "not an address")
    expect(page.locator("offline-mark li:visible")).to_have_count(1)
    here.mend()
    expect(page.locator("offline-mark small:visible")).to_contain_text("does not look like")
    page.get_by_role("button", name="Your account").click()
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(re.compile("/login"))
    assert len(asked) == 1
    assert "has not been sent" in asked[0]
    assert left_on(page) == {"caches": [], "queue": 0}
    here.cut()
    page.goto("/saves")
    expect(page.get_by_text("Devket cannot be reached from here.")).to_be_visible()


def left_on(page: Page) -> Any:
    """Return what is there of anybody: names of caches that hold pages, and how much waits."""
    return page.evaluate("""async () => {
        const found = { caches: [], queue: 0 };
        for (const name of await caches.keys()) {
            const keys = await (await caches.open(name)).keys();
            if (name.startsWith('kept-') && keys.length) found.caches.push(name);
        }
        const database = await new Promise((resolve) => {
            const opening = indexedDB.open('devket', 1);
            opening.onsuccess = () => resolve(opening.result);
        });
        found.queue = await new Promise((resolve) => {
            const asked = database.transaction('queue').objectStore('queue').count();
            asked.onsuccess = () => resolve(asked.result);
        });
        database.close();
        return found;
    }""")


def test_nothing_is_sent_in_the_name_of_somebody_else(
    device: TakeDevice, sign_in: SignIn, app: Flask
) -> None:
    here = device()
    page = here.page
    first = sign_in(page, "offline_first")
    page.goto("/saves")
    wait_for_worker(page)
    before = page.context.cookies()
    here.cut()
    save(page, "https://later.example/of-the-first")
    expect(page.locator("offline-mark li:visible")).to_have_count(1)
    page.context.clear_cookies()  # the session has ended meanwhile, and somebody else logs in
    second = sign_in(page, "offline_second")
    with page.expect_event("load"):  # a list that was cut off looks again by itself
        here.mend()
    wait_for_worker(page)
    expect(page.locator("offline-mark")).to_be_hidden()
    assert left_on(page)["caches"] == [f"kept-{second.user_id}"]
    assert saves_of(app, second.user_id) == saves_of(app, first.user_id) == {}
    page.context.clear_cookies()
    page.context.add_cookies(before)  # type: ignore[arg-type]  # as they were given
    page.goto("/saves")
    expect(page.locator(".toast")).to_contain_text("Sent to Devket: 1")
    assert list(saves_of(app, first.user_id)) == ["https://later.example/of-the-first"]
    assert saves_of(app, second.user_id) == {}


def test_the_words_are_the_readers(device: TakeDevice, sign_in: SignIn) -> None:
    here = device(PHONE, locale="ko-KR", color_scheme="dark")
    page = here.page
    sign_in(page, "offline_korean")
    page.goto("/saves")
    wait_for_worker(page)
    told = page.evaluate("fetch('/manifest.webmanifest').then((answer) => answer.json())")
    assert told["lang"] == "ko"
    here.cut()
    page.goto("/archive")
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    expect(page.locator("h1")).to_be_visible()
    no_violations(page)


def test_a_browser_without_scripts_is_told_so(device: TakeDevice, sign_in: SignIn) -> None:
    page = device(PLAIN).page
    sign_in(page, "offline_plain")
    page.goto("/settings/offline")
    expect(page.get_by_text("needs scripts")).to_be_visible()
    expect(page.locator("offline-mark")).to_be_hidden()
    page.goto(f"/save?text={quote('Read this: https://shared.example/page.')}")
    expect(page.get_by_label("Address", exact=True)).to_have_value("https://shared.example/page")

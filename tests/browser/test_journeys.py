"""The main way through Devket: sign up, save, watch it fill in, read, choose, archive, undo."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, SignIn
from tests.corpus.server import CorpusServer
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

ARTICLE, TITLE = "prism-sqlite-wal", "What SQLite’s WAL mode really promises"
FILLS_IN = 20_000  # milliseconds; the worker shares the machine with everything else


def sign_up(page: Page, handle: str) -> None:
    """Make an account by its form, from the front page on."""
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.click()
    page.fill("[name=handle]", handle)
    page.fill("[name=email]", f"{handle}@devket.test")
    page.fill("[name=password]", "three blue herons")
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url("**/saves")
    expect(page.get_by_role("heading", level=1)).to_have_text("My List")


def save(page: Page, address: str) -> None:
    """Paste an address into the box and press Enter."""
    page.fill("#save-url", address)
    page.press("#save-url", "Enter")


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_sign_up_to_undo(
    new_window: OpenWindow, corpus: CorpusServer, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    sign_up(page, "journey_phone" if kind is PHONE else "journey_desk")
    no_violations(page)
    save(page, corpus.url(ARTICLE))
    row = page.locator("[data-save-id]")
    expect(row).to_have_count(1)
    expect(row).to_have_attribute("data-state", "full text", timeout=FILLS_IN)
    expect(row).not_to_have_attribute("aria-busy", "true", timeout=FILLS_IN)  # pictures, too
    expect(row.get_by_role("heading")).to_have_text(TITLE)
    expect(page.locator("#save-url")).to_have_value("")
    no_violations(page)
    _read(page)
    _change_theme(page)
    no_violations(page)
    page.get_by_role("link", name="Back to the list").click()
    page.get_by_role("button", name="Archive", exact=True).click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)
    expect(row.get_by_role("heading")).to_have_text(TITLE)


def _read(page: Page) -> None:
    page.get_by_role("link", name=TITLE).click()
    reader = page.locator("article#reader")
    expect(reader).to_contain_text("Somewhere in every small project")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    code = reader.locator("pre").first
    expect(code).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "too wide"
    no_violations(page)


def _change_theme(page: Page) -> None:
    page.get_by_role("button", name="Type and theme").click()
    with page.expect_response("**/reading/preferences") as answer:
        page.get_by_role("radio", name="Dark").check()
    assert answer.value.status == 204
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_same_without_scripts(new_window: OpenWindow, corpus: CorpusServer) -> None:
    page = new_window(PLAIN).page()
    sign_up(page, "journey_plain")
    save(page, corpus.url(ARTICLE))
    row = page.locator("[data-save-id]")
    expect(row).to_have_count(1)
    for _ in range(100):
        if row.get_attribute("data-state") == "full text":
            break
        page.wait_for_timeout(200)
        page.reload()
    expect(row).to_have_attribute("data-state", "full text")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("article#reader")).to_contain_text("Somewhere in every small project")
    page.get_by_role("button", name="Type and theme").click()
    page.get_by_role("radio", name="Sepia").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "sepia")
    page.get_by_role("button", name="Archive", exact=True).click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    page.goto("/saves")
    expect(row).to_have_count(1)


def test_what_is_no_address_is_told_beside_the_box(new_window: OpenWindow, sign_in: SignIn) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    sign_in(page, "journey_typo")
    page.goto("/saves")
    save(page, "not an address")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("does not look like the address of a page")
    expect(page.locator("#save-url")).to_have_value("not an address")
    no_violations(page)
    # The browser tells the refusal as an error of its own.
    window.faults[:] = [fault for fault in window.faults if "422" not in fault]


@pytest.mark.parametrize(
    ("path", "state", "told"),
    [
        ("/status/404", "unreachable", "does not exist"),
        ("/redirect-to?url=http://127.0.0.1:1/", "unreachable", "private network"),
        ("/binary", "not an article", "link is kept"),
        ("/bomb", "unreachable", "larger than Devket takes"),
        ("/closed", "unreachable", "refused the connection"),
        ("/loop", "unreachable", "leads in circles"),
    ],
)
def test_bad_pages_say_what_is_so(
    new_window: OpenWindow,
    sign_in: SignIn,
    corpus: CorpusServer,
    path: str,
    state: str,
    told: str,
) -> None:
    page = new_window(DESKTOP).page()
    sign_in(page, "bad_" + path[1:5].strip("/?-"))
    page.goto("/saves")
    save(page, corpus.url(path))
    row = page.locator("[data-save-id]")
    expect(row).to_have_attribute("data-state", state, timeout=FILLS_IN)
    expect(row).to_contain_text(told)


def test_a_keyboard_alone_goes_all_the_way(
    desktop: Page, sign_in: SignIn, corpus: CorpusServer
) -> None:
    sign_in(desktop, "journey_keys")
    desktop.goto("/saves")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to content")).to_be_focused()
    for _ in range(6):
        desktop.keyboard.press("Tab")
        if desktop.evaluate("document.activeElement.id") == "save-url":
            break
    desktop.keyboard.type(corpus.url("rfc-text"))
    desktop.keyboard.press("Enter")
    row = desktop.locator("[data-save-id]")
    expect(row).to_have_attribute("data-state", "full text", timeout=FILLS_IN)
    expect(row).not_to_have_attribute("aria-busy", "true", timeout=FILLS_IN)  # pictures, too
    row.get_by_role("link").first.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("article#reader pre, article#reader p").first).to_be_visible()

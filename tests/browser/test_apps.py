"""Setting an app up: keys made, copied, seen on a phone, taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.support.chromium import DESKTOP, PHONE


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_app_gets_its_keys(
    new_window: OpenWindow, sign_in: SignIn, kind: dict[str, object]
) -> None:
    page = new_window(kind, permissions=["clipboard-read", "clipboard-write"]).page()
    handle = f"apps_{'phone' if kind is PHONE else 'desk'}"
    sign_in(page, handle)
    make(page, "E-reader")
    visit(page, "/settings/apps/wallabag")
    expect(page.get_by_label("User name")).to_have_value(handle)
    secret = page.get_by_label("Client secret").input_value()
    copy = page.locator("copy-text", has=page.get_by_label("Client secret")).get_by_role("button")
    copy.click()
    expect(copy).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == secret
    visit(page, "/wallabag/developer")
    expect(page.get_by_text(secret)).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("There are no keys yet.")).to_be_visible()


def test_without_scripts_keys_can_be_read(plain: Page, sign_in: SignIn) -> None:
    sign_in(plain, "apps_plain")
    make(plain, "E-reader")
    expect(plain.get_by_label("Client secret")).to_be_visible()
    expect(plain.get_by_role("button", name="Copy")).to_have_count(0)


def make(page: Page, name: str) -> None:
    page.goto("/settings/apps/wallabag")
    page.get_by_label("Name of the app").fill(name)
    page.get_by_role("button", name="Make keys").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()

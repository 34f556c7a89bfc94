"""Webhooks in a browser: made, its secret copied, a test seen without reloading, switched off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.support.chromium import DESKTOP, PHONE

# Nobody is there, and the address is none of the public internet: nothing leaves this machine.
NOWHERE = "https://192.0.2.7/hook"


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_webhook_is_made_and_tried(
    new_window: OpenWindow, sign_in: SignIn, kind: dict[str, object]
) -> None:
    page = new_window(kind, permissions=["clipboard-read", "clipboard-write"]).page()
    sign_in(page, f"hooks_{'phone' if kind is PHONE else 'desk'}")
    visit(page, "/settings/apps/webhooks")
    make(page)
    secret = page.get_by_label("Secret", exact=True).input_value()
    assert secret.startswith("whsec_")
    page.locator("copy-text").get_by_role("button").click()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    visit(page, "/settings/apps/webhooks")
    page.get_by_role("link", name="To the chat").click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("not on the public internet")).to_be_visible(timeout=20_000)
    visit(page, page.url)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="New webhook")).to_be_visible()
    expect(page.get_by_role("link", name="To the chat")).to_have_count(0)


def test_without_scripts_a_webhook_can_be_made(plain: Page, sign_in: SignIn) -> None:
    sign_in(plain, "hooks_plain")
    plain.goto("/settings/apps/webhooks")
    make(plain)
    expect(plain.get_by_label("Secret", exact=True)).to_be_visible()
    plain.get_by_role("button", name="Send a test").click()
    expect(plain.get_by_role("link", name="Reload")).to_be_visible()


def make(page: Page) -> None:
    page.get_by_label("Address", exact=True).fill(NOWHERE)
    page.get_by_label("A save is deleted").check()
    page.get_by_label("Description").fill("To the chat")
    page.get_by_role("button", name="Make the webhook").click()
    expect(page.get_by_role("heading", name="Secret of this webhook")).to_be_visible()

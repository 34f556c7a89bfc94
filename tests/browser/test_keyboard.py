"""Devket without a mouse: through a list, a save, the shelves and the sheet of keys."""

from __future__ import annotations

import re

from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.test_lists import Shelve, shelve
from tests.support.chromium import no_violations

__all__ = ["shelve"]


def at_hand(page: Page) -> str:
    """Return the title of the row that has the focus."""
    return str(
        page.evaluate("document.activeElement.closest('.save')?.querySelector('h2').innerText")
    )


def test_a_journey_by_keyboard_alone(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "keys", 8)
    desktop.goto("/saves")
    press = desktop.keyboard.press
    for key in "jjk":
        press(key)
    assert at_hand(desktop) == "Page 00"
    expect(desktop.locator(".save[data-current]")).to_have_count(1)
    press("f")
    expect(desktop.locator(".save").first.locator("[aria-pressed=true]")).to_have_count(1)
    expect(desktop.locator(".save").first.locator("h2 a")).to_be_focused()
    press("j")
    press("a")
    expect(desktop.locator(".save")).to_have_count(7)
    press("j")
    press("o")
    expect(desktop.locator("article#reader")).to_be_visible()
    press("a")
    expect(desktop.locator("#toasts")).to_contain_text("Archived.")
    for letter in "ga":
        press(letter)
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Archive")
    expect(desktop.locator(".save")).to_have_count(2)
    press("g")
    press("v")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Videos")
    press("g")
    press("l")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("My List")


def test_keys_lead_back_to_the_row_and_on_from_it(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "key_back", 8)
    desktop.goto("/saves")
    for key in "jjjo":
        desktop.keyboard.press(key)
    expect(desktop.locator("article#reader")).to_be_visible()
    desktop.keyboard.press("u")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("My List")
    desktop.keyboard.press("j")
    assert at_hand(desktop) == "Page 03"


def test_rows_are_ticked_and_put_away_by_keys(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "key_ticks", 6)
    desktop.goto("/saves")
    for key in "jxjx":
        desktop.keyboard.press(key)
    expect(desktop.locator(".bulk output")).to_have_text("2 selected")
    desktop.keyboard.press("Escape")
    expect(desktop.locator(".bulk")).to_be_hidden()
    desktop.keyboard.press("x")
    desktop.keyboard.press("#")
    expect(desktop.locator("#toasts")).to_contain_text("Deleted 1 save.")
    expect(desktop.locator(".save")).to_have_count(5)
    desktop.keyboard.press("z")
    expect(desktop.locator(".save")).to_have_count(6)


def test_enter_in_a_box_presses_nothing(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "key_enter", 2)
    desktop.goto("/saves")
    desktop.locator("[name=ids]").first.focus()
    desktop.keyboard.press("Space")
    desktop.keyboard.press("Enter")
    desktop.wait_for_timeout(300)
    expect(desktop.locator("[aria-pressed=true].act[id^=fav]")).to_have_count(0)


def test_the_sheet_is_opened_by_key_and_from_the_menu(desktop: Page, sign_in: SignIn) -> None:
    sign_in(desktop, "key_sheet")
    desktop.goto("/settings/profile")
    sheet = desktop.get_by_role("dialog", name="Keyboard shortcuts")
    desktop.keyboard.press("?")
    expect(sheet).to_be_visible()
    no_violations(desktop)
    desktop.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    desktop.get_by_role("button", name="Your account").click()
    desktop.get_by_role("button", name="Keyboard shortcuts").click()
    expect(sheet).to_be_visible()
    desktop.get_by_label("Keys work on this device").uncheck()
    desktop.keyboard.press("Escape")
    desktop.reload()
    desktop.keyboard.press("?")
    expect(sheet).to_be_hidden()


def test_keys_are_left_to_fields_to_the_browser_and_to_an_input_method(
    desktop: Page, shelve: Shelve
) -> None:
    shelve(desktop, "key_fields", 3)
    desktop.goto("/saves")
    desktop.fill("#save-url", "")
    for key in "jaf#?gl":
        desktop.keyboard.press(key)
    expect(desktop.locator("#save-url")).to_have_value("jaf#?gl")
    expect(desktop.locator(".save")).to_have_count(3)
    desktop.locator("h1").click()
    desktop.keyboard.press("j")
    desktop.keyboard.press("Control+a")
    desktop.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'a', code: 'KeyA', bubbles: true, isComposing: true}))"
    )
    expect(desktop.locator(".save")).to_have_count(3)


def test_a_korean_layout_has_the_same_keys(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "key_korean", 3)
    desktop.goto("/saves")
    for key, code in (("ㅓ", "KeyJ"), ("ㅓ", "KeyJ"), ("ㅁ", "KeyA")):
        desktop.evaluate(
            "([key, code]) => (document.activeElement ?? document.body).dispatchEvent("
            "new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))",
            [key, code],
        )
    expect(desktop.locator(".save")).to_have_count(2)
    expect(desktop.locator("#toasts")).to_contain_text("Archived.")


def test_the_original_opens_by_a_key(desktop: Page, shelve: Shelve, app: Flask) -> None:
    shelve(desktop, "key_original", 1)
    desktop.goto("/saves")
    desktop.evaluate(
        "document.addEventListener('click', (e) => { const a = e.target.closest('[data-key=v]');"
        " if (a) { e.preventDefault(); document.title = a.href; } }, true)"
    )
    desktop.keyboard.press("j")
    desktop.keyboard.press("v")
    expect(desktop).to_have_title(re.compile(r"^https://blog\.example/posts/"))

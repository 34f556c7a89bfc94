"""Snoozing, picking by minutes and reviewing old saves, in Chromium: desk, phone, no scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Save
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

KINDS = pytest.mark.parametrize("kind", [DESKTOP, PHONE, PLAIN], ids=["desktop", "phone", "plain"])


def name_of(kind: dict[str, Any], word: str) -> str:
    return word + {id(DESKTOP): "_desk", id(PHONE): "_phone", id(PLAIN): "_plain"}[id(kind)]


def saves_of(app: Flask, user_id: int, number: int, *, days: int = 1) -> list[int]:
    """Make saves of six minutes each, the first the newest."""
    with app.app_context(), transaction() as session:
        made = []
        for n in range(number):
            at = utcnow() - timedelta(days=days, hours=n)
            save = make_save(
                session, user_id, title=f"Post number {n}", saved_at=at, word_count=230 * 6
            )
            make_version(session, save)
            made.append(save.id)
        return made


def snoozed(app: Flask, save_id: int) -> bool:
    with app.app_context(), transaction() as session:
        return session.get_one(Save, save_id).snoozed_until is not None


def go(page: Page, kind: dict[str, Any], path: str) -> None:
    """Open a page; where scripts run, once they have come."""
    if kind is PLAIN:
        page.goto(path)
    else:
        visit(page, path)


def look_over(page: Page, kind: dict[str, Any]) -> None:
    """Let axe look at a page, where a script can run at all."""
    if kind is not PLAIN:
        no_violations(page)


def press_undo(page: Page) -> None:
    page.get_by_role("button", name="Undo").last.click()


@KINDS
def test_a_save_is_put_off_from_its_row_and_taken_back(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, name_of(kind, "sleeper"))
    first, _ = saves_of(app, who.user_id, 2)
    go(page, kind, "/saves")
    row = page.locator(f"#save-{first}")
    row.get_by_role("link", name="Snooze").click()
    expect(page.get_by_role("button", name="Next week")).to_be_visible()
    look_over(page, kind)
    page.get_by_role("button", name="Tomorrow").click()
    expect(page.get_by_text("Snoozed until")).to_be_visible()
    expect(row).to_have_count(0)
    assert snoozed(app, first)
    expect(page.locator("#count-saves")).to_have_text("1")
    press_undo(page)
    expect(page.get_by_text("It is as it was.")).to_be_visible()
    expect(row).to_have_count(1)


@KINDS
def test_the_reader_puts_off_until_a_day_and_wakes(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, name_of(kind, "dayer"))
    (save_id,) = saves_of(app, who.user_id, 1)
    go(page, kind, f"/saves/{save_id}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Snooze").click()
    day = (utcnow() + timedelta(days=40)).date().isoformat()
    page.get_by_label("On a day").fill(day)
    page.get_by_role("button", name="Snooze", exact=True).click()
    expect(page.get_by_text("Snoozed until")).to_be_visible()
    assert snoozed(app, save_id)
    go(page, kind, f"/saves/{save_id}/snooze")
    look_over(page, kind)
    page.get_by_role("button", name="Wake now").click()
    expect(page.get_by_text("Back on My List.")).to_be_visible()
    assert not snoozed(app, save_id)


def test_the_menu_is_worked_by_keyboard(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    who = sign_in(desktop, "sleepy_keys")
    (save_id,) = saves_of(app, who.user_id, 1)
    visit(desktop, "/saves")
    door = desktop.locator(f"#save-{save_id}").get_by_role("link", name="Snooze")
    door.focus()
    desktop.keyboard.press("Enter")
    menu = desktop.get_by_role("dialog", name="Snooze")
    expect(menu.get_by_role("button", name="Later today")).to_be_focused()
    desktop.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    door.focus()
    desktop.keyboard.press("Enter")
    expect(menu.get_by_role("button", name="Later today")).to_be_focused()
    expect(menu.get_by_role("link", name="Share in a post")).to_have_attribute(
        "href", f"/posts/new?save={save_id}"
    )
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Snoozed until")).to_be_visible()
    expect(menu).to_be_hidden()


@KINDS
def test_minutes_become_a_list_to_read(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, name_of(kind, "minutes"))
    saves_of(app, who.user_id, 5)
    go(page, kind, "/saves")
    page.get_by_label("I have").fill("13")
    page.get_by_role("button", name="What can I read?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What fits into 13 minutes")
    expect(page.get_by_text("2 saves, 12 minutes in all")).to_be_visible()
    look_over(page, kind)
    before = page.locator(".save h2").all_inner_texts()
    page.get_by_role("link", name="Other picks").click()
    page.wait_for_url(re.compile("other=1"))
    assert not set(before) & set(page.locator(".save h2").all_inner_texts())
    page.get_by_role("link", name="Start reading").click()
    expect(page.locator("article#reader")).to_be_visible()


@KINDS
def test_old_saves_are_looked_through_and_taken_back(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, name_of(kind, "olden"))
    saves_of(app, who.user_id, 10, days=300)
    go(page, kind, "/saves")
    page.get_by_role("link", name="Look through old saves").click()
    expect(page.get_by_text("10 left")).to_be_visible()
    look_over(page, kind)
    groups = page.get_by_role("group")
    groups.nth(0).get_by_role("radio", name="Keep").check()
    groups.nth(1).get_by_role("radio", name="Delete").check()
    page.get_by_role("button", name="Done with these").click()
    expect(page.get_by_text("2 saves looked through.")).to_be_visible()
    expect(page.get_by_text("8 left")).to_be_visible()
    press_undo(page)
    expect(page.get_by_text("10 left")).to_be_visible()


def test_a_book_is_handed_over(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    who = sign_in(desktop, "book_reader")
    (save_id,) = saves_of(app, who.user_id, 1)
    visit(desktop, f"/saves/{save_id}")
    desktop.get_by_role("button", name="More").click()
    with desktop.expect_download() as found:
        desktop.get_by_role("link", name="Save as EPUB").click()
    assert found.value.suggested_filename == "Post number 0.epub"

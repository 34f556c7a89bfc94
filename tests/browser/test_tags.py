"""Tags by hand: while saving, in lists, in the reader; renamed, merged, deleted, brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.services.tagging import tag_saves
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, no_violations

Tagged = Callable[..., int]


@pytest.fixture
def tagged(app: Flask) -> Tagged:
    """Make saves in the running Devket: `tagged(user_id, "title", "a", "b")`."""

    def make(user_id: int, title: str, *names: str) -> int:
        with app.app_context(), transaction() as session:
            save = make_save(session, user_id, title=title, code_languages=[])
            if names:
                tag_saves(session, owner_id=user_id, save_ids=[save.id], names=names, clock=utcnow)
            return save.id

    return make


def chips(page: Page, save_id: int) -> Locator:
    """Return the tags shown on a save."""
    return page.locator(f"#tags-{save_id} a")


def options(page: Page) -> Locator:
    """Return the completions that are shown."""
    return page.locator(".tag-list:visible [role=option] span")


def test_tags_are_added_while_saving_with_the_keyboard_alone(
    desktop: Page, sign_in: SignIn, tagged: Tagged
) -> None:
    who = sign_in(desktop, "tags_saving")
    tagged(who.user_id, "Old", "db/sqlite", "machine learning", "파이썬")
    desktop.goto("/saves")
    box = desktop.locator("#save-url")
    box.press_sequentially("https://127.0.0.1/a #sql")
    expect(options(desktop)).to_have_text(["db/sqlite"])
    no_violations(desktop)
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "save-url-list0")
    box.press("Tab")
    box.press_sequentially("#mach")
    expect(options(desktop)).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    box.press_sequentially("#파")
    expect(options(desktop)).to_have_text(["파이썬"])
    box.press("Escape")
    expect(options(desktop)).to_have_count(0)
    box.press_sequentially("이썬 #new")
    box.press("Enter")
    row = desktop.locator("[data-save-id]").first
    shown = row.locator(".chips a")
    expect(shown).to_have_text(["db/sqlite", "machine learning", "new", "파이썬"])
    expect(desktop.locator("#count-tags")).to_have_text("4")
    expect(box).to_have_value("")


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_tags_are_changed_in_place_and_taken_back(
    new_window: OpenWindow, sign_in: SignIn, tagged: Tagged, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, f"tags_list_{'phone' if kind is PHONE else 'desk'}")
    save_id = tagged(who.user_id, "Django ORM, read slowly", "old")
    visit(page, "/saves")
    opener = page.locator(f"[data-save-id='{save_id}']").get_by_role("link", name="Tags")
    opener.click()
    field = page.locator("tag-panel [name=tags]")
    expect(field).to_be_focused()
    no_violations(page)
    page.get_by_role("button", name="+ django").click()
    expect(field).to_have_value("old, django, ")
    field.press_sequentially("ol")
    expect(options(page)).to_have_text(["old"])
    page.locator(".tag-list:visible li").click()
    field.press_sequentially("قراءة")
    field.press("Enter")
    expect(page.locator("tag-panel")).to_have_count(0)
    expect(chips(page, save_id)).to_have_text(["django", "old", "قراءة"])
    expect(opener).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(chips(page, save_id)).to_have_text(["old"])


def test_what_is_refused_stays_in_the_panel(
    new_window: OpenWindow, sign_in: SignIn, tagged: Tagged
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    who = sign_in(page, "tags_refused")
    tagged(who.user_id, "A page")
    page.goto("/saves")
    page.get_by_role("link", name="Tags").last.click()
    field = page.locator("tag-panel [name=tags]")
    field.fill("x" * 101)
    field.press("Enter")
    expect(page.locator("#edit-tags-error")).to_contain_text("at most 100 characters")
    expect(field).to_have_value("x" * 101)
    field.fill("shorter")
    field.press("Enter")
    expect(page.locator("[data-save-id] .chips a")).to_have_text(["shorter"])
    # The browser tells the refusal as an error of its own.
    window.faults[:] = [fault for fault in window.faults if "422" not in fault]


def test_the_reader_edits_tags_and_escape_leaves_all_as_it_was(
    desktop: Page, sign_in: SignIn, tagged: Tagged
) -> None:
    who = sign_in(desktop, "tags_reader")
    save_id = tagged(who.user_id, "What is read", "a")
    visit(desktop, f"/saves/{save_id}")
    opener = desktop.locator(".reader-bar [data-key=t]")
    opener.click()
    expect(desktop.locator("tag-panel")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.locator("tag-panel")).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    field = desktop.locator("tag-panel [name=tags]")
    field.press_sequentially("b/c")
    field.press("Enter")
    expect(chips(desktop, save_id)).to_have_text(["a", "b/c"])
    no_violations(desktop)


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_tag_is_renamed_merged_deleted_and_brought_back(
    new_window: OpenWindow, sign_in: SignIn, tagged: Tagged, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, f"tags_edit_{'phone' if kind is PHONE else 'desk'}")
    tagged(who.user_id, "First", "js", "js/react")
    tagged(who.user_id, "Second", "javascript", "js")
    visit(page, "/tags")
    page.get_by_role("link", name="Change “js”").click()
    no_violations(page)
    name = page.locator("#tag-to")
    name.fill("")
    name.press_sequentially("javas")
    expect(options(page)).to_have_text(["javascript"])
    name.press("ArrowUp")
    name.press("Enter")
    expect(name).to_have_value("javascript")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="Merge into “javascript”?")).to_be_visible()
    expect(page.locator(".tag-change .sheet")).to_contain_text("Carrying both already: 1 save.")
    no_violations(page)
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("javascript")
    expect(page.locator("[data-save-id]")).to_have_count(2)
    visit(page, page.url)
    page.goto("/tags")
    expect(page.locator(".tag-lines .name")).to_have_text(["javascript", "react"])
    page.get_by_role("link", name="Change “javascript”").click()
    page.get_by_label("Also what stands below it").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No tags yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tag-lines .name")).to_have_text(["javascript", "react"])


def test_without_scripts_all_of_it_works(plain: Page, sign_in: SignIn, tagged: Tagged) -> None:
    who = sign_in(plain, "tags_plain")
    save_id = tagged(who.user_id, "Django for one evening")
    plain.goto("/saves")
    plain.fill("#save-url", "https://127.0.0.1/a #first")
    plain.press("#save-url", "Enter")
    expect(plain.locator("[data-save-id] .chips a")).to_have_text(["first"])
    plain.locator(f"[data-save-id='{save_id}']").get_by_role("link", name="Tags").click()
    plain.fill("[name=tags]", "one, two/three")
    plain.press("[name=tags]", "Enter")
    expect(chips(plain, save_id)).to_have_text(["one", "two/three"])
    plain.locator(f"[data-save-id='{save_id}']").get_by_role("link", name="Tags").click()
    plain.get_by_role("button", name="+ django").click()
    expect(chips(plain, save_id)).to_have_text(["django", "one", "two/three"])
    plain.get_by_role("button", name="Undo").click()
    expect(chips(plain, save_id)).to_have_text(["one", "two/three"])
    plain.goto("/tags/two/three")
    plain.get_by_role("link", name="Rename, merge or delete").click()
    plain.fill("#tag-to", "four")
    plain.get_by_role("button", name="Rename").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("four")

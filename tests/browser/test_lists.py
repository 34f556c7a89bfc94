"""Long lists: scrolled, narrowed, ticked, taken back; on desktop, phone and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from devket.capture.model import Kind
from devket.core.clock import utcnow
from devket.db import transaction
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

Shelve = Callable[[Page, str, int], None]


@pytest.fixture
def shelve(app: Flask, sign_in: SignIn) -> Shelve:
    """Sign a tab in as somebody who has so many saves."""

    def enter(page: Page, handle: str, many: int) -> None:
        person = sign_in(page, handle)
        with app.app_context(), transaction() as session:
            for number in range(many):
                make_save(
                    session,
                    person.user_id,
                    title=f"Page {number:02}",
                    site=f"site{number % 3}.example",
                    kind=Kind.VIDEO if number % 4 == 0 else Kind.ARTICLE,
                    saved_at=utcnow() - timedelta(hours=number),
                )

    return enter


def box(page: Page, number: int) -> None:
    """Tick or untick a row by its box."""
    page.locator(".save .pick").nth(number).click()


def test_a_list_goes_on_by_itself_and_back_finds_the_place(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "scroller", 60)
    desktop.goto("/saves")
    rows = desktop.locator(".save")
    expect(rows).to_have_count(24)
    for shown in (48, 60):
        desktop.mouse.wheel(0, 20_000)
        expect(rows).to_have_count(shown)
    expect(desktop).to_have_url(re.compile(r"/saves\?pages=3$"))
    expect(desktop.locator("#more a")).to_have_count(0)
    rows.nth(55).locator("h2 a").click()
    expect(desktop.locator("article#reader")).to_be_visible()
    desktop.go_back()
    expect(rows).to_have_count(60)
    expect(rows.nth(55)).to_be_in_viewport()


def test_shift_ticks_a_range_and_one_press_takes_all_back(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "picker", 12)
    desktop.goto("/saves")
    bar = desktop.locator(".bulk")
    expect(bar).to_be_hidden()
    desktop.locator(".save").nth(1).hover()
    box(desktop, 1)
    expect(bar).to_be_visible()
    desktop.keyboard.down("Shift")
    box(desktop, 6)
    desktop.keyboard.up("Shift")
    expect(bar.locator("output")).to_have_text("6 selected")
    no_violations(desktop)
    bar.get_by_role("button", name="Archive").click()
    expect(desktop.locator(".save")).to_have_count(6)
    expect(bar).to_be_hidden()
    expect(desktop.locator("#count-saves")).to_have_text("6")
    expect(desktop.locator("#toasts")).to_contain_text("Archived 6 saves.")
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.locator(".save")).to_have_count(12)
    expect(desktop.locator("#toasts")).to_contain_text("6 saves are as they were.")


def test_typing_into_a_bar_leaves_the_list_where_it_is(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "typist", 24)
    desktop.goto("/saves")
    box(desktop, 0)
    desktop.mouse.wheel(0, 900)
    desktop.wait_for_function("scrollY === 900")
    for field in ("#save-url", "#find-q", "#bulk-tags"):
        desktop.locator(field).click()
        desktop.keyboard.type("abc")
    desktop.locator(".bulk .act").first.focus()
    assert desktop.evaluate("scrollY") == 900


def test_undo_far_down_shows_what_came_back(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "undoer", 24)
    desktop.goto("/saves")
    row = desktop.locator(".save").nth(18)
    name = row.get_attribute("id")
    row.get_by_role("button", name="Archive").click()
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.locator("#toasts")).to_contain_text("Back on My List.")
    expect(desktop.locator(f"#{name}")).to_be_in_viewport()


def test_all_on_the_page_become_favourites_and_stay(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "all_of_them", 5)
    desktop.goto("/saves")
    desktop.locator(".save").first.hover()
    box(desktop, 0)
    desktop.get_by_role("button", name="Select all").click()
    expect(desktop.locator(".bulk output")).to_have_text("5 selected")
    desktop.locator(".bulk").get_by_role("button", name="Favourite", exact=True).click()
    expect(desktop.locator(".save [aria-pressed=true]")).to_have_count(5)
    expect(desktop.locator(".bulk")).to_be_hidden()
    expect(desktop.locator("#count-favorites")).to_have_text("5")


def test_filters_live_in_the_address(desktop: Page, shelve: Shelve) -> None:
    shelve(desktop, "sieve", 24)
    desktop.goto("/saves")
    desktop.get_by_role("button", name="Filters").click()
    no_violations(desktop)
    desktop.get_by_label("Kind").select_option("Video")
    desktop.get_by_label("Site").fill("site0.example")
    desktop.get_by_role("button", name="Show").click()
    expect(desktop).to_have_url(re.compile(r"/saves\?kind=video&site=site0\.example$"))
    expect(desktop.locator(".save")).to_have_count(2)
    desktop.get_by_role("button", name="Sort: Newest first").click()
    desktop.get_by_role("link", name="By title").click()
    expect(desktop.locator(".save h2").first).to_have_text("Page 00")
    no_violations(desktop)
    desktop.get_by_role("link", name="site0.example Remove this filter").click()
    expect(desktop).to_have_url(re.compile(r"/saves\?sort=title&kind=video$"))
    expect(desktop.locator(".save")).to_have_count(6)


def test_a_phone_reaches_every_list_and_act(new_window: OpenWindow, shelve: Shelve) -> None:
    page = new_window(PHONE).page()
    shelve(page, "lists_phone", 8)
    page.goto("/saves")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "too wide"
    page.locator(".save .pick").nth(0).tap()
    page.locator(".save .pick").nth(1).tap()
    bar = page.locator(".bulk")
    expect(bar).to_be_visible()
    inside = "bar => [...bar.querySelectorAll('button')].every(b => !b.checkVisibility() ||"
    inside += " b.getBoundingClientRect().right <= innerWidth)"
    assert bar.evaluate(inside), "a button is out of sight"
    no_violations(page)
    bar.get_by_role("button", name="Delete").tap()
    expect(page.locator(".save")).to_have_count(6)
    page.get_by_role("button", name="More", exact=True).tap()
    no_violations(page)
    page.get_by_role("link", name="Videos").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Videos")
    page.get_by_role("button", name="Filters").tap()
    expect(page.get_by_label("Site")).to_be_in_viewport()
    no_violations(page)


def test_the_same_without_scripts(new_window: OpenWindow, shelve: Shelve) -> None:
    page = new_window(PLAIN).page()
    shelve(page, "lists_plain", 30)
    page.goto("/saves")
    expect(page.locator(".save")).to_have_count(24)
    page.get_by_role("link", name="More saves").click()
    expect(page.locator(".save")).to_have_count(6)
    page.goto("/saves?kind=video")
    expect(page.locator(".save")).to_have_count(8)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Time to read").select_option("Up to 10 min")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"/saves\?kind=video&minutes=10$"))
    page.locator(".save").nth(0).hover()
    box(page, 0)
    box(page, 2)
    page.locator(".bulk").get_by_role("button", name="Delete").click()
    expect(page.locator(".save")).to_have_count(6)
    expect(page.locator("#toasts")).to_contain_text("Deleted 2 saves.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".save")).to_have_count(8)


def test_two_tabs_on_one_list_lose_nothing(new_window: OpenWindow, shelve: Shelve) -> None:
    window = new_window(DESKTOP)
    one, two = window.page(), window.page()
    shelve(one, "two_tabs", 4)
    one.goto("/saves")
    two.goto("/saves")
    two.locator(".save").nth(0).get_by_role("button", name="Delete").click()
    expect(two.locator(".save")).to_have_count(3)
    one.locator(".save").first.hover()
    box(one, 0)
    one.get_by_role("button", name="Select all").click()
    one.locator(".bulk").get_by_role("button", name="Archive").click()
    expect(one.locator("#toasts")).to_contain_text("Archived 3 saves.")
    one.goto("/archive")
    expect(one.locator(".save")).to_have_count(3)

"""Profiles as people use them: read on phone and desktop, edited with and without scripts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from devket.accounts.models import Profile, User
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import SaveNote, Tag
from devket.library.services.tagging import tag_saves
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.library import make_save
from tests.factories.social import make_post
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations


def halves() -> FilePayload:
    """Return a wide picture to upload, red on its left and blue on its right."""
    image = Image.new("RGB", (1200, 600), (200, 0, 0))
    image.paste((0, 0, 200), (600, 0, 1200, 600))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return {"name": "me.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def people_share(app: Flask, user_id: int) -> None:
    """Let somebody have all that a profile shows."""
    with app.app_context(), transaction() as session:
        user, profile = session.get_one(User, user_id), session.get_one(Profile, user_id)
        user.is_verified, user.verified_at = True, utcnow()
        profile.bio = "Reads slowly. 천천히 읽습니다. https://blog.example/about @nobody_here"
        profile.website, profile.website_verified_at = "https://blog.example/", utcnow()
        for number in range(4):
            make_post(session, user_id, text=f"What I read this week, {number}")
        link = {"link_url": "https://peps.example/20", "link_title": "The Zen of Python"}
        make_post(session, user_id, quote="Errors should never pass silently.", **link)
        save = make_save(session, user_id, title="Slow reading")
        tag_saves(session, owner_id=user_id, save_ids=[save.id], names=["slow"], clock=utcnow)
        session.query(Tag).filter_by(owner_id=user_id).one().is_public = True


def left_edge(app: Flask, page: Page, handle: str) -> str:
    """Return whether the picture of a person is red or blue on its left."""
    address = page.locator(".portrait img").get_attribute("src")
    answer = page.request.get(str(address))
    with Image.open(io.BytesIO(answer.body())) as image:
        red, _, blue = image.convert("RGB").getpixel((4, 200))  # type: ignore[misc]  # of RGB
    return "red" if red > blue else "blue"


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_stranger_reads_a_profile(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    handle = "profile_" + ("p" if kind is PHONE else "d")
    who = sign_in(new_window().page(), handle)
    people_share(app, who.user_id)
    page = new_window(kind).page()
    visit(page, f"/@{handle}")
    no_violations(page)
    expect(page.locator(".square")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check = page.get_by_role("button", name="Official account")
    check.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#official-info")).to_be_visible()
    expect(page.locator("#official-info")).to_contain_text("Verified by those who run this site")
    no_violations(page)
    page.keyboard.press("Escape")
    expect(page.locator("#official-info")).to_be_hidden()
    page.get_by_role("link", name="Highlights").click()
    expect(page.locator(".quote")).to_have_text("Errors should never pass silently.")
    no_violations(page)
    page.get_by_role("link", name="Shelves").click()
    no_violations(page)
    page.get_by_role("link", name="#slow").click()
    expect(page.get_by_role("link", name="Slow reading")).to_be_visible()
    no_violations(page)


def test_older_posts_come_by_themselves(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    who = sign_in(new_window().page(), "profile_long")
    with app.app_context(), transaction() as session:
        for number in range(60):
            make_post(session, who.user_id, text=f"Number {number}")
    page = new_window(PHONE).page()
    visit(page, "/@profile_long")
    for _ in range(6):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(150)
    expect(page.locator(".square")).to_have_count(60)
    expect(page.locator("#older a")).to_have_count(0)


def test_a_picture_is_cut_by_keyboard(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    sign_in(desktop, "crop_keys")
    visit(desktop, "/settings/profile")
    no_violations(desktop)
    desktop.set_input_files("#picture", halves())
    canvas = desktop.locator("crop-square canvas")
    expect(canvas).to_be_visible()
    no_violations(desktop)
    canvas.focus()
    for _ in range(5):
        desktop.keyboard.press("Shift+ArrowRight")
    expect(desktop.locator("#x")).to_have_value("1000")
    desktop.keyboard.press("+")
    expect(desktop.locator("#size")).not_to_have_value("1000")
    desktop.get_by_role("button", name="Use this picture").click()
    expect(desktop.locator(".toast")).to_contain_text("Your picture is changed.")
    assert left_edge(app, desktop, "crop_keys") == "blue"
    desktop.get_by_role("button", name="Remove the picture").click()
    expect(desktop.locator(".portrait img")).to_have_count(0)
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.locator(".portrait img")).to_have_count(1)


def test_a_picture_is_cut_by_pointer(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    sign_in(desktop, "crop_drag")
    visit(desktop, "/settings/profile")
    desktop.set_input_files("#picture", halves())
    canvas = desktop.locator("crop-square canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    desktop.mouse.move(x, y)
    desktop.mouse.down()
    desktop.mouse.move(x + box["width"], y, steps=6)
    desktop.mouse.up()
    expect(desktop.locator("#x")).to_have_value("0")
    desktop.mouse.move(x, y)
    desktop.mouse.wheel(0, -200)
    expect(desktop.locator("#size")).not_to_have_value("1000")
    desktop.get_by_role("button", name="Use this picture").click()
    expect(desktop.locator(".toast")).to_contain_text("Your picture is changed.")
    assert left_edge(app, desktop, "crop_drag") == "red"


def test_a_file_that_is_no_picture_is_refused_in_words(desktop: Page, sign_in: SignIn) -> None:
    sign_in(desktop, "crop_html")
    visit(desktop, "/settings/profile")
    page = {"name": "me.png", "mimeType": "image/png", "buffer": b"<html><script>alert(1)</script>"}
    desktop.set_input_files("#picture", page)  # type: ignore[arg-type]  # as Playwright takes it
    expect(desktop.locator("crop-square [role=alert]")).to_be_visible()
    expect(desktop.locator(".crop")).to_be_hidden()


@pytest.mark.parametrize("kind", [PLAIN], ids=["plain"])
def test_a_profile_is_edited_without_scripts(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    sign_in(page, "edit_plain")
    page.goto("/settings/profile")
    page.set_input_files("#picture", halves())
    page.get_by_role("button", name="Use this picture").click()
    expect(page.locator(".portrait img")).to_have_count(1)
    page.fill("#name", "Plain Reader")
    page.fill("#bio", "Reads.\nWrites.")
    page.fill("#website", "blog.example")
    page.check("#hides_counts")
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.goto("/@edit_plain")
    expect(page.locator("h1")).to_have_text("Plain Reader")
    expect(page.get_by_role("link", name="blog.example")).to_have_attribute(
        "href", "https://blog.example/"
    )
    expect(page.locator(".profile-head")).to_contain_text("Writes.")


def test_people_are_found(desktop: Page, new_window: OpenWindow, sign_in: SignIn) -> None:
    other = new_window().page()
    sign_in(other, "findable")
    visit(other, "/settings/profile")
    other.fill("#name", "도라지 Findable")
    other.get_by_role("button", name="Save", exact=True).last.click()
    expect(other.locator(".toast")).to_contain_text("Saved.")
    sign_in(desktop, "finder")
    visit(desktop, "/people")
    no_violations(desktop)
    desktop.get_by_role("searchbox", name="Name or handle").fill("라지")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("link", name="도라지 Findable")).to_be_visible()
    no_violations(desktop)


@pytest.mark.parametrize("kind", [PHONE, PLAIN], ids=["phone", "plain"])
def test_a_shelf_is_opened_to_others(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page, stranger = new_window(kind).page(), new_window().page()
    handle = "shelver_" + ("p" if kind is PHONE else "n")
    who = sign_in(page, handle)
    with app.app_context(), transaction() as session:
        save = make_save(session, who.user_id, title="Kept in the open")
        session.add(SaveNote(save_id=save.id, text="Read it twice"))
        tag_saves(session, owner_id=who.user_id, save_ids=[save.id], names=["slow"], clock=utcnow)
    page.goto("/settings/shelves")
    if kind is PHONE:
        no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visit(stranger, f"/@{handle}")
    expect(stranger.get_by_role("link", name="Shelves")).to_have_count(0)
    page.get_by_label("Public #slow").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    visit(stranger, f"/@{handle}/shelves/slow")
    expect(stranger.get_by_role("link", name="Kept in the open")).to_be_visible()
    expect(stranger.get_by_text("Read it twice")).to_have_count(0)
    page.get_by_label("With my notes #slow").check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_label("With my notes #slow")).to_be_checked()
    visit(stranger, f"/@{handle}/shelves/slow")
    expect(stranger.get_by_text("Read it twice")).to_be_visible()
    no_violations(stranger)

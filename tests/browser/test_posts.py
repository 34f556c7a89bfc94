"""Posting: written and kept, with pictures, from the reader, changed, deleted; without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from devket.core.clock import utcnow
from devket.db import transaction
from devket.social.models import PictureState
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.library import make_save
from tests.factories.social import make_image, make_picture, make_post
from tests.support.chromium import DESKTOP, PHONE, no_violations
from tests.support.processes import Installation


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Return a picture as a file."""
    place = tmp_path / "heron.png"
    Pillow.linear_gradient("L").resize((640, 480)).save(place)
    return place


def test_a_thought_and_a_page_are_published(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    who = sign_in(desktop, "poster")
    with app.app_context(), transaction() as session:
        save_id = make_save(
            session, who.user_id, title="On reading twice", excerpt="Why it pays."
        ).id
    desktop.goto(f"/saves/{save_id}")
    desktop.get_by_role("link", name="Share in a post").first.click()
    expect(desktop.locator(".attached")).to_contain_text("On reading twice")
    text = desktop.get_by_label("Text", exact=True)
    text.fill("x" * 2_001)
    expect(desktop.locator("#post-left")).to_have_text("1 too many")
    text.fill("Read this one #slowly")
    expect(desktop.locator("#post-left")).to_have_text("1,979 left")
    no_violations(desktop)
    expect(desktop.locator("#post-kept")).to_have_text("Draft kept")
    desktop.get_by_role("button", name="Publish").click()
    expect(desktop.locator(".post-text")).to_have_text("Read this one #slowly")
    expect(desktop.locator(".post .attached")).to_contain_text("Why it pays.")
    no_violations(desktop)


def test_pictures_are_put_in_order_by_keyboard_and_drag(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    who = sign_in(desktop, "arranger")
    with app.app_context(), transaction() as session:
        draft = make_post(session, who.user_id, text="Three", uploaded_at=None)
        pending = {"state": PictureState.PENDING, "original_key": "0" * 64}
        pictures = [make_picture(session, who.user_id, **pending) for _ in range(3)]
        for place, picture in enumerate(pictures, start=1):
            make_image(session, draft, picture, position=place)
        ids = [picture.id for picture in pictures]
    desktop.goto("/posts/new")
    rows = desktop.locator(".upload")
    expect(rows).to_have_count(3)
    desktop.get_by_role("button", name="Move down").first.focus()
    desktop.keyboard.press("Enter")
    assert order(desktop) == [ids[1], ids[0], ids[2]]
    expect(desktop.locator(":focus")).to_have_attribute("data-move", "1")
    desktop.keyboard.press("Enter")
    assert order(desktop) == [ids[1], ids[2], ids[0]]
    no_violations(desktop)
    kept = desktop.locator("#post-kept")
    expect(kept).to_have_text("Draft kept")
    kept.evaluate("told => told.textContent = ''")
    handle = rows.first.locator("[data-drag]")
    rows.nth(1).evaluate("row => row.scrollIntoView({block: 'center', behavior: 'instant'})")
    start, end = handle.bounding_box(), rows.nth(1).bounding_box()
    assert start
    assert end
    desktop.mouse.move(start["x"] + 5, start["y"] + 5)
    desktop.mouse.down()
    desktop.mouse.move(end["x"] + 20, end["y"] + end["height"] / 2 + 20, steps=8)
    desktop.mouse.up()
    assert order(desktop) == [ids[2], ids[1], ids[0]]
    expect(kept).to_have_text("Draft kept")
    desktop.reload()
    assert order(desktop) == [ids[2], ids[1], ids[0]]


def order(page: Page) -> list[int]:
    """Return the ids of the pictures as they stand."""
    rows = page.locator(".upload").all()
    return [int(row.locator("[name=picture]").input_value()) for row in rows]


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_failed_upload_keeps_the_draft(
    new_window: OpenWindow, sign_in: SignIn, tmp_path: Path, kind: dict[str, object]
) -> None:
    window = new_window({**kind, "java_script_enabled": False})
    page = window.page()
    sign_in(page, f"failed_{'phone' if kind is PHONE else 'desk'}")
    empty = tmp_path / "empty.jpg"
    empty.touch()
    page.goto("/posts/new")
    page.get_by_label("Text", exact=True).fill("Kept whatever happens")
    page.get_by_label("Choose pictures").set_input_files(empty)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#post-pictures-error")).to_contain_text("This file is empty.")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Kept whatever happens")
    window.faults.clear()  # the browser writes every 422 into its console
    page.goto("/posts")
    expect(page.get_by_role("link", name="Kept whatever happens")).to_be_visible()


def test_a_picture_is_posted_without_scripts(plain: Page, sign_in: SignIn, photo: Path) -> None:
    sign_in(plain, "plainly")
    plain.goto("/posts/new")
    plain.get_by_label("Text", exact=True).fill("A heron")
    plain.get_by_label("Choose pictures").set_input_files(photo)
    plain.get_by_role("button", name="Keep as draft").click()
    plain.get_by_label("Describe it for those who do not see it").fill("A heron in the reeds")
    plain.get_by_role("button", name="Publish").click()
    for _ in range(40):
        if plain.locator(".post").count():
            break
        plain.wait_for_timeout(500)
        plain.goto(plain.url)
    expect(plain.locator(".post img[alt='A heron in the reeds']")).to_be_visible()


def test_a_picture_is_sent_at_once_and_described(
    desktop: Page, sign_in: SignIn, photo: Path
) -> None:
    sign_in(desktop, "sender")
    desktop.goto("/posts/new")
    desktop.get_by_label("Choose pictures").set_input_files(photo)
    words = desktop.get_by_label("Describe it for those who do not see it")
    words.fill("A heron in the reeds")
    expect(desktop.locator(".upload-state img")).to_be_visible(timeout=30_000)
    no_violations(desktop)
    expect(desktop.locator("#post-kept")).to_have_text("Draft kept")
    desktop.reload()
    expect(words).to_have_value("A heron in the reeds")
    desktop.get_by_role("button", name="Publish").click()
    expect(desktop.locator(".post img[alt='A heron in the reeds']")).to_be_visible()


def test_an_edit_shows_what_was_there_and_a_deletion_is_undone(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    who = sign_in(desktop, "editor")
    with app.app_context(), transaction() as session:
        post_id = make_post(session, who.user_id, text="First words").id
    desktop.goto(f"/p/{post_id}")
    desktop.get_by_role("button", name="More").click()
    no_violations(desktop)
    desktop.get_by_role("link", name="Edit", exact=True).click()
    no_violations(desktop)
    desktop.get_by_label("Text", exact=True).fill("Second words")
    desktop.get_by_role("button", name="Save changes").click()
    expect(desktop.locator(".post-text")).to_have_text("Second words")
    desktop.get_by_role("button", name="More").click()
    desktop.get_by_role("link", name="Earlier versions").click()
    expect(desktop.locator(".post-versions")).to_contain_text("First words")
    no_violations(desktop)
    desktop.goto("/posts")
    desktop.get_by_role("button", name="More").click()
    desktop.locator(".post-menu").get_by_role("button", name="Delete").click()
    expect(desktop.locator(".post")).to_have_count(0)
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.locator(".post-text")).to_have_text("Second words")


def test_what_others_share_is_saved_with_a_press(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    author = sign_in(desktop, "sharer")
    with app.app_context(), transaction() as session:
        post_id = make_post(
            session,
            author.user_id,
            text="Also https://127.0.0.1/b",
            link_url="https://127.0.0.1/a",
            link_title="A page",
        ).id
    sign_in(desktop, "pocketer")
    desktop.goto(f"/p/{post_id}")
    desktop.get_by_role("button", name="Save to my list").click()
    expect(desktop.get_by_role("link", name="In your list")).to_be_visible()
    desktop.goto(f"/p/{post_id}/links")
    no_violations(desktop)
    desktop.get_by_role("button", name="Save to my list").click()
    expect(desktop.locator(".badge")).to_have_count(2)


@pytest.mark.parametrize("path", ["/p/{id}", "/feed", "/explore"])
def test_the_address_of_a_post_is_copied_where_its_menu_is(
    app: Flask, devket: Installation, new_window: OpenWindow, sign_in: SignIn, path: str
) -> None:
    window = new_window(DESKTOP)
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window.page()
    who = sign_in(page, f"copier_{len(path)}")
    with app.app_context(), transaction() as session:
        post_id = make_post(session, who.user_id, uploaded_at=utcnow()).id
    page.goto(path.format(id=post_id))
    post = page.locator(f"[data-post-id='{post_id}']")
    post.get_by_role("button", name="More").click()
    post.get_by_role("link", name="Copy link").click()
    expect(post.get_by_role("link", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{devket.base}/p/{post_id}"
    no_violations(page)


def test_without_scripts_the_address_of_a_post_is_a_page(
    app: Flask, devket: Installation, plain: Page, sign_in: SignIn
) -> None:
    who = sign_in(plain, "copier_plain")
    with app.app_context(), transaction() as session:
        post_id = make_post(session, who.user_id).id
    plain.goto(f"/p/{post_id}")
    plain.get_by_role("button", name="More").click()
    plain.get_by_role("link", name="Copy link").click()
    expect(plain.locator("body")).to_have_text(f"{devket.base}/p/{post_id}")

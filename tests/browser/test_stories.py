"""Stories in Chromium: told, watched by keys and by touch, answered, deleted, without scripts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from devket.db import transaction
from devket.social.models import Notification, Story, StoryView
from devket.web.parts import parts
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.accounts import make_user
from tests.factories.social import make_follow, make_picture, make_story
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

Told = Callable[..., list[int]]


@pytest.fixture
def told(app: Flask) -> Told:
    """Let somebody whom a person follows tell stories: `told(user_id, "lina", "one", "two")`."""

    def make(follower_id: int, handle: str, *texts: str) -> list[int]:
        with app.app_context(), transaction() as session:
            author = make_user(session, handle=handle, display_name=handle.title())
            make_follow(session, follower_id, author.id)
            return [make_story(session, author.id, text=text).id for text in texts]

    return make


def photo(app: Flask, story_id: int) -> None:
    """Put a picture into a story."""
    kept = io.BytesIO()
    Image.new("RGB", (900, 1200), (90, 140, 120)).save(kept, "WEBP")
    with app.app_context(), transaction() as session:
        story = session.get_one(Story, story_id)
        key = parts().blobs.put(kept.getvalue(), "image/webp")
        sizes = {"small_key": key, "medium_key": key, "large_key": key}
        picture = make_picture(session, story.author_id, width=900, height=1200, **sizes)
        story.picture_id, story.alt = picture.id, "A green wall"


def shown(page: Page) -> Locator:
    """Return the text of the story that is shown."""
    return page.locator(".story-text")


def test_one_watches_with_the_keyboard_alone(
    app: Flask, desktop: Page, sign_in: SignIn, told: Told
) -> None:
    me = sign_in(desktop, "st_keys")
    (last,) = told(me.user_id, "st_keys_b", "Last")  # people follow each other, newest first
    first, second = told(me.user_id, "st_keys_a", "First", "Second")
    photo(app, second)
    desktop.goto("/feed")
    desktop.get_by_role("link", name="Stories of St_Keys_A, not seen yet").focus()
    desktop.keyboard.press("Enter")
    expect(shown(desktop)).to_have_text("First")
    desktop.keyboard.press("Space")
    pause = desktop.get_by_role("button", name="Pause")
    expect(pause).to_have_attribute("aria-pressed", "true")
    no_violations(desktop)
    desktop.keyboard.press("ArrowRight")
    expect(shown(desktop)).to_have_text("Second")
    expect(desktop.get_by_alt_text("A green wall")).to_be_visible()
    expect(desktop.get_by_role("status").filter(has_text="Story 2 of 2")).to_be_attached()
    assert desktop.url.endswith(f"/stories/{second}")
    assert desktop.evaluate(
        "document.querySelector('story-viewer').contains(document.activeElement)"
    )
    no_violations(desktop)
    desktop.keyboard.press("ArrowLeft")
    expect(shown(desktop)).to_have_text("First")
    desktop.keyboard.press("ArrowRight")
    expect(shown(desktop)).to_have_text("Second")
    desktop.keyboard.press("ArrowRight")
    expect(shown(desktop)).to_have_text("Last")
    assert desktop.title() == "Story by St_Keys_B · Devket"
    desktop.keyboard.press("Escape")
    desktop.wait_for_url("**/feed")
    with app.app_context(), transaction() as session:
        seen = select(StoryView.story_id).where(StoryView.viewer_id == me.user_id)
        assert set(session.scalars(seen)) == {first, second, last}
    expect(desktop.get_by_role("link", name="Stories of St_Keys_A, all seen")).to_be_visible()


def test_stories_go_on_by_themselves_and_wait_when_told(
    new_window: OpenWindow, sign_in: SignIn, told: Told
) -> None:
    page = new_window(DESKTOP).page()
    me = sign_in(page, "st_goes")
    first, second = told(me.user_id, "st_goes_a", "First", "Second")
    page.goto(f"/stories/{first}")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(7_500)
    expect(shown(page)).to_have_text("First")
    page.keyboard.press("Space")
    expect(shown(page)).to_have_text("Second", timeout=15_000)
    assert page.url.endswith(f"/stories/{second}")
    page.locator("#story-answer").focus()
    expect(page.locator("story-viewer")).to_have_attribute("data-runs", "no")
    page.keyboard.press("ArrowLeft")
    expect(shown(page)).to_have_text("Second")
    page.keyboard.press("Escape")
    expect(page.locator("story-viewer")).to_have_attribute("data-runs", "yes")


def test_nothing_moves_by_itself_where_that_is_not_wanted(
    new_window: OpenWindow, sign_in: SignIn, told: Told
) -> None:
    page = new_window(DESKTOP, reduced_motion="reduce").page()
    me = sign_in(page, "st_still")
    first, _ = told(me.user_id, "st_still_a", "First", "Second")
    page.goto(f"/stories/{first}")
    page.wait_for_timeout(8_000)
    expect(shown(page)).to_have_text("First")
    page.locator("#story-next").click()
    expect(shown(page)).to_have_text("Second")


def swipe(page: Page, *, down: int, wait: int = 0) -> None:
    """Lay a finger on the stage, move it down, wait, and lift it."""
    touch = page.context.new_cdp_session(page)

    def send(kind: str, y: int) -> None:
        points = [] if kind == "touchEnd" else [{"x": 300, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", 300)
    for step in range(1, 6):
        if down:
            send("touchMove", 300 + down * step // 5)
    page.wait_for_timeout(wait)
    if wait:
        expect(page.locator("story-viewer")).to_have_attribute("data-runs", "no")
    send("touchEnd", 300 + down)


def test_one_watches_with_a_finger(app: Flask, phone: Page, sign_in: SignIn, told: Told) -> None:
    me = sign_in(phone, "st_touch")
    first, second = told(me.user_id, "st_touch_a", "First", "Second")
    photo(app, first)
    phone.goto("/feed")
    no_violations(phone)
    phone.get_by_role("link", name="Stories of St_Touch_A, not seen yet").tap()
    expect(shown(phone)).to_have_text("First")
    pause = phone.get_by_role("button", name="Pause")
    pause.tap()
    no_violations(phone)
    pause.tap()
    phone.touchscreen.tap(330, 400)
    expect(shown(phone)).to_have_text("Second")
    phone.touchscreen.tap(40, 400)
    expect(shown(phone)).to_have_text("First")
    swipe(phone, down=0, wait=900)
    expect(phone.locator("story-viewer")).to_have_attribute("data-runs", "yes")
    expect(shown(phone)).to_have_text("First")
    assert phone.url.endswith(f"/stories/{first}")
    swipe(phone, down=220)
    phone.wait_for_url("**/feed")
    assert second


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_answer_is_sent_in_place(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, told: Told, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    name = "st_says" if kind is PHONE else "st_says_d"
    me = sign_in(page, name)
    (story,) = told(me.user_id, f"{name}_a", "Say something")
    page.goto(f"/stories/{story}")
    box = page.get_by_label("Answer privately")
    box.fill("I will <b>try</b>")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("toast-message")).to_contain_text("Your answer was sent.")
    expect(box).to_have_value("")
    with app.app_context(), transaction() as session:
        mine = select(Notification.text).where(Notification.actor_id == me.user_id)
        assert session.scalars(mine).all() == ["I will <b>try</b>"]


def test_the_author_sees_who_has_seen_and_deletes_while_watching(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    me = sign_in(desktop, "st_own")
    with app.app_context(), transaction() as session:
        first = make_story(session, me.user_id, text="Mine one", view_count=1)
        make_story(session, me.user_id, text="Mine two")
        guest = make_user(session, handle="st_guest", display_name="A guest")
        session.add(StoryView(story_id=first.id, viewer_id=guest.id, seen_at=first.created_at))
        first_id = first.id
    desktop.goto("/feed")
    desktop.get_by_role("link", name="Your story", exact=True).click()
    desktop.get_by_text("Seen by 1 person").click()
    expect(desktop.get_by_role("link", name="A guest")).to_be_visible()
    expect(desktop.locator("story-viewer")).to_have_attribute("data-runs", "no")
    no_violations(desktop)
    desktop.get_by_role("button", name="Delete").click()
    expect(shown(desktop)).to_have_text("Mine two")
    desktop.get_by_role("button", name="Undo").click()
    desktop.wait_for_url("**/feed")
    visit(desktop, f"/stories/{first_id}/seen-by")


def test_a_story_that_ends_while_watching_leads_on(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, told: Told
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    me = sign_in(page, "st_gone")
    first, second, third = told(me.user_id, "st_gone_a", "First", "Second", "Third")
    page.goto(f"/stories/{first}")
    with app.app_context(), transaction() as session:
        session.delete(session.get_one(Story, second))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="This story is gone")).to_be_visible()
    no_violations(page)
    page.get_by_role("link", name="Next story").click()
    assert page.url.endswith(f"/stories/{third}")
    # The browser tells each 404 as an error of its own.
    window.faults[:] = [fault for fault in window.faults if f"/stories/{second}" not in fault]


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_story_is_made_under_the_eyes(
    new_window: OpenWindow, sign_in: SignIn, tmp_path: Path, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    sign_in(page, "st_make" if kind is PHONE else "st_make_d")
    visit(page, "/stories/new")
    card = page.locator(".story-card")
    expect(card).to_have_attribute("data-size", "big")
    page.get_by_label("Sun").check()
    expect(card).to_have_attribute("data-ground", "sun")
    no_violations(page)
    photo = tmp_path / "a.png"
    Image.new("RGB", (60, 80), (200, 90, 40)).save(photo)
    page.locator("[type=file]").set_input_files(photo)
    expect(card.locator("img")).to_be_visible(timeout=20_000)
    expect(card).to_have_attribute("data-size", "mid")
    no_violations(page)
    page.get_by_label("Text").fill("Under the sun")
    page.get_by_role("button", name="Share for 24 hours").click()
    expect(shown(page)).to_have_text("Under the sun")
    expect(page.locator("#story")).to_have_attribute("data-ground", "sun")
    expect(page.locator(".story-card img")).to_be_visible()


def test_stories_do_without_scripts(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, told: Told
) -> None:
    window = new_window(PLAIN)
    page = window.page()
    me = sign_in(page, "st_plain")
    first, _ = told(me.user_id, "st_plain_a", "First", "Second")
    page.goto("/feed")
    page.get_by_role("link", name="Add to your story").click()
    page.get_by_role("button", name="Share for 24 hours").click()
    expect(page.get_by_text("Write something or choose a picture.")).to_be_visible()
    page.get_by_label("Moss").check()
    page.get_by_label("Text").fill("Plainly")
    page.get_by_role("button", name="Share for 24 hours").click()
    expect(shown(page)).to_have_text("Plainly")
    page.goto(f"/stories/{first}")
    page.get_by_label("Answer privately").fill("Hello")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer was sent.")).to_be_visible()
    page.get_by_role("button", name="Seen, go on").click()
    expect(shown(page)).to_have_text("Second")
    page.get_by_role("link", name="Previous story").click()
    expect(shown(page)).to_have_text("First")
    with app.app_context(), transaction() as session:
        assert session.scalars(select(StoryView.story_id)).all().count(first) == 1
    # The browser tells the refused form as an error of its own.
    window.faults[:] = [fault for fault in window.faults if "422" not in fault]

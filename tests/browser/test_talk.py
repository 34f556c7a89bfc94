"""People talk under a post: two who may, a stranger who reads, keys, no scripts, axe."""

from __future__ import annotations

import re
import time

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from devket.accounts.models import Profile, User
from devket.db import transaction
from devket.social.models import Commenting, Post
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.social import make_post
from tests.support.chromium import DESKTOP, PHONE, PLAIN, Window, no_violations


@pytest.fixture
def post_id(app: Flask, request: pytest.FixtureRequest) -> int:
    """Let somebody whom no test signs in as share a post."""
    name = f"w{abs(hash(request.node.name)) % 10**8}"
    with app.app_context(), transaction() as session:
        writer = User(
            handle=name,
            email=f"{name}@example.org",
            display_name="Writer",
            password_hash="-",
            profile=Profile(),
        )
        session.add(writer)
        session.flush()
        return make_post(session, writer.id, text="What do you think of this?").id


def _own(app: Flask, user_id: int) -> int:
    with app.app_context(), transaction() as session:
        return make_post(session, user_id, text="A post to talk about").id


def _allow_conflict(window: Window) -> None:
    """Take the answer to a comment that came too late for no fault: it is told as one."""
    window.faults[:] = [fault for fault in window.faults if "409" not in fault]


def _late(route: Route) -> None:
    """Let a module come so late that the page would go without it, if it could."""
    time.sleep(0.5)
    route.continue_()


def _answer_what_is_told(mine: Page) -> None:
    """Go from the notification of a comment to it, and answer."""
    mine.context.route(re.compile(r"/htmx-trust\.js"), _late)
    mine.goto("/notifications")
    expect(mine.locator(".told-line")).to_have_count(2)
    expect(mine.locator(".unread")).to_have_count(0)  # seen is read
    mine.context.unroute_all()
    mine.get_by_role("link", name="commented on your post").click()
    mine.get_by_role("link", name="Answer").click()
    mine.get_by_label("Your answer to").fill("Thank you")
    mine.keyboard.press("Control+Enter")
    expect(mine.locator(".answers .comment", has_text="Thank you")).to_be_visible()


def test_two_people_and_a_stranger_talk(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    windows = [new_window(kind) for kind in (DESKTOP, PHONE, DESKTOP)]
    mine, theirs, reader = (window.page() for window in windows)
    post_id = _own(app, sign_in(mine, "talk_author").user_id)
    sign_in(theirs, "talk_reader")

    theirs.goto(f"/p/{post_id}")
    like = theirs.get_by_role("button", name="Like")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    box = theirs.get_by_label("Your comment")
    box.fill("I like this very much")
    theirs.get_by_role("button", name="Comment", exact=True).click()
    said = theirs.locator(".comment", has_text="I like this very much")
    expect(said).to_be_visible()
    expect(box).to_have_value("")
    expect(theirs.get_by_role("link", name="1 comment")).to_be_visible()

    _answer_what_is_told(mine)
    mine.goto(f"/p/{post_id}")
    mine.get_by_role("button", name="Closed").click()
    expect(mine.get_by_text("Comments are closed.")).to_be_visible()

    reader.goto(f"/p/{post_id}")
    expect(reader.get_by_text("Thank you")).to_be_visible()
    expect(reader.get_by_text("Comments are closed.")).to_be_visible()

    box.fill("Too late, but kept")  # in a tab that was open before
    theirs.get_by_role("button", name="Comment", exact=True).click()
    expect(theirs.get_by_text("Comments on this post are closed.")).to_be_visible()
    expect(box).to_have_value("Too late, but kept")
    for page in (mine, theirs, reader):
        no_violations(page)
    mine.goto("/notifications")
    no_violations(mine)
    theirs.goto(f"/p/{post_id}/likes")
    no_violations(theirs)
    _allow_conflict(windows[1])


def test_a_comment_is_put_right_deleted_and_taken_back(
    new_window: OpenWindow, sign_in: SignIn, post_id: int
) -> None:
    page = new_window(DESKTOP).page()
    sign_in(page, "talk_second")
    page.goto(f"/p/{post_id}")
    page.get_by_label("Your comment").fill("Teh end")
    page.get_by_role("button", name="Comment", exact=True).click()
    page.get_by_role("link", name="Edit").click()
    editor = page.locator(".said textarea")
    expect(editor).to_be_focused()
    editor.fill("The end")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator(".comment-text")).to_have_text("The end")
    expect(page.locator(".comment-foot").get_by_text("edited")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".comment")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".comment-text")).to_have_text("The end")


def test_keys_like_comment_and_answer(
    new_window: OpenWindow, sign_in: SignIn, post_id: int
) -> None:
    page = new_window(DESKTOP).page()
    sign_in(page, "talk_keys")
    page.goto(f"/p/{post_id}")
    page.keyboard.press("j")
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="Like")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("c")
    expect(page.get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("By hand")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment")).to_have_count(1)
    page.locator("h2").first.click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_label("Your answer to")).to_be_focused()
    page.keyboard.press("Escape")


def test_without_scripts_one_likes_comments_answers_and_is_told(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    windows = [new_window(PLAIN) for _ in range(2)]
    mine, theirs = (window.page() for window in windows)
    post_id = _own(app, sign_in(mine, "talk_plain").user_id)
    sign_in(theirs, "talk_plain_two")
    theirs.goto(f"/p/{post_id}")
    theirs.get_by_role("button", name="Like").click()
    expect(theirs.get_by_role("link", name="1 like")).to_be_visible()
    theirs.get_by_label("Your comment").fill("Without any script")
    theirs.get_by_role("button", name="Comment", exact=True).click()
    expect(theirs.get_by_text("Without any script")).to_be_visible()
    mine.goto("/notifications")
    mine.get_by_role("button", name="Mark all as read").click()
    expect(mine.locator(".unread")).to_have_count(0)
    mine.get_by_role("link", name="commented on your post").click()
    mine.get_by_role("link", name="Answer").click()
    mine.get_by_role("textbox", name="Your answer to").fill("Nor here")
    mine.get_by_role("button", name="Comment", exact=True).click()
    expect(mine.get_by_text("Nor here")).to_be_visible()
    with app.app_context(), transaction() as session:
        session.get_one(Post, post_id).commenting = Commenting.CLOSED
    theirs.get_by_label("Your comment").fill("An hour's work")
    theirs.get_by_role("button", name="Comment", exact=True).click()
    expect(theirs.get_by_text("Comments on this post are closed.")).to_be_visible()
    expect(theirs.get_by_role("textbox", name="What you wrote")).to_have_value("An hour's work")
    _allow_conflict(windows[1])

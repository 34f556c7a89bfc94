"""The feed in a browser: endless, with what is new, by keyboard, without scripts, for strangers."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page, expect

from devket.core.clock import utcnow
from devket.db import transaction
from devket.social.models import Visibility
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.accounts import make_user
from tests.factories.social import make_follow, make_post
from tests.support.chromium import DESKTOP, PHONE, no_violations

TEXT = "Read this twice on the tram, and missed my stop both times. #reading https://example.org/a"


def fill(app: Flask, viewer_id: int, posts: int) -> int:
    """Let somebody follow a person who has shared so many posts; return the person's id."""
    with app.app_context(), transaction() as session:
        author_id = make_user(session, display_name="Orla Quill").id
        make_follow(session, viewer_id, author_id)
        for number in range(posts):
            at = utcnow() - timedelta(minutes=number + 1)
            text = f"{number}. {TEXT}"
            make_post(session, author_id, text=text, uploaded_at=at, location="Busan")
    return author_id


def share(app: Flask, author_id: int) -> None:
    """Let a person share something now."""
    with app.app_context(), transaction() as session:
        make_post(session, author_id, text="Fresh", uploaded_at=utcnow())


def test_the_feed_goes_on_by_itself_and_comes_back(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    fill(app, sign_in(desktop, "feed_end").user_id, 45)
    desktop.goto("/feed")
    posts = desktop.locator("article.post")
    expect(posts).to_have_count(20)
    for count in (40, 45):
        desktop.locator("#more").scroll_into_view_if_needed()
        expect(posts).to_have_count(count)
    expect(desktop.locator("#more")).to_contain_text("That is all.")
    assert desktop.url.endswith("/feed?pages=3")
    posts.nth(30).locator("[data-key=o]").click()
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Post by")
    desktop.go_back()
    expect(posts).to_have_count(45)


def test_what_is_new_is_told_and_shown(app: Flask, new_window: OpenWindow, sign_in: SignIn) -> None:
    page = new_window(DESKTOP).page()
    page.clock.install()
    author_id = fill(app, sign_in(page, "feed_new").user_id, 3)
    page.goto("/feed")
    expect(page.locator("article.post")).to_have_count(3)
    share(app, author_id)
    page.clock.run_for(61_000)
    pill = page.get_by_role("link", name="1 new post")
    pill.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article.post")).to_have_count(4)
    expect(page.locator("article.post").first).to_contain_text("Fresh")
    expect(page.locator("article.post [data-key=o]").first).to_be_focused()
    expect(pill).to_have_count(0)
    share(app, author_id)
    page.clock.run_for(61_000)  # it goes on asking
    expect(pill).to_be_visible()
    no_violations(page)


def test_the_feed_by_keyboard_alone(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(desktop, "feed_keys").user_id, 4)
    desktop.goto("/saves")
    press = desktop.keyboard.press
    press("g")
    press("d")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Feed")
    for key in "jjk":
        press(key)
    expect(desktop.locator(".post[data-current]")).to_contain_text("0. Read this")
    press("j")
    press("o")
    expect(desktop.locator("article.post")).to_contain_text("1. Read this")
    press("g")
    press("x")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Explore")


def test_the_feed_without_scripts(app: Flask, plain: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(plain, "feed_plain").user_id, 25)
    plain.goto("/feed")
    plain.get_by_role("link", name="Older posts").click()
    expect(plain.locator("article.post")).to_have_count(5)
    plain.goto("/explore/people")
    expect(plain.get_by_role("heading", level=1)).to_have_text("People to follow")


def test_a_phone_has_the_feed_in_its_dock(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = new_window(PHONE, locale="ko-KR", color_scheme="dark").page()
    fill(app, sign_in(page, "feed_phone").user_id, 5)
    page.goto("/saves")
    page.locator(".nav-list .dock a").first.tap()
    expect(page.locator("article.post")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    no_violations(page)


def test_strangers_explore_what_is_public(app: Flask, desktop: Page) -> None:
    with app.app_context(), transaction() as session:
        author_id = make_user(session, display_name="In the open").id
        make_post(session, author_id, text="Out in the open", uploaded_at=utcnow())
        hidden = Visibility.FOLLOWERS
        make_post(session, author_id, text="Among us", visibility=hidden, uploaded_at=utcnow())
    for path in ("/explore", "/explore?sort=liked"):
        desktop.goto(path)
        no_violations(desktop)
    desktop.goto("/explore")
    expect(desktop.get_by_text("Out in the open")).to_be_visible()
    expect(desktop.get_by_text("Among us")).to_have_count(0)


def test_every_page_of_the_feed_is_reachable(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    person = sign_in(desktop, "feed_axe")
    desktop.goto("/feed")
    expect(desktop.get_by_role("heading", name="See what others read")).to_be_visible()
    no_violations(desktop)
    fill(app, person.user_id, 2)
    for path in ("/feed", "/explore", "/explore/people", "/mentions", "/hashtags/reading"):
        desktop.goto(path)
        desktop.wait_for_load_state("networkidle")
        no_violations(desktop)

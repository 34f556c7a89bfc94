"""Two people and a stranger: a request, its answer, a block both ways; with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from devket.accounts.models import Profile, Theme, User
from devket.db import transaction
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.accounts import make_user
from tests.factories.social import make_block, make_follow, make_mute, make_post
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations
from tests.support.people import Person


def make_private(app: Flask, who: Person) -> int:
    """Make an account private, with a post; return the post's id."""
    with app.app_context(), transaction() as session:
        session.get_one(User, who.user_id).is_private = True
        return make_post(session, who.user_id, text="Only for those I let in").id


def button(page: Page, name: str) -> Any:
    """Return the button whose visible words are these."""
    return page.locator("main").get_by_role("button", name=name).first


def is_gone(page: Page, path: str) -> bool:
    """Tell whether somebody is told that nothing is there; beside the page, which would log it."""
    return page.context.request.get(path).status == 404


@pytest.mark.parametrize("kind", [DESKTOP, PLAIN], ids=["scripts", "plain"])
def test_a_private_account_is_asked_answers_and_blocks(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    name = "plain" if kind is PLAIN else "live"
    owner, friend, stranger = (new_window(kind).page() for _ in range(3))
    ada = sign_in(owner, f"ada_{name}")
    post_id = make_private(app, ada)
    bo = sign_in(friend, f"bo_{name}")
    sign_in(stranger, f"cy_{name}")

    friend.goto(f"/@{ada.handle}")
    expect(friend.get_by_text("Only for those I let in")).to_have_count(0)
    button(friend, "Follow").click()
    expect(button(friend, "Requested")).to_be_visible()

    owner.goto("/settings/people")
    button(owner, "Accept").click()
    expect(owner.get_by_role("status")).to_contain_text(f"@{bo.handle} follows you now.")

    friend.goto(f"/@{ada.handle}")
    expect(button(friend, "Following")).to_be_visible()
    expect(friend.get_by_text("Only for those I let in")).to_be_visible()
    owner.goto(f"/@{ada.handle}/followers")
    expect(owner.locator(f"[data-handle={bo.handle}]")).to_be_visible()
    assert is_gone(stranger, f"/@{ada.handle}/followers")

    owner.goto(f"/@{bo.handle}")
    owner.get_by_role("button", name="More about").click()
    owner.get_by_role("button", name="Block").click()
    expect(owner.get_by_role("status")).to_contain_text("do not see each other any more")
    expect(button(owner, "Unblock")).to_be_visible()
    assert is_gone(friend, f"/@{ada.handle}") and is_gone(friend, f"/p/{post_id}")
    assert is_gone(owner, f"/@{bo.handle}")

    owner.goto("/settings/people?list=blocked")
    button(owner, "Unblock").click()
    expect(owner.get_by_role("status")).to_contain_text("can see each other again")
    friend.goto(f"/@{ada.handle}")
    expect(button(friend, "Follow")).to_be_visible()
    expect(friend.get_by_text("Only for those I let in")).to_have_count(0)


LOOKS = [
    (DESKTOP, Theme.LIGHT, "en-US"),
    (DESKTOP, Theme.DARK, "ko-KR"),
    (PHONE, Theme.SEPIA, "en-US"),
    (PHONE, Theme.DARK, "ko-KR"),
]


def furnish(app: Flask, who: Person, theme: Theme) -> str:
    """Give somebody followers, requests, people blocked and muted; return a handle of one."""
    with app.app_context(), transaction() as session:
        session.get_one(User, who.user_id).theme = theme
        for number in range(4):
            name = "A name that does not want to end " * 2 if number == 1 else f"Person {number}"
            others = [make_user(session, display_name=name[:80]).id for _ in range(4)]
            session.get_one(Profile, others[0]).bio = "리드애프터, herons and long walks. " * 8
            make_follow(session, others[0], who.user_id)
            make_follow(session, who.user_id, others[0])
            make_follow(session, others[1], who.user_id, is_accepted=False)
            make_block(session, who.user_id, others[2])
            make_mute(session, who.user_id, others[3])
        return session.get_one(User, others[0]).handle


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[1]}-{look[2]}")
def test_pages_of_people_are_open_to_everybody(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, look: tuple[dict[str, Any], Theme, str]
) -> None:
    kind, theme, locale = look
    page = new_window(kind, locale=locale).page()
    who = sign_in(page, f"rel_{'ph' if kind is PHONE else 'de'}_{theme}")
    other = furnish(app, who, theme)
    lists = [f"/settings/people?list={name}" for name in ("requests", "blocked", "muted")]
    own = [f"/@{who.handle}/followers", f"/@{who.handle}/following"]
    for path in (*lists, *own, f"/@{other}", f"/@{other}/report", f"/@{other}/following"):
        visit(page, path)


def test_a_report_is_made_over_the_page_by_keyboard(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    who = sign_in(desktop, "reporter_keys")
    other = furnish(app, who, Theme.LIGHT)
    desktop.goto(f"/@{other}")
    more = desktop.get_by_role("button", name="More about")
    more.press("Enter")
    no_violations(desktop)
    desktop.get_by_role("link", name="Report").press("Enter")
    dialog = desktop.get_by_role("dialog", name="Report this account")
    expect(dialog).to_be_visible()
    no_violations(desktop)
    desktop.keyboard.press("Escape")
    expect(desktop.locator("report-dialog")).to_have_count(0)
    more.press("Enter")
    desktop.get_by_role("link", name="Report").press("Enter")
    dialog.get_by_role("radio", name="Spam or fraud").press("Space")
    dialog.get_by_label("Anything else that helps to judge it").fill("Look at the links")
    dialog.get_by_role("button", name="Send the report").press("Enter")
    expect(dialog.get_by_text("Thank you.")).to_be_visible()
    no_violations(desktop)
    dialog.get_by_role("button", name="Mute").press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("left out of your lists")
    desktop.get_by_role("button", name="Undo").press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("in your lists again")

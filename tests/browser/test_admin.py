"""The admin area in a browser: open to everybody who may enter, on each screen, in every theme."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from devket.accounts.models import Theme, User
from devket.admin.models import FileKind, StorageUse
from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from devket.db import transaction
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE
from tests.support.people import Person

LONG = "A title that does not want to end, about-a-word-without-any-spaces-in-it " * 4
LOOKS = [
    (DESKTOP, Theme.LIGHT, "en-US"),
    (DESKTOP, Theme.DARK, "ko-KR"),
    (PHONE, Theme.SEPIA, "en-US"),
    (PHONE, Theme.DARK, "ko-KR"),
]
FAILED: list[tuple[State, Reason, str]] = [
    (State.UNREACHABLE, Reason.TIMEOUT, "How we moved a billion rows"),
    (State.UNREACHABLE, Reason.NOT_FOUND, "Notes on write-ahead logs"),
    (State.BLOCKED, Reason.CHALLENGE, "A field guide to B-trees"),
    (State.PARTIAL, Reason.TEASER, LONG),
]


def furnish(app: Flask, who: Person, theme: Theme) -> tuple[int, int]:
    """Make an admin of somebody, with people and saves to look after; return ids of one each."""
    now = utcnow()
    with app.app_context(), transaction() as session:
        user = session.get_one(User, who.user_id)
        user.is_admin, user.theme = True, theme
        guest = make_user(session, frozen_at=now, is_verified=True, verified_at=now)
        make_user(session, email_confirmed_at=now, display_name="Wide " * 15)
        for state, reason, title in FAILED:
            fields: dict[str, Any] = {"state": state, "reason": reason, "title": title}
            make_version(session, make_save(session, guest.id, **fields))
        due = {"state": State.PENDING, "capture_due_at": now + timedelta(days=1)}
        save = make_save(session, guest.id, title="인덱스는 왜 안 탔을까", **due)
        for kind, size in ((FileKind.PICTURE, 48_300_000), (FileKind.PAGE, 9_100_000)):
            use = StorageUse(owner_id=guest.id, kind=kind, files=412, size=size, measured_at=now)
            session.add(use)
        return guest.id, save.id


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[1]}-{look[2]}")
def test_every_page_of_the_admin_area_is_open_to_everybody(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, look: tuple[dict[str, Any], Theme, str]
) -> None:
    kind, theme, locale = look
    page = new_window(kind, locale=locale).page()
    who = sign_in(page, f"admin_{'ph' if kind is PHONE else 'de'}_{theme}")
    person_id, save_id = furnish(app, who, theme)
    tabs = ("", "people/", "saves/", "jobs/", "storage/", "trail/")
    for path in (*tabs, f"people/{person_id}", f"saves/{save_id}", "people/?search=nobody"):
        visit(page, f"/admin/{path}")


def test_an_act_works_by_keyboard_and_is_taken_back(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    person_id, _ = furnish(app, sign_in(desktop, "admin_keys"), Theme.LIGHT)
    desktop.goto(f"/admin/people/{person_id}")
    desktop.get_by_role("button", name="Take it away").press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("carries the official check no more")
    desktop.get_by_role("button", name="Undo").press("Enter")
    expect(desktop.get_by_role("button", name="Take it away")).to_be_visible()
    expect(desktop.locator(".facts")).to_contain_text("verified by @admin_keys")


def test_an_act_works_without_scripts(app: Flask, plain: Page, sign_in: SignIn) -> None:
    _, save_id = furnish(app, sign_in(plain, "admin_plain"), Theme.LIGHT)
    plain.goto(f"/admin/saves/{save_id}")
    plain.get_by_role("button", name="Fetch again").click()
    expect(plain.get_by_role("status")).to_contain_text("The page is being fetched again.")


def test_the_tables_take_what_the_extensions_own_sheet_says(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    furnish(app, sign_in(desktop, "admin_sheet"), Theme.LIGHT)
    desktop.goto("/admin/people/")
    margin = "getComputedStyle(document.querySelector('.model-list')).marginTop"
    assert desktop.evaluate(margin) == "-1px"
    overflow = "getComputedStyle(document.querySelector('.table-responsive')).overflowX"
    assert desktop.evaluate(overflow) == "auto"

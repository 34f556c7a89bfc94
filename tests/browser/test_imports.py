"""A Pocket zip in Chromium: looked at, brought in, seen, taken back; desk, phone, no scripts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import func, select

from devket.db import transaction
from devket.library.models import Save
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_hygiene import KINDS, go, look_over, name_of
from tests.factories.transfers.sample import zipped
from tests.support.chromium import PLAIN

CSV = "title,url,time_added,tags,status\n" + "".join(
    f"Page number {n},https://p{n % 9}.example/{n},{1_500_000_000 + n},reading|t{n % 3},"
    f"{'archive' if n % 2 else 'unread'}\n"
    for n in range(120)
)
PATIENCE = 60_000  # milliseconds: the worker has other things to do as well


def wait_for(page: Page, kind: dict[str, Any], name: str) -> None:
    """Wait until a button or link of this name is there; without scripts by reloading."""
    wanted = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    for _ in range(60 if kind is PLAIN else 0):
        if wanted.count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Reload").click()
    expect(wanted.first).to_be_visible(timeout=PATIENCE)


def standing(app: Flask, user_id: int) -> int:
    with app.app_context(), transaction() as session:
        mine = (Save.owner_id == user_id, Save.deleted_at.is_(None))
        return session.scalar(select(func.count(Save.id)).where(*mine)) or 0


@KINDS
def test_a_pocket_zip_comes_in_and_goes_again(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, name_of(kind, "mover"))
    go(page, kind, "/saves")
    page.get_by_role("link", name="Or bring your library").click()
    look_over(page, kind)
    data = zipped({"part_000000.csv": CSV})
    file = FilePayload(name="pocket.zip", mimeType="application/zip", buffer=data)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="See what is in it").click()
    wait_for(page, kind, "Bring it in")
    expect(page.get_by_text("60 archived")).to_be_visible()
    look_over(page, kind)
    assert standing(app, who.user_id) == 0
    page.get_by_label("Tags for all of them").fill("brought")
    page.get_by_role("button", name="Bring it in").click()
    wait_for(page, kind, "See your saves")
    look_over(page, kind)
    there = page.url
    page.get_by_role("link", name="See your saves").click()
    expect(page.get_by_role("link", name="Page number 119").first).to_be_visible()
    assert standing(app, who.user_id) == 120
    go(page, kind, f"{there}/rows")
    look_over(page, kind)
    go(page, kind, there)
    page.get_by_role("button", name="Take this import back").click()
    wait_until_gone(page)
    look_over(page, kind)
    assert standing(app, who.user_id) == 0


def wait_until_gone(page: Page) -> None:
    """Wait until the import is taken back, whoever reloads the page."""
    for _ in range(60):
        if page.get_by_text("Taken back", exact=True).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    pytest.fail("the import was never taken back")


def test_a_file_that_is_too_large_is_not_even_sent(desktop: Page, sign_in: SignIn) -> None:
    sign_in(desktop, "mover_large")
    desktop.goto("/import")
    desktop.locator("file-bound").evaluate("bound => { bound.dataset.most = 3; }")
    field = desktop.get_by_label("File")
    file = FilePayload(name="large.zip", mimeType="application/zip", buffer=b"four")
    field.set_input_files(file)
    assert "flask import" in str(field.evaluate("field => field.validationMessage"))
    desktop.get_by_role("button", name="See what is in it").click()
    expect(desktop).to_have_url(re.compile("/import$"))
    field.set_input_files(FilePayload(name="a.txt", mimeType="text/plain", buffer=b"one"))
    assert field.evaluate("field => field.validationMessage") == ""

"""Exports by hand: small files at once, a large one from the worker, with and without scripts."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from flask import Flask
from playwright.sync_api import Download, Page, expect

from devket.db import db
from devket.transfer.views.exports import AT_ONCE
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.library import fill
from tests.support.chromium import PHONE, no_violations


def _fill(app: Flask, user_id: int, total: int) -> None:
    with app.app_context():
        fill(db.session(), user_id, total)
        db.session.remove()


def _rows(download: Download) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Path(download.path()).read_text("utf-8"))))


def _saved_as(page: Page, label: str) -> Download:
    page.get_by_label(label, exact=True).check(force=True)
    with page.expect_download() as found:
        page.locator("form.export button").click()
    return found.value


def test_a_small_file_is_saved_at_once_on_desktop_and_phone(
    desktop: Page, new_window: OpenWindow, sign_in: SignIn, app: Flask
) -> None:
    who = sign_in(desktop, "exports_small")
    _fill(app, who.user_id, 3)
    desktop.goto("/settings/profile")
    desktop.get_by_role("link", name="Export", exact=True).click()
    expect(desktop.locator("h1")).to_have_text("Export")
    expect(desktop.get_by_label("Which saves")).to_be_hidden()
    no_violations(desktop)
    download = _saved_as(desktop, "Devket zip")
    assert download.suggested_filename.startswith("devket-exports_small-")
    with zipfile.ZipFile(download.path()) as archive:
        assert "manifest.json" in archive.namelist()
    assert len(_rows(_saved_as(desktop, "Table (CSV)"))) == 3
    small = new_window(PHONE, color_scheme="dark").page()
    sign_in(small, "exports_phone")
    small.goto("/export")
    no_violations(small)


def test_a_search_that_finds_nothing_is_told_at_its_field(
    new_window: OpenWindow, sign_in: SignIn
) -> None:
    window = new_window(PHONE)
    page = window.page()
    sign_in(page, "exports_refused")
    page.goto("/export")
    page.get_by_label("Table (CSV)", exact=True).check(force=True)
    page.get_by_label("Which saves").select_option("search")
    page.get_by_label("Tag or search").fill("zzzz")
    page.locator("form.export button").click()
    expect(page.locator("#word-error")).to_contain_text("nothing in it")
    expect(page.get_by_label("Tag or search")).to_have_value("zzzz")
    no_violations(page)
    window.faults.clear()  # the browser notes that the answer was 422


def test_a_large_file_is_prepared_and_taken(desktop: Page, sign_in: SignIn, app: Flask) -> None:
    who = sign_in(desktop, "exports_large")
    _fill(app, who.user_id, AT_ONCE + 1)
    desktop.goto("/export")
    desktop.get_by_label("Table (CSV)", exact=True).check(force=True)
    desktop.locator("form.export button").click()
    expect(desktop.locator("#prepared")).to_be_visible()
    take = desktop.get_by_role("link", name="Download")
    expect(take).to_be_visible(timeout=30_000)  # it asks by itself until the worker is done
    no_violations(desktop)
    with desktop.expect_download() as found:
        take.click()
    assert len(_rows(found.value)) == AT_ONCE + 1
    desktop.get_by_role("button", name="Delete").click()
    expect(desktop.locator("#prepared")).to_have_count(0)


def test_a_large_file_is_taken_without_scripts(plain: Page, sign_in: SignIn, app: Flask) -> None:
    who = sign_in(plain, "exports_plain")
    _fill(app, who.user_id, AT_ONCE + 1)
    plain.goto("/export")
    plain.get_by_label("Bookmarks (HTML)", exact=True).check(force=True)
    plain.locator("form.export button").click()
    take = plain.get_by_role("link", name="Download")
    for _ in range(60):
        if take.count():
            break
        plain.wait_for_timeout(500)
        plain.reload()
    with plain.expect_download() as found:
        take.click()
    assert "NETSCAPE-Bookmark" in Path(found.value.path()).read_text("utf-8")

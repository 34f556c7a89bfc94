"""The first pages that anybody sees, on each kind of screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenWindow, SignIn
from tests.support.chromium import DESKTOP, PHONE, no_violations

PUBLIC = ("/", "/login", "/signup", "/password/reset", "/wallabag/", "/nothing/here")
PRIVATE = (
    *("/saves", "/favorites", "/archive", "/save?url=https://blog.example/a&title=A"),
    *("/settings/profile", "/settings/appearance", "/settings/email", "/settings/password"),
    *("/settings/sessions", "/settings/apps", "/settings/apps/feeds?of=list:archive"),
    *("/wallabag/", "/wallabag/developer/client/create", "/wallabag/logout"),
)


def visit(page: Page, path: str) -> None:
    """Open a page that has to be whole: no sideways scrolling, nothing for axe to find."""
    page.goto(path)
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not too_wide, f"{path} scrolls sideways"
    no_violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_public_pages_are_open_to_everybody(
    new_window: OpenWindow, kind: dict[str, object], scheme: str
) -> None:
    window = new_window(kind, color_scheme=scheme)
    page = window.page()
    for path in PUBLIC:
        visit(page, path)
    # The browser tells the 404 of the page that is not there as an error of its own.
    window.faults[:] = [fault for fault in window.faults if "/nothing/here" not in fault]


@pytest.mark.parametrize("language", ["en-US", "ko-KR"])
@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_of_an_account_are_open_to_everybody(
    new_window: OpenWindow, sign_in: SignIn, kind: dict[str, object], language: str
) -> None:
    page = new_window(kind, locale=language).page()
    sign_in(page, f"doors_{language[:2]}_{'phone' if kind is PHONE else 'desk'}")
    for path in PRIVATE:
        visit(page, path)


def test_without_scripts_a_stranger_finds_the_door(plain: Page) -> None:
    plain.goto("/saves")
    assert plain.url.endswith("/login?next=/saves")
    assert plain.title() == "Log in · Devket"

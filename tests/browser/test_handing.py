"""The bookmarklet, pressed on pages of another origin; the window it opens; the paste box."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.browser.test_journeys import ARTICLE, FILLS_IN, TITLE
from tests.corpus.server import CorpusServer
from tests.support.chromium import DESKTOP, PHONE, PLAIN, Window, no_violations


def press(window: Window, page: Page, code: str) -> Page:
    """Press the bookmarklet on a page, as a browser does: with a gesture, whatever the policy."""
    session = window.context.new_cdp_session(page)
    with window.context.expect_page() as opened:
        session.send(
            "Runtime.evaluate",
            {"expression": code.removeprefix("javascript:"), "userGesture": True},
        )
    return opened.value


def code_of(page: Page) -> str:
    """Take the bookmarklet from its page."""
    page.goto("/save/bookmarklet")
    link = page.get_by_role("link", name="Save to Devket")
    link.click()
    expect(page.get_by_text("Do not press it here")).to_be_visible()
    return str(link.get_attribute("href"))


def forgive_visits(window: Window, base: str) -> None:
    """Going to the other site was what the test did, and no fault of Devket's pages."""
    window.faults[:] = [fault for fault in window.faults if base not in fault]


def test_a_page_is_sent_as_the_browser_shows_it(
    new_window: OpenWindow, sign_in: SignIn, corpus: CorpusServer
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    sign_in(page, "hand_over")
    code = code_of(page)
    page.goto(corpus.url(ARTICLE))
    page.evaluate("document.querySelector('blockquote p').append(' Only here was this seen.')")
    small = press(window, page, code)
    expect(small.locator(".confirm-title")).to_contain_text(TITLE)
    expect(small.get_by_role("button", name="Save to My List")).to_be_focused()
    no_violations(small)
    small.keyboard.press("Enter")
    reader = small.locator("article#reader")
    expect(reader).to_have_attribute("data-state", "full text", timeout=FILLS_IN)
    expect(reader).to_contain_text("Only here was this seen.")
    forgive_visits(window, corpus.base)


def test_no_page_speaks_for_another_site(
    new_window: OpenWindow, sign_in: SignIn, corpus: CorpusServer
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    sign_in(page, "hand_forged")
    code = code_of(page)
    page.goto(corpus.url(ARTICLE))
    small = press(window, page, code.replace("url:u", "url:'https://bank.example/'"))
    expect(small.get_by_text("could not hand itself over")).to_be_visible()
    expect(small.locator(".handed")).to_be_hidden()
    forgive_visits(window, corpus.base)


STRICT = (
    "default-src 'none'; script-src 'none'; connect-src 'none'; form-action 'none'; "
    "frame-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
BOXED = "sandbox allow-scripts allow-same-origin"
VISITED = "<!doctype html><title>Locked up</title><article><h1>Locked up</h1>{}</article>".format(
    "<p>A sentence that the server of this site shows to members, and to nobody else.</p>" * 12
)


def visit_guarded(page: Page, address: str, headers: dict[str, str]) -> None:
    """Go to a page of another site that comes with these headers."""
    page.context.route(
        address,
        lambda route: route.fulfill(body=VISITED, content_type="text/html", headers=headers),
    )
    page.goto(address)


def test_a_strict_policy_of_the_site_does_not_keep_its_page(
    new_window: OpenWindow, sign_in: SignIn, corpus: CorpusServer
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    sign_in(page, "hand_strict")
    code = code_of(page)
    headers = {"Content-Security-Policy": STRICT, "X-Frame-Options": "DENY"}
    visit_guarded(page, corpus.url("/guarded"), headers)
    small = press(window, page, code)
    expect(small.locator(".confirm-title")).to_contain_text("Locked up")
    small.get_by_role("button", name="Save to My List").click()
    reader = small.locator("article#reader")
    expect(reader).to_have_attribute("data-state", "full text", timeout=FILLS_IN)
    expect(reader).to_contain_text("shows to members")
    forgive_visits(window, corpus.base)


def test_a_site_that_cuts_its_windows_off_hands_its_address_over(
    new_window: OpenWindow, sign_in: SignIn, corpus: CorpusServer
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    sign_in(page, "hand_opener")
    code = code_of(page)
    address = corpus.url("/apart")
    visit_guarded(page, address, {"Cross-Origin-Opener-Policy": "same-origin"})
    small = press(window, page, code)
    expect(small.get_by_text("could not hand itself over")).to_be_visible()
    expect(small.get_by_label("Address", exact=True)).to_have_value(address)
    expect(small.get_by_label("Source of the page")).to_be_visible()
    forgive_visits(window, corpus.base)


def test_a_site_in_a_sandbox_leaves_its_tab_to_devket(
    new_window: OpenWindow, sign_in: SignIn, corpus: CorpusServer
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    sign_in(page, "hand_sandbox")
    code = code_of(page)
    address = corpus.url("/boxed")
    visit_guarded(page, address, {"Content-Security-Policy": BOXED})
    session = window.context.new_cdp_session(page)
    expression = code.removeprefix("javascript:")
    session.send("Runtime.evaluate", {"expression": expression, "userGesture": True})
    expect(page.get_by_label("Address", exact=True)).to_have_value(address)
    window.faults[:] = [fault for fault in window.faults if "sandbox" not in fault]
    forgive_visits(window, corpus.base)


def test_a_site_that_keeps_its_windows_apart_gets_the_paste_box(
    new_window: OpenWindow, sign_in: SignIn, corpus: CorpusServer
) -> None:
    page = new_window(PHONE).page()
    sign_in(page, "hand_apart")
    visit(page, f"/save/page?url={quote(corpus.url(ARTICLE))}")
    expect(page.get_by_text("could not hand itself over")).to_be_visible()
    expect(page.get_by_label("Address", exact=True)).to_have_value(corpus.url(ARTICLE))


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_its_pages_are_open_to_everybody(
    new_window: OpenWindow, sign_in: SignIn, kind: dict[str, object]
) -> None:
    page = new_window(kind).page()
    sign_in(page, f"hand_doors_{'phone' if kind is PHONE else 'desk'}")
    for path in ("/save/bookmarklet", "/save/page"):
        visit(page, path)


def test_a_page_can_be_pasted_without_scripts(new_window: OpenWindow, sign_in: SignIn) -> None:
    page = new_window(PLAIN).page()
    sign_in(page, "hand_paste")
    page.goto("/save/bookmarklet")
    page.get_by_role("link", name="Paste a page").click()
    page.fill("#page-url", "https://wall.example/post")
    words = "<p>A sentence that only members see, with a comma in it.</p>" * 12
    page.fill("#page-html", f"<title>Pasted</title><article><h1>Pasted</h1>{words}</article>")
    page.get_by_role("button", name="Save to My List").click()
    for _ in range(100):
        if page.locator("article#reader").get_attribute("data-state") == "full text":
            break
        page.wait_for_timeout(200)
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasted")

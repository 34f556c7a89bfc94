"""Another part of a page, its undo, the pages of versions, and each kind of page, in Chromium."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Route, expect

from devket.capture.model import Kind, Source
from devket.db import transaction
from devket.library.models import Save
from devket.library.services import keep_source
from devket.web.parts import parts
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.browser.test_journeys import FILLS_IN
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

SENTENCE = "A sentence of the article, with commas, and some length to it. "
PAGE = (
    "<!doctype html><html lang=en><title>Kept</title><main><article><h1>Kept</h1>"
    + f"<p>{SENTENCE * 4}</p>" * 10
    + "</article></main><section class=sidebar><p>"
    + "Forgotten words. " * 30
    + "</p></section></html>"
)
THREAD = (
    '<section class="post"><p class="post-meta"><strong>Mina</strong> · ▲ 4</p><p>Why?</p>'
    "<details><summary>1 comment</summary><section class=post><p>Because.</p></section></details>"
    '</section><section class="post post-accepted"><p class="post-meta"><strong>Jo</strong> · ✓</p>'
    "<pre><code data-lang=python>x = 1</code></pre></section>"
)
KINDS: list[tuple[Kind, dict[str, str]]] = [
    (Kind.VIDEO, {"channel": "Talks", "duration": "PT4M13S"}),
    (Kind.REPOSITORY, {"language": "Rust", "stars": "12834", "forks": "40", "license": "MIT"}),
    (Kind.QUESTION, {"answers": "12", "accepted": "1", "score": "241"}),
    (Kind.DISCUSSION, {"status": "closed", "comments": "38"}),
    (Kind.PACKAGE, {"version": "2.4.0", "license": "BSD", "install": "pip install quay"}),
    (Kind.PAPER, {"venue": "arXiv:2601.01234", "html": "https://arxiv.org/html/2601.01234"}),
    (Kind.PDF, {"pages": "212"}),
    (Kind.IMAGE, {"width": "640", "height": "360"}),
    (Kind.LINK, {}),
]


def kept_page(app: Flask, user_id: int) -> int:
    """Keep a page with what it came as; return the save's id."""
    with app.app_context(), transaction() as session:
        key = keep_source(parts().blobs, Source(PAGE.encode(), "text/html; charset=utf-8"))
        save = make_save(session, user_id, title="Kept", lang="en")
        first = make_version(
            session, save, html=f"<p>{SENTENCE}</p>", source_key=key, source_type="text/html"
        )
        assert first.article is not None
        first.article.text = SENTENCE
        return save.id


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_is_missing_is_found_and_taken_back(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = new_window(kind).page()
    who = sign_in(page, "missing_phone" if kind is PHONE else "missing_desk")
    save_id = kept_page(app, who.user_id)
    visit(page, f"/saves/{save_id}")
    reader = page.locator("article#reader")
    # From the first part on, each press goes one further, until what was missed is there.
    for _ in range(3):
        told = page.get_by_text("Another part of the page is shown now.")
        reader.get_by_role("button", name="This is incomplete").click()
        expect(told).to_be_visible(timeout=FILLS_IN)
        if "Forgotten words" in reader.inner_text():
            break
        page.get_by_role("button", name="Dismiss").click()
        expect(told).to_have_count(0)
    expect(reader).to_contain_text("Forgotten words")
    no_violations(page)
    page.get_by_role("button", name="Undo").click()
    expect(reader).not_to_contain_text("Forgotten words")


def test_the_same_can_be_done_without_scripts(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = new_window(PLAIN).page()
    who = sign_in(page, "missing_plain")
    save_id = kept_page(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    page.locator("article#reader").get_by_role("button", name="This is incomplete").click()
    for _ in range(100):
        if page.get_by_text("Another part of the page is shown now.").count():
            break
        page.wait_for_timeout(200)
        page.get_by_role("link", name="Reload").first.click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    page.goto(f"/saves/{save_id}/versions")
    expect(page.locator("[data-version]")).to_have_count(2)
    page.get_by_role("button", name="Show this one").click()
    expect(page.locator(".prose")).to_have_text(SENTENCE.strip())


@pytest.mark.parametrize("language", ["en-US", "ko-KR"])
@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_of_versions_are_open_to_everybody(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any], language: str
) -> None:
    page = new_window(kind, locale=language).page()
    who = sign_in(page, f"versions_{language[:2]}_{'phone' if kind is PHONE else 'desk'}")
    save_id = kept_page(app, who.user_id)
    for path in ("versions", "versions/1", "versions/1/log"):
        visit(page, f"/saves/{save_id}/{path}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_kind_is_open_to_everybody(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any], scheme: str
) -> None:
    page = new_window(kind, color_scheme=scheme).page()
    who = sign_in(page, f"kinds_{scheme}_{'phone' if kind is PHONE else 'desk'}")
    with app.app_context(), transaction() as session:
        saves = [make_save(session, who.user_id, kind=k, card=card) for k, card in KINDS]
        for save in saves:
            make_version(session, save, html=THREAD)
        ids = [save.id for save in saves]
    visit(page, "/saves")
    for save_id in ids:
        visit(page, f"/saves/{save_id}")


def test_a_player_is_asked_for_only_after_a_press(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    who = sign_in(page, "video_player")
    address = "https://www.youtube-nocookie.com/embed/abc123"
    with app.app_context(), transaction() as session:
        save = make_save(session, who.user_id, kind=Kind.VIDEO, card={"embed": address})
        make_version(session, save)
        save_id = save.id
    seen: list[str] = []
    page.route("https://www.youtube-nocookie.com/**", lambda route: _play(route, seen))
    visit(page, f"/saves/{save_id}")
    assert seen == []
    page.get_by_role("link", name="Play the video").click()
    frame = page.frame_locator("video-player iframe")
    expect(frame.get_by_text("Playing")).to_be_visible()
    assert seen == [f"{address}?autoplay=1"]
    no_violations(page)
    window.faults[:] = [fault for fault in window.faults if "youtube-nocookie" not in fault]


def _play(route: Route, seen: list[str]) -> None:
    seen.append(route.request.url)
    page = "<!doctype html><html lang=en><title>Player</title><main><h1>Playing</h1></main></html>"
    route.fulfill(content_type="text/html", body=page)


# A file names no icon, so browsers ask for one where sites of old had it.
_OF_THE_VIEWER = re.compile(r"chrome(?:-extension)?:|/favicon\.ico")


def test_a_kept_pdf_opens_in_the_browser(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    who = sign_in(page, "pdf_reader")
    with app.app_context(), transaction() as session:
        key = parts().blobs.put(_small_pdf(), "application/pdf")
        save: Save = make_save(session, who.user_id, kind=Kind.PDF, card={"pages": "1"})
        make_version(session, save, source_key=key, source_type="application/pdf")
        save_id = save.id
    page.goto(f"/saves/{save_id}")
    page.get_by_role("link", name="View the PDF").click()
    page.wait_for_url("**/file")
    assert page.evaluate("document.contentType") == "application/pdf"
    page.close()  # and with it the viewer, an extension of Chromium's, which loads parts of its own
    window.faults[:] = [fault for fault in window.faults if not _OF_THE_VIEWER.search(fault)]


def _small_pdf() -> bytes:
    """One empty page; viewers find the objects without a table of them."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )

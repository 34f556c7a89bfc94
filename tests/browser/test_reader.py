"""Reading for long days: the place on each device, the contents, the list, notes, pictures."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from devket.db import transaction
from devket.library.models import Save
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, Window, no_violations

WORDS = (
    "A page of the tree is split when it is full, and its middle key goes up. "
    "Nothing else moves, which is why a writer holds so few locks. "
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360">'
    '<rect width="640" height="360" fill="#9cb"/><circle cx="320" cy="180" r="90"/></svg>'
)
LONG = "".join(
    f"<h2>{title}</h2>"
    + "".join(f"<p>{title} {number}. {WORDS * 2}</p>" for number in range(8))
    + f"<h3>More about {title.lower()}</h3><ul><li>One leaf.</li><li><p>Two leaves.</p></li></ul>"
    + "<pre><code data-lang=rust>fn split(page: &amp;mut Page) { /* never spoken */ }</code></pre>"
    for title in ("The shape", "Splitting", "Merging", "Locks", "What is left")
)
LONG = (
    '<p>It began with a note<sup><a class="footnote-ref" href="#art-fn1" id="art-fnref1">1</a>'
    '</sup> on paper. See <a href="#art-deep">below</a>.</p>'
    '<figure><img src="/media/images/tree" alt="A tree of pages" width="640" height="360">'
    "<figcaption>Pages of a tree.</figcaption></figure>"
    + LONG.replace("<p>Locks 7.", '<p id="art-deep">Locks 7.')
    + '<section class="footnotes"><ol><li id="art-fn1"><p>Bayer and McCreight, 1972.'
    ' <a class="footnote-back" href="#art-fnref1">↩</a></p></li></ol></section>'
)


def open_reader(new_window: OpenWindow, kind: dict[str, Any] = DESKTOP, **options: Any) -> Window:
    """Open a browser that has the picture of the article."""
    window = new_window(kind, **options)
    window.context.route(
        "**/media/images/tree",
        lambda route: route.fulfill(content_type="image/svg+xml", body=PICTURE),
    )
    return window


def library(app: Flask, user_id: int, **fields: Any) -> list[int]:
    """Make three long articles, newest first; return their ids."""
    with app.app_context(), transaction() as session:
        saves = [
            make_save(session, user_id, title=title, word_count=2300, **{"lang": "en", **fields})
            for title in ("First of three", "Second of three", "Third of three")
        ]
        for save in saves:
            make_version(session, save, html=LONG)
        return [save.id for save in saves]


def kept(app: Flask, save_id: int) -> int:
    with app.app_context(), transaction() as session:
        return session.get_one(Save, save_id).progress


def read_to(page: Page, words: str) -> None:
    """Bring a paragraph to the top and let it rest until that is kept."""
    block = page.locator(".prose p", has_text=words)
    with page.expect_response(re.compile(r"/position$")) as told:
        block.evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 70)")
    assert told.value.status == 204


def top_of(page: Page, words: str) -> float:
    box = page.locator(".prose p", has_text=words).bounding_box()
    assert box is not None
    return box["y"]


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_place_is_kept_and_offered_on_another_device(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    here, there = open_reader(new_window, kind), open_reader(new_window, PHONE)
    page = here.page()
    who = sign_in(page, "place_phone" if kind is PHONE else "place_desk")
    (save_id, *_) = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    read_to(page, "Merging 3.")
    assert 0 < kept(app, save_id) < 100
    page.goto("/saves")
    expect(page.get_by_role("progressbar", name="Read so far")).to_have_count(1)
    page.goto(f"/saves/{save_id}")  # the same device goes there by itself
    expect(page.locator(".place-offer")).to_be_hidden()
    assert abs(top_of(page, "Merging 3.")) < 200

    there.context.add_cookies(here.context.cookies())  # type: ignore[arg-type]  # as they came
    other = there.page()
    other.goto(f"/saves/{save_id}")
    offer = other.locator(".place-offer")
    expect(offer).to_contain_text("Merging 3. A page of the tree")
    no_violations(other)
    assert other.evaluate("scrollY") == 0
    offer.get_by_role("link", name="Continue there").click()
    expect(offer).to_be_hidden()
    assert abs(top_of(other, "Merging 3.")) < 200

    # Both read on: the tab that did not know of the other's place is told, and loses nothing.
    read_to(other, "Locks 2.")
    with page.expect_response(re.compile(r"/position$")) as told:
        page.locator(".prose p", has_text="Splitting 1.").evaluate("(one) => one.scrollIntoView()")
    assert told.value.status == 409
    expect(page.locator(".place-offer")).to_contain_text("Locks 2.")
    faults = [fault for fault in here.faults if "409" not in fault]
    here.faults[:] = faults


def test_the_end_is_the_end_until_somebody_says_otherwise(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    desktop = open_reader(new_window).page()
    who = sign_in(desktop, "to_the_end")
    (save_id, *_) = library(app, who.user_id)
    desktop.goto(f"/saves/{save_id}")
    expect(desktop.locator("#time-left")).to_have_text("10 min left")
    with desktop.expect_response(re.compile(r"/position$")):
        desktop.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert kept(app, save_id) == 100
    expect(desktop.locator("#time-left")).to_have_text("")
    desktop.goto(f"/saves/{save_id}")
    assert desktop.evaluate("scrollY") == 0
    desktop.get_by_role("button", name="More").click()
    desktop.get_by_role("button", name="Mark as unread").click()
    expect(desktop.get_by_text("Marked as unread.")).to_be_visible()
    assert kept(app, save_id) == 0
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.get_by_text("Marked as read.")).to_be_visible()
    assert kept(app, save_id) == 100


def test_the_contents_lead_and_tell_where_one_is(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = open_reader(new_window).page()
    who = sign_in(page, "contents_desk")
    (save_id, *_) = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents.get_by_role("link")).to_have_count(10)
    contents.get_by_role("link", name="Merging", exact=True).click()
    expect(contents.locator("[aria-current]")).to_have_text("Merging")
    assert page.get_by_role("heading", name="Merging", exact=True).is_visible()
    page.get_by_role("link", name="below").click()  # the article's own links go on working
    assert abs(top_of(page, "Locks 7.")) < 200
    contents.get_by_text("Contents").click()
    expect(contents.get_by_role("link", name="Locks", exact=True)).to_be_hidden()
    page.reload()
    expect(contents.get_by_role("link", name="Locks", exact=True)).to_be_hidden()


def test_on_a_phone_the_contents_open_from_the_bar(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    phone = open_reader(new_window, PHONE).page()
    who = sign_in(phone, "contents_phone")
    (save_id, *_) = library(app, who.user_id)
    visit(phone, f"/saves/{save_id}")
    contents = phone.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    phone.get_by_role("button", name="Contents").click()
    no_violations(phone)
    contents.get_by_role("link", name="Locks", exact=True).click()
    expect(contents).to_be_hidden()
    expect(phone.get_by_role("heading", name="Locks", exact=True)).to_be_in_viewport()
    phone.get_by_role("button", name="More").click()
    expect(phone.get_by_role("link", name="Open original")).to_be_visible()
    no_violations(phone)


def test_one_goes_from_one_to_the_next_and_archiving_goes_on(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    desktop = open_reader(new_window).page()
    who = sign_in(desktop, "going_on")
    first, second, third = library(app, who.user_id)
    desktop.goto(f"/saves/{first}?in=saves&sort=oldest")
    desktop.get_by_role("link", name="Previous: Second of three").click()
    desktop.wait_for_url(f"**/saves/{second}?in=saves&sort=oldest")
    desktop.goto(f"/saves/{first}")
    desktop.get_by_role("link", name="Next: Second of three").click()
    desktop.wait_for_url(f"**/saves/{second}")
    desktop.get_by_role("button", name="Archive").click()
    desktop.wait_for_url(f"**/saves/{third}")
    expect(desktop.get_by_text("Archived.")).to_be_visible()
    desktop.get_by_role("button", name="Delete").click()
    desktop.wait_for_url("**/saves")
    expect(desktop.get_by_text("Deleted.")).to_be_visible()


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_footnote_opens_beside_its_mark(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, Any]
) -> None:
    page = open_reader(new_window, kind).page()
    who = sign_in(page, "notes_phone" if kind is PHONE else "notes_desk")
    (save_id, *_) = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    mark = page.locator(".footnote-ref")
    mark.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("note", name="Footnote")
    expect(note).to_contain_text("Bayer and McCreight, 1972.")
    expect(note).to_be_in_viewport(ratio=1)
    no_violations(page)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(mark).to_be_focused()
    mark.click()
    note.get_by_role("link", name="Show among the notes").click()
    expect(note).to_be_hidden()
    expect(page.locator("li#art-fn1")).to_be_in_viewport()


def test_a_picture_opens_in_full_and_closes(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = open_reader(new_window).page()
    who = sign_in(page, "pictures")
    (save_id, *_) = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    picture = page.get_by_role("button", name="Enlarge the picture A tree of pages")
    picture.focus()
    page.keyboard.press("Enter")
    full = page.get_by_role("dialog", name="Picture")
    expect(full.get_by_role("img", name="A tree of pages")).to_have_count(1)
    expect(full).to_contain_text("Pages of a tree.")
    no_violations(page)
    page.keyboard.press("Escape")
    expect(full).to_be_hidden()
    expect(picture).to_be_focused()
    picture.click()
    full.get_by_role("button", name="Close").click()
    expect(full).to_be_hidden()

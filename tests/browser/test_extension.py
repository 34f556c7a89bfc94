"""The browser extension in Chromium, against a running Devket."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from devket.db import db
from devket.library import queries as library
from devket.library.models import Save
from devket.reading.models import Highlight
from tests.browser.conftest import SignIn
from tests.browser.test_journeys import ARTICLE, FILLS_IN, TITLE
from tests.corpus.server import CorpusServer
from tests.support.chromium import no_violations
from tests.support.client import AuditingClient
from tests.support.extension import Extended, extended, token_for
from tests.support.people import Person, person
from tests.support.processes import Installation, free_port, wait_until

WORDS = "The comment is only half true"  # of the article
AROUND = "We use cookies to count"  # beside it


@pytest.fixture(scope="module")
def browser(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Extended]:
    """Run one browser with the extension for all."""
    with extended(chromium.browser_type, tmp_path_factory.mktemp("extension")) as started:
        yield started


@pytest.fixture
def extension(browser: Extended) -> Iterator[Extended]:
    """Return the browser as it is when the extension is new; its pages must be without faults."""
    browser.begin_anew()
    yield browser
    assert browser.faults == []


@pytest.fixture
def me(app: Flask, request: pytest.FixtureRequest) -> Person:
    """Make an account for the test."""
    name = f"ext_{request.node.name.removeprefix('test_')}"[:20]
    tries = getattr(request.node, "execution_count", 1)
    return person(app, f"{name}_{tries}", AuditingClient(app, settle=lambda: None))


@pytest.fixture
def connected(extension: Extended, app: Flask, devket: Installation, me: Person) -> Extended:
    """Run a browser with the extension, connected to the account."""
    extension.connect(devket.base, token_for(app, me.user_id))
    return extension


def saves_of(app: Flask, me: Person) -> list[Save]:
    with app.app_context():
        chosen = select(Save).where(Save.owner_id == me.user_id, Save.deleted_at.is_(None))
        return list(db.session().scalars(chosen))


def the_save(app: Flask, me: Person) -> tuple[Save, tuple[str, ...], str]:
    """Return the only save with its tags and its note."""
    (save,) = saves_of(app, me)
    with app.app_context():
        session = db.session()
        tags = library.tags_of(session, [save.id]).get(save.id, ())
        return save, tuple(tags), library.note_of(session, save)


def quotes_of(app: Flask, me: Person) -> list[tuple[str, str, bool]]:
    with app.app_context():
        chosen = select(Highlight).where(Highlight.owner_id == me.user_id)
        return [(h.quote, h.prefix, h.is_detached) for h in db.session().scalars(chosen)]


def mark_words(page: Page, words: str) -> None:
    """Select words that stand within one text of the page."""
    page.evaluate(
        """words => {
            const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (all.nextNode()) {
                const at = all.currentNode.data.replace(/\\s/g, ' ').indexOf(words);
                if (at < 0) continue;
                const range = [all.currentNode, at, all.currentNode, at + words.length];
                getSelection().setBaseAndExtent(...range);
                return;
            }
            throw new Error('not there');
        }""",
        words,
    )


def told(page: Page) -> str:
    """Return what the line at the edge of the page says; its shadow is closed to scripts."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if "devket-notice" in node.get("attributes", ()):
            line = node["shadowRoots"][0]["children"][0]["children"][0]
            return str(line["nodeValue"])
        waiting += node.get("children", []) + node.get("shadowRoots", [])
    return ""


def expect_told(page: Page, sentence: str) -> None:
    wait_until(lambda: sentence in told(page), seconds=40, told=sentence)


def test_connecting_says_plainly_how_it_went(
    extension: Extended, app: Flask, devket: Installation, corpus: CorpusServer, me: Person
) -> None:
    page = extension.options()
    no_violations(page)

    def connect(server: str, token: str) -> None:
        page.get_by_label("Address of the server").fill(server)
        page.get_by_label("Token", exact=True).fill(token)
        page.get_by_role("button", name="Connect", exact=True).click()

    good = token_for(app, me.user_id)
    for server, token, sentence in (
        ("http://", good, "does not look like the address of a server"),
        (f"http://127.0.0.1:{free_port()}", good, "cannot be reached"),
        (corpus.base, good, "it is no Devket"),
        (devket.base, "nonsense", "The token is not accepted"),
        (devket.base, token_for(app, me.user_id, "saves:read profile:read"), "may not do all"),
    ):
        connect(server, token)
        expect(page.get_by_role("status")).to_contain_text(sentence)
    host = devket.base.removeprefix("http://")
    connect(f"{host}/api/v1/", f" {good} ")
    expect(page.get_by_text(f"Connected as @{me.handle} at {host}.")).to_be_visible()
    no_violations(page)
    page.reload()
    page.get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("Nothing is kept in this browser any more.")).to_be_visible()
    assert extension.background.evaluate("() => chrome.storage.local.get()") == {}


def test_a_token_is_made_by_one_press(
    extension: Extended, devket: Installation, sign_in: SignIn
) -> None:
    settings = extension.options()
    sign_in(settings, "ext_token")
    settings.get_by_label("Address of the server").fill(devket.base)
    with extension.context.expect_page() as opened:
        settings.get_by_role("button", name="Make a token").click()
    page = opened.value
    card = page.locator("section.sheet", has=page.locator("#way-extension"))
    card.get_by_role("button", name="Make a token").click()
    expect(page.get_by_role("heading", name="Made for Browser extension")).to_be_visible()
    expect(page.locator("#made-at")).to_have_value(devket.base)
    extension.connect(devket.base, page.locator("#secret").input_value())


def test_a_page_is_saved_by_keyboard_with_tags_and_a_note(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url("hugo-book-knots"))
    popup = connected.popup(page)
    popup.keyboard.type("db/sqlite,")
    popup.keyboard.press("Enter")
    expect(popup.get_by_role("status")).to_contain_text("Saved just now")
    page = connected.page(corpus.url(ARTICLE))
    popup = connected.popup(page)
    expect(popup.get_by_role("heading")).to_contain_text(TITLE)
    expect(popup.get_by_role("button", name="Open in Devket")).to_be_hidden()
    popup.keyboard.type("sqli")
    expect(popup.get_by_role("option")).to_have_text(["db/sqlite1"])
    popup.keyboard.press("ArrowDown")
    popup.keyboard.press("Enter")
    popup.keyboard.type("later, nonsense,")
    popup.keyboard.press("Backspace")
    while popup.evaluate("document.activeElement.id") != "note":
        popup.keyboard.press("Tab")
    popup.keyboard.type("For the talk")
    no_violations(popup)
    popup.keyboard.press("Tab")
    popup.keyboard.press("Enter")
    expect(popup.get_by_role("status")).to_contain_text("Saved just now")
    expect(popup.get_by_role("button", name="Open in Devket")).to_be_focused()
    saved = [save for save in saves_of(app, me) if ARTICLE in save.given_url]
    with app.app_context():
        session = db.session()
        assert set(library.tags_of(session, [saved[0].id])[saved[0].id]) == {"db/sqlite", "later"}
        assert library.note_of(session, saved[0]) == "For the talk"
    assert connected.badge(page) == "✓"


def test_what_is_saved_already_says_so_and_can_be_changed(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    connected.choose("savePage", page)
    expect_told(page, "Saved to Devket.")
    popup = connected.popup(page)
    expect(popup.get_by_role("status")).to_contain_text("Saved just now")
    expect(popup.get_by_role("button", name="Save", exact=True)).to_be_hidden()
    popup.get_by_role("button", name="Favourite").click()
    expect(popup.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    popup.get_by_role("combobox", name="Tags").fill("herons")
    popup.get_by_role("button", name="Archive").click()
    expect(popup.get_by_role("status")).to_contain_text("in the archive")
    popup.get_by_role("button", name="Save changes").click()
    expect(popup.get_by_role("button", name="Remove herons")).to_be_visible()
    no_violations(popup)
    save, tags, _note = the_save(app, me)
    assert (save.is_favorite, save.is_archived, tags) == (True, True, ("herons",))
    popup.get_by_role("button", name="Delete").click()
    expect(popup.get_by_role("status")).to_have_text("Deleted.")
    assert saves_of(app, me) == []
    assert connected.badge(page) == ""
    popup.get_by_role("button", name="Undo").click()
    expect(popup.get_by_role("button", name="Remove herons")).to_be_visible()
    with connected.context.expect_page() as opened:
        popup.get_by_role("button", name="Open in Devket").click()
    opened.value.wait_for_url(f"**/login?next=/saves/{save.id}")


def test_a_page_is_sent_as_it_is_seen(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    page.evaluate(
        """() => {
            document.querySelector('blockquote p').append(' Only here was this seen.');
            const host = document.createElement('own-note');
            document.querySelector('blockquote').after(host);
            host.attachShadow({mode: 'open'}).innerHTML =
                '<p>In the shadow, too, there was a sentence of a good length to be read.</p>';
        }"""
    )
    popup = connected.popup(page)
    popup.get_by_role("combobox", name="Tags").fill("seen")
    popup.get_by_role("button", name="Send the page as you see it").click()
    expect(popup.get_by_role("status")).to_have_text("Saved as you see it.")
    wait_until(lambda: saves_of(app, me)[0].capture_due_at is None, seconds=40, told="read")
    save, tags, _note = the_save(app, me)
    assert tags == ("seen",)
    with app.app_context():
        shown = library.save_with_article(db.session(), me.user_id, save.id).capture
        assert shown is not None and shown.article is not None
        assert "Only here was this seen." in shown.article.text
        assert "In the shadow, too," in shown.article.text


def test_selected_words_are_highlighted_and_their_page_saved(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    mark_words(page, WORDS)
    connected.choose("highlight", page, selectionText=WORDS)
    expect_told(page, "Saved to Devket and highlighted.")
    ((quote, prefix, is_detached),) = quotes_of(app, me)
    assert (quote, is_detached) == (WORDS, False)
    assert prefix.endswith("The line is good. ")
    assert connected.badge(page) == "✓"
    mark_words(page, "The line is good")
    popup = connected.popup(page)
    expect(popup.locator("#quote")).to_have_text("The line is good")
    no_violations(popup)
    popup.get_by_role("button", name="Highlight what is selected").click()
    expect(popup.get_by_role("status")).to_have_text("Highlighted in Devket.", timeout=FILLS_IN)
    assert {quote for quote, *_ in quotes_of(app, me)} == {WORDS, "The line is good"}
    assert len(saves_of(app, me)) == 1


def test_words_beside_the_article_keep_nothing_half_done(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    connected.choose("highlight", page, selectionText="")
    expect_told(page, "Select some words first.")
    mark_words(page, AROUND)
    connected.choose("highlight", page, selectionText=AROUND)
    expect_told(page, "These words are not part of the article")
    assert (saves_of(app, me), quotes_of(app, me)) == ([], [])
    connected.choose("savePage", page)
    expect_told(page, "Saved to Devket.")
    connected.choose("highlight", page, selectionText=AROUND)
    expect_told(page, "Send the page as you see it, then try again.")
    assert len(saves_of(app, me)) == 1
    assert quotes_of(app, me) == []


def test_a_page_that_is_still_being_read_keeps_nothing_half_done(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    mark_words(page, WORDS)
    # A worker that does not come to it, and a clock by which that lasts.
    connected.background.evaluate(
        """() => {
            const [fetch, now] = [self.fetch, Date.now];
            self.mended = () => { self.fetch = fetch; Date.now = now; };
            let passed = 0;
            Date.now = () => now() + (passed += 9_000);
            self.fetch = async (...all) => {
                const answer = await fetch(...all);
                if (!/saves([/][0-9]+)?$/.test(all[0]) || answer.status === 204) return answer;
                const told = await answer.json();
                told.capture.is_pending = true;
                return new Response(JSON.stringify(told), {status: answer.status});
            };
        }"""
    )
    try:
        connected.choose("highlight", page, selectionText=WORDS)
        expect_told(page, "Devket is still busy reading this page")
    finally:
        connected.background.evaluate("() => void self.mended()")
    assert (saves_of(app, me), quotes_of(app, me)) == ([], [])


def test_a_link_is_saved_from_the_menu(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    link = corpus.url("hugo-book-knots")
    connected.choose("saveLink", page, linkUrl=link)
    expect_told(page, "The link is saved to Devket.")
    assert [save.given_url for save in saves_of(app, me)] == [link]
    assert connected.badge(page) == ""


def test_visited_pages_are_looked_up_only_when_that_is_wanted(
    connected: Extended, corpus: CorpusServer
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    connected.choose("savePage", page)
    expect_told(page, "Saved to Devket.")
    connected.background.evaluate(
        """() => {
            self.asked = [];
            const real = self.fetch;
            self.fetch = (...all) => (self.asked.push(all[0]), real(...all));
        }"""
    )
    page.reload()
    page.wait_for_timeout(1_000)
    assert connected.badge(page) == ""
    assert connected.background.evaluate("() => self.asked") == []
    connected.options().get_by_label("Mark the button on every page that is saved").check()
    page.reload()
    wait_until(lambda: connected.badge(page) == "✓", seconds=10, told="the mark")
    page.evaluate("history.pushState({}, '', '/another')")  # left without being loaded anew
    wait_until(lambda: connected.badge(page) == "", seconds=10, told="no mark")
    other = connected.page(corpus.url("hugo-book-knots"))
    other.wait_for_timeout(1_000)
    assert connected.badge(other) == ""
    asked = connected.background.evaluate("() => self.asked")
    looked_up = [parse_qs(urlsplit(address).query)["url"][0] for address in asked]
    here = [corpus.url(name) for name in (ARTICLE, "hugo-book-knots")]
    assert looked_up == [here[0], f"{corpus.base}/another", here[1]]


def test_what_cannot_be_done_is_said(
    connected: Extended, app: Flask, corpus: CorpusServer, me: Person
) -> None:
    page = connected.page(corpus.url(ARTICLE))
    away = f"http://127.0.0.1:{free_port()}"
    connected.background.evaluate("server => chrome.storage.local.set({server})", away)
    popup = connected.popup(page)
    expect(popup.get_by_role("alert")).to_contain_text("cannot be reached")
    popup.get_by_role("button", name="Send the page as you see it").click()
    expect(popup.get_by_role("alert")).to_contain_text("cannot be reached")
    no_violations(popup)
    connected.choose("savePage", page)
    expect_told(page, "cannot be reached")
    closed = connected.popup(connected.page(corpus.url(ARTICLE).replace("127.0.0.1", "localhost")))
    closed.get_by_role("button", name="Send the page as you see it").click()
    expect(closed.get_by_role("alert")).to_contain_text("does not let extensions read this page")
    none = connected.popup(connected.page("chrome://version/"))
    expect(none.get_by_role("alert")).to_contain_text("Only pages of the web can be saved")
    assert saves_of(app, me) == []


def test_the_window_says_what_comes_first(extension: Extended, corpus: CorpusServer) -> None:
    popup = extension.popup(extension.page(corpus.url(ARTICLE)))
    expect(popup.get_by_role("button", name="Connect your Devket")).to_be_focused()
    no_violations(popup)

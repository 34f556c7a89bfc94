"""Listening to an article, with a twin of the browser's voices; the article on paper, and plain."""

from __future__ import annotations

from typing import Any

from flask import Flask
from playwright.sync_api import Page, expect

from devket.db import transaction
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_reader import library, open_reader
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

# What stands in for voices, which Chromium without a screen has none of: it notes what is said.
VOICES = """
window.said = [];
class Utterance extends EventTarget { constructor(text) { super(); this.text = text; } }
window.SpeechSynthesisUtterance = Utterance;
let now, timer;
const voice = (name, lang) => ({ name, lang });
const synth = {
  getVoices: () => [voice("Ada", "en-GB"), voice("Ben", "en-US"), voice("Yuna", "ko-KR")],
  addEventListener() {},
  cancel() { clearTimeout(timer); now = null; },
  speak(one) {
    now = one;
    window.said.push({ text: one.text, rate: one.rate, voice: one.voice.name });
    timer = setTimeout(() => now === one && one.onend(), window.pace ?? 60000);
  },
};
Object.defineProperty(window, "speechSynthesis", { value: synth, configurable: true });
"""


SHORT = (
    "<p>One is <em>said</em>. Two\nfollows.</p><pre><code>code()</code></pre><p>Three ends it.</p>"
)


def said(page: Page) -> list[str]:
    """Return what was said so far."""
    return [one["text"].strip() for one in page.evaluate("window.said")]


def listener(new_window: OpenWindow, kind: dict[str, Any] = DESKTOP, *, pace: int = 60000) -> Page:
    """Open a browser with voices, each of which speaks a sentence in so many milliseconds."""
    window = open_reader(new_window, kind)
    window.context.add_init_script(f"window.pace = {pace};{VOICES}")
    return window.page()


def test_an_article_is_read_aloud_without_its_code(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = listener(new_window, pace=40)
    who = sign_in(page, "listening")
    with app.app_context(), transaction() as session:
        save = make_save(session, who.user_id, title="Aloud", lang="en")
        make_version(session, save, html=SHORT)
        save_id = save.id
    page.goto(f"/saves/{save_id}")
    page.get_by_role("button", name="Listen").click()
    expect(page.get_by_text("That was the end.")).to_be_visible()
    assert said(page) == ["Aloud", "One is said.", "Two follows.", "Three ends it."]
    no_violations(page)


def test_one_stops_goes_back_and_chooses_speed_and_voice(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = listener(new_window)
    who = sign_in(page, "listening_on")
    save_id, *_ = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    page.get_by_role("button", name="Listen").click()
    player = page.get_by_role("region", name="Reading aloud")
    on, play = (
        player.get_by_role("button", name="Next sentence"),
        player.get_by_role("button", name="Play"),
    )
    expect(play).to_have_attribute("aria-pressed", "true")
    marked = "CSS.highlights.get('spoken')?.values().next().value.toString().trim()"
    on.click()
    assert said(page)[-1] == "It began with a note on paper."
    assert page.evaluate(marked) == "It began with a note1 on paper."
    player.get_by_role("button", name="Sentence before").click()
    assert said(page)[-1] == "First of three"
    player.get_by_label("Speed").select_option("1.5")
    player.get_by_label("Voice").select_option("Ben")
    assert page.evaluate("window.said.at(-1)") == {
        "text": "First of three",
        "rate": "1.5",
        "voice": "Ben",
    }
    play.click()
    expect(play).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(marked) is None
    page.reload()
    page.get_by_role("button", name="Listen").click()  # both are remembered
    assert page.evaluate("window.said.at(-1)") == {
        "text": "First of three",
        "rate": "1.5",
        "voice": "Ben",
    }


def test_the_page_goes_along_with_the_voice(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = listener(new_window, pace=30)
    who = sign_in(page, "listening_along")
    save_id, *_ = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    page.get_by_role("button", name="Listen").click()
    # It goes along gently, and on a busy machine slowly.
    for _ in range(150):
        if page.evaluate("window.said.length > 40 && scrollY > 300"):
            break
        page.wait_for_timeout(100)
    assert page.evaluate("scrollY") > 300
    page.get_by_role("button", name="Play").click()
    no_violations(page)


def test_the_queue_comes_before_the_list(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = listener(new_window)
    who = sign_in(page, "listening_queue")
    first, _, third = library(app, who.user_id)
    page.goto(f"/saves/{third}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Listen later").click()
    page.goto(f"/saves/{first}")
    page.get_by_role("button", name="Listen").click()
    player = page.get_by_role("region", name="Reading aloud")
    expect(player.get_by_role("link", name="Third of three")).to_be_visible()
    page.evaluate(
        "document.querySelector('read-aloud').say(document.querySelector('read-aloud').at = 1e6)"
    )
    page.wait_for_url(f"**/saves/{third}")
    expect(player).to_be_visible()
    assert said(page) == ["Third of three"]
    page.goto(f"/saves/{first}")
    page.get_by_role("button", name="Listen").click()
    expect(player.get_by_role("link", name="Second of three")).to_be_visible()


def test_without_a_voice_for_the_language_it_says_so(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = listener(new_window, PHONE)
    who = sign_in(page, "listening_fi")
    save_id, *_ = library(app, who.user_id, lang="fi")
    page.goto(f"/saves/{save_id}")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Listen", exact=True).click()
    expect(page.get_by_text("offers no voice for the language")).to_be_visible()
    assert said(page) == []
    no_violations(page)


def test_on_paper_there_is_the_article_alone(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = open_reader(new_window, color_scheme="dark").page()
    who = sign_in(page, "paper")
    save_id, *_ = library(app, who.user_id)
    page.goto(f"/saves/{save_id}")
    page.emulate_media(media="print")
    for gone in (".top", ".reader-bar", "#toc", ".reader-around", ".code-tools", ".read-line"):
        assert not page.locator(gone).first.is_visible(), gone
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.prose pre')).whiteSpace")
        == "pre-wrap"
    )
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.reader')).color") == "rgb(0, 0, 0)"
    )
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_without_scripts_everything_that_is_a_link_works(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    page = open_reader(new_window, PLAIN).page()
    who = sign_in(page, "plain_reader")
    first, second, _ = library(app, who.user_id)
    with_scripts = open_reader(new_window)
    with_scripts.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # as they came
    other = with_scripts.page()
    other.goto(f"/saves/{first}")
    with other.expect_response("**/position"):
        other.locator("h2", has_text="Merging").evaluate("(one) => one.scrollIntoView()")
    page.goto(f"/saves/{first}")
    page.get_by_role("link", name="Continue at").click()
    expect(page.get_by_role("heading", name="Merging", exact=True)).to_be_in_viewport()
    page.get_by_role("navigation", name="Contents").get_by_role(
        "link", name="Locks", exact=True
    ).click()
    expect(page.get_by_role("heading", name="Locks", exact=True)).to_be_in_viewport()
    page.locator(".footnote-ref").click()
    expect(page.locator("li#art-fn1")).to_be_in_viewport()
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("Marked as read.")).to_be_visible()
    page.get_by_role("link", name="Next: Second of three").click()
    page.wait_for_url(f"**/saves/{second}")

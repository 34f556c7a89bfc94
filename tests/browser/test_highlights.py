"""Highlights in Chromium: by mouse, keyboard and finger, in code, overlapping, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from devket.db import transaction
from devket.reading.models import Highlight
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

ARTICLE = (
    "<p>The first paragraph has a few plain words 😀 and then some more of them.</p>\n"
    "<p>The second one is <em>no</em> longer than it needs to be, and it ends here.</p>\n"
    "<ul>\n<li>one item</li>\n<li>another item</li>\n</ul>\n"
    '<pre><code data-lang="python"><span class="k">def</span> '
    '<span class="nf">total</span>(rows):\n'
    '    <span class="k">return</span> sum(rows)\n</code></pre>\n'
    "<p>The last paragraph closes the article with a sentence.</p>"
)
# Selects from the first place of one text to the last place of another, as a mouse would.
SELECT = """([first, last]) => {
  const walker = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node, started = false; (node = walker.nextNode()); ) {
    if (!started && node.data.includes(first)) {
      range.setStart(node, node.data.indexOf(first));
      started = true;
    }
    const at = node.data.indexOf(last);
    if (started && at >= 0) range.setEnd(node, at + last.length);
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""

MARKS = """(prose) => [...prose.querySelectorAll("mark")].map((mark) => [
  mark.id, mark.dataset.highlightId, mark.dataset.color, mark.textContent, mark.parentNode.tagName,
])"""


def kept(app: Flask, user_id: int) -> int:
    """Keep an article; return the save's id."""
    with app.app_context(), transaction() as session:
        save = make_save(session, user_id, title="Marked", lang="en")
        make_version(session, save, html=ARTICLE)
        return save.id


def quotes(app: Flask, save_id: int) -> list[tuple[str, str, str]]:
    """Return quote, colour and note of each highlight of a save."""
    with app.app_context(), transaction() as session:
        chosen = select(Highlight).where(
            Highlight.save_id == save_id, Highlight.deleted_at.is_(None)
        )
        return [
            (one.quote, one.color.value, one.note)
            for one in session.scalars(chosen.order_by(Highlight.id))
        ]


@pytest.fixture
def reading(app: Flask, new_window: OpenWindow, sign_in: SignIn) -> Callable[..., tuple[Page, int]]:
    """Open an article in a browser of a kind: `reading(PHONE, "name")`."""

    def begin(kind: dict[str, object], handle: str) -> tuple[Page, int]:
        page = new_window(kind).page()
        save_id = kept(app, sign_in(page, handle).user_id)
        page.goto(f"/saves/{save_id}")
        return page, save_id

    return begin


def mark(page: Page, first: str, last: str, color: str = "Yellow") -> None:
    """Select and press a colour."""
    page.evaluate(SELECT, [first, last])
    bar = page.locator("mark-bar")
    expect(bar).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        bar.get_by_role("button", name=color, exact=True).click()
    assert posted.value.status == 200
    expect(bar).to_be_hidden()
    expect(page.locator(f"mark.hl[data-color={color.lower()}]").first).to_be_visible()


def test_a_mouse_marks_changes_deletes_and_takes_it_back(
    app: Flask, reading: Callable[..., tuple[Page, int]]
) -> None:
    page, save_id = reading(DESKTOP, "marks_mouse")
    box = page.locator(".prose p").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 220, box["y"] + 12, steps=5)
    page.mouse.up()
    bar = page.locator("mark-bar")
    expect(bar).to_be_visible()
    no_violations(page)
    bar.get_by_role("button", name="Green").click()
    first = page.locator("mark.hl").first
    expect(first).to_have_attribute("data-color", "green")
    ((quote, _, _),) = quotes(app, save_id)
    assert quote.startswith("The first") and first.inner_text() == quote
    first.click()
    card = page.get_by_role("dialog", name="Highlight")
    expect(card).to_be_visible()
    no_violations(page)
    card.get_by_label("Blue").check(force=True)
    expect(first).to_have_attribute("data-color", "blue")
    first.click()
    card.get_by_label("Note").fill("Why *this*?")
    card.get_by_role("button", name="Save").click()
    expect(first).to_have_attribute("data-note", "")
    assert quotes(app, save_id) == [(quote, "blue", "Why *this*?")]
    page.reload()
    expect(first).to_have_attribute("data-color", "blue")
    first.click()
    card.get_by_role("button", name="Delete").click()
    expect(first).to_have_count(0)
    assert quotes(app, save_id) == []
    page.get_by_role("button", name="Undo").click()
    expect(first).to_have_text(quote)
    assert quotes(app, save_id) == [(quote, "blue", "Why *this*?")]


def test_what_is_selected_meanwhile_stays_selected(
    reading: Callable[..., tuple[Page, int]],
) -> None:
    page, _ = reading(DESKTOP, "marks_meanwhile")
    mark(page, "plain", "words")
    page.evaluate(SELECT, ["second one", "no"])
    page.evaluate("""() => {
        const ask = fetch;
        window.fetch = (...given) => new Promise((done) => (window.letGo = done))
            .then(() => ask(...given));
    }""")
    page.locator("mark-bar").get_by_role("button", name="Green", exact=True).click()
    for first, last in (("longer", "it ends"), ("The first", "few"), ("more of", "them")):
        page.evaluate(SELECT, [first, last])
    chosen = page.evaluate("String(getSelection())")
    page.evaluate("letGo()")
    expect(page.locator("mark.hl[data-color=green]").first).to_be_visible()
    assert page.evaluate("String(getSelection())") == chosen == "more of them"
    expect(page.locator("mark-bar")).to_be_visible()


def test_keys_alone_mark_and_open(app: Flask, reading: Callable[..., tuple[Page, int]]) -> None:
    page, save_id = reading(DESKTOP, "marks_keys")
    page.keyboard.press("h")  # nothing is selected yet: it takes the first paragraph
    expect(page.locator("mark-bar")).to_be_visible()
    for _ in range(14):
        page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_timeout(200)
    page.keyboard.press("h")
    first = page.locator("mark.hl").first
    expect(first).to_be_visible()
    ((quote, color, _),) = quotes(app, save_id)
    assert quote == "The first paragraph has a few plain words 😀 and then some more"[: len(quote)]
    assert "😀" in quote and color == "yellow"
    first.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog", name="Highlight")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")  # the next colour
    expect(first).to_have_attribute("data-color", "green")
    expect(first).to_be_focused()


def test_fingers_find_the_bar_at_the_bottom(
    app: Flask, reading: Callable[..., tuple[Page, int]]
) -> None:
    page, save_id = reading(PHONE, "marks_touch")
    page.evaluate(SELECT, ["second one", "longer"])
    bar = page.locator("mark-bar")
    expect(bar).to_be_visible()
    box, screen = bar.bounding_box(), page.viewport_size
    assert box and screen and box["y"] > screen["height"] * 0.8, "the system's menu is above"
    bar.get_by_role("button", name="Pink").tap()
    expect(page.locator("mark.hl").first).to_be_visible()
    assert quotes(app, save_id) == [("second one is no longer", "pink", "")]
    page.locator("mark.hl").first.tap()
    card = page.get_by_role("dialog", name="Highlight")
    expect(card).to_be_visible()
    card.get_by_label("Note").fill("On the train")
    card.get_by_role("button", name="Save").tap()
    expect(page.locator(".marks-list .hl-note")).to_have_text("On the train")
    no_violations(page)


def test_what_the_script_paints_is_what_the_server_paints(
    app: Flask, reading: Callable[..., tuple[Page, int]]
) -> None:
    """Across paragraphs and lists, inside coloured code, and over each other."""
    page, save_id = reading(DESKTOP, "marks_paint")
    before = page.locator(".prose").inner_text()
    mark(page, "some more", "one item")
    mark(page, "total", "return", "Blue")
    mark(page, "longer", "needs", "Green")
    mark(page, "needs", "ends here", "Pink")
    assert [quote for quote, _, _ in quotes(app, save_id)][1] == "total(rows):\n    return"
    assert page.locator(".prose").inner_text() == before
    painted = page.locator(".prose").evaluate(MARKS)
    page.reload()
    assert page.locator(".prose").evaluate(MARKS) == painted
    assert page.locator(".prose .code-frame").count() == 1
    page.evaluate("scrollTo(0, 120)")
    at = page.evaluate("scrollY")
    mark(page, "closes", "sentence")
    assert page.evaluate("scrollY") == at
    no_violations(page)


def test_a_note_can_be_written_at_once(
    app: Flask, reading: Callable[..., tuple[Page, int]]
) -> None:
    page, save_id = reading(DESKTOP, "marks_note")
    page.evaluate(SELECT, ["another", "item"])
    page.get_by_role("button", name="Highlight with a note").click()
    note = page.get_by_role("dialog", name="Highlight").get_by_label("Note")
    expect(note).to_be_focused()
    note.fill("Later")
    page.get_by_role("dialog", name="Highlight").get_by_role("button", name="Save").click()
    expect(page.locator("mark.hl").first).to_be_focused()
    assert quotes(app, save_id) == [("another item", "yellow", "Later")]


def test_without_scripts_they_are_shown_listed_and_changed(
    app: Flask, reading: Callable[..., tuple[Page, int]], new_window: OpenWindow
) -> None:
    page, save_id = reading(DESKTOP, "marks_plain")
    mark(page, "second", "second")
    plain = new_window(PLAIN).page()
    plain.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # as they came
    plain.goto(f"/saves/{save_id}")
    expect(plain.locator(".prose mark.hl")).to_have_text("second")
    expect(plain.locator("mark-bar")).to_be_hidden()
    item = plain.locator(".marks-list .hl-item")
    item.get_by_text("Edit").click()
    item.get_by_label("Note").fill("By hand")
    item.get_by_role("button", name="Save").click()
    expect(plain.locator(".marks-list .hl-note")).to_have_text("By hand")
    plain.goto("/highlights")
    expect(plain.locator(".hl-item .hl-note")).to_have_text("By hand")
    plain.locator(".hl-item summary").click()
    plain.get_by_role("button", name="Delete").click()
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator(".hl-item .hl-quote")).to_have_text("second")


@pytest.mark.parametrize("kind", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_of_all_highlights(
    app: Flask, reading: Callable[..., tuple[Page, int]], kind: dict[str, object]
) -> None:
    page, _ = reading(kind, "marks_all_phone" if kind is PHONE else "marks_all_desk")
    mark(page, "second", "longer", "Green")
    mark(page, "total", "rows)", "Blue")
    page.goto("/highlights")
    no_violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("combobox", name="Colour").select_option("Green")
    page.get_by_role("button", name="Filter").click()
    item = page.locator(".hl-item")
    expect(item).to_have_count(1)
    item.locator("summary").click()
    item.get_by_label("Note").fill("Seen")
    item.get_by_role("button", name="Save").click()
    expect(item.locator(".hl-note")).to_have_text("Seen")
    item.locator(".hl-quote").click()
    expect(page.locator("mark.hl:target").first).to_be_in_viewport()

"""Searching as people do it: results while one types, suggestions by keyboard, searches kept."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from devket.db import transaction
from devket.library.models import Article, SaveTag, Tag
from devket.library.services.changing import changed
from tests.browser.conftest import OpenWindow, SignIn
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE, PLAIN, no_violations

SAVES = (
    ("Herons of the estuary", "At dawn the heron waits in the shallows."),
    ("한국어 검색엔진 만들기", "두 글자씩 잘라서 색인을 만듭니다."),
    ("A crane is no heron", "They fly with their necks stretched out."),
    ("Sparrows", "Small brown birds of the city."),
)


def fill(app: Flask, owner_id: int, *, more: int = 0) -> None:
    """Give somebody saves that can be found; `more` about sparrows."""
    with app.app_context(), transaction() as session:
        tag = Tag(owner_id=owner_id, name="Wading birds", key="wading birds", save_count=1)
        session.add(tag)
        session.flush()
        texts = [*SAVES, *((f"Sparrow {n}", "A small bird.") for n in range(more))]
        for number, (title, text) in enumerate(texts):
            save = make_save(session, owner_id, title=title, lang="ko" if number == 1 else "en")
            article = session.get(Article, make_version(session, save).id)
            assert article is not None
            article.text = text
            if number == 0:
                session.add(SaveTag(save_id=save.id, tag_id=tag.id, saved_at=save.saved_at))
            changed(session, save.id)


def titles(page: Page) -> list[str]:
    """Return what is found, as it stands on the page."""
    return page.locator("[data-save-id] h2").all_inner_texts()


def test_results_follow_what_is_typed(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(desktop, "finder_types").user_id)
    desktop.goto("/search")
    box = desktop.locator("#q")
    expect(box).to_be_focused()
    expect(desktop.locator(".examples")).to_be_visible()
    no_violations(desktop)
    box.press_sequentially("heron")
    expect(desktop.locator("#search-count")).to_have_text("2 saves")
    assert sorted(titles(desktop)) == ["A crane is no heron", "Herons of the estuary"]
    expect(desktop).to_have_url(re.compile(r"/search\?q=heron&typed=1$"))
    no_violations(desktop)
    box.press_sequentially(' "necks str')
    expect(desktop.locator("#search-told .hint")).to_contain_text("quotation mark")
    expect(desktop.locator("[role=alert]")).to_have_count(0)
    assert len(titles(desktop)) == 2, "the last results stay while a quotation is open"
    box.press_sequentially('etched"')
    expect(desktop.locator("#search-count")).to_have_text("1 save")
    expect(desktop.locator("#search-told .hint")).to_have_count(0)
    desktop.reload()
    expect(box).to_have_value('heron "necks stretched"')
    desktop.get_by_role("link", name="A crane is no heron").click()
    desktop.go_back()
    expect(box).to_have_value('heron "necks stretched"')
    assert titles(desktop) == ["A crane is no heron"]
    box.fill("")
    expect(desktop.locator(".examples")).to_be_visible()


def test_korean_is_found_while_its_syllables_are_composed(
    app: Flask, desktop: Page, sign_in: SignIn
) -> None:
    fill(app, sign_in(desktop, "finder_korean").user_id)
    desktop.goto("/search")
    box = desktop.locator("#q")
    box.focus()
    typing = desktop.context.new_cdp_session(desktop)
    for so_far in ("ㄱ", "거", "검"):
        typing.send(
            "Input.imeSetComposition", {"text": so_far, "selectionStart": 1, "selectionEnd": 1}
        )
    expect(desktop.locator("#search-count")).to_have_text("1 save")
    expect(box).to_have_value("검")
    # Keys belong to the input method until the syllable is done.
    typing.send("Input.insertText", {"text": "검"})
    for so_far in ("ㅅ", "새", "색"):
        typing.send(
            "Input.imeSetComposition", {"text": so_far, "selectionStart": 1, "selectionEnd": 1}
        )
    typing.send("Input.insertText", {"text": "색"})
    expect(box).to_have_value("검색")
    expect(desktop.locator("[data-save-id] h2")).to_have_text(["한국어 검색엔진 만들기"])
    expect(desktop.locator("mark").first).to_have_text("검색")


def test_an_answer_that_comes_late_is_not_shown(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(desktop, "finder_late").user_id)
    held: list[Route] = []
    given_up: list[str] = []
    late = re.compile(r"/search\?q=heron&")
    desktop.route(late, lambda route: held.append(route))
    desktop.on("requestfailed", lambda request: given_up.append(request.url))
    desktop.goto("/search")
    box = desktop.locator("#q")
    with desktop.expect_request(late):
        box.press_sequentially("heron")
    box.fill("sparrows")
    expect(desktop.locator("[data-save-id] h2")).to_have_text(["Sparrows"])
    assert held
    assert any(late.search(url) for url in given_up), "the older request goes on"
    desktop.unroute_all(behavior="ignoreErrors")
    expect(desktop.locator("[data-save-id] h2")).to_have_text(["Sparrows"])
    expect(desktop.locator(".toast")).to_have_count(0)


def test_suggestions_are_taken_by_keyboard(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(desktop, "finder_keys").user_id)
    desktop.goto("/search")
    box, options = (
        desktop.get_by_role("combobox", name="Search your saves"),
        desktop.get_by_role("option"),
    )
    box.press_sequentially("heron ta")
    expect(options).to_have_count(1)
    expect(box).to_have_attribute("aria-expanded", "true")
    no_violations(desktop)
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "option-1")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value("heron tag:")
    expect(options.first).to_contain_text("Wading birds")
    box.press("ArrowDown")
    box.press("Tab")
    expect(box).to_have_value('heron tag:"Wading birds" ')
    expect(box).to_be_focused()
    expect(desktop.locator("[data-save-id] h2")).to_have_text(["Herons of the estuary"])
    box.press_sequentially("is:")
    expect(options).to_have_count(4)
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(desktop.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("unr")
    expect(options).to_have_count(1)
    options.first.click()
    expect(box).to_have_value('heron tag:"Wading birds" is:unread ')
    expect(box).to_be_focused()


def test_a_search_is_kept_pinned_and_let_go(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(desktop, "finder_keeps").user_id)
    desktop.goto("/search?q=heron")
    desktop.get_by_role("button", name="Save this search").click()
    no_violations(desktop)
    desktop.get_by_label("Name").fill("Birds that wade")
    desktop.get_by_role("button", name="Save the search").click()
    pinned = desktop.locator("#pinned-searches a")
    expect(pinned).to_have_text(["Birds that wade"])
    expect(pinned).to_have_attribute("aria-current", "page")
    desktop.goto("/saves")
    pinned.click()
    expect(desktop.locator("#search-count")).to_have_text("2 saves")
    desktop.goto("/searches")
    no_violations(desktop)
    desktop.get_by_label("Rename").click()
    desktop.get_by_label("New name").fill("Waders")
    desktop.get_by_role("button", name="Keep this name").click()
    expect(pinned).to_have_text(["Waders"])
    desktop.get_by_role("button", name="Pin to the side").click()
    expect(pinned).to_have_count(0)
    desktop.get_by_role("button", name="Delete").click()
    expect(desktop.get_by_role("heading", name="No saved searches yet")).to_be_visible()
    desktop.get_by_role("button", name="Undo").click()
    expect(desktop.locator(".search h2")).to_have_text(["Waders"])


def test_more_results_come_by_themselves(app: Flask, desktop: Page, sign_in: SignIn) -> None:
    fill(app, sign_in(desktop, "finder_scrolls").user_id, more=60)
    desktop.goto("/search")
    desktop.locator("#q").press_sequentially("sparrow")
    expect(desktop.locator("#search-count")).to_have_text("61 saves")
    for _ in range(30):
        desktop.mouse.wheel(0, 3000)
        if len(titles(desktop)) == 61:
            break
        desktop.wait_for_timeout(100)
    assert len(set(titles(desktop))) == 61
    expect(desktop.locator(".more")).to_have_count(0)


@pytest.mark.parametrize("kind", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_search_is_reached_from_every_page(
    app: Flask, new_window: OpenWindow, sign_in: SignIn, kind: dict[str, object]
) -> None:
    page = new_window(kind).page()
    is_phone = kind is PHONE
    fill(app, sign_in(page, f"finder_{'phone' if is_phone else 'desk'}").user_id)
    page.goto("/saves")
    if is_phone:
        page.locator(".find-box").get_by_role("button", name="Search").tap()
        page.wait_for_url("**/search*")
        page.locator("#q").fill("heron")
    else:
        page.locator("#find-q").fill("heron")
        page.locator("#find-q").press("Enter")
    expect(page.locator("#search-count")).to_have_text("2 saves")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "too wide"
    no_violations(page)
    for path in ("/search/help", "/searches", "/search?q=nothing+like+it"):
        page.goto(path)
        no_violations(page)


def test_the_same_without_scripts(app: Flask, new_window: OpenWindow, sign_in: SignIn) -> None:
    page = new_window(PLAIN).page()
    fill(app, sign_in(page, "finder_plain").user_id, more=30)
    page.goto("/saves")
    page.locator("#find-q").fill("sparrow")
    page.locator("#find-q").press("Enter")
    expect(page.locator("#search-count")).to_contain_text("saves")
    page.get_by_role("link", name="More results").click()
    assert titles(page)
    page.goto("/search?q=heron")
    page.get_by_role("button", name="Save this search").click()
    page.get_by_label("Name").fill("Plain birds")
    page.get_by_role("button", name="Save the search").click()
    expect(page.locator("#pinned-searches a")).to_have_text(["Plain birds"])
    page.goto("/searches")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".search h2")).to_have_text(["Plain birds"])


def test_a_broken_query_is_explained_beside_the_box(
    app: Flask, new_window: OpenWindow, sign_in: SignIn
) -> None:
    window = new_window(DESKTOP)
    page = window.page()
    fill(app, sign_in(page, "finder_breaks").user_id)
    page.goto("/search")
    box = page.locator("#q")
    box.fill('heron "open')
    box.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("quotation mark")
    expect(page.locator(".misread u")).to_have_text('"open')
    expect(box).to_have_value('heron "open')
    expect(box).to_have_attribute("aria-invalid", "true")
    no_violations(page)
    box.fill("heron")
    expect(page.locator("#search-count")).to_have_text("2 saves")
    expect(page.locator("[role=alert]")).to_have_count(0)
    expect(box).to_have_attribute("aria-invalid", "false")
    # Chromium writes each refusal of a page to its console.
    window.faults[:] = [fault for fault in window.faults if "422" not in fault]

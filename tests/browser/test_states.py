"""Lists and reader with a save in every state, as cards and rows, in every theme."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from devket.accounts.models import ListView, Theme, User
from devket.capture import image_sources, place_images
from devket.capture.engine import extract
from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Article, Capture
from tests.browser.conftest import OpenWindow, SignIn
from tests.browser.test_doors import visit
from tests.corpus.server import PAGES, golden
from tests.factories.library import make_save
from tests.support.chromium import DESKTOP, PHONE

LONG = "A title that does not want to end, about-a-word-without-any-spaces-in-it " * 4
STATES: list[tuple[State, Reason | None, dict[str, Any]]] = [
    (State.FULL_TEXT, None, {"title": LONG, "is_favorite": True}),
    (State.FULL_TEXT, None, {"title": "인덱스는 왜 안 탔을까", "lang": "ko", "word_count": 0}),
    (State.FULL_TEXT, None, {"title": "مقال طويل", "lang": "ar", "dir": "rtl"}),
    (State.PENDING, None, {"title": ""}),
    (State.PARTIAL, Reason.TEASER, {}),
    (State.BLOCKED, Reason.CHALLENGE, {"title": "", "excerpt": ""}),
    (State.NOT_AN_ARTICLE, Reason.BINARY, {}),
    (State.UNREACHABLE, Reason.TIMEOUT, {"capture_due_at": utcnow()}),
]
LOOKS = [
    (DESKTOP, ListView.CARDS, Theme.LIGHT),
    (DESKTOP, ListView.ROWS, Theme.DARK),
    (PHONE, ListView.CARDS, Theme.SEPIA),
    (PHONE, ListView.ROWS, Theme.LIGHT),
    (PHONE, ListView.CARDS, Theme.DARK),
]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[1]}-{look[2]}")
def test_every_state_looks_right_everywhere(
    app: Flask,
    new_window: OpenWindow,
    sign_in: SignIn,
    look: tuple[dict[str, Any], ListView, Theme],
) -> None:
    kind, view, theme = look
    page = new_window(kind).page()
    who = sign_in(page, f"states_{'ph' if kind is PHONE else 'de'}_{view}_{theme}")
    with app.app_context(), transaction() as session:
        user = session.get_one(User, who.user_id)
        user.list_view, user.theme = view, theme
        saves = [
            make_save(session, who.user_id, state=state, reason=reason, **fields)
            for state, reason, fields in STATES
        ]
        ids = [save.id for save in saves]
    visit(page, "/saves")
    expect(page.locator("[data-save-id]")).to_have_count(len(STATES))
    for save_id in ids:
        visit(page, f"/saves/{save_id}")


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("slug", ["everything-floats", "museum-of-code", "korean-index-scan"])
def test_real_articles_are_open_to_everybody(
    app: Flask, phone: Page, sign_in: SignIn, slug: str, theme: Theme
) -> None:
    who = sign_in(phone, f"{slug[:8].replace('-', '_')}_{theme}")
    page = extract((PAGES / slug / "page.html").read_bytes(), golden(slug)["url"])
    with app.app_context(), transaction() as session:
        session.get_one(User, who.user_id).theme = theme
        save = make_save(session, who.user_id, title=page.title, lang=page.lang)
        capture = Capture(save_id=save.id, version=1, captured_at=utcnow(), state=page.state)
        nowhere = dict.fromkeys(image_sources(page.content_html))
        html = place_images(page.content_html, nowhere)
        capture.article = Article(content_html=html, text=page.text)
        session.add(capture)
        session.flush()
        save.capture_id = capture.id
        save_id = save.id
    visit(phone, f"/saves/{save_id}")

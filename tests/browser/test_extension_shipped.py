"""The extension as people get it: what its manifest grants, and no more than that."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from devket.db import db
from devket.library.models import Save
from tests.browser.test_journeys import ARTICLE, TITLE
from tests.corpus.server import CorpusServer
from tests.support.client import AuditingClient
from tests.support.extension import extended, token_for
from tests.support.people import person
from tests.support.processes import Installation

STANDING = "document.getElementById('standing').textContent"
READ = """async () => {
    const tab = (await chrome.tabs.query({})).at(-1);
    const target = {tabId: tab.id};
    const read = chrome.scripting.executeScript({target, func: () => document.title});
    return {url: tab.url ?? "", title: await read.then(all => all[0].result, () => "")};
}"""


def test_a_press_opens_the_page_at_hand_and_nothing_before_it(
    app: Flask, chromium: Browser, devket: Installation, corpus: CorpusServer, tmp_path: Path
) -> None:
    me = person(app, "ext_shipped", AuditingClient(app, settle=lambda: None))
    with extended(chromium.browser_type, tmp_path, reach=()) as browser:
        kept = {"server": devket.base, "token": token_for(app, me.user_id), "handle": me.handle}
        browser.background.evaluate("kept => chrome.storage.local.set(kept)", kept)
        page = browser.page(corpus.url(ARTICLE))
        assert browser.background.evaluate(READ) == {"url": "", "title": ""}
        window = browser.press(page)
        window.wait_for(f"document.querySelector('h1').textContent.includes({TITLE!r})")
        window.wait_for("document.activeElement.id === 'tags'")
        assert window.evaluate("innerWidth") == 360
        window.evaluate("document.getElementById('send').click()")
        window.wait_for(f"{STANDING} === 'Saved as you see it.'")
        assert browser.background.evaluate(READ)["url"] == page.url
    with app.app_context():
        (save,) = db.session().scalars(select(Save).where(Save.owner_id == me.user_id))
        assert save.given_url == page.url

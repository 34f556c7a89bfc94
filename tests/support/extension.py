"""Chromium with the browser extension in it, and what a person does with both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import (
    BrowserContext,
    BrowserType,
    CDPSession,
    ConsoleMessage,
    Page,
    Worker,
    expect,
)

from devket.accounts.models import Kind
from devket.accounts.services import credentials
from devket.accounts.views import apps
from devket.core.clock import utcnow
from devket.db import transaction
from extension import pack
from tests.support.chromium import PATIENCE, how
from tests.support.processes import wait_until

# Nobody can press "Allow" in a browser without a window.
REACH = ("http://127.0.0.1/*",)
PRESSABLE = "--enable-unsafe-extension-debugging"  # tests may press the button itself
SCOPES = next(way.scopes for way in apps.ways() if way.name == "extension")


class Pressed:
    """The window of the button itself. To Playwright it is no page: it is spoken to by hand."""

    def __init__(self, session: CDPSession, target: str, tab: Page) -> None:
        self.session, self.tab, self.asked, self.answers = session, tab, 0, dict[int, Any]()
        session.on("Target.receivedMessageFromTarget", self._heard)
        attached = session.send("Target.attachToTarget", {"targetId": target, "flatten": False})
        self.id = attached["sessionId"]

    def evaluate(self, expression: str) -> Any:
        """Return what a script of the window says."""
        self.asked += 1
        number = self.asked
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        message = {"id": number, "method": "Runtime.evaluate", "params": asked}
        sent = {"sessionId": self.id, "message": json.dumps(message)}
        self.session.send("Target.sendMessageToTarget", sent)
        for _ in range(100):
            if number in self.answers:
                return self.answers[number].get("result", {}).get("result", {}).get("value")
            self.tab.wait_for_timeout(50)
        raise AssertionError(f"no answer to {expression}")

    def wait_for(self, expression: str) -> None:
        """Wait until something holds in the window."""
        wait_until(lambda: self.evaluate(expression) is True, seconds=20, told=expression)

    def _heard(self, told: dict[str, Any]) -> None:
        message = json.loads(told["message"])
        if "id" in message:
            self.answers[message["id"]] = message


@dataclass  # without slots: Playwright keeps a mark on whatever listens to it
class Extended:
    """A browser with the extension. `faults` fills with what its pages may not do."""

    context: BrowserContext
    background: Worker
    settings: Page
    faults: list[str] = field(default_factory=list)

    @property
    def base(self) -> str:
        """The address of its own pages."""
        return self.background.url.partition("/js/")[0]

    def page(self, address: str) -> Page:
        """Open a page of the web."""
        page = self.context.new_page()
        page.goto(address)
        return page

    def options(self) -> Page:
        """Return its settings, which open when it is installed."""
        if self.settings.is_closed():
            self.settings = self._own("options.html")
        return self.settings

    def popup(self, tab: Page) -> Page:
        """Open the window of its button for a tab, as a tab of its own."""
        return self._own(f"popup.html?tab={self.tab_id(tab)}")

    def tab_id(self, tab: Page) -> int:
        """Return the browser's own number of a tab."""
        asked = "url => chrome.tabs.query({}).then(all => all.findLast(one => one.url === url).id)"
        return int(self.background.evaluate(asked, tab.url))

    def press(self, tab: Page) -> Pressed:
        """Press its button on a tab, as a person does, and return the window that opens."""
        assert self.context.browser is not None
        session = self.context.browser.new_browser_cdp_session()
        told = session.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        (target,) = (one["targetId"] for one in told if one["url"] == tab.url)
        name = self.base.rpartition("/")[2]
        session.send("Extensions.triggerAction", {"id": name, "targetId": target})
        wait_until(lambda: bool(self._windows(session)), seconds=10, told="the window")
        return Pressed(session, self._windows(session)[0], tab)

    def _windows(self, session: CDPSession) -> list[str]:
        every = session.send("Target.getTargets")["targetInfos"]
        return [one["targetId"] for one in every if one["url"] == f"{self.base}/popup.html"]

    def choose(self, menu: str, tab: Page, **told: str) -> None:
        """Choose something from the menu of a page's tab."""
        told = {"menuItemId": menu, "pageUrl": tab.url, **told}
        self.background.evaluate(
            """([info, id]) => chrome.tabs.get(id).then(tab =>
                void chrome.contextMenus.onClicked.dispatch({frameId: 0, ...info}, tab))""",
            [told, self.tab_id(tab)],
        )

    def badge(self, tab: Page) -> str:
        """Return what the button wears on a tab."""
        asked = "tabId => chrome.action.getBadgeText({tabId})"
        return str(self.background.evaluate(asked, self.tab_id(tab)))

    def begin_anew(self) -> None:
        """Forget everything and leave nothing open but the settings."""
        self.background.evaluate("() => chrome.storage.local.clear()")
        settings = self.options()
        settings.goto(f"{self.base}/options.html")
        for page in self.context.pages:
            if page is not settings:
                page.close()
        self.context.clear_cookies()
        self.faults.clear()

    def connect(self, server: str, token: str) -> None:
        """Connect it as a person does, and wait until it says so."""
        page = self.options()
        page.get_by_label("Address of the server").fill(server)
        page.get_by_label("Token", exact=True).fill(token)
        page.get_by_role("button", name="Connect", exact=True).click()
        expect(page.get_by_text("Connected as @")).to_be_visible()
        page.close()

    def _own(self, path: str) -> Page:
        page = self.watched(self.context.new_page())
        page.goto(f"{self.base}/{path}")
        return page

    def watched(self, page: Page) -> Page:
        """Note the faults of a page."""
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._heard)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # That an answer was a refusal is told here, too; refusals are what some tests are about.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")


@contextmanager
def extended(
    chromium: BrowserType, folder: Path, reach: Sequence[str] = REACH
) -> Iterator[Extended]:
    """Run the machine's Chromium with the extension, on a profile of its own.

    Without a `reach` it is the extension as people get it.
    """
    laid = pack.lay(folder / "extension", "chrome", reach)
    own = (f"--disable-extensions-except={laid}", f"--load-extension={laid}", PRESSABLE)
    with chromium.launch_persistent_context(
        folder / "profile",
        **how(*own),
        ignore_default_args=["--disable-extensions"],
        viewport={"width": 1280, "height": 900},
    ) as context:
        context.set_default_timeout(PATIENCE)
        workers = context.service_workers
        background = workers[0] if workers else context.wait_for_event("serviceworker")
        blank = context.pages[0]
        blank.wait_for_url("**/options.html")  # it opens in the tab that shows nothing
        browser = Extended(context, background, blank)
        browser.watched(blank)
        yield browser


def token_for(app: Flask, user_id: int, scopes: str = SCOPES) -> str:
    """Make a token as the page of apps does, and return its secret."""
    with app.app_context(), transaction() as session:
        made = credentials.issue(session, user_id, Kind.API, clock=utcnow, scopes=scopes)
        return made.secret

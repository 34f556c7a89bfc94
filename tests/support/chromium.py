"""Chromium for tests: no network but loopback, and nobody's fault goes unseen."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from tests.support import unlinked

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
PLAIN = {**DESKTOP, "java_script_enabled": False}
# What was just asked for is drawn, and whatever moves has come to its end, but for what goes round
# until something is done.
STILL = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    .then(() => Promise.allSettled(document.getAnimations()
    .filter(one => one.effect.getComputedTiming().iterations !== Infinity)
    .map(one => one.finished))).then(() => true)"""
PATIENCE = 15_000  # milliseconds, on a machine that does other things as well


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium."""
    return playwright.chromium.launch(**how())


def how(*arguments: str, **environment: str) -> dict[str, Any]:
    """Return how Chromium is started: the machine's own, which hears of no interfaces."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    assert found, "the browser tests need Chromium: install the package chromium"
    # Chromium's own sandbox refuses to run as root, as CI does.
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        "executable_path": unlinked.__file__,
        "args": [*ARGUMENTS, *arguments, *as_root],
        "env": {**os.environ, "UNLINKED": found, **environment},
    }


@dataclass  # without slots: Playwright keeps a mark on whatever listens to it
class Window:
    """One browser with its own cookies. `faults` fills with what no page may do."""

    context: BrowserContext
    base: str
    has_scripts: bool = True
    faults: list[str] = field(default_factory=list)

    def page(self) -> Page:
        """Open a tab whose every fault is noted."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._asked)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy are told here too.
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        own = f"{address.scheme}://{address.netloc}" == self.base
        if not own and address.scheme not in ("data", "blob", "about"):
            self.faults.append(f"asked a stranger: {request.url}")

    def shoot(self, folder: Path, name: str) -> None:
        """Keep a picture of every open tab."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.context.pages):
            page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)


def open_window(browser: Browser, base: str, options: dict[str, Any]) -> Window:
    """Open a browser of this kind, without cookies."""
    context = browser.new_context(**{"base_url": base, "locale": "en-US", **options})
    context.set_default_timeout(PATIENCE)
    return Window(context, base, has_scripts=options.get("java_script_enabled", True))


def no_violations(page: Page) -> None:
    """Assert that axe finds nothing on the page, once nothing moves or fades any more."""
    page.evaluate(STILL)
    found = Axe().run(page)
    told = [
        f"{one['id']} ({one['impact']}): {one['help']}\n    "
        + "\n    ".join(node["html"][:160] for node in one["nodes"][:5])
        for one in found.response["violations"]
    ]
    assert not told, f"{page.url}\n" + "\n".join(told)

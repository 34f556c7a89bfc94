"""Every attack string, sanitised, in a real browser without any policy: nothing runs or leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from devket.capture import sanitise
from devket.capture.engine import extract
from tests.unit.capture.attacks import ATTACKS

ORIGIN = "http://attacked.localhost"
_SHELL = """<!doctype html><html><head><title>t</title><script>
  window.ran = []; const note = (what) => () => { window.ran.push(what); };
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = note(name);
  addEventListener("submit", note("submit"), true);
</script></head><body><main id="main">%s</main></body></html>"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab on a page of one's own, with no security policy at all and no way out."""
    context = chromium.new_context()
    tab = context.new_page()
    yield tab
    context.close()


def _show(page: Page, markup: str) -> tuple[list[str], list[str]]:
    """Load markup as a parsed page and as innerHTML; return what ran and what was asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url == f"{ORIGIN}/":
            route.fulfill(body=_SHELL % markup, content_type="text/html")
        else:
            if not route.request.url.endswith("/favicon.ico"):
                asked.append(f"{route.request.resource_type} {route.request.url}")
            route.abort()

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/", wait_until="load")
    page.evaluate(
        """(markup) => {
          const twice = document.createElement("div");
          twice.innerHTML = markup;
          document.getElementById("main").append(twice);
          for (const one of document.querySelectorAll("#main *")) {
            if (one.tagName !== "A") one.click?.();
            for (const type of ["mouseover", "focus", "pointerenter", "toggle", "animationstart"])
              one.dispatchEvent(new Event(type));
          }
        }""",
        markup,
    )
    page.wait_for_timeout(50)
    return page.evaluate("window.ran"), asked


def _bad_links(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("#main [href], #main [src], #main [action]")]
          .map((one) => one.href ?? one.src ?? one.action)
          .filter((address) => !/^(https?|mailto):/.test(address))"""
    )
    return found


def _inspect(page: Page, markup: str) -> dict[str, Any]:
    ran, asked = _show(page, markup)
    # Pictures may be asked for: the sanitiser lets them through, for the app to keep or replace.
    strange = [one for one in asked if not one.startswith("image ")]
    return {"ran": ran, "asked": strange, "links": _bad_links(page)}


def test_nothing_runs_of_any_attack_alone_or_all_together(page: Page) -> None:
    assert len(ATTACKS) > 250
    for batch in (ATTACKS[start : start + 15] for start in range(0, len(ATTACKS), 15)):
        told = _inspect(page, "\n".join(sanitise(attack) for attack in batch))
        if any(told.values()):  # find the one
            worst = {a: _inspect(page, sanitise(a)) for a in batch}
            found = {a: told for a, told in worst.items() if any(told.values())}
            raise AssertionError(json.dumps(found or told, indent=1))
    together = _inspect(page, sanitise("\n".join(ATTACKS)))
    assert not any(together.values()), json.dumps(together, indent=1)


def test_nothing_runs_of_an_article_made_of_attacks(page: Page) -> None:
    prose = "<p>" + "A sentence of an article, with a comma, and some length. " * 6 + "</p>"
    body = "".join(f"{prose}{attack}" for attack in ATTACKS)
    html = f"<html><title>Attacks</title><body><article>{body}</article></body></html>"
    told = _inspect(page, extract(html, "https://a.example/").content_html)
    assert not any(told.values()), json.dumps(told, indent=1)


def test_the_check_itself_can_fail(page: Page) -> None:
    ran, _ = _show(page, "<img src=x onerror=alert(1)><p onmouseover=print()>x</p>")
    assert set(ran) == {"alert", "print"}

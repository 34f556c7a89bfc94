"""What every answer must be: conforming, labelled, free of inline code, under the full headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import Context
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

import turbohtml
from flask import Flask
from turbohtml import Document, Element
from turbohtml.conformance import check
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from devket.web.static import PREFIX, ROOT
from devket.web.static.cli import PLACE
from devket.web.static.folder import PUBLIC
from tests.support.wellformed import ill_formed

ONCE = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Content-Type",
)
ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "poster"})
CONTROLS = "input, select, textarea"
NAMELESS_INPUTS = frozenset({"hidden", "submit", "button", "reset"})
# What an app has a route for. It gets no more of them once it has answered.
_KNOWN: WeakKeyDictionary[Flask, dict[tuple[str, str], bool]] = WeakKeyDictionary()
ID_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")


def audit(response: TestResponse, app: Flask) -> None:
    """Fail the test when an answer is not as every answer must be; say everything that is wrong."""
    faults = [*_header_faults(response)]
    is_html = response.mimetype == "text/html" and response.status_code not in (204, 304)
    if is_html and not 300 <= response.status_code < 400 and response.data:
        faults += _markup_faults(response, app)
    if faults:
        where = f"{response.request.method} {response.request.path} ({response.status_code})"
        raise AssertionError("\n  ".join([f"{where} is not as it must be:", *faults]))


def _header_faults(response: TestResponse) -> Iterator[str]:
    if response.request.path.startswith(PREFIX):
        return
    for name in ONCE:
        found = response.headers.getlist(name)
        if len(found) != 1 and not (name == "Content-Type" and response.status_code in (204, 304)):
            yield f"header {name}: {len(found)} times"
    if "unsafe-" in response.headers.get("Content-Security-Policy", ""):
        yield "the content security policy has an unsafe word"
    if response.mimetype == "text/html" and "charset=utf-8" not in (response.content_type or ""):
        yield "HTML without its charset"
    if "Cache-Control" not in response.headers:
        yield "header Cache-Control is missing"


def _markup_faults(response: TestResponse, app: Flask) -> list[str]:
    html = response.get_data(as_text=True)
    is_fragment = "<html" not in html[:2000].lower()
    if is_fragment:
        html = f"<!doctype html><html><head></head><body>{html}</body></html>"
    page = turbohtml.parse(html)
    faults = [f"{m.code}: {m.message} (line {m.line})" for m in check(page).errors]
    faults = [f for f in faults if not (is_fragment and _is_about_documents(f))]
    faults += [f"not well-formed: {error.code} (line {error.line})" for error in page.errors]
    faults += ill_formed(html, page)
    faults += [*_inline_code(page), *_unlabelled(page), *_post_forms_without_token(page)]
    faults += _dead_links(page, app)
    if not is_fragment:
        faults += [*_document_faults(page, html), *_dangling(page)]
    return faults


def _is_about_documents(fault: str) -> bool:
    return fault.startswith(("document-", "missing-title", "missing-lang", "html-"))


def _document_faults(page: Document, html: str) -> Iterator[str]:
    if not html.lstrip().lower().startswith("<!doctype html>"):
        yield "the page does not begin with its doctype"
    root = page.select_one("html")
    if root is None or not root.attrs.get("lang"):
        yield "html has no lang"
    title, headings = page.select_one("head title"), page.select("h1")
    told = _words(title)
    if not told:
        yield "the title is empty"
    if len(headings) != 1:
        yield f"{len(headings)} h1, one is needed"
    elif _words(headings[0])[:60] not in told:
        yield f"the title {told!r} does not say the h1 {_words(headings[0])!r}"


def _inline_code(page: Document) -> Iterator[str]:
    for element in page.select("*"):
        for name, value in element.attrs.items():
            if name == "style" or name.startswith("on"):
                yield f"inline code: {name} on {element.tag}"
            if name in ADDRESSES and str(value).strip().lower().startswith("javascript:"):
                yield f"inline code: {name} of {element.tag}"
    if page.select("style"):
        yield "inline code: a style element"
    for script in page.select("script"):
        is_data = script.attrs.get("type") in ("application/json", "application/ld+json")
        if "src" not in script.attrs and not is_data:
            yield "inline code: a script element"


def _unlabelled(page: Document) -> Iterator[str]:
    labelled = {label.attrs.get("for") for label in page.select("label") if _words(label)}
    for control in page.select(CONTROLS):
        if control.tag == "input" and control.attrs.get("type") in NAMELESS_INPUTS:
            continue
        inside = control.closest("label")
        has_label = control.attrs.get("id") in labelled or (inside is not None and _words(inside))
        if not has_label and not _has_aria_name(control):
            yield f"unlabelled: {control.tag} {control.attrs.get('name')!r}"
    for element in page.select("button, a[href], summary"):
        if not _words(element) and not _has_aria_name(element) and not _inner_name(element):
            yield f"nameless: {element.tag} {element.attrs.get('href') or element.attrs}"


def _has_aria_name(element: Element) -> bool:
    return bool(element.attrs.get("aria-label") or element.attrs.get("aria-labelledby"))


def _inner_name(element: Element) -> bool:
    named = element.select("[aria-label], img[alt]")
    return any(inner.attrs.get("aria-label") or inner.attrs.get("alt") for inner in named)


def _post_forms_without_token(page: Document) -> Iterator[str]:
    for form in page.select("form"):
        is_post = str(form.attrs.get("method") or "").lower() == "post"
        field = form.select_one('input[name="csrf_token"]')
        if is_post and (field is None or not field.attrs.get("value")):
            yield f"no CSRF token in the form {form.attrs.get('action')!r}"


def _dangling(page: Document) -> Iterator[str]:
    ids = {str(element.attrs["id"]) for element in page.select("[id]")}
    for name in ID_REFERENCES:
        for element in page.select(f"[{name}]"):
            wanted = str(element.attrs[name] or "").split()
            yield from (f"{name} names no id: {word!r}" for word in wanted if word not in ids)
    for element in page.select("[href^='#']"):
        href = str(element.attrs["href"])
        if unquote(href[1:]) not in ids and href != "#":
            yield f"anchor leads nowhere: {href}"


def _dead_links(page: Document, app: Flask) -> Iterator[str]:
    """Yield own addresses (links, forms, files) under which this app has nothing."""
    named: dict[tuple[str, str, str], None] = {}  # a page names most of its addresses many times
    for element in page.select("a[href^='/'], link[href^='/'], use[href^='/'], form[action^='/']"):
        method = str(element.attrs.get("method") or "get").upper()
        address = str(element.attrs.get("action") or element.attrs.get("href"))
        named[(method, method, address)] = None
    for element in page.select("[src^='/']"):
        named[(element.tag, "GET", str(element.attrs["src"]))] = None
    for told, method, address in named:
        if not _is_answered(app, unquote(urlsplit(address).path), method):
            yield f"leads nowhere: {told} {address}"


def _is_answered(app: Flask, path: str, method: str) -> bool:
    if path.startswith(PREFIX):
        place, name = app.extensions.get(PLACE), path.removeprefix(PREFIX)
        folders = (ROOT, place.root / PUBLIC) if place else (ROOT,)
        return any((folder / name).is_file() for folder in folders)
    known = _KNOWN.setdefault(app, {})
    if (path, method) not in known:
        known[path, method] = Context().run(_has_route, app, path, method)
    return known[path, method]


def _has_route(app: Flask, path: str, method: str) -> bool:
    try:
        app.url_map.bind("localhost").match(path, method=method)
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def _words(element: Element | None) -> str:
    return " ".join(element.text.split()) if element is not None else ""

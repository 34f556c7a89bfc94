"""The signs of walls in one page, gathered before it is cleaned; what they mean is in `verdict`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from turbohtml import Document, Element

from devket.capture.walls import words as w
from devket.capture.walls.phrases import Phrases
from devket.core.text import one_line

_MOST_WORDS = 700  # with more text than this no wall is looked for
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_END = 20_000  # characters at each end of a text in which a wall would speak
_HEAD = 400_000
_NOTICE = 180  # characters: what a wall says stands in a short part of its own
_TEXTS = ("p", "pre", "li", "td", "h1", "h2", "blockquote")
_NOTICES = ("p", "h2", "h3", "h4", "div", "section", "aside", "span", "a", "button", "strong")
_MOST_NOTICES = 6000
_ROOTS = "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, #main-app, app-root, [data-reactroot]"
_LISTS = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|search|archives?|authors?|label)(?:/|$)|/page/\d+/?$",
    re.IGNORECASE,
)
_SORTED = re.compile(r"[?&]C=[NMSD](?:;|&(?:amp;)?)O=[AD]")
_LEAST_CARDS = 6
_FEW = 150
_BARE = 60  # words: a form in the head of an article has the article beside it


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a wall. Counts are of independent signs: one alone proves nothing."""

    words: int
    has_challenge_title: bool = False
    has_strong_mark: bool = False
    has_weak_mark: bool = False
    has_challenge_words: bool = False
    login: int = 0
    consent: int = 0
    has_teaser_words: bool = False
    missing: int = 0
    error: int = 0
    placeholder: int = 0
    needs_scripts: bool = False
    is_listing: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """The texts of a page in which signs are looked for."""

    title: str
    heading: str
    ends: str
    html: str


def read_signals(document: Document, html: str, url: str = "") -> Signals:
    """Gather the signs of walls; must run before the page is cleaned."""
    words = _visible_words(document)
    is_listing = _is_listing(document, url)
    if words >= _MOST_WORDS:
        return Signals(words=words, is_listing=is_listing)
    said = _said(document, html)
    return Signals(
        words=words,
        has_challenge_title=bool(w.CHALLENGE_TITLES.search(said.title)),
        has_strong_mark=w.STRONG_MARKS.search(said.html),
        has_weak_mark=w.WEAK_MARKS.search(said.html),
        has_challenge_words=w.CHALLENGE_WORDS.search(said.ends),
        login=_login(document, said, url, words),
        consent=_consent(said),
        has_teaser_words=_has_teaser_words(document, said),
        missing=_missing(document, said),
        error=_titled(said, w.ERROR_TITLE, w.ERROR_WORDS),
        placeholder=_titled(said, w.PLACEHOLDER_TITLE, w.PLACEHOLDER_WORDS),
        needs_scripts=_needs_scripts(document),
        is_listing=is_listing,
    )


def _said(document: Document, html: str) -> _Said:
    body, title = document.find("body"), document.find("title")
    text = body.text if body is not None else ""
    ends = text if len(text) < 2 * _END else f"{text[:_END]} {text[-_END:]}"
    headings = [one_line(h.text[:500]) for h in document.select("h1, h2")[:2]]
    name = one_line(title.text[:500]) if title is not None else ""
    return _Said(name, headings[0] if headings else "", ends, html[:_HEAD])


def _visible_words(document: Document) -> int:
    """Count words in text elements; scripts and menus are not what a page says."""
    count = 0
    for number, element in enumerate(document.iter_elements(_TEXTS)):
        text = element.text
        count += len(text.split()) + len(_WIDE.findall(text)) // 2
        if number > 3000:
            break
    return count


def _login(document: Document, said: _Said, url: str, words: int) -> int:
    """Count: its name, a form that asks who you are, its demand, its address."""
    name = f"{said.title}\n{said.heading}"
    is_named = bool(w.LOGIN_TITLE.search(said.title))
    # A heading may be that of a box that opens over the page: not where there is more to read.
    is_named = is_named or (words < _FEW and bool(w.LOGIN_TITLE.search(said.heading)))
    has_form = document.select_one('input[type="password"]') is not None
    has_words = is_named or w.LOGIN_WORDS.search(f"{name} {said.ends[:4000]}")
    return sum(
        (
            is_named,
            has_form,
            has_form and has_words and words < _BARE,
            w.LOGIN_DEMANDS.search(f"{name} {said.ends[:4000]}"),
            bool(w.LOGIN_ADDRESS.search(urlsplit(url).path)),
        )
    )


def _consent(said: _Said) -> int:
    names = f"{said.title} {said.heading}"
    is_named = w.CONSENT_WORDS.search(names)
    says_so = w.CONSENT_WORDS.search(said.ends[:4000])
    has_mark = w.CONSENT_MARKS.search(said.html)
    return is_named + says_so + has_mark + w.CONSENT_FORM.search(said.html)


def _has_teaser_words(document: Document, said: _Said) -> bool:
    """A wall speaks in a short part of its own; prose that quotes one does not count."""
    if not w.TEASER_WORDS.search(said.ends):
        return False
    for number, element in enumerate(document.iter_elements(_NOTICES)):
        if number > _MOST_NOTICES:
            break
        text = element.text
        if len(text) >= _NOTICE or (said.heading and said.heading in one_line(text)):
            continue
        if w.TEASER_WORDS.search(text) and not _is_quoted(element):
            return True
    return False


def _is_quoted(element: Element) -> bool:
    return element.closest("blockquote, q, code, pre, figure, li, nav, h1") is not None


def _missing(document: Document, said: _Said) -> int:
    """Count: title, heading, words, robots sent away, the page's own class."""
    robots = document.select_one('meta[name="robots"][content*="noindex" i]')
    body = document.find("body")
    marks = f"{body.attr('class') or ''} {body.attr('id') or ''}" if body is not None else ""
    is_named = bool(w.MISSING_TITLE.search(said.title))
    is_headed = bool(w.MISSING_TITLE.search(said.heading))
    if not is_named and not is_headed:
        return 0
    return sum(
        (
            is_named,
            is_headed,
            w.MISSING_WORDS.search(said.ends[:4000]),
            robots is not None,
            "404" in marks or "not-found" in marks,
        )
    )


def _titled(said: _Said, names: re.Pattern[str], texts: Phrases) -> int:
    is_named = bool(names.search(said.title))
    is_headed = bool(names.search(said.heading))
    if not is_named and not is_headed:
        return 0
    rest = said.ends[:4000].replace(said.heading, " ", 1)
    return is_named + is_headed + bool(texts.search(rest))


def _needs_scripts(document: Document) -> bool:
    """Tell a page that its scripts build: they are there, and it says so or has an empty place."""
    if document.find("script") is None:
        return False
    root = document.select_one(_ROOTS)
    if root is not None and len(root.text.strip()) < 200:
        return True
    body = document.find("body")
    said = (body.text if body is not None else "")[:3000]
    return w.SCRIPT_WORDS.search(said)


def _is_listing(document: Document, url: str) -> bool:
    """Tell a list of articles by its address and by what it consists of."""
    parts = urlsplit(url)
    is_sorted = any(
        _SORTED.search(a.attr("href") or "") for a in document.select("th a, pre a")[:8]
    )
    title = document.find("title")
    if is_sorted and title is not None and "index of" in title.text[:200].lower():
        return True
    is_root = parts.path in ("", "/", "/index.html", "/index.php") and not parts.query
    if not is_root and not _LISTS.search(parts.path) and not parts.query.startswith(("s=", "q=")):
        return False
    kind = document.select_one('meta[property="og:type"]')
    is_article = kind is not None and "article" in (kind.attr("content") or "")
    return not is_article and _cards(document) >= _LEAST_CARDS


def _cards(document: Document) -> int:
    """Count headings that are links, each with a few lines after it; in `<article>`s, double."""
    links = document.select("h2 a[href], h3 a[href], a[href] h2, a[href] h3, article h4 a[href]")
    addresses = {_target(link) for link in links[:200]}
    long = sum(1 for p in document.select("p")[:400] if len(p.text) > 600)
    if long > 2:
        return 0
    houses = {house for link in links[:200] if (house := link.closest("article")) is not None}
    return len(addresses - {""}) + (len(houses) if len(houses) > 2 else 0)


def _target(link: Element) -> str:
    house = link if link.tag == "a" else link.closest("a")
    address = (house.attr("href") or "") if house is not None else ""
    return "" if address.startswith("#") else address

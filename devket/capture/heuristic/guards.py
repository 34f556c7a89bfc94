"""Second looks at what the heuristic chose: is code, prose or the promised body missing?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from turbohtml import Document, Element, Text, parse_fragment

from devket.capture.code import CodeStore
from devket.capture.heuristic import clean, prune

CODE_KEPT = 0.98
_CODE_HELD = 0.9
PROSE_KEPT = 0.25
BODY_RATIO = 1.5
_NOT_LETTERS = re.compile(r"\W+")
_CONTEXT_TAGS = (
    "article aside body center dd details div dl fieldset figure form li main ol section table"
    " tbody td th tr ul"
)
_CONTEXTS = frozenset(_CONTEXT_TAGS.split())
_MAINS = 'article, main, [role="main"], [itemprop="articleBody"]'
_MENUS = "nav, [role=navigation], [role=menu], [role=menubar], [role=contentinfo], body > footer"
_MOST_MENUS = 500
_NOTES = ".footnotes, .footnote-list, .footnotes-list, #footnotes"


@dataclass(frozen=True, slots=True)
class Checked:
    """The article after the guards, and which of them fired ("" when none)."""

    article: Element | None
    guard: str


def check(
    document: Document,
    article: Element | None,
    store: CodeStore,
    articlebody: str,
    reads: Callable[[Element], int],
    *,
    home: str = "",
) -> Checked:
    """Let each guard look once; the first that fires decides. May take parts out of `document`."""
    guard = ""
    if (container := _lost_code(document, article, store)) and (
        richer := _richer(container, article, store, home)
    ):
        article, guard = richer, "code"
    elif container := _lost_prose(document, article, reads):
        article, guard = _taken(container, home), "prose"
    elif articlebody and len(articlebody) > BODY_RATIO * (
        reads(article) if article is not None else 0
    ):
        article, guard = _body_of(document, articlebody, home), "body"
    if article is not None:
        _bring_notes(document, article)
    return Checked(article, guard)


def _lost_code(document: Document, article: Element | None, store: CodeStore) -> Element | None:
    """Return the smallest element with 90 % of the blocks when under 80 % of those came through."""
    total = store.count_in(document)
    if not total:
        return None
    container = _smallest_with(document, total * _CODE_HELD)
    if container is None:
        return None
    held = store.count_in(container)
    kept = store.count_in(article) if article is not None else 0
    return container if kept < held * CODE_KEPT else None


def _richer(
    container: Element, article: Element | None, store: CodeStore, home: str
) -> Element | None:
    """Return the container, cleaned, when more code stands in it than in the article at hand."""
    tag = container.tag if container.tag in _CONTEXTS else "div"  # parsers know no made-up names
    part = parse_fragment(container.inner_html, tag, positions=False)
    part.tag = tag
    richer = _taken(part, home)
    kept = store.count_in(article) if article is not None else 0
    return richer if store.count_in(richer) > kept else None


def _smallest_with(document: Document, wanted: float) -> Element | None:
    current = document.find("body")
    while current is not None:
        deeper = next(
            (
                c
                for c in current.children
                if isinstance(c, Element) and c.tag != "pre" and _pres(c) >= wanted
            ),
            None,
        )
        if deeper is None:
            return current
        current = deeper
    return None


def _pres(element: Element) -> int:
    return sum(1 for _ in element.iter_elements("pre"))


def largest_main(document: Document) -> Element | None:
    """Return the part with the most prose of those a page calls its main one."""
    mains = document.select(_MAINS)[:40]
    return max(mains, key=_prose) if mains else None


def _lost_prose(
    document: Document, article: Element | None, reads: Callable[[Element], int]
) -> Element | None:
    mains = document.select(_MAINS)[:40]
    if not mains:
        return None
    longest = max(mains, key=_prose)
    prose = _prose(longest)
    # Many articles of a size are a list of teasers: none of them is the one.
    rivals = [m for m in mains if m.tag == "article" and _prose(m) > prose * 0.6]
    if prose < 200 or (len(rivals) > 2 and longest.tag == "article"):
        return None
    kept = reads(article) if article is not None else 0
    return longest if kept < prose * PROSE_KEPT else None


def _prose(element: Element) -> int:
    return sum(len(p.text) for p in element.iter_elements("p"))


def taken(container: Element | None) -> Element | None:
    """Take the part that a person asked for, cleaned; of the whole page all but menus."""
    if container is None:
        return None
    return _whole(container) if container.tag == "body" else _taken(container)


def _whole(body: Element) -> Element:
    """Take what is no menu, however unlikely: what was left out before is what is looked for."""
    for menu in body.select(_MENUS)[:_MOST_MENUS]:
        menu.extract()
    article = Element("div")
    article.extend(list(body.children))
    prune(article, unlikely=False)
    clean(article, fishy=False)
    return article


def _taken(container: Element, home: str = "") -> Element:
    article = Element("div")
    if container.tag in ("body", "td", "li", "tr", "tbody", "table", "main", "article"):
        article.extend(list(container.children))
    else:
        article.append(container)
    prune(article, unlikely=True)
    clean(article, fishy=True, home=home)
    return article


def _body_of(document: Document, body: str, home: str) -> Element:
    """Return the smallest element with the text the JSON-LD gives, else that text as paragraphs."""
    head, tail = _bare(body[:120])[:50], _bare(body[-160:])[-50:]
    current = document.find("body")
    found: Element | None = None
    while current is not None and head and head in (text := _bare(current.text)) and tail in text:
        found = current
        current = next(
            (
                c
                for c in current.children
                if isinstance(c, Element) and head in _bare(c.text) and tail in _bare(c.text)
            ),
            None,
        )
    if found is not None:
        return _taken(found, home)
    parts = [part.strip() for part in re.split(r"\n\s*\n|\r\n", body) if part.strip()]
    return Element("div", None, [Element("p", None, [Text(part)]) for part in parts])


def _bare(text: str) -> str:
    return _NOT_LETTERS.sub("", text)


def _bring_notes(document: Document, article: Element) -> None:
    """Footnotes outside the chosen part are pulled in when the text points at them."""
    wanted = {
        (a.attr("href") or "")[1:]
        for a in article.select('a[href^="#fn"], a[href^="#footnote"], a[href^="#cite_note"]')
    }
    missing = {name for name in wanted if name and article.find(attrs={"id": name}) is None}
    if not missing:
        return
    for notes in document.select(_NOTES):
        if any(e.attr("id") in missing for e in notes.iter_elements("li")):
            article.append(notes)
            return

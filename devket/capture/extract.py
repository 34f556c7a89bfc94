"""One page in, one article out: the engine, pure and without the network."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from turbohtml import Document, Element, PlainText, parse

from devket.capture.bounds import bound
from devket.capture.code import CodeStore, lift_code
from devket.capture.code.block import languages_of
from devket.capture.decode import decode
from devket.capture.finish import finish
from devket.capture.guards import check
from devket.capture.heuristic import find_article
from devket.capture.language import direction_of, language_of_text
from devket.capture.metadata import Metadata, read_metadata
from devket.capture.model import Extracted, Limits, State
from devket.capture.normalise import drop_controls, normalise
from devket.capture.plain import plain_article, plain_title
from devket.capture.sanitise import sanitise
from devket.capture.verdict import Verdict, judge_page, read_signals
from devket.core.text import clip, one_line, storable, word_count
from devket.core.types import SafeHtml
from devket.core.urls import display_host

ENGINE = "1"
EXCERPT_LENGTH = 280
_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})
_BLANK_LINES = re.compile(r"\n\s*\n")  # code is not in the markup yet, so none of its lines go
_LAYOUT = PlainText(links="none", layout="strict", bullet="")
_DEFAULTS = Limits()


@dataclass(frozen=True, slots=True)
class _Article:
    """The chosen part of a page, still a tree with its code lifted out."""

    root: Element | None
    store: CodeStore
    log: dict[str, str]


def extract(
    html: bytes | str,
    url: str,
    content_type: str | None = None,
    *,
    limits: Limits = _DEFAULTS,
    colour: bool = True,
) -> Extracted:
    """Return what a page says: its metadata, its clean article and how much of it was got.

    `html` in bytes is decoded by mark, header, declaration or detection. Never raises for what a
    page contains; hostile pages may need the bounds of `devket.capture.sandbox` in time and memory.
    """
    text, encoding = _decoded(html, content_type)
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind not in _HTML_TYPES:
        return _extract_plain(text, url, kind, encoding, colour=colour)
    document = parse(text, positions=False, allow_declarative_shadow_roots=False)
    bound(document, limits)
    meta = read_metadata(document, url)
    signals = read_signals(document, text)
    normalise(document, url)
    store = lift_code(document, url)
    found = len(store.blocks)
    drop_controls(document)
    article = _choose(document, store, meta)
    words, length, codes = _measures(article)
    verdict = judge_page(signals, words, length, codes, is_free=meta.is_free)
    article.log.update(encoding=encoding, code_found=str(found), code_kept=str(codes))
    direction = direction_of(document, meta.lang)
    return _assemble(article, meta, verdict, url, direction=direction, colour=colour)


def _decoded(html: bytes | str, content_type: str | None) -> tuple[str, str]:
    if isinstance(html, str):
        return storable(html), "str"
    text, encoding = decode(html, content_type)
    return storable(text), encoding


def _choose(document: Document, store: CodeStore, meta: Metadata) -> _Article:
    """Let the heuristic choose, then the guards object."""
    reads = _reader_of(store)
    found = find_article(document.html, store, reads)
    checked = check(document, found.article if found else None, store, meta.article_body, reads)
    attempt = str(found.attempt) if found else ""
    return _Article(
        checked.article,
        store,
        {"engine": ENGINE, "rule": "", "guard": checked.guard, "attempt": attempt},
    )


def _reader_of(store: CodeStore) -> Callable[[Element], int]:
    return lambda element: len(store.spoken(element.text))


def _measures(article: _Article) -> tuple[int, int, int]:
    """Return words, characters and code blocks of an article."""
    if article.root is None:
        return 0, 0, 0
    text = article.store.spoken(article.root.text)
    return word_count(text), len(text.strip()), article.store.count_in(article.root)


def _extract_plain(text: str, url: str, kind: str, encoding: str, *, colour: bool) -> Extracted:
    store = CodeStore()
    root = plain_article(text, url, kind, store)
    title = plain_title(text, url, kind)
    meta = Metadata(title, "", display_host(url), None, "", None, None, "", "", None)
    log = {"engine": ENGINE, "rule": "", "guard": "", "encoding": encoding, "kind": kind}
    return _assemble(
        _Article(root, store, log),
        meta,
        (State.FULL_TEXT, None),
        url,
        direction="ltr",
        colour=colour,
    )


def _assemble(
    article: _Article, meta: Metadata, verdict: Verdict, url: str, *, direction: str, colour: bool
) -> Extracted:
    """Write the article out, safe, with what is told about it; a wall is never written out."""
    state, reason = verdict
    is_read = state in (State.FULL_TEXT, State.PARTIAL) and article.root is not None
    content, text, languages, opening = (
        _written(article, meta, url, colour=colour) if is_read else (sanitise(""), "", (), "")
    )
    lang = language_of_text(text or meta.description, meta.lang)
    is_wall = state in (State.BLOCKED, State.UNREACHABLE)
    if is_wall:
        meta = replace(
            meta, title="", byline="", description="", lead_image=None, canonical_url=None
        )
    if not is_read and not is_wall:
        content, text = _preview(meta), meta.description
        article.log["guard"] = "preview"
    return Extracted(
        title=meta.title,
        byline=meta.byline,
        site_name=meta.site_name,
        published=meta.published,
        lang=lang,
        dir="rtl"
        if direction == "ltr" and lang.split("-")[0] in ("ar", "he", "fa", "ur")
        else direction,
        lead_image=meta.lead_image,
        excerpt=_excerpt(meta.description, opening or text),
        canonical_url=meta.canonical_url,
        content_html=content,
        text=text,
        word_count=word_count(text),
        code_languages=languages,
        state=state,
        reason=reason,
        log=article.log,
    )


def _written(
    article: _Article, meta: Metadata, url: str, *, colour: bool
) -> tuple[SafeHtml, str, tuple[str, ...], str]:
    root, store = article.root, article.store
    if root is None:
        return sanitise(""), "", (), ""
    finish(root, meta, url)
    markup = _BLANK_LINES.sub("\n", root.inner_html).strip()
    blocks = store.held_in(markup)
    text = store.spoken(root.to_text(_LAYOUT)).strip()
    content = sanitise(store.written(markup, colour=colour))
    return content, text, languages_of(blocks), _opening(root)


def _opening(root: Element) -> str:
    """Return the first paragraphs, without headings and code: what an excerpt is cut from."""
    parts: list[str] = []
    for paragraph in root.iter_elements("p"):
        is_aside = paragraph.closest(".callout, .footnotes, .tab-label") is not None
        if not is_aside and len(paragraph.text.strip()) >= 20:
            parts.append(one_line(paragraph.text))
        if sum(map(len, parts)) > EXCERPT_LENGTH:
            break
    return " ".join(parts)


def _preview(meta: Metadata) -> SafeHtml:
    root = Element("p")
    root.set_text(meta.description)
    return sanitise(root.html if meta.description else "")


def _excerpt(description: str, text: str) -> str:
    return clip(
        description if len(description) >= 40 else one_line(text[:2000]) or description,
        EXCERPT_LENGTH,
    )

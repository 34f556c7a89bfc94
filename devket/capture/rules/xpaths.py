"""Use a file of ftr-site-config on a page. An expression that cannot be used finds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from turbohtml import Document, Element, parse

from devket.capture.about.dates import read_date
from devket.capture.rules.apply import article_of, is_enough
from devket.capture.rules.ftr import SiteConfig
from devket.capture.rules.model import Rule
from devket.capture.told import Told
from devket.core.text import clip, one_line
from devket.core.urls import join

_MOST_FOUND = 2_000
_MOST_AUTHORS = 5


def told_by_config(config: SiteConfig, document: Document, url: str) -> Told | None:
    """Return what a file gives; None, and the page untouched, when that is too little."""
    document = _replaced(config, document)
    bodies = next((found for path in config.of("body") if (found := _parts(document, path))), [])
    dropped = list(_dropped(config, document)) if bodies else []
    rule = Rule(f"ftr:{config.name}")
    inside = [element for element in dropped if _is_inside(element, bodies)]
    if not bodies or not is_enough(bodies, inside, rule, document):
        return None
    told = Told(
        rule=rule.name,
        byline=", ".join(dict.fromkeys(_texts(document, config.of("author"))[:_MOST_AUTHORS])),
        published=_date(document, config),
        next_url=_link(document, config.of("next_page_link"), url),
        single_url=_single(document, config, url),
        tidy=config.is_pruned,
    )
    title = next(iter(_texts(document, config.of("title"))), "")
    for element in inside:
        element.extract()
    return replace(told, article=article_of(bodies), title=title)


def _replaced(config: SiteConfig, document: Document) -> Document:
    """Return the page with strings of its markup replaced, as some files ask for."""
    wanted = config.replacements
    markup = document.html if wanted else ""
    present = [(old, new) for old, new in wanted if old and old in markup]
    for old, new in present:
        markup = markup.replace(old, new)
    return parse(markup, positions=False) if present else document


def _found(document: Document, path: str) -> list[object]:
    """Return what an expression finds: elements and strings."""
    try:
        found = document.xpath(path)
    except ValueError:  # no XPath, or a function of another reader
        return []
    if isinstance(found, list):
        return list(found[:_MOST_FOUND])
    return [found] if isinstance(found, str) else []


def _parts(document: Document, path: str) -> list[Element]:
    """Return the elements with text that an expression finds, none inside another."""
    parts: list[Element] = []
    inside: set[Element] = set()
    for element in _found(document, path):
        if not isinstance(element, Element) or not element.text.strip():
            continue
        if not any(node in inside for node in element.ancestors):
            parts.append(element)
            inside.add(element)
    return parts


def _dropped(config: SiteConfig, document: Document) -> Iterable[Element]:
    for path in config.of("strip"):
        yield from (found for found in _found(document, path) if isinstance(found, Element))
    for name in config.of("strip_id_or_class"):
        word = _quoted(name.strip("\"'"))
        yield from document.select(f"[class~={word}], [id={word}]")
    for source in config.of("strip_image_src"):
        yield from document.select(f"img[src*={_quoted(source.strip(chr(34)))}]")


def _quoted(text: str) -> str:
    escaped = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _is_inside(element: Element, bodies: list[Element]) -> bool:
    return any(node in bodies for node in element.ancestors)


def _texts(document: Document, paths: Iterable[str]) -> list[str]:
    """Return the texts of the first expression that finds any."""
    for path in paths:
        found = _found(document, path)
        texts = [item.text if isinstance(item, Element) else str(item) for item in found]
        if lines := [line for text in texts if (line := clip(one_line(text[:2000]), 300))]:
            return lines
    return []


def _date(document: Document, config: SiteConfig) -> datetime | None:
    texts = _texts(document, config.of("date"))
    return next((at for text in texts if (at := read_date(text))), None)


def _link(document: Document, paths: Iterable[str], url: str) -> str | None:
    for path in paths:
        for found in _found(document, path)[:5]:
            address = (found.attr("href") or "") if isinstance(found, Element) else str(found)
            joined = join(url, address.strip()) if address.strip() else None
            if joined and joined != url:
                return joined
    return None


def _single(document: Document, config: SiteConfig, url: str) -> str | None:
    """Return the address of the whole on one page, where the page has what the file asks for."""
    asked = config.of("if_page_contains")
    if asked and not any(_found(document, path) for path in asked):
        return None
    return _link(document, config.of("single_page_link"), url)

"""Which of all the values a page carries is its article, and what stands beside it there."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

from turbohtml import Element, parse_fragment

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import dig, json_of, text_at
from devket.capture.files.markdown import markdown_html
from devket.capture.shells.blocks import structured_article
from devket.core.text import clip, one_line

LEAST_TEXT = 400  # characters of an article; ideographs count three times
_MOST_NODES = 150_000
_MOST_INNER = 20  # texts that are JSON again
_DEEPEST = 40
_HTML = re.compile(r"<(?:p|h[1-6]|ul|ol|pre|blockquote|br|div|table|figure)\b[^<>]{0,500}>", re.I)
_MARKED = re.compile(r"^(?:#{1,6} \S|```|~~~|[-*] \S|\d{1,3}\. \S|> \S)|\]\(https?://|\*\*\S", re.M)
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_BODIES = re.compile(
    r"body|content|html|markdown|\bmd\b|text|article|rendered|story|blocks|document|richtext|raw"
    r"|value|paragraphs|recordmap|children|code",
    re.I,
)
_NOT_BODIES = re.compile(
    r"comment|repl(?:y|ies)|related|recommend|sidebar|footer|header|nav|cookie|consent|banner|terms"
    r"|privacy|legal|disclaimer|policy|translation|locale|i18n|messages|config|style|css|script|svg"
    r"|schema|bio|faq|widget|toc|signature|license|popup|modal|newsletter|previous|next",
    re.I,
)
_TITLES = ("title", "headline", "name", "subject", "heading", "seoTitle", "metaTitle", "question")
_WRITERS = ("author", "authors", "byline", "writer", "writers", "creator", "user", "postedBy")
_NAMED = ("name", "displayName", "fullName", "full_name", "display_name", "title", "username")
_DATE_WORDS = (
    "datePublished publishedAt published_at publishDate publish_date publishedDate published"
    " firstPublishedAt first_published_at publicationDate pubDate date releaseDate createdAt"
    " created_at created dateCreated _createdAt"
)
_ADDRESSES = ("url", "canonicalUrl", "canonical_url", "permalink", "slug", "path", "uri", "link")


@dataclass(frozen=True, slots=True)
class Found:
    """A value that reads as an article, with the object it stands in and how sure we are."""

    value: object
    holder: dict[str, object]
    outer: dict[str, object]
    score: float
    root: object = None  # what the parts that are only named are looked up in


def best_article(value: object, url: str, title: str) -> Found | None:
    """Return the value that most probably is the article at `url`, None when none reads so."""
    found = list(_candidates(value, url, title))
    best = max(found, key=lambda one: one.score, default=None)
    return replace(best, root=value) if best is not None else None


def _candidates(value: object, url: str, title: str) -> Iterator[Found]:
    """Walk all objects, the outer before the inner, within one budget."""
    empty: dict[str, object] = {}
    waiting: list[tuple[object, dict[str, object], str, int]] = [(value, empty, "", 0)]
    inner = _MOST_INNER
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, outer, path, depth = waiting.pop()
        if isinstance(node, list) and depth < _DEEPEST:
            waiting.extend((one, outer, path, depth + 1) for one in node[:5000])
        if not isinstance(node, dict):
            continue
        for key, held in node.items():
            if (
                isinstance(held, str)
                and held[:1] in ("{", "[")
                and len(held) > LEAST_TEXT
                and inner
            ):
                inner -= 1
                held = json_of(held) or held
            length = _length(held)
            where = f"{path} {key}"[-400:]
            if length >= LEAST_TEXT:
                yield Found(held, node, outer, _score(where, length, (node, outer), url, title))
            elif isinstance(held, dict | list) and depth < _DEEPEST:
                waiting.append((held, node if _title_of(node) else outer, where, depth + 1))


def _length(value: object) -> int:
    """Return how much text a value has when it reads as an article, else 0."""
    if isinstance(value, str):
        if len(value) < LEAST_TEXT // 3:
            return 0
        bare = _TAG.sub("", value) if "<" in value else value
        return len(bare) + 2 * len(_WIDE.findall(bare)) if _reads(value) else 0
    if isinstance(value, list | dict) and _could_be_blocks(value):
        article = structured_article(value)
        text = article.text if article is not None else ""
        return len(text) + 2 * len(_WIDE.findall(text))
    return 0


def _could_be_blocks(value: object) -> bool:
    """Tell cheaply whether a value may be what an editor writes."""
    if isinstance(value, list):
        first = value[0] if value else None
        return isinstance(first, dict) and ("children" in first or "content" in first)
    return isinstance(value, dict) and any(
        name in value
        for name in ("content", "root", "document", "blocks", "paragraphs", "children", "recordMap")
    )


def _reads(text: str) -> bool:
    """Tell prose from tokens, styles and scripts: it has spaces or ideographs, and sentences."""
    sample = text[:6000]
    if len(_WIDE.findall(sample)) > len(sample) * 0.2:
        return True
    spaces = sample.count(" ")
    return spaces > len(sample) * 0.08 and sample.count("{") < len(sample) * 0.02 + 3


def _score(
    path: str, length: int, holders: tuple[dict[str, object], ...], url: str, title: str
) -> float:
    """Longer is better, by its root; a fitting key, title or address of its object weigh more."""
    last = path.rsplit(" ", 1)[-1]
    score = math.sqrt(min(length, 60_000))
    if _NOT_BODIES.search(path):
        score *= 0.3
    if not _BODIES.search(last):
        score *= 0.5
    for holder in holders:
        name = _title_of(holder)
        if name and len(name) > 3 and name.casefold() in title.casefold():
            score *= 2
            break
    if any(_is_address_of(text_at(one, key), url) for one in holders for key in _ADDRESSES):
        score *= 2
    return score


def _is_address_of(claim: str, url: str) -> bool:
    """Tell whether an address or slug is that of the page: its last part is the same."""
    if not claim or len(claim) > 1000:
        return False
    own = unquote(urlsplit(url).path).strip("/").rsplit("/", 1)[-1]
    return len(own) > 3 and claim.strip("/").rsplit("/", 1)[-1] == own


def _title_of(holder: dict[str, object]) -> str:
    for name in _TITLES:
        held = text_at(holder, name) or text_at(holder, name, "rendered")
        if held and len(held) < 400:
            return one_line(parse_fragment(held, positions=False).text if "<" in held else held)
    return ""


def article_of(value: object) -> Element | None:
    """Return the element a found value is in markup: HTML, Markdown, blocks or plain paragraphs."""
    if not isinstance(value, str):
        return structured_article(value)
    house = Element("div")
    house.set_inner_html(
        value if _HTML.search(value) and not _is_markdown(value) else _marked(value)
    )
    return house


def _is_markdown(text: str) -> bool:
    """Markdown may hold some markup; markup holds no fences or headings by sign."""
    return bool(re.search(r"^(?:#{1,4} \S|```)", text, re.M)) and len(_HTML.findall(text)) < 12


def _marked(text: str) -> str:
    return markdown_html(text)


def facts_of(found: Found) -> tuple[str, str, datetime | None]:
    """Return title, byline and date as the article's own object tells them."""
    for holder in (found.holder, found.outer):
        title = _title_of(holder)
        if title:
            return title, _writers_of(holder, found.root), _date_of(holder)
    return "", "", None


def _writers_of(holder: dict[str, object], root: object) -> str:
    for name in _WRITERS:
        held = dig(holder, name)
        people = held[:8] if isinstance(held, list) else [held]
        names = [_name_of(_followed(one, root)) for one in people]
        if any(names):
            return clip(", ".join(dict.fromkeys(filter(None, names))), 200)
    return ""


def _followed(value: object, root: object) -> object:
    """Apollo names people by a key of its store: `{"__ref": "User:5"}`."""
    key = text_at(value, "__ref")
    return dig(root, key, default=value) if key else value


def _name_of(value: object) -> str:
    if isinstance(value, str):
        # A bare word may be the number or the key of a person in some table.
        is_key = (
            value.isdigit() or "/" in value or ":" in value or ("-" in value and " " not in value)
        )
        return "" if is_key else one_line(value[:100])
    for name in _NAMED:
        if held := text_at(value, name):
            return one_line(held[:100])
    return ""


def _date_of(holder: dict[str, object]) -> datetime | None:
    for name in _DATE_WORDS.split():
        if (held := text_at(holder, name)) and (found := read_date(held)):
            return found
    return None

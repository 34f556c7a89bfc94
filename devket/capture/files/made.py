"""Text that is a page in another notation: Markdown, notebooks, tables of values, feeds.

Each is turned into raw markup and then goes the way of any page; nothing here makes it safe.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice
from pathlib import PurePosixPath
from xml.etree import ElementTree

from devket.capture.files.filenames import file_name
from devket.capture.files.markdown import markdown_html
from devket.capture.files.notebook import read_notebook
from devket.capture.files.plain import plain_title
from devket.core.text import clip, one_line

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"})
_MARKDOWN_TYPES = frozenset({"text/markdown", "text/x-markdown"})
_TABLES = {".csv": ",", ".tsv": "\t"}
_FEEDS = re.compile(r"(?:rss|atom|rdf)\+xml|^(?:application|text)/xml$")
_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")  # the text is decoded already
_MOST_ROWS, _MOST_COLUMNS = 1_000, 60
_LONGEST_FEED = 3_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """Raw markup made of a text; without any it is only a card. `rule` names what it was."""

    rule: str
    markup: str
    title: str
    byline: str = ""
    description: str = ""
    site_name: str = ""


def made_of(text: str, url: str, kind: str) -> Made | None:
    """Return the page that a text stands for, by its type and name; None when it is plain."""
    name = file_name(url)
    ending = PurePosixPath(name.lower()).suffix
    if ending in _MARKDOWN or kind in _MARKDOWN_TYPES:
        title = plain_title(text, url, "text/markdown")
        return Made("markdown", markdown_html(text), title)
    if ending == ".ipynb" or "ipynb" in kind or (kind == "application/json" and _is_book(text)):
        return _notebook(text, url)
    if ending in _TABLES or kind in ("text/csv", "text/tab-separated-values"):
        delimiter = _TABLES.get(ending) or ("," if kind == "text/csv" else "\t")
        return _table(text, name, delimiter)
    return _feed(text, name) if _FEEDS.search(kind) else None


def _is_book(text: str) -> bool:
    return '"nbformat"' in text and '"cells"' in text


def _notebook(text: str, url: str) -> Made | None:
    book = read_notebook(text)
    if book is None:
        return None
    heading = re.search(r"<h1[^>]*>(.{1,400}?)</h1>", book.markup)
    title = book.title or (re.sub(r"<[^>]{0,200}>", "", heading[1]) if heading else "")
    return Made("notebook", book.markup, clip(one_line(title), 300) or file_name(url), book.authors)


def _table(text: str, name: str, delimiter: str) -> Made | None:
    """Return a table of values when it is one: several columns, no row too many."""
    try:
        lines = text.splitlines()
        rows = list(islice(csv.reader(lines, delimiter=delimiter), _MOST_ROWS + 1))
    except csv.Error:
        return None
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    if not 2 <= width <= _MOST_COLUMNS or not 2 <= len(rows) <= _MOST_ROWS:
        return None
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join(_row(row) for row in rows[1:])
    markup = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return Made("table", markup, name)


def _row(row: list[str]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"


def _feed(text: str, name: str) -> Made | None:
    """Return a feed's card: what it lists are pages of their own."""
    if len(text) > _LONGEST_FEED or _FEED_ROOT.search(text[:2000]) is None:
        return None
    try:
        root = ElementTree.fromstring(_DECLARATION.sub("", text))
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    said = dict(_facts(root))
    title = one_line(said.get("title", ""))
    words = one_line(said.get("description", "") or said.get("subtitle", ""))
    return Made("feed", "", clip(title, 300) or name, description=clip(words, 400), site_name=title)


def _facts(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Yield the texts that a feed gives for itself, by their names without a namespace."""
    channel = next((child for child in root if _plain(child.tag) == "channel"), root)
    for child in islice(channel, 60):
        yield _plain(child.tag), (child.text or "")[:2000]


def _plain(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()

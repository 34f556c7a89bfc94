"""RFCs and Internet-Drafts: pages in `<pre>` become headings and paragraphs, drawings stay."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.sites.facts import first_text, known, meta, metas
from devket.capture.sites.memo import elements_of, whole
from devket.capture.told import Told
from devket.core.text import one_line

_NUMBER = re.compile(r"\brfc-?(\d{1,5})\b", re.IGNORECASE)
_MOST_PAGES = 3_000
_MONTH = re.compile(r"^([A-Z][a-z]{2,8}),? (\d{4})$")
_MAIL = re.compile(r"\s*<[^>]{0,100}>")
_BEFORE_TITLE = re.compile(r"^(?:RFC|rfc)[ -]?\d{1,5}\s*[-:–]\s*")
_FURNITURE = (
    "table.ears, #external-metadata, #internal-metadata, #toc, .toc, #rfcnum, #title, .pilcrow,"
    " #copyright, #status-of-memo, #section-boilerplate\\.1, #section-boilerplate\\.2, nav, script"
)
_STATUS = ("internet standard", "proposed standard", "best current practice", "informational")
_MORE_STATUS = ("draft standard", "experimental", "historic")


def read(document: Document, url: str) -> Told | None:
    """Read a memo in either form; None for pages that hold none."""
    if document.select_one("#identifiers, .rfcnum, #rfcnum") is not None:
        return _read_marked(document, url)
    pages = _pages(document)
    if not pages:
        return None
    for page in pages:
        page.remove(".grey, .invisible, .noprint, .docinfo")
    text = whole([page.text for page in pages])
    parts = elements_of(text)
    if not parts:
        return None
    article = Element("div")
    article.extend(parts)
    return _told("rfc.text", document, url, article, _status(text[:3_000]))


def _pages(document: Document) -> list[Element]:
    """Return the pages of a memo: all that stand beside the first that says it is one."""
    marked = document.select_one("pre.newpage, .rfcmarkup pre, pre.rfc")
    if marked is None:
        return document.select("body > pre")[:1]
    return [page for page in document.select("pre") if page.parent == marked.parent][:_MOST_PAGES]


def _read_marked(document: Document, url: str) -> Told | None:
    body = document.select_one("body, main")
    if body is None:
        return None
    status = _status(first_text(document, "#identifiers"))
    title = first_text(document, "#title")
    authors = [one_line(name.text) for name in document.select("#identifiers .author-name")[:30]]
    moment = document.select_one("#identifiers time, time.published")
    issued = (moment.attr("datetime") or "") if moment is not None else ""
    article = Element("div")
    article.extend(list(body.children))
    article.remove(_FURNITURE)
    return _told(
        "rfc.html", document, url, article, status, title=title, authors=authors, issued=issued
    )


def _told(
    rule: str,
    document: Document,
    url: str,
    article: Element,
    status: str,
    *,
    title: str = "",
    authors: list[str] | None = None,
    issued: str = "",
) -> Told:
    number = _NUMBER.search(urlsplit(url).path)
    claimed = title or meta(document, "citation_title", "og:title", "dc.title")
    claimed = claimed or first_text(document, "title")
    claims = metas(document, "citation_author", "dc.creator", "author")
    names = ", ".join(authors or [_MAIL.sub("", name) for name in claims][:30])
    issued = issued or meta(
        document, "citation_publication_date", "article:published_time", "dc.date.issued"
    )
    return Told(
        rule,
        article,
        title=_BEFORE_TITLE.sub("", claimed),
        byline=names,
        site_name="RFC Editor" if "rfc-editor" in url else "IETF",
        published=read_date(_MONTH.sub(r"\1 1, \2", issued) + ("-01" if len(issued) == 7 else "")),
        card=known({"number": number[1] if number else "", "status": status, "authors": names}),
    )


def _status(words: str) -> str:
    found = [name for name in (*_STATUS, *_MORE_STATUS) if name in words.lower()]
    return found[0].capitalize() if found else ""

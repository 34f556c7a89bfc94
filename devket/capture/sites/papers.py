"""Papers: arXiv's abstract pages with links to the paper itself, and what other archives claim."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.model import Kind
from devket.capture.sites import latexml
from devket.capture.sites.build import article_of, made
from devket.capture.sites.facts import first_text, known, meta, metas
from devket.capture.told import Told
from devket.core.text import one_line
from devket.core.urls import join

_LABEL = re.compile(r"^(?:title|authors|abstract|subjects|comments)\s*:\s*", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S{1,200}")
_MOST_AUTHORS = 60


def read_arxiv(document: Document, url: str) -> Told | None:
    """Read an abstract page, or the paper itself where arXiv shows it as HTML."""
    if urlsplit(url).path.startswith("/html"):
        return latexml.read(document, url)
    abstract = document.select_one("blockquote.abstract, .abstract.mathjax")
    if abstract is None:
        return None
    authors, key = _authors(document), latexml.identity(url)
    subjects = first_text(document, ".tablecell.subjects")
    remarks = first_text(document, ".tablecell.comments")
    said = _plain(one_line(abstract.text))
    facts = (("Subjects", subjects), ("Comments", remarks))
    told = [made("p", made("strong", name), f": {words}") for name, words in facts if words]
    where = latexml.links_of(key)
    card = {
        "authors": authors,
        "venue": "arXiv",
        "doi": _doi(first_text(document, ".tablecell.doi") or meta(document, "citation_doi")),
        "tags": subjects,
        **where,
    }
    return Told(
        "arxiv",
        article_of(_abstract(abstract), told),
        title=meta(document, "citation_title") or _plain(first_text(document, "h1.title")),
        byline=authors,
        site_name="arXiv",
        published=read_date(meta(document, "citation_date", "citation_online_date")),
        description=said,
        kind=Kind.PAPER,
        card=known(card),
    )


def _plain(words: str) -> str:
    return _LABEL.sub("", words)


def _abstract(abstract: Element) -> Element:
    abstract.remove(".descriptor")
    return made("p", *list(abstract.children))


def _authors(document: Document) -> str:
    names = [one_line(name.text) for name in document.select(".authors a")[:_MOST_AUTHORS]]
    return ", ".join(names or map(_straight, metas(document, "citation_author")))


def _straight(name: str) -> str:
    """Return `Family, Given` as `Given Family`."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name


def _doi(words: str) -> str:
    match = _DOI.search(words)
    return match[0] if match else ""


def read_any(document: Document, url: str) -> Told | None:
    """Return the facts of a paper on any site that claims them as archives do; no article."""
    title = meta(document, "citation_title")
    pdf = meta(document, "citation_pdf_url")
    if not title or not (pdf or meta(document, "citation_doi")):
        return None
    authors = ", ".join(list(map(_straight, metas(document, "citation_author")))[:_MOST_AUTHORS])
    stamp = meta(document, "citation_publication_date", "citation_online_date", "citation_date")
    names = ("citation_journal_title", "citation_conference_title", "citation_inbook_title")
    card = {
        "authors": authors,
        "venue": meta(document, *names),
        "doi": _doi(meta(document, "citation_doi")),
        "pdf": (join(url, pdf) or "") if pdf else "",
    }
    return Told(
        "paper",
        title=title,
        byline=authors,
        published=read_date(stamp),
        kind=Kind.PAPER,
        card=known(card),
    )

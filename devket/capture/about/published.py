"""When an article was published: all claims of a page, the surest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from turbohtml import Document, Element

from devket.capture.about.bylines import dates_beside_heading, is_elsewhere, says_changed, spaced
from devket.capture.about.dates import date_in_address, read_date
from devket.capture.about.structured import Structured, texts_of

_META_WORDS = (
    "article:published_time og:published_time citation_publication_date citation_date"
    " parsely-pub-date sailthru.date dc.date.issued dcterms.issued dc.date dcterms.date"
    " datepublished publish_date pubdate publication_date publication-date published-date"
    " date_published pub_date article:published article.published article_date_original"
    " originalpublicationdate rnews:datepublished prism.publicationdate citation_online_date"
    " cxenseparse:recs:publishtime bt:pubdate displaydate date"
)
_META = tuple(_META_WORDS.split())
_TIMES = "time[pubdate], article time, header time, main time, .published, .dt-published, time"
_DATED = (
    "[class*=date i], [class*=publish i], [class*=posted i], .time, .post-meta, .entry-meta,"
    " [class*=timestamp i], [id*=date-published i], [class*=datum i], [class*=fecha i], .info,"
    " [class*=metadata i], [class*=_time i], [class*=-time i]"
)
_MOST_TIMES, _MOST_DATED = 6, 24
_STAMP_WORDS = "datetime pubdate data-published data-utime data-timestamp content title"
_STAMPS = tuple(_STAMP_WORDS.split())


def published_at(document: Document, claims: Structured, url: str, lang: str) -> datetime | None:
    """Return the moment of publication as aware UTC: by data, by what is shown, by the address."""
    for claim in _claims(document, claims):
        if found := read_date(claim, lang):
            return found
    return date_in_address(url)


def _claims(document: Document, claims: Structured) -> Iterator[str]:
    yield from texts_of(claims.article.get("datePublished"))
    for name in _META:
        yield from claims.meta.get(name, ())
    yield from claims.microdata.get("datePublished", [])
    yield from texts_of(claims.article.get("dateCreated"))
    for element in document.select(_TIMES)[:_MOST_TIMES]:
        if not is_elsewhere(element) and not says_changed(element):
            yield _stamp(element) or element.text
    for element in document.select(_DATED)[:_MOST_DATED]:
        if len(element.text) < 120 and not is_elsewhere(element):
            yield _stamp(element)
            yield spaced(element)
    yield from dates_beside_heading(document)


def _stamp(element: Element) -> str:
    """Return the moment an element states for machines, by whichever attribute it does."""
    return next((value for name in _STAMPS if (value := element.attr(name))), "")

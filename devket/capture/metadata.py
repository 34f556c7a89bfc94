"""Who wrote what, when, where, in which language. Claims are ranked by source and by agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from turbohtml import Document, Element

from devket.capture.dates import date_in_address, read_date
from devket.capture.heuristic.words import words_of
from devket.capture.structured import Structured, read_structured, texts_of
from devket.capture.titles import choose_title, site_in_title
from devket.core.text import clip, one_line
from devket.core.urls import display_host, host_of, join

_BY = re.compile(
    r"^(?:(?:written|posted|published|authored)\s+)?by[:\s]+|^(?:글쓴이|작성자|기자|저자|著者|作者"
    r"|文|글)\s*[:：]?\s+",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s+(?:[|·•—–]\s.*|on \w{3,9} \d.*|\d{1,4}[./-]\d.*|(?:published|updated|posted)\b.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?:)?//|^@?[\w.-]+\.(?:com|org|net)/", re.IGNORECASE)
_BYLINES = (
    '[rel~="author"], [itemprop~="author"] [itemprop~="name"], [itemprop~="author"], .byline-name,'
    " .author-name, .post-author, .p-author, .byline, .author, .entry-author, .article-author,"
    " .writer, .follow-nickName"
)
_SIDE = re.compile(
    r"(?:^|[\s_])(?:comments?|related|sidebar|responses|recommended|widget|updated)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ICON = re.compile(
    r"\b(?:logo|favicon|icon|sprite|avatar|placeholder|blank|default[-_]?(?:og|share|image))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself, cleaned. `is_free` is None when it says nothing of payment."""

    title: str
    byline: str
    site_name: str
    published: datetime | None
    lang: str
    canonical_url: str | None
    lead_image: str | None
    description: str
    article_body: str
    is_free: bool | None


def read_metadata(document: Document, url: str) -> Metadata:
    """Read all metadata of a page; must run before scripts are dropped from the tree."""
    claims = read_structured(document)
    site = _site_name(document, claims, url)
    return Metadata(
        title=choose_title(document, _titles(claims), site, host_of(url)),
        byline=_byline(document, claims),
        site_name=site,
        published=_published(document, claims, url),
        lang=_declared_lang(document, claims),
        canonical_url=_canonical(document, claims, url),
        lead_image=_lead_image(claims, url),
        description=one_line(
            claims.first("og:description", "description", "twitter:description", "dc.description")
        ),
        article_body=next(iter(texts_of(claims.article.get("articleBody"))), ""),
        is_free=_is_free(claims.article.get("isAccessibleForFree")),
    )


def _titles(claims: Structured) -> list[str]:
    return [
        *texts_of(claims.article.get("headline")),
        claims.first(
            "og:title",
            "twitter:title",
            "citation_title",
            "dc.title",
            "dcterms.title",
            "parsely-title",
        ),
        *claims.microdata.get("headline", [])[:1],
    ]


def _site_name(document: Document, claims: Structured, url: str) -> str:
    named = claims.first(
        "og:site_name", "application-name", "al:ios:app_name", "apple-mobile-web-app-title"
    )
    named = named or next(iter(texts_of(claims.site.get("name"))), "")
    named = named or next(iter(texts_of(claims.article.get("publisher"))), "")
    named = named or site_in_title(document)
    return clip(one_line(named), 120) or display_host(url)


def _byline(document: Document, claims: Structured) -> str:
    for names in (
        texts_of(claims.article.get("author")),
        claims.meta.get("citation_author", []),
        claims.meta.get("author", []),
        claims.meta.get("parsely-author", []) or claims.meta.get("dc.creator", []),
        claims.meta.get("article:author", [])
        + claims.meta.get("byl", [])
        + claims.meta.get("sailthru.author", []),
        claims.microdata.get("author", []),
        _visible_bylines(document),
    ):
        tidy = [name for name in map(_tidy_name, names) if name]
        if tidy:
            return clip(", ".join(dict.fromkeys(tidy)), 200)
    return ""


def _visible_bylines(document: Document) -> list[str]:
    for element in document.select(_BYLINES)[:12]:
        if (
            element.closest("[class*=comment], aside, footer, .sidebar") is None
            and 0 < len(element.text.strip()) < 100
        ):
            inner = element.select_one('[itemprop~="name"]')
            return [(inner or element).text]
    return []


def _tidy_name(name: str) -> str:
    name = _AFTER_NAME.sub("", _BY.sub("", one_line(name)))
    return "" if _ADDRESS.search(name) or len(name) > 100 or "@" in name[1:] else name.strip(" ,;|")


def _published(document: Document, claims: Structured, url: str) -> datetime | None:
    for text in _date_claims(document, claims):
        if found := read_date(text):
            return found
    return date_in_address(url)


def _date_claims(document: Document, claims: Structured) -> Iterator[str]:
    yield from texts_of(claims.article.get("datePublished"))
    yield claims.first(
        "article:published_time",
        "og:published_time",
        "citation_publication_date",
        "citation_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "datepublished",
        "publish_date",
        "pubdate",
        "publication_date",
        "date",
    )
    yield from claims.microdata.get("datePublished", [])
    yield from texts_of(claims.article.get("dateCreated"))
    for element in document.select(
        "time[pubdate], article time, header time, main time, .published, .dt-published, time"
    )[:6]:
        if not _is_elsewhere(element):
            yield element.attr("datetime") or element.attr("title") or element.text
    for element in document.select(
        "[class*=date], [class*=publish], [class*=posted], .time, .post-meta, .entry-meta"
    )[:6]:
        if len(element.text) < 120 and not _is_elsewhere(element):
            yield element.text


def _is_elsewhere(element: Element) -> bool:
    """Tell whether an element stands in a side part: comments, related posts, the page's foot."""
    for ancestor in element.ancestors:
        if isinstance(ancestor, Element) and ancestor.tag not in (
            "body",
            "html",
            "main",
            "article",
        ):
            words = words_of(ancestor)
            if ancestor.tag in ("aside", "footer") or (words.strip() and _SIDE.search(words)):
                return True
    return False


def _canonical(document: Document, claims: Structured, url: str) -> str | None:
    link = document.select_one('link[rel~="canonical"]')
    href = (link.attr("href") if link is not None else "") or claims.first("og:url")
    return join(url, href) if href else None


def _lead_image(claims: Structured, url: str) -> str | None:
    claimed = [
        claims.first(
            "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"
        )
    ]
    claimed += texts_of(claims.article.get("image"), "url")
    for address in claimed:
        joined = join(url, address) if address and not _ICON.search(address) else None
        if joined:
            return joined
    return None


def _is_free(claim: object) -> bool | None:
    if isinstance(claim, bool):
        return claim
    return {"true": True, "false": False}.get(str(claim).lower().rsplit("/", 1)[-1])


def _declared_lang(document: Document, claims: Structured) -> str:
    root = document.root
    declared = (root.attr("lang") or root.attr("xml:lang") if root is not None else "") or ""
    declared = declared or next(iter(texts_of(claims.article.get("inLanguage"))), "")
    declared = declared or claims.first("content-language", "og:locale", "dc.language", "language")
    match = _TAG.match(declared.strip())
    return match[0].replace("_", "-") if match else ""

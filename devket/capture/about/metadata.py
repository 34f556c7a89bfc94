"""Who wrote what, when, where, in which language. Claims are ranked by source and by agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from turbohtml import Document

from devket.capture.about.bylines import tidy_name, visible_bylines
from devket.capture.about.paid import paid_part
from devket.capture.about.published import published_at
from devket.capture.about.structured import Structured, read_structured, texts_of
from devket.capture.about.titles import (
    choose_title,
    page_title_of,
    repository_in,
    same_words,
    site_in_title,
)
from devket.core.text import clip, one_line
from devket.core.urls import display_host, join

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_WRITTEN = re.compile(
    r"written by|author|geschrieben von|écrit par|escrito por|글쓴이", re.IGNORECASE
)
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
    is_cut: bool = False  # the part to pay for is named, and is not there


def read_metadata(document: Document, url: str) -> Metadata:
    """Read all metadata of a page; must run before scripts are dropped from the tree."""
    headings = " ".join(h.text[:300] for h in document.select("h1")[:4])
    claims = read_structured(document, url, f"{page_title_of(document)} {headings}")
    site = _site_name(document, claims, url)
    is_free, is_cut = paid_part(document, claims)
    lang = _declared_lang(document, claims)
    return Metadata(
        title=choose_title(document, _titles(claims), site, url),
        byline=_byline(document, claims, site) or repository_in(page_title_of(document), url)[0],
        site_name=site,
        published=published_at(document, claims, url, lang),
        lang=lang,
        canonical_url=_canonical(document, claims, url),
        lead_image=_lead_image(claims, url),
        description=one_line(
            claims.first("og:description", "description", "twitter:description", "dc.description")
        ),
        article_body=next(iter(texts_of(claims.article.get("articleBody"))), ""),
        is_free=is_free,
        is_cut=is_cut,
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


def _byline(document: Document, claims: Structured, site: str) -> str:
    claimed = _claimed_names(document, claims)
    if not same_words(claimed, site):
        return claimed
    # A site that calls itself the author may show who really wrote.
    shown = [name for name in map(tidy_name, visible_bylines(document)) if name]
    return clip(", ".join(dict.fromkeys(shown)), 200) or claimed


def _claimed_names(document: Document, claims: Structured) -> str:
    for names in (
        texts_of(claims.article.get("author")),
        claims.meta.get("citation_author", []),
        claims.meta.get("author", []),
        _first_of(
            claims, "parsely-author", "by", "dc.creator", "dcterms.creator", "dc.contributor"
        ),
        _first_of(
            claims, "article:author", "article:author_name", "og:article:author", "og:author"
        ),
        _first_of(claims, "byl", "sailthru.author", "article_author", "authors", "news_authors"),
        _first_of(claims, "rbauthors", "bt:author", "cxenseparse:author", "hdl_author", "writer"),
        _labelled(claims),
        claims.microdata.get("author", []),
        visible_bylines(document),
    ):
        tidy = [name for name in map(tidy_name, names) if name]
        if tidy:
            return clip(", ".join(dict.fromkeys(tidy)), 200)
    return ""


def _first_of(claims: Structured, *names: str) -> list[str]:
    return next((claims.meta[name] for name in names if name in claims.meta), [])


def _labelled(claims: Structured) -> list[str]:
    """Cards for sharing may say "Written by" and a name beside it."""
    is_written = _WRITTEN.search(claims.first("twitter:label1"))
    return claims.meta.get("twitter:data1", []) if is_written else []


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


def _declared_lang(document: Document, claims: Structured) -> str:
    root = document.root
    declared = (root.attr("lang") or root.attr("xml:lang") if root is not None else "") or ""
    declared = declared or next(iter(texts_of(claims.article.get("inLanguage"))), "")
    declared = declared or claims.first("content-language", "og:locale", "dc.language", "language")
    match = _TAG.match(declared.strip())
    return match[0].replace("_", "-") if match else ""

"""Pages of one video elsewhere: Vimeo with its player, and any site that says so of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from turbohtml import Document

from devket.capture.about.dates import read_date
from devket.capture.about.structured import texts_of
from devket.capture.embedded.find import holders, text_at
from devket.capture.model import Kind
from devket.capture.sites.build import article_of, made, prose
from devket.capture.sites.facts import duration, has_prose, known, meta
from devket.capture.sites.youtube import iso_duration
from devket.capture.told import Told
from devket.core.text import one_line
from devket.core.urls import join

_VIMEO = re.compile(r"/(?:[\w/-]{1,80}/)?(\d{5,12})(?:/([0-9a-f]{8,12}))?/?")
_NO_ARTICLE = frozenset({"NewsArticle", "Article", "BlogPosting", "TechArticle"})


def read_vimeo(document: Document, url: str) -> Told | None:
    """Read the page of one video on Vimeo, with the address of its player that sets no cookie."""
    match = _VIMEO.fullmatch(urlsplit(url).path)
    if match is None:
        return None
    key = f"h={match[2]}&" if match[2] else ""
    embed = f"https://player.vimeo.com/video/{match[1]}?{key}dnt=1"
    return _told("vimeo", document, url, _claims(document), embed=embed)


def read_any(document: Document, url: str) -> Told | None:
    """Read the page of one video on a site without a reader of its own, by what it claims to be."""
    if not meta(document, "og:type").lower().startswith("video"):
        return None
    claims = _claims(document)
    if not claims and _is_article(document):
        return None
    told = _told("video", document, url, claims)
    # A story or a transcript beside the video is more than what is claimed of it.
    return replace(told, article=None) if told is not None and has_prose(document) else told


def _claims(document: Document) -> dict[str, object]:
    """Return what the page says of a video for machines, empty when it says nothing."""
    found = holders(list(document.json_ld()), "@type")
    return next((node for node in found if "VideoObject" in texts_of(node.get("@type"))), {})


def _is_article(document: Document) -> bool:
    found = holders(list(document.json_ld()), "@type")
    return any(_NO_ARTICLE.intersection(texts_of(node.get("@type"))) for node in found)


def _told(
    rule: str, document: Document, url: str, claims: dict[str, object], *, embed: str = ""
) -> Told | None:
    title = text_at(claims, "name") or meta(document, "og:title", "twitter:title")
    if not title:
        return None
    about = text_at(claims, "description") or meta(document, "og:description", "description")
    transcript = text_at(claims, "transcript")
    spoken = [made("h2", "Transcript"), *prose(transcript)] if transcript.strip() else []
    channel = next(iter(texts_of(claims.get("author")) or texts_of(claims.get("creator"))), "")
    seconds = meta(document, "video:duration", "og:video:duration")
    length = duration(int(seconds)) if seconds.isdigit() and len(seconds) < 8 else ""
    poster = texts_of(claims.get("thumbnailUrl"), "url")
    return Told(
        rule,
        article_of(prose(about), spoken),
        title=one_line(title),
        byline=channel,
        published=read_date(text_at(claims, "uploadDate") or text_at(claims, "datePublished")),
        lead_image=join(url, poster[0]) if poster else None,
        description=one_line(about)[:500],
        kind=Kind.VIDEO,
        card=known(
            {
                "channel": channel,
                "duration": iso_duration(text_at(claims, "duration")) or length,
                "embed": embed,
            }
        ),
    )

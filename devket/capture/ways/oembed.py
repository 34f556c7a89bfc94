"""Cards of videos by oEmbed (oembed.com), for sites that answer servers with a wall.

Asked only when the page itself said nothing; what comes back is data of strangers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from devket.capture.model import Extracted, Fetch, FetchError, Kind, Limits, Reason, State
from devket.capture.sanitise import sanitise
from devket.capture.ways.addresses import video_id
from devket.core.text import clip, one_line
from devket.core.urls import host_of, join

_LONGEST = 64 * 1024  # bytes of an answer
_SECONDS = 8.0
_VIMEO_ID = re.compile(r"/(\d{5,12})")
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class _Site:
    name: str
    hosts: tuple[str, ...]
    endpoint: str


_SITES = (
    _Site("YouTube", ("youtube.com", "youtu.be"), "https://www.youtube.com/oembed?format=json&url="),
    _Site("Vimeo", ("vimeo.com",), "https://vimeo.com/api/oembed.json?url="),
    _Site("Dailymotion", ("dailymotion.com", "dai.ly"),
          "https://www.dailymotion.com/services/oembed?format=json&url="),
    _Site("TED", ("ted.com",), "https://www.ted.com/services/v1/oembed.json?url="),
)  # fmt: skip


def video_card(url: str, *, fetch: Fetch, limits: Limits) -> Extracted | None:
    """Return a card of the video at `url` by its site's own word; None when it has none."""
    site = _site_of(url)
    if site is None:
        return None
    bounds = replace(limits, max_bytes=_LONGEST, total_seconds=min(_SECONDS, limits.total_seconds))
    try:
        answer = fetch(site.endpoint + quote(url, safe=""), limits=bounds, accept=_JSON)
        told = json.loads(answer.body) if answer.status == 200 else None
    except (FetchError, ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or not (title := _word(told, "title")):
        return None
    return _card(site, url, told, title)


def _site_of(url: str) -> _Site | None:
    host = host_of(url)
    for site in _SITES:
        if any(host == name or host.endswith("." + name) for name in site.hosts):
            return site
    return None


def _card(site: _Site, url: str, told: Mapping[str, object], title: str) -> Extracted:
    channel = _word(told, "author_name")
    facts = {"channel": channel, "embed": _embed(site, url), "duration": _length(told)}
    return Extracted(
        title=title,
        byline=channel,
        site_name=site.name,
        published=None,
        lang="",
        dir="ltr",
        lead_image=join(url, _word(told, "thumbnail_url")) or None,
        excerpt=_word(told, "description"),
        canonical_url=None,
        content_html=sanitise(""),
        text="",
        word_count=0,
        code_languages=(),
        state=State.NOT_AN_ARTICLE,
        reason=Reason.NO_TEXT,
        log={"rule": f"oembed.{site.name.lower()}", "guard": ""},
        kind=Kind.VIDEO,
        card={name: value for name, value in facts.items() if value},
    )


def _embed(site: _Site, url: str) -> str:
    if site.name == "YouTube" and (video := video_id(url)):
        return f"https://www.youtube-nocookie.com/embed/{video}"
    if site.name == "Vimeo" and (found := _VIMEO_ID.search(url)):
        return f"https://player.vimeo.com/video/{found[1]}?dnt=1"
    return ""


def _length(told: Mapping[str, object]) -> str:
    seconds = told.get("duration")
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 < seconds < 10**7:
        return ""
    return f"PT{seconds // 60}M{seconds % 60}S"


def _word(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    return clip(one_line(value[:4000]), 400) if isinstance(value, str) else ""

"""YouTube: a video's card, description and, when its page carries one, transcript."""

from __future__ import annotations

import re

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import assigned, dig, holders, list_at, text_at
from devket.capture.model import Kind
from devket.capture.sites.build import article_of, made, prose
from devket.capture.sites.facts import duration, first_text, known, meta
from devket.capture.told import Told
from devket.capture.ways.addresses import video_id
from devket.core.text import one_line
from devket.core.urls import join

_WATCH = "https://www.youtube.com/watch"
_MOST_SEGMENTS = 20_000
_PARAGRAPH = 500  # characters of speech to a paragraph of the transcript
_ISO = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,7})S)?")


def read(document: Document, url: str) -> Told | None:
    """Read the page of one video; None for channels, lists and pages that ask for consent."""
    video = video_id(url)
    player = assigned(document, "ytInitialPlayerResponse")
    if text_at(player, "videoDetails", "videoId") not in ("", video):
        player = None  # of the video a browser came from, as it goes on without a reload
    details = dig(player, "videoDetails")
    title = text_at(details, "title") or _claimed_title(document)
    if not video or not title:
        return None
    about = text_at(details, "shortDescription")
    about = about or _shown(document) or meta(document, "og:description", "description")
    channel = text_at(details, "author") or _named(document, "author")
    card = {
        "channel": channel,
        "duration": _length(document, text_at(details, "lengthSeconds")),
        "embed": f"https://www.youtube-nocookie.com/embed/{video}",
    }
    return Told(
        "youtube",
        article_of(prose(about, lambda second: _at(video, second)), _transcript(document)),
        title=title,
        byline=channel,
        site_name="YouTube",
        published=read_date(_published(document, player)),
        lead_image=_poster(details, video),
        description=one_line(about)[:500],
        kind=Kind.VIDEO,
        card=known(card),
    )


def _shown(document: Document) -> str:
    """Return the description as browsers show it, its lines kept."""
    text = document.select_one("#description-inline-expander .ytAttributedStringHost, #description")
    return text.text if text is not None else ""


def _claimed_title(document: Document) -> str:
    title = first_text(document, "h1.ytd-watch-metadata, ytd-watch-metadata h1")
    title = title or meta(document, "og:title", "title")
    return title or first_text(document, "title").removesuffix("- YouTube").strip()


def _named(document: Document, name: str) -> str:
    house = document.select_one(f'[itemprop="{name}"] [itemprop="name"]')
    shown = first_text(document, "ytd-channel-name a, #owner #channel-name a")
    return ((house.attr("content") or "") if house is not None else "") or shown


def _length(document: Document, seconds: str) -> str:
    if seconds.isdigit() and len(seconds) < 8:
        return duration(int(seconds))
    claimed = document.select_one('meta[itemprop="duration"]')
    return iso_duration((claimed.attr("content") or "") if claimed is not None else "")


def iso_duration(words: str) -> str:
    """Return an ISO 8601 length in its plainest form: `PT253S` is `PT4M13S`; empty for none."""
    match = _ISO.fullmatch(words.strip())
    if match is None:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return duration(hours * 3600 + minutes * 60 + seconds)


def _published(document: Document, player: object) -> str:
    told = dig(player, "microformat", "playerMicroformatRenderer")
    stamp = text_at(told, "publishDate") or text_at(told, "uploadDate")
    claimed = document.select_one('meta[itemprop="datePublished"], meta[itemprop="uploadDate"]')
    return stamp or ((claimed.attr("content") or "") if claimed is not None else "")


def _poster(details: object, video: str) -> str:
    """Return the widest picture that is told, else the one that every video has."""
    offered = list_at(details, "thumbnail", "thumbnails", most=20)
    widths = [(dig(one, "width", default=0), join(_WATCH, text_at(one, "url"))) for one in offered]
    sized = [(width, url) for width, url in widths if isinstance(width, int) and url]
    return str(max(sized)[1]) if sized else f"https://i.ytimg.com/vi/{video}/hqdefault.jpg"


def _at(video: str, second: int) -> str:
    return f"{_WATCH}?v={video}&t={second}s"


def _transcript(document: Document) -> list[Element]:
    """Return what is said in the video, when the page has it open."""
    shown = document.select("ytd-transcript-segment-renderer .segment-text")[:_MOST_SEGMENTS]
    spoken = [one_line(part.text) for part in shown]
    if not spoken:
        data = assigned(document, "ytInitialData")
        found = holders(data, "transcriptSegmentRenderer", most=_MOST_SEGMENTS)
        spoken = [_said(dig(holder, "transcriptSegmentRenderer")) for holder in found]
    paragraphs: list[str] = []
    for part in filter(None, spoken):
        if not paragraphs or len(paragraphs[-1]) > _PARAGRAPH:
            paragraphs.append(part)
        else:
            paragraphs[-1] += f" {part}"
    if not paragraphs:
        return []
    return [made("h2", "Transcript"), *(made("p", paragraph) for paragraph in paragraphs)]


def _said(segment: object) -> str:
    runs = list_at(segment, "snippet", "runs", most=200)
    return one_line("".join(text_at(run, "text") for run in runs))

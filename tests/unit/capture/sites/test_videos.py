"""Videos: title, channel, length, day, description and the address of a player without cookies."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from turbohtml import parse_fragment

from devket.capture.engine import extract
from devket.capture.model import Kind, State
from tests.unit.capture.sites.reading import held, read

_TUBE = "https://www.youtube.com/watch?v=aB3-_x9Yz01&t=12s"
_ABOUT = (
    "How a kiln is fired.\nNotes: https://kilnlog.example/notes.\n\n0:00 Start\n12:05 Glaze\n"
    "1:02:03 End"
)


def player(**more: object) -> str:
    details = {
        "videoId": "aB3-_x9Yz01",
        "title": "Firing a kiln & more",
        "lengthSeconds": "3725",
        "author": "Kiln Log",
        "shortDescription": _ABOUT,
        "thumbnail": {
            "thumbnails": [
                {"url": "https://i.ytimg.com/vi/x/small.jpg", "width": 120},
                {"url": "https://i.ytimg.com/vi/x/large.jpg", "width": 1280},
                {"url": 5, "width": "9999"},
                {"url": "javascript:alert(1)", "width": 9999},
            ]
        },
    }
    data = {
        "videoDetails": {**details, **more},
        "microformat": {"playerMicroformatRenderer": {"publishDate": "2024-03-01T08:00:00-08:00"}},
    }
    return (
        f"<title>x - YouTube</title><script>var ytInitialPlayerResponse = {held(data)};var a;"
        f"</script>"
    )


@pytest.mark.parametrize(
    "url",
    [
        _TUBE,
        "https://m.youtube.com/watch?list=PL1&v=aB3-_x9Yz01",
        "https://youtu.be/aB3-_x9Yz01?si=1",
        "https://www.youtube.com/shorts/aB3-_x9Yz01",
        "https://www.youtube.com/live/aB3-_x9Yz01?feature=share",
    ],
)
def test_a_video_has_its_card_whatever_its_address(url: str) -> None:
    page = read(player(), url)
    assert page.kind is Kind.VIDEO
    assert page.card == {
        "channel": "Kiln Log",
        "duration": "PT1H2M5S",
        "embed": "https://www.youtube-nocookie.com/embed/aB3-_x9Yz01",
    }
    assert (page.title, page.byline) == ("Firing a kiln & more", "Kiln Log")
    assert page.published == datetime(2024, 3, 1, 16, tzinfo=UTC)
    assert page.lead_image == "https://i.ytimg.com/vi/x/large.jpg"


def test_a_description_keeps_its_lines_links_and_moments() -> None:
    root = parse_fragment(read(player(), _TUBE).content_html)
    assert [p.text for p in root.select("p")] == [
        "How a kiln is fired.Notes: https://kilnlog.example/notes.",
        "0:00 Start12:05 Glaze1:02:03 End",
    ]
    assert [a.attr("href") for a in root.select("a")] == [
        "https://kilnlog.example/notes",
        "https://www.youtube.com/watch?v=aB3-_x9Yz01&t=0s",
        "https://www.youtube.com/watch?v=aB3-_x9Yz01&t=725s",
        "https://www.youtube.com/watch?v=aB3-_x9Yz01&t=3723s",
    ]


def test_a_video_that_says_nothing_is_still_kept_as_one() -> None:
    page = read(player(shortDescription=""), _TUBE)
    assert (page.kind, page.text) == (Kind.VIDEO, "")


def test_tags_alone_are_enough_for_a_card() -> None:
    page = read(
        '<title>Firing - YouTube</title><meta property="og:title" content="Firing">'
        '<meta property="og:description" content="How."><meta itemprop="duration" content="PT253S">'
        '<span itemprop="author"><link itemprop="name" content="Kiln Log"></span>',
        _TUBE,
    )
    assert (page.title, page.card["duration"], page.card["channel"]) == (
        "Firing", "PT4M13S", "Kiln Log",
    )  # fmt: skip
    assert page.lead_image == "https://i.ytimg.com/vi/aB3-_x9Yz01/hqdefault.jpg"


def test_data_of_another_video_is_passed_over() -> None:
    shown = (
        "<ytd-watch-metadata><h1>Shown now</h1></ytd-watch-metadata><div id=description>Here.</div>"
    )
    page = read(player() + shown, "https://www.youtube.com/watch?v=zzzzzzzzzzz")
    assert (page.title, page.text) == ("Shown now", "Here.")


def test_what_is_said_is_kept_when_the_page_has_it() -> None:
    segments = [
        {"transcriptSegmentRenderer": {"startMs": "0", "snippet": {"runs": [{"text": words}]}}}
        for words in ("Hello and", "welcome.", "Clay.")
    ]
    data = {
        "panels": [{"content": {"initialSegments": [*segments, {"transcriptSegmentRenderer": 3}]}}]
    }
    page = read(f"{player()}<script>var ytInitialData = {held(data)};</script>", _TUBE)
    assert "Hello and welcome. Clay." in page.text
    shown = (
        "<ytd-transcript-segment-renderer><div class=segment-timestamp>0:01</div>"
        "<yt-formatted-string"
        " class=segment-text>Shown words</yt-formatted-string></ytd-transcript-segment-renderer>"
    )
    assert "Shown words" in read(player() + shown, _TUBE).text


@pytest.mark.parametrize(
    "broken",
    [
        "videoDetails = 3",
        'ytInitialPlayerResponse = {"videoDetails": [1]}',
        "ytInitialPlayerResponse=",
    ],
)
def test_broken_data_gives_no_video(broken: str) -> None:
    page = extract(f"<title> - YouTube</title><script>{broken}</script>", _TUBE)
    assert (page.kind, page.card) == (Kind.LINK, {})


def test_a_page_that_asks_for_consent_is_a_wall() -> None:
    page = extract(
        "<title>Before you continue to YouTube</title><h1>Before you continue to YouTube</h1>"
        "<p>We use cookies and data to deliver services.</p><form><button>Reject all</button>"
        "</form>",
        "https://consent.youtube.com/m?continue=https://www.youtube.com/watch?v=aB3-_x9Yz01",
    )
    assert page.state is State.BLOCKED


_CLAIMS = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "VideoObject",
            "name": "Throwing a bowl",
            "description": "Slow hands.\n\nhttps://kilnlog.example/bowl",
            "duration": "PT00H04M13S",
            "uploadDate": "2024-04-01T10:00:00+00:00",
            "thumbnailUrl": ["https://i.vimeocdn.example/1.jpg"],
            "author": {"@type": "Person", "name": "Mel Potter"},
            "transcript": "Wet the clay.",
        }
    ],
}


@pytest.mark.parametrize(
    ("path", "embed"),
    [
        ("76543210", "76543210?dnt=1"),
        ("channels/staffpicks/76543210", "76543210?dnt=1"),
        ("76543210/0a1b2c3d4e", "76543210?h=0a1b2c3d4e&dnt=1"),
    ],
)
def test_vimeo_is_read_by_what_it_claims(path: str, embed: str) -> None:
    page = read(
        f'<script type="application/ld+json">{held(_CLAIMS)}</script>', f"https://vimeo.com/{path}"
    )
    assert page.card == {
        "channel": "Mel Potter",
        "duration": "PT4M13S",
        "embed": f"https://player.vimeo.com/video/{embed}",
    }
    assert (page.title, page.lead_image) == ("Throwing a bowl", "https://i.vimeocdn.example/1.jpg")
    assert "Wet the clay." in page.text


def test_any_page_that_says_it_is_a_video_is_one_without_a_player() -> None:
    page = read(
        '<meta property="og:type" content="video.other"><script type="application/ld+json">'
        f"{held(_CLAIMS)}</script><nav>Menu</nav>",
        "https://tube.example/w/abc",
    )
    assert (page.kind, page.log["rule"]) == (Kind.VIDEO, "video")
    assert page.card == {"channel": "Mel Potter", "duration": "PT4M13S"}


def test_a_story_beside_a_video_is_kept_with_it() -> None:
    prose = "<p>A paragraph, with commas, of a story that is long enough to be one.</p>" * 40
    page = read(
        '<meta property="og:type" content="video"><script type="application/ld+json">'
        f"{held(_CLAIMS)}</script><main><h1>Throwing a bowl</h1>{prose}</main>",
        "https://news.example/bowl",
    )
    assert (page.kind, page.card["duration"]) == (Kind.VIDEO, "PT4M13S")
    assert page.text.count("of a story") == 40


def test_an_article_with_a_video_in_it_is_an_article() -> None:
    prose = "<p>A paragraph, with commas, of an article that is long enough to be one.</p>" * 9
    page = extract(
        f'<script type="application/ld+json">{held(_CLAIMS)}</script><article>{prose}</article>',
        "https://kilnlog.example/bowl",
    )
    assert page.kind is Kind.ARTICLE

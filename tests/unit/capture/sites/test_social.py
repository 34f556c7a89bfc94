"""Short posts: as a thread when the page shows one, else as what it claims in its head."""

from __future__ import annotations

from devket.capture.model import Kind
from tests.unit.capture.sites.reading import metas, read


def test_a_post_on_mastodon_is_read_from_its_claims() -> None:
    page = read(
        '<head><meta property="og:title" content="Mel Potter (@mel@clay.example)"><meta property='
        '"og:description" content="The kiln is hot.&#10;&#10;Notes: https://kilnlog.example/1">'
        "<meta"
        ' property="og:published_time" content="2024-03-01T08:00:00Z"><script id="initial-state"'
        " type="
        '"application/json">{"meta":{}}</script></head><body><div id="mastodon"></div>'
        "<noscript>To use"
        " the Mastodon web application, please enable JavaScript.</noscript>",
        "https://clay.example/@mel/112233445566778899",
    )
    assert page.kind is Kind.DISCUSSION
    assert page.byline == "Mel Potter (@mel@clay.example)"
    assert metas(page) == ["Mel Potter (@mel@clay.example) · 2024-03-01"]
    assert "The kiln is hot." in page.text
    assert "enable JavaScript" not in page.text


def test_a_thread_on_mastodon_that_is_shown_is_kept() -> None:
    box = (
        '<div class="{}"><span class="display-name"><bdi><strong class="display-name__html">{}'
        "</strong>"
        '</bdi></span><time datetime="2024-03-01T08:00:00Z"></time><div class="status__content">'
        "<div class="
        '"status__content__text"><p>{} <a href="https://k.example/a"><span'
        ' class="invisible">https://'
        "</span>k.example/a</a></p></div></div></div>"
    )
    page = read(
        '<head><script id="initial-state" type="application/json">{}</script></head><body>'
        + box.format("detailed-status", "Mel", "Hot.")
        + f'<div class="status__wrapper">{box.format("status", "Bo", "How hot?")}</div>',
        "https://clay.example/@mel/112233445566778899",
    )
    assert metas(page) == ["Mel · 2024-03-01", "Bo · 2024-03-01"]
    assert page.title == "Mel: Hot. k.example/a"
    assert page.card["comments"] == "1"


def test_a_post_on_x_is_read_once_it_is_shown() -> None:
    page = read(
        '<article data-testid="tweet"><div data-testid="User-Name"><a href="/mel"><span>Mel'
        "</span></a><a"
        '><time datetime="2024-03-01T08:00:00.000Z">1 Mar</time></a></div><div'
        ' data-testid="tweetText">'
        '<span>Hot, hot.</span></div><div data-testid="tweetPhoto"><img'
        ' src="https://pbs.example/1.jpg"'
        ' alt="A kiln"></div><div role="group">12 replies</div></article>',
        "https://x.com/mel/status/1700000000000000000",
    )
    assert metas(page) == ["Mel · 2024-03-01"]
    assert "Hot, hot." in page.text
    assert "https://pbs.example/1.jpg" in page.content_html
    assert "replies" not in page.text


def test_a_post_on_bluesky_is_its_words() -> None:
    page = read(
        '<head><meta property="og:title" content="Mel (@mel.example)"><meta'
        ' property="og:description"'
        ' content="Slow hands."></head><body><noscript>JavaScript Required</noscript>',
        "https://bsky.app/profile/mel.example/post/3kabc",
    )
    assert (page.title, page.site_name) == ("Mel (@mel.example): Slow hands.", "Bluesky")

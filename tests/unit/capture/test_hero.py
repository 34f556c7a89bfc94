"""The picture above an article comes along, wherever the page set it; a social card does not."""

from __future__ import annotations

from turbohtml import parse_fragment

from devket.capture import extract

_TEXT = "<p>The boat lay on its side for a week, and nobody asked whose it was, or why.</p>" * 9
_LEAD = "<meta property='og:image' content='https://news.example/i/boat-1200x800.jpg'>"


def _pictures(above: str, text: str = _TEXT) -> list[str]:
    body = f"<header><h1>A boat</h1>{above}</header><div class=story>{text}</div>"
    page = extract(f"<html><head>{_LEAD}</head><body>{body}", "https://news.example/boat")
    return [image.attr("src") or "" for image in parse_fragment(page.content_html).select("img")]


def test_the_picture_above_the_text_is_its_first() -> None:
    above = "<figure><img src='/i/boat.jpg' width=900><figcaption>Low tide</figcaption></figure>"
    assert _pictures(above) == ["https://news.example/i/boat.jpg"]


def test_its_caption_comes_along() -> None:
    above = "<figure><img src='/i/boat.jpg'><figcaption>Low tide</figcaption></figure>"
    body = f"<header><h1>A boat</h1>{above}</header><div class=story>{_TEXT}</div>"
    page = extract(f"<html><head>{_LEAD}</head><body>{body}", "https://news.example/boat")
    assert "<figcaption>Low tide</figcaption>" in page.content_html


def test_a_picture_that_only_the_metadata_name_is_a_card_for_others() -> None:
    assert _pictures("") == []


def test_a_picture_that_the_text_has_is_not_said_twice() -> None:
    text = f"<img src='https://news.example/i/boat.jpg' width=900>{_TEXT}"
    assert _pictures("<img src='/i/boat.jpg'>", text) == ["https://news.example/i/boat.jpg"]


def test_a_picture_beside_the_text_stays_there() -> None:
    assert _pictures("<aside><img src='/i/boat.jpg'></aside>") == []

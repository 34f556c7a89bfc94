"""The best address of each picture, whatever a page hides it in; pictures in the page itself."""

from __future__ import annotations

import base64

import pytest
from turbohtml import parse

from devket.capture import place_images
from devket.capture.engine import extract
from devket.capture.images import AtHandFirst, keep_images
from devket.capture.images.examine import examine
from devket.capture.images.inline import INLINE_HOME
from devket.capture.model import Captured, Extracted, Fetched, FetchError, Limits, Reason, State
from devket.capture.normalise.pictures import settle_pictures

_HOME = "https://a.example"
_URL = f"{_HOME}/post"
_BIG = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(900)).decode()
_FILLER = "<p>Words, with commas, which make up an article of some length, are here.</p>" * 9
_DIAGRAM = (
    "<svg id=d1 viewBox='0 0 400 200' role=img aria-label='A queue between two hands'>"
    "<style>#d1 .box{fill:#fee;stroke:red !important} @import url(//evil.example/x.css);</style>"
    "<rect class=box width=90 height=40 onclick='alert(1)'/><path d='M90 20h80'/>"
    "<text x=10 y=20>hand</text><script>alert(1)</script>"
    "<foreignObject x=200 y=0 width=100 height=40><div>the <b>other</b> hand</div></foreignObject>"
    "<image href='https://evil.example/track.png'/></svg>"
)


def sources(inner: str) -> list[str]:
    document = parse(f"<body>{inner}</body>")
    settle_pictures(document, _URL)
    return [(image.attr("src") or "").removeprefix(_HOME) for image in document.select("img")]


def read(inner: str) -> Extracted:
    return extract(f"<article><h1>On queues</h1>{_FILLER}{inner}{_FILLER}</article>", _URL)


@pytest.mark.parametrize(
    ("inner", "source"),
    [
        ("<img src=/o.png srcset='/s.png 300w, /m.png 1200w, /l.png 2400w'>", "/m.png"),
        ("<img src=/huge.png srcset='/m.png 1600w, /huge.png 6000w'>", "/m.png"),
        ("<img src=/o.png srcset='/s.png 150w'>", "/o.png"),
        ("<img src=/o.png srcset='/o.png 1x, /o2.png 2x'>", "/o2.png"),
        ("<img src=/ph.gif class=lazy loading-src=/real.jpg>", "/real.jpg"),
        ("<img class=js-lazy nitro-lazy-srcset='/s.webp 400w, /b.webp 1200w'>", "/b.webp"),
        ("<img alt=/not/this.png title=/nor/this.png lazy=/this.png>", "/this.png"),
        ("<picture><source type=image/jxl srcset='/a.jxl 1600w'><source type=image/webp"
         " srcset='/a.webp 800w'><img src=/a.jpg></picture>", "/a.webp"),
        ("<picture><source media='(prefers-color-scheme: dark)' srcset='/dark.png 1200w'>"
         "<img src=/light.png></picture>", "/light.png"),
        ("<picture><source srcset='/p.jpg 640w'><source srcset='/w.jpg 1400w'>"
         "<img src=/t.jpg></picture>", "/w.jpg"),
        ("<picture><source srcset='/w.webp 900w'><img src=/t.jpg srcset='/j.jpg 1000w'></picture>",
         "/j.jpg"),
        ("<img src='https://i0.wp.com/a.example/x.jpg?w=300&ssl=1'>",
         "https://i0.wp.com/a.example/x.jpg?w=1600&ssl=1"),
        ("<img src=https://miro.medium.com/v2/resize:fit:700/1*x.png>",
         "https://miro.medium.com/v2/resize:fit:1400/1*x.png"),
        ("<img src=https://a.example/x.jpg?w=300>", "/x.jpg?w=300"),
        ("<amp-img src=/a.jpg width=9 height=6><noscript><img src=/b.jpg></noscript></amp-img>",
         "/a.jpg"),
    ],
)  # fmt: skip
def test_the_best_address_for_reading_is_taken(inner: str, source: str) -> None:
    assert sources(inner) == [source]


@pytest.mark.parametrize(
    "inner",
    [
        "<img src=/u/7.png class=avatar width=48 height=48>",
        "<img src=https://s.gravatar.com/avatar/0 width=96>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
        '<img data-img=\'{"url": "/x.png"}\'>',
    ],
)
def test_faces_trackers_and_placeholders_go(inner: str) -> None:
    assert sources(inner) == []


def test_a_caption_below_its_picture_goes_into_a_figure_with_it() -> None:
    html = read("<div><img src=/q.png></div><p class=wp-caption-text>The queue.</p>").content_html
    assert "<figcaption>The queue.</figcaption></figure>" in html


def test_bytes_in_the_page_are_put_aside_under_a_name() -> None:
    page = read(f"<img src='{_BIG}' alt='A plot'>")
    ((name, data),) = page.inline.items()
    assert (name.startswith(INLINE_HOME), data) == (True, _BIG)
    assert f'src="{name}"' in page.content_html and "data:" not in page.content_html


def test_a_drawing_in_the_text_becomes_a_picture() -> None:
    page = read(_DIAGRAM)
    ((name, data),) = page.inline.items()
    assert f'src="{name}" alt="A queue between two hands"' in page.content_html
    drawing = base64.b64decode(data.partition(",")[2]).decode()
    assert 'fill="#fee"' in drawing and 'stroke="red"' in drawing
    assert ">the other hand</text>" in drawing and ">hand</text>" in drawing
    for word in ("script", "onclick", "evil", "style", "foreignObject", "import"):
        assert word not in drawing


@pytest.mark.parametrize(
    "inner",
    [
        "<svg viewBox='0 0 24 24'><path d='M0 0'/><path d='M1'/><path d='M2'/></svg>",
        f"<a href=/x>{_DIAGRAM}</a>",
        "<svg width=400 height=300><rect width=9 /></svg>",
        _DIAGRAM.replace("<svg", "<svg aria-hidden=true"),
    ],
)
def test_signs_and_ornaments_are_dropped(inner: str) -> None:
    assert read(inner).inline == {}


def test_what_came_along_is_kept_without_asking_anybody() -> None:
    def offline(
        url: str, *, limits: Limits, accept: str = "", referer: str | None = None
    ) -> Fetched:
        raise FetchError(Reason.REFUSED, url)

    page = read(f"{_DIAGRAM}<p>And so.</p><img src='{_BIG}'>")
    captured = Captured(_URL, _URL, State.FULL_TEXT, None, "", page)
    fetch = AtHandFirst(captured, offline)
    kept = keep_images(
        list(page.inline), fetch=fetch, limits=Limits(), referer=_URL, inspect=examine
    )
    assert sorted(str(image.content_type or image.failure) for image in kept) == [
        "broken",
        "image/svg+xml",
    ]
    html = place_images(page.content_html, {})
    assert INLINE_HOME not in html and html.count("image-missing") == 2


def test_a_drawing_that_the_page_painted_becomes_an_outline() -> None:
    bare = _DIAGRAM.replace(".box{fill:#fee;stroke:red !important}", "")
    ((_, data),) = read(bare).inline.items()
    drawing = base64.b64decode(data.partition(",")[2]).decode()
    assert 'fill="none" stroke="#555"' in drawing.partition(">")[0]


def test_a_picture_that_a_long_text_comes_back_to_is_shown_again() -> None:
    plan = "<img src=/plan.png>"
    kept = read(f"<p>{plan}</p>{_FILLER}<h2>Later</h2><p>{plan}</p>").content_html
    assert kept.count("plan.png") == 2


def test_the_frames_of_a_lightbox_below_the_text_are_twins() -> None:
    frames = "<img src=/one.png><p></p><img src=/two.png>"
    page = f"<article><h1>On queues</h1>{_FILLER}{frames}{_FILLER}<div>{frames}</div></article>"
    assert extract(page, _URL).content_html.count("<img") == 2


def test_pictures_of_one_name_from_two_places_are_two() -> None:
    page = "<p><img src=/baz.png></p><p><img src=https://b.example/baz.png></p>"
    assert read(page).content_html.count("<img") == 2

"""Drawings from anywhere: written anew, so nothing in them acts, loads or grows without end."""

from __future__ import annotations

import re
import time

import pytest

from devket.capture.images import ImageError
from devket.capture.images.examine import examine
from devket.capture.images.vector import MOST_BYTES
from devket.capture.model import Limits

_SHAPE = "<path d='M0 0h9'/>"


def written(inner: str, attributes: str = "viewBox='0 0 90 60'") -> str:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inner}{_SHAPE}</svg>"
    return examine(svg.encode(), "image/svg+xml", Limits()).data.decode()


def failure_of(data: bytes) -> str:
    with pytest.raises(ImageError) as caught:
        examine(data, "image/svg+xml", Limits())
    return caught.value.failure


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<g onload=alert(1)></g>",
        "<a href='javascript:alert(1)'><text>x</text></a>",
        "<use href='https://evil.example/x.svg#y'/>",
        "<use xlink:href='data:image/svg+xml,x#y'/>",
        "<image href='https://evil.example/x.png'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zz4='/>",
        "<foreignObject><iframe src=//evil.example></iframe></foreignObject>",
        "<animate attributeName=href values='javascript:alert(1)'/>",
        "<set attributeName=onload to=alert(1) />",
        "<rect fill='url(https://evil.example/x)'/>",
        "<rect style='fill:url(//evil.example/x);background:url(x)'/>",
        "<style>rect{fill:url(https://evil.example/x)} @import 'https://evil.example'</style>",
        "<style>@font-face{src:url(https://evil.example/f)}</style>",
        "<feImage href='https://evil.example/x'/>",
        "<handler type=text/javascript>alert(1)</handler>",
        "<text>&lt;script>alert(1)&lt;/script></text>",
        "<?xml-stylesheet href='https://evil.example/x.css'?>",
        "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    ],
)
def test_nothing_in_a_drawing_acts_or_loads(inner: str) -> None:
    drawing = written(inner)
    assert not re.search(r"<script|<a\b|<style|<iframe|<set|<animate|\son\w+=", drawing)
    assert "evil.example" not in drawing and "javascript:" not in drawing
    assert "&" not in drawing.replace("&lt;", "").replace("&gt;", "").replace("&amp;", "")
    assert drawing.startswith("<svg ") and 'd="M0 0h9"' in drawing


def test_shapes_colours_and_references_within_stay() -> None:
    drawing = written(
        "<defs><linearGradient id=g><stop offset=1 stop-color=red /></linearGradient></defs>"
        "<rect fill='url(#g)' width=9 transform='scale(2)'/><text x=1>a &amp; b<tspan>c</tspan>"
        "</text><use href=#g />"
    )
    assert 'fill="url(#g)"' in drawing and 'transform="scale(2)"' in drawing
    assert "<linearGradient" in drawing and "a &amp; b<tspan>c</tspan>" in drawing
    assert 'href="#g"' in drawing


def test_style_sheets_become_attributes_by_their_weight() -> None:
    css = "<style>/* one */ rect{fill:red;stroke:blue} #r{fill:green} .k{fill:grey}</style>"
    drawing = written(f"{css}<rect id=r class=k style='stroke-width: 2px'/>")
    assert 'fill="green"' in drawing
    assert 'stroke="blue"' in drawing and 'stroke-width="2px"' in drawing


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width=30 height=20", (30, 20)),
        ("viewBox='0 0 90 60'", (90, 60)),
        ("width=45px viewBox='0 0 90 60'", (45, 30)),
        ("width=100% viewBox='0,0,90,60'", (90, 60)),
        ("width=abc", (300, 150)),
    ],
)
def test_the_size_is_what_a_browser_shows(attributes: str, size: tuple[int, int]) -> None:
    data = f"<svg {attributes}>{_SHAPE}</svg>".encode()
    picture = examine(data, None, Limits())
    assert (picture.width, picture.height) == size


def test_a_drawing_that_refers_to_itself_or_grows_is_refused() -> None:
    circle = "<g id=a><use href=#b /></g><g id=b><use href=#a /></g>"
    assert failure_of(f"<svg>{circle}{_SHAPE}</svg>".encode()) == "too_complex"
    laughs = "".join(f"<g id=x{n}>" + f"<use href=#x{n + 1} />" * 10 + "</g>" for n in range(8))
    assert failure_of(f"<svg>{laughs}<g id=x8>{_SHAPE}</g></svg>".encode()) == "too_complex"
    # The first of a name is the one that is drawn, and white space hides nothing.
    empty = "".join(f"<g id=x{n}></g>" for n in range(9))
    assert failure_of(f"<svg>{laughs}<g id=x8>{_SHAPE}</g>{empty}</svg>".encode()) == "too_complex"
    fills = "".join(
        f"<pattern id=p{n}>" + f"<rect fill='url({' ' * 250}#p{n + 1})' />" * 10 + "</pattern>"
        for n in range(8)
    )
    last = f"<pattern id=p8>{_SHAPE}</pattern><rect fill='url(#p0)' />"
    assert failure_of(f"<svg>{fills}{last}</svg>".encode()) == "too_complex"


def test_hostile_drawings_end_soon() -> None:
    started = time.process_time()
    for inner in (
        "<g>" * 50_000,
        "<style>" + "/*" * 90_000 + "</style>",
        "<style>" + "{" * 90_000 + "}" * 90_000 + "</style>",
        "<path " + "a" * 90_000 + "='1'/>",
        "<style>" + ".a .b .c{fill:red}" * 5_000 + "</style>" + "<g class='a b c'>" * 150,
        "<use href=#x />" * 15_000 + "<g id=x></g>",
    ):
        try:
            written(inner)
        except ImageError as error:
            assert error.failure in ("too_complex", "empty")
    assert time.process_time() - started < 8


def test_what_holds_no_drawing_is_refused() -> None:
    assert failure_of(b"<svg></svg>") == "empty"
    assert failure_of(b"<svg>" + b" " * MOST_BYTES + b"</svg>") == "too_large"

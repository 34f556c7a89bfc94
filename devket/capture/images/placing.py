"""Exchange the pictures of an article: their source for our own copy, or a visible placeholder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from turbohtml import Element, Text, parse_fragment

from devket.capture.images.inline import INLINE_HOME
from devket.capture.sanitise import sanitise
from devket.core.text import clip, one_line
from devket.core.types import SafeHtml

Placed = tuple[str, int | None, int | None]  # address, width, height
_LONGEST_NAME = 120


def image_sources(html: str) -> tuple[str, ...]:
    """Return the addresses of all pictures in an article, in order, without repeats."""
    images = parse_fragment(html, positions=False).iter_elements("img")
    return tuple(dict.fromkeys(source for image in images if (source := image.attr("src"))))


def place_images(html: SafeHtml, kept: Mapping[str, Placed | None]) -> SafeHtml:
    """Return the article with our addresses for what was kept.

    A picture that maps to None or is not in `kept` becomes a link to the original that says so,
    so nothing is loaded from elsewhere; one that already has our address stays.
    """
    root = parse_fragment(html, positions=False)
    for image in list(root.iter_elements("img")):
        source = image.attr("src") or ""
        placed = kept.get(source)
        if placed is not None:
            _place(image, placed)
        elif not source.startswith("/"):
            image.replace_with(_missing(image, source))
    return sanitise(root.inner_html)


def _place(image: Element, placed: Placed) -> None:
    address, width, height = placed
    image.attrs["src"] = address
    for name, size in (("width", width), ("height", height)):
        if size:
            image.attrs[name] = str(size)
        elif name in image.attrs:
            del image.attrs[name]
    image.attrs["loading"] = "lazy"
    image.attrs["decoding"] = "async"


def _missing(image: Element, source: str) -> Element:
    is_inline = source.startswith(("data:", INLINE_HOME))
    words = one_line(image.attr("alt") or "") or ("" if is_inline else _file_name(source))
    text = Text(clip(words, _LONGEST_NAME))
    # A link may not stand in a link: inside one, the words alone tell what is missing.
    if image.closest("a") is not None or not source or is_inline:
        return Element("span", {"class": "image-missing"}, [text])
    return Element(
        "a", {"class": "image-missing", "href": source, "rel": "noopener nofollow"}, [text]
    )


def _file_name(source: str) -> str:
    parts = urlsplit(source)
    return one_line(unquote(PurePosixPath(parts.path).name)) or parts.hostname or source

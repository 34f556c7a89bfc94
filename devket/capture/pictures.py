"""Give every picture of a page its real address: lazy loading, srcset, picture, noscript undone.

Works on the tree only; fetching and judging bytes is not done here.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from turbohtml import Document, Element, Text

from devket.core.urls import join

_IMAGE_ADDRESS = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif|svg|bmp)(?:[?#&!@].*)?$|/image[/?]|[?&](?:url|src|format)=",
    re.IGNORECASE,
)
_LAZY_NAMES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-original-src",
    "data-hi-res-src",
    "data-echo",
    "data-actualsrc",
    "data-full-src",
    "data-image",
    "data-img-src",
    "data-cfsrc",
    "lazy-src",
    "_src",
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "srcset", "data-src-set")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|pixel|placeholder|loading|lazy|transparent|1x1|grey"
    r"|gray)[\w-]*\.\w{3,4}",
    re.IGNORECASE,
)
_LAZY_CLASS = re.compile(r"lazy|b-lazy|lozad", re.IGNORECASE)
_SET_ENTRY = re.compile(
    r"\s*,*\s*(\S+?[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,\s+|,?$|(?<=[wx]),)"
)
_SIZED = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)|@2x(?=\.\w+$)")
_WIDEST = 2000  # pixels: more is never shown


def settle_pictures(root: Document | Element, url: str) -> None:
    """Set each `<img>`'s `src` to its best absolute address; drop those that have none."""
    for noscript in root.select("noscript"):
        _settle_noscript(noscript)
    for picture in root.select("picture"):
        _settle_picture(picture)
    for image in root.select("img"):
        _settle(image, url)


def best_of_srcset(value: str) -> str:
    """Return the widest address of a srcset up to 2,000 pixels, else the narrowest above."""
    entries = [
        (m[1], _width(m[2], m[3])) for m in _SET_ENTRY.finditer(value) if m[1] and len(m[1]) > 3
    ]
    small = [entry for entry in entries if entry[1] <= _WIDEST]
    if small:
        return max(small, key=lambda entry: entry[1])[0]
    return min(entries, key=lambda entry: entry[1])[0] if entries else ""


def _width(number: str | None, unit: str | None) -> float:
    if number is None:
        return 1.0
    return float(number) * (500 if unit == "x" else 1)


def _settle_noscript(noscript: Element) -> None:
    """A picture for readers without scripts replaces the placeholder beside it."""
    images = noscript.select("img")
    if len(images) != 1 or noscript.text.strip():
        noscript.extract()
        return
    image = images[0]
    image.extract()
    before = noscript.previous_sibling
    while isinstance(before, Text) and not before.data.strip():
        before = before.previous_sibling
    twin = _image_in(before)
    if twin is not None and (_is_placeholder(twin) or not twin.attr("src")):
        twin.replace_with(image)
        noscript.extract()
    elif twin is not None:
        noscript.extract()
    else:
        noscript.replace_with(image)


def _image_in(node: object) -> Element | None:
    if not isinstance(node, Element):
        return None
    if node.tag == "img":
        return node
    images = node.select("img")
    return images[0] if len(images) == 1 and not node.text.strip() else None


def _settle_picture(picture: Element) -> None:
    image = picture.find("img")
    sources = picture.select("source")
    if image is None:
        image = Element("img")
        picture.append(image)
    if not image.attr("src") or _is_placeholder(image):
        for source in sources:
            value = source.attr("srcset") or source.attr("data-srcset") or ""
            if best := best_of_srcset(value):
                image.attrs["src"] = best
                break
    picture.replace_with(image)


def _settle(image: Element, url: str) -> None:
    address = _address(image)
    joined = join(url, address) if address and not address.startswith("data:") else None
    if joined is None or _is_tracker(image):
        image.extract()
        return
    image.attrs["src"] = joined


def _address(image: Element) -> str:
    current = (image.attr("src") or "").strip()
    if not current or _is_placeholder(image) or _LAZY_CLASS.search(image.attr("class") or ""):
        lazy = _lazy_address(image)
        if lazy and not (
            current.startswith("http") and lazy.startswith("/") and not _is_placeholder(image)
        ):
            return lazy
    return current


def _lazy_address(image: Element) -> str:
    for name in _LAZY_NAMES:
        value = (image.attr(name) or "").strip()
        if value and not value.startswith(("{", "[", "data:")) and " " not in value:
            return value
    for name in _LAZY_SETS:
        if best := best_of_srcset(image.attr(name) or ""):
            return best
    for name in image.attrs:
        value = (image.attr(name) or "").strip()
        if name.startswith("data-") and len(value) < 2000 and _looks_like_address(value):
            return value
    return ""


def _looks_like_address(value: str) -> bool:
    return (
        not re.search(r"[\s{}\[\]]", value) and "/" in value and bool(_IMAGE_ADDRESS.search(value))
    )


def _is_placeholder(image: Element) -> bool:
    source = (image.attr("src") or "").strip()
    if not source:
        return True
    if source.startswith("data:"):
        return True
    return bool(_PLACEHOLDER.search(source)) and bool(_lazy_address_names(image))


def _lazy_address_names(image: Element) -> list[str]:
    return [name for name in (*_LAZY_NAMES, *_LAZY_SETS) if image.attr(name)]


def _is_tracker(image: Element) -> bool:
    """Pictures of at most two pixels count visitors."""
    size = [image.attr("width") or "", image.attr("height") or ""]
    return all(value.strip().removesuffix("px") in ("0", "1", "2") for value in size)


def drop_repeats(article: Element) -> None:
    """Let each picture appear once: hydration, lightboxes and fallbacks leave a twin of it.

    Small signs in a line of text, a cell or a list may well come again.
    """
    seen: set[str] = set()
    last = ""
    for node in list(article.descendants):
        if isinstance(node, Text) and node.data.strip():
            last = ""  # with words between, two sizes of a picture are two pictures
        if not isinstance(node, Element) or node.tag != "img":
            continue
        source = node.attr("src") or ""
        stem = _SIZED.sub("", urlsplit(source).path)
        if (source in seen or stem == last) and _stands_as_block(node):
            _drop_with_frame(node)
            continue
        seen.add(source)
        last = stem


def _stands_as_block(image: Element) -> bool:
    return image.closest("td, th, li, dd, pre") is None and _has_no_words_beside(image)


def _has_no_words_beside(image: Element) -> bool:
    holder = image.closest("p, h2, h3, h4, h5, h6")
    return holder is None or not holder.text.strip()


def _drop_with_frame(image: Element) -> None:
    """Drop a picture with the link or figure around it, when these hold nothing else."""
    gone = image
    while isinstance(gone.parent, Element) and gone.parent.tag in ("a", "figure", "p", "span"):
        if gone.parent.text.strip() or len(gone.parent.select("img")) > 1:
            break
        gone = gone.parent
    gone.extract()

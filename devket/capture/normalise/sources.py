"""Which address a picture has: out of `src`, of sets of widths, of what lazy loading reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from turbohtml import Element

_IMAGE_ADDRESS = re.compile(
    r"\.(?:jpe?g|png|webp|gif|avif|svg|bmp)(?:[?#&!@].*)?$|/image[/?]|[?&](?:url|src|format)=",
    re.IGNORECASE,
)
_LAZY_WORDS = (
    "data-src data-original data-lazy-src data-lazy data-url data-original-src data-hi-res-src"
    " data-echo data-actualsrc data-full-src data-image data-img-src data-cfsrc lazy-src _src"
)
_LAZY_NAMES = _LAZY_WORDS.split()
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "srcset", "data-src-set")
# Attributes that hold addresses of other things, or words.
_NEVER_WORDS = (
    "src alt title class id style sizes width height longdesc usemap loading decoding crossorigin"
    " href onerror onload data-href data-link data-permalink data-pin-url data-share-url itemprop"
)
_NEVER_ADDRESS = frozenset(_NEVER_WORDS.split())
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|pixel|placeholder|loading|lazy|transparent|1x1|grey"
    r"|gray)[\w-]*\.\w{3,4}",
    re.IGNORECASE,
)
_LAZY_CLASS = re.compile(r"lazy|b-lazy|lozad", re.IGNORECASE)
_SET_ENTRY = re.compile(
    r"\s*,*\s*(\S+?[^\s,])(?:\s+(\d+(?:\.\d+)?)([wx]))?\s*(?:,\s+|,?$|(?<=[wx]),)"
)
_LONGEST_SET = 20_000
_WIDEST = 1600  # pixels: no reader shows more
_ENOUGH = 480  # pixels: narrower than this, a set is worth no more than `src`
_KNOWN_TYPES = re.compile(r"image/(?:jpe?g|png|gif|webp|avif|svg\+xml)", re.IGNORECASE)
_OTHER_SCREENS = re.compile(r"prefers-color-scheme:\s*dark|print|max-width:\s*[1-6]?\d\dpx")
# Hosts whose addresses carry a width of the page's choosing, that any other may take the place of.
_SIZED_HOSTS = re.compile(
    r"^https?://(?:i\d\.wp\.com|images\.unsplash\.com|images\.ctfassets\.net|cdn\.sanity\.io"
    r"|[\w-]+\.imgix\.net|cdn\.shopify\.com|images\.prismic\.io)/",
)
_WIDTH_WORD = re.compile(r"([?&]w(?:idth)?=)(\d{2,4})(?=&|$)")
_MIRO = re.compile(r"^(https?://miro\.medium\.com/(?:v2/resize:fit:|max/))(\d{2,3})(?=/)")
# Inline bytes shorter than this are placeholders: blurred previews, empty boxes.
_LEAST_INLINE = 900


def address_of(image: Element) -> str:
    """Return the best address an `<img>` gives for itself; empty when there is none."""
    current = (image.attr("src") or "").strip()
    is_lazy = bool(_LAZY_CLASS.search(image.attr("class") or ""))
    if not current or is_placeholder(image) or is_lazy:
        lazy = _lazy_address(image)
        is_worse = current.startswith("http") and lazy.startswith("/") and not is_placeholder(image)
        if lazy and not is_worse:
            return widened(lazy)
    return widened(_wider(image, current) or current)


def best_of_picture(picture: Element, image: Element) -> str:
    """Return the best address among the sources of a `<picture>`, its image's own included."""
    own = address_of(image)
    if own and not is_placeholder(image):
        wide = best_width(image.attr("srcset") or "")
        if wide >= _ENOUGH or not _sets(picture):
            return own
    sets = _sets(picture)
    best = max(sets, key=best_width, default="")
    if own and not is_placeholder(image) and best_width(best) < _ENOUGH:
        return own
    return best_of_srcset(best) or own


def _sets(picture: Element) -> list[str]:
    """Return the srcsets of sources in a type and for a screen that is ours."""
    return [
        value
        for source in picture.iter_elements("source")
        if _KNOWN_TYPES.fullmatch((source.attr("type") or "image/png").strip())
        and not _OTHER_SCREENS.search(source.attr("media") or "")
        and (value := source.attr("srcset") or source.attr("data-srcset") or "")
    ]


def best_of_srcset(value: str) -> str:
    """Return the widest address of a srcset up to 1,600 pixels, else the narrowest above."""
    entries = list(_entries(value))
    small = [entry for entry in entries if entry[1] <= _WIDEST]
    if small:
        return max(small, key=lambda entry: entry[1])[0]
    return min(entries, key=lambda entry: entry[1])[0] if entries else ""


def best_width(value: str) -> float:
    """Return how wide the best picture of a srcset is, in pixels; 1 when it does not say."""
    best = best_of_srcset(value)
    return max((width for address, width in _entries(value) if address == best), default=0.0)


def _entries(value: str) -> Iterator[tuple[str, float]]:
    # Addresses of image services hold commas, so the descriptors part the entries.
    for found in _SET_ENTRY.finditer(value[:_LONGEST_SET]):
        if found[1] and len(found[1]) > 3 and not found[1].startswith("data:"):
            yield found[1], _width(found[2], found[3])


def _width(number: str | None, unit: str | None) -> float:
    if number is None:
        return 1.0
    return float(number) * (500 if unit == "x" else 1)


def _wider(image: Element, current: str) -> str:
    """Return what a set of widths offers in place of `src`: better, or smaller than the largest."""
    value = image.attr("srcset") or ""
    if not value or current.startswith("data:"):
        return ""
    best = best_of_srcset(value)
    return best if best_width(value) >= _ENOUGH and best != current else ""


def widened(address: str) -> str:
    """Return an address of a known image service with a width that is enough for reading."""
    if _SIZED_HOSTS.match(address):
        found = _WIDTH_WORD.search(address)
        if found and int(found[2]) < _WIDEST // 2:
            return f"{address[: found.start(2)]}{_WIDEST}{address[found.end(2) :]}"
    return _MIRO.sub(lambda found: f"{found[1]}1400", address)


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
        if name in _NEVER_ADDRESS or len(value) > _LONGEST_SET:
            continue
        if _looks_like_address(value):
            return value
        if "srcset" in name and (best := best_of_srcset(value)):
            return best
    return ""


def _looks_like_address(value: str) -> bool:
    return (
        len(value) < 2000
        and not re.search(r"[\s{}\[\]]", value)
        and "/" in value
        and bool(_IMAGE_ADDRESS.search(value))
    )


def is_placeholder(image: Element) -> bool:
    """Tell whether what an image shows at first is there only until a script runs."""
    source = (image.attr("src") or "").strip()
    if not source:
        return True
    if source.startswith("data:"):
        return len(source) < _LEAST_INLINE or _is_empty_drawing(source) or _has_lazy(image)
    return bool(_PLACEHOLDER.search(source)) and _has_lazy(image)


def _is_empty_drawing(source: str) -> bool:
    """Tell whether an inline drawing is an empty box or a blur, as it is until scripts run."""
    head = unquote(source[:3000]).lower()
    if not head.startswith("data:image/svg+xml") or ";base64" in head[:60]:
        return False
    return "fegaussianblur" in head or ("<path" not in head and "<text" not in head)


def _has_lazy(image: Element) -> bool:
    return any(image.attr(name) for name in (*_LAZY_NAMES, *_LAZY_SETS))

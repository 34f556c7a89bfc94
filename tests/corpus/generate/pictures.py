"""How pages bring pictures, lazily or not; and small pictures to bring.

The title of a picture in the source (`![alt](name.png "lazy")`) names the form.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

_BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
_EMPTY_SVG = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E"


def _plain(src: str, alt: str) -> str:
    return f'<img src="{src}" alt="{alt}">'


def _data_src(src: str, alt: str) -> str:
    return f'<img class="lazyload" src="{_BLANK}" data-src="{src}" alt="{alt}">'


def _original(src: str, alt: str) -> str:
    return f'<img class="lazy" src="{_EMPTY_SVG}" data-original="{src}" alt="{alt}">'


def _actual(src: str, alt: str) -> str:
    return f'<img data-actualsrc="{src}" src="{_BLANK}" alt="{alt}">'


def _srcset(src: str, alt: str) -> str:
    small = src.replace(".png", "-small.png")
    sizes = f"{small} 320w, {src} 960w"
    return f'<img src="{small}" srcset="{sizes}" sizes="(max-width: 960px) 100vw" alt="{alt}">'


def _lazy_srcset(src: str, alt: str) -> str:
    small = src.replace(".png", "-small.png")
    sizes = f"{small} 320w, {src} 960w"
    return f'<img class="lazyload" data-sizes="auto" data-srcset="{sizes}" alt="{alt}">'


def _noscript(src: str, alt: str) -> str:
    return (
        f'<img class="lazy-hidden" src="{_BLANK}" alt="{alt}">'
        f'<noscript><img src="{src}" alt="{alt}"></noscript>'
    )


def _picture(src: str, alt: str) -> str:
    small = src.replace(".png", "-small.png")
    return (
        f'<picture><source media="(min-width: 800px)" type="image/png" srcset="{src} 960w">'
        f'<source type="image/png" srcset="{small} 320w"><img src="{small}" alt="{alt}"></picture>'
    )


def _wordpress(src: str, alt: str) -> str:
    return (
        '<figure class="wp-block-image size-large"><img decoding="async" width="960" height="540" '
        f'src="{src}" alt="{alt}" class="wp-image-204"/><figcaption class="wp-element-caption">'
        f"{alt}</figcaption></figure>"
    )


def _caption(src: str, alt: str) -> str:
    return (
        '<div id="attachment_71" style="width: 650px" class="wp-caption aligncenter">'
        f'<a href="{src}"><img class="size-large" src="{src}" alt="" width="640" height="360" />'
        f'</a><p id="caption-71" class="wp-caption-text">{alt}</p></div>'
    )


def _figure(src: str, alt: str) -> str:
    return f'<figure><img src="{src}" alt="" loading="lazy"><figcaption>{alt}</figcaption></figure>'


def _lightbox(src: str, alt: str) -> str:
    small = src.replace(".png", "-small.png")
    return (
        f'<a class="lightbox" href="{src}" data-download-href="{src}" title="{alt}">'
        f'<img src="{small}" alt="{alt}" width="320" height="180" srcset="{small}, {src} 2x">'
        f'<div class="meta"><span class="filename">{alt}</span>'
        '<span class="informations">960×540 12 KB</span></div></a>'
    )


IMAGES: dict[str, Callable[[str, str], str]] = {
    "": _plain,
    "data-src": _data_src,
    "data-original": _original,
    "actualsrc": _actual,
    "srcset": _srcset,
    "lazy-srcset": _lazy_srcset,
    "noscript": _noscript,
    "picture": _picture,
    "wordpress": _wordpress,
    "wp-caption": _caption,
    "figure": _figure,
    "lightbox": _lightbox,
}


def draw(path: Path, width: int = 960, height: int = 540) -> None:
    """Write a small picture whose colours follow from its name, unless one lies there."""
    if path.exists():
        return
    seed = zlib.crc32(path.name.encode())
    red, green, blue = seed & 255, seed >> 8 & 255, seed >> 16 & 255
    rows = bytearray()
    for y in range(height):
        shade = y * 96 // height
        pixel = bytes(((red + shade) & 255, (green + shade) & 255, (blue + shade) & 255))
        rows += b"\x00" + pixel * width
    path.parent.mkdir(exist_ok=True)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")
    data = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + data)

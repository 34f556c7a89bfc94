"""From an article as we keep it to XHTML as books want it. What books may not hold is left out."""

from __future__ import annotations

import re
from collections.abc import Callable

from turbohtml import Element, Namespace, Text, parse_fragment

from devket.core.types import SafeHtml
from devket.reading.services.books.shapes import shape

IMAGES = "/media/images/"
# XML 1.0 has no way to write these, escaped or not.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Of use to browsers alone, or such that pages write anything there and nobody sees it.
_NEVER_IN_BOOKS = ("loading", "decoding", "rel", "data-lang", "data-file", "cite", "datetime")
_ALLOWED_IN_ADDRESS = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ADDRESS = re.compile(
    r"(?:https?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.\-]+)(?::[0-9]{1,5})?(?:[/?#][^#]*)?(?:#[^#]*)?"
    r"|mailto:[^\s:#]+)"
)
_ID_START = re.compile(r"[A-Za-z_]")
_NOT_IN_ID = re.compile(r"[^\w.-]")
_LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}")

# From the key of a picture to its name in the book, None when it is not there.
Place = Callable[[str], str | None]


def xhtml_of(html: SafeHtml, place: Place) -> str:
    """Return the article's body as XHTML; `place` is asked for each of its pictures once."""
    root = parse_fragment(html, positions=False)
    known: dict[str, str | None] = {}
    for image in list(root.iter_elements("img")):
        _set_picture(image, place, known)
    for element in root.iter_elements():
        if element.namespace is Namespace.HTML:
            _fit(element)
    shape(root)
    _name_ids(root)
    _link(root)
    return _UNWRITABLE.sub("", str(root.inner_xml))


def has_formulas(xhtml: str) -> bool:
    """Tell whether a body holds MathML, which the list of a book's files must say."""
    return "<math" in xhtml


def writable(text: str) -> str:
    """Return the text without what XML cannot write."""
    return _UNWRITABLE.sub("", text)


def lang_of(lang: str) -> str:
    """Return the language as books name it, empty when it is none."""
    return lang if _LANG.fullmatch(lang) else ""


def address_of(href: str) -> str:
    """Return the address as RFC 3986 writes it, empty when it cannot be written so."""
    encoded = _ALLOWED_IN_ADDRESS.sub(_percent, _LONE_PERCENT.sub("%25", href.strip()))
    return encoded if _ADDRESS.fullmatch(encoded) else ""


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode("utf-8", "ignore"))


def _set_picture(image: Element, place: Place, known: dict[str, str | None]) -> None:
    source = image.attr("src") or ""
    key = source.removeprefix(IMAGES).partition("/")[0] if source.startswith(IMAGES) else ""
    if key and key not in known:
        known[key] = place(key)
    name = known.get(key)
    if name is None:
        words = (image.attr("alt") or "").strip()
        image.replace_with(Element("span", {"class": "image-missing"}, [Text(words or "▨")]))
        return
    image.attrs["src"] = name
    image.attrs.setdefault("alt", "")


def _fit(element: Element) -> None:
    """Make one element fit: without what books have no use for, its language in both forms."""
    attrs = element.attrs
    for name in _NEVER_IN_BOOKS:
        if name in attrs:
            del attrs[name]
    lang = attrs.get("lang")
    if lang and lang_of(str(lang)):
        attrs["xml:lang"] = lang
    elif lang is not None:
        del attrs["lang"]


def _name_ids(root: Element) -> None:
    """Let each name stand once and be one that XML takes."""
    taken: set[str] = set()
    for element in root.iter_elements():
        name = element.attr("id")
        if name is None:
            continue
        plain = _plain_id(name)
        if plain in taken:
            del element.attrs["id"]
        else:
            element.attrs["id"] = plain
            taken.add(plain)


def _plain_id(name: str) -> str:
    plain = _NOT_IN_ID.sub("_", name)
    return plain if _ID_START.match(plain) else f"n{plain}"


def _link(root: Element) -> None:
    """Keep links that lead somewhere; of the others the words."""
    there = {name for element in root.iter_elements() if (name := element.attr("id"))}
    for link in list(root.iter_elements("a")):
        href = link.attr("href") or ""
        if href.startswith("#"):
            name = _plain_id(href[1:])
            kept = f"#{name}" if name in there else ""
        else:
            kept = address_of(href)
        if kept:
            link.attrs["href"] = kept
        elif "href" in link.attrs:
            del link.attrs["href"]

"""Last strokes on the chosen article: addresses, headings, ids, pictures, footnotes, wrappers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from turbohtml import Element, Text

from devket.capture.about.metadata import Metadata
from devket.capture.finish.leftovers import tidy_leftovers
from devket.capture.finish.opening import trim_opening
from devket.capture.normalise.pictures import drop_repeats
from devket.capture.sanitise import ID_PREFIX
from devket.core.urls import join

_RENAMED = {
    "article": "div",
    "main": "div",
    "header": "div",
    "hgroup": "div",
    "address": "div",
    "center": "div",
    "fieldset": "div",
    "footer": "div",
    "aside": "div",
    "body": "div",
    "nav": "div",
    "form": "div",
    "legend": "p",
    "tt": "code",
    "strike": "s",
    "acronym": "abbr",
    "dir": "ul",
    "search": "div",
}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OURS = frozenset(["callout", "footnotes", "math", "embed", "tab-label", "post"])
_NOTE_LINK = re.compile(
    r"^#(?:user-content-)?(?:fn|footnote|note|cite_note|_ftn|ftnt)[\w:.-]*", re.IGNORECASE
)
_BACK_LINK = re.compile(
    r"^#(?:user-content-)?(?:fnref|footnote-ref|footnote-anchor|ref|cite_ref|_ftnref|fnr)[\w:.-]*",
    re.IGNORECASE,
)
_SIZE = re.compile(r"(\d{1,5})(?:\.\d+)?(?:px)?")
_ODD = re.compile(r"[^\w.:-]+")
_NOT_SLUG = re.compile(r"[^\w]+")
_INLINE_WRAPPERS = ["span", "font", "big", "u"]
_MOST_LAST = 8
_NAME = re.compile(r"[\w.:-]{1,120}")


def finish(article: Element, meta: Metadata, url: str) -> None:
    """Put the article in its final form, in place; safety is still `sanitise`'s to enforce."""
    _rename(article)
    trim_opening(article, meta)
    tidy_leftovers(article)
    drop_repeats(article)
    _demote_headings(article)
    _settle_ids(article, url)
    for link in list(article.iter_elements("a")):
        _settle_link(link, url)
    for image in list(article.iter_elements("img")):
        _settle_image(image)
    _mark_footnotes(article)
    _unwrap_needless(article)
    _drop_empty(article)
    _drop_last_headings(article)


def _rename(article: Element) -> None:
    for element in list(article.iter_elements(_RENAMED.keys())):
        element.tag = _RENAMED[element.tag]
    for element in [e for e in article.iter_elements() if "-" in e.tag]:
        element.tag = (
            "div" if element.find(["p", "div", "pre", "ul", "ol", "h2", "table"]) else "span"
        )


def _demote_headings(article: Element) -> None:
    """The page's only h1 is its title: when the text has some too, every heading goes one down."""
    if article.find("h1") is None:
        return
    for heading in list(article.iter_elements(_HEADINGS)):
        heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def _settle_ids(article: Element, url: str) -> None:
    """Headings all get an id, other elements keep theirs only when a link leads to it."""
    page = url.split("#", maxsplit=1)[0]
    fragments = ((a.attr("href") or "").removeprefix(page) for a in article.iter_elements("a"))
    wanted = {_plain_name(part[1:]) for part in fragments if part.startswith("#")}
    used: dict[str, int] = {}
    for element in list(article.iter_elements()):
        name = element.attr("id") or (element.attr("name") if element.tag == "a" else "") or ""
        name = _plain_name(name)
        if element.tag in _HEADINGS:
            _set_id(element, name if _NAME.fullmatch(name) else _slug(element.text), used)
        elif name and name in wanted and _NAME.fullmatch(name):
            _set_id(element, name, used)
        elif name and element.attr("id"):
            del element.attrs["id"]


def _set_id(element: Element, name: str, used: dict[str, int]) -> None:
    unique = name
    while unique in used:
        used[name] += 1
        unique = f"{name}-{used[name]}"
    used[unique] = 1
    element.attrs["id"] = ID_PREFIX + unique


def _plain_name(name: str) -> str:
    """Return a fragment or id in the letters ours may have: `load()` is `load`, `%EC…` Hangul."""
    return _ODD.sub("-", unquote(name)).strip("-")[:120]


def _slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text.strip().lower()).strip("-")[:60] or "section"


def _settle_link(link: Element, url: str) -> None:
    href = (link.attr("href") or "").strip()
    page = url.split("#", maxsplit=1)[0]
    fragment = href.removeprefix(page)
    is_empty = not link.text.strip() and link.select_one("img, pre") is None
    if fragment == "#" or (is_empty and not link.attr("id")):
        link.unwrap()
        return
    if fragment.startswith("#") and len(fragment) > 1:
        link.attrs["href"] = f"#{ID_PREFIX}{_plain_name(fragment[1:])}"
        return
    address = href if href.lower().startswith("mailto:") else join(url, href) if href else None
    if address is None:
        if link.attr("id"):
            link.tag = "span"
        else:
            link.unwrap()
        return
    link.attrs["href"] = address


def _settle_image(image: Element) -> None:
    for name in ("width", "height"):
        match = _SIZE.fullmatch((image.attr(name) or "").strip())
        if match:
            image.attrs[name] = match[1]
        elif name in image.attrs:
            del image.attrs[name]
    if image.attr("alt") is None:
        image.attrs["alt"] = ""


def _mark_footnotes(article: Element) -> None:
    for link in list(article.iter_elements("a")):
        href = (link.attr("href") or "").replace(f"#{ID_PREFIX}", "#", 1)
        if _BACK_LINK.match(href):
            link.attrs["class"] = "footnote-back"
            _set_last(link)
        elif _NOTE_LINK.match(href) and len(link.text.strip()) < 8:
            link.attrs["class"] = "footnote-ref"
    for element in article.select("section[class], div[class], ol[class]"):
        named = re.search(r"(?:^|[\s_-])footnotes?(?:$|[\s_-])", element.attr("class") or "")
        parent = element.parent
        is_inner = isinstance(parent, Element) and parent.closest(".footnotes") is not None
        if named and not is_inner:
            element.attrs["class"] = "footnotes"


def _set_last(link: Element) -> None:
    """The way back stands after the note; where it has several, each with a letter, they stay."""
    note = link.closest("li")
    if link.text.strip() not in ("↑", "^") or note is None or link.closest("sup") is not None:
        return
    if not note.text.lstrip().startswith(link.text.strip()):
        return
    last = next((part for part in reversed(list(note.children)) if isinstance(part, Element)), note)
    place = last if last.tag in ("p", "div") else note
    link.set_text("↩\ufe0e")
    place.append(Text(" "))
    place.append(link)
    for node in list(note.children):
        if node.text.strip():
            return
        node.extract()  # what stood around the sign and between it and the words


def _unwrap_needless(article: Element) -> None:
    for element in reversed(list(article.iter_elements(["div", "section"]))):
        words = (element.attr("class") or "").split()
        if not _OURS & set(words) and not element.attr("id") and _holds_blocks_only(element):
            element.unwrap()
    for element in list(article.iter_elements(_INLINE_WRAPPERS)):
        if element.tag != "u" and element.attr("class") != "math" and not element.attr("id"):
            element.unwrap()


def _holds_blocks_only(element: Element) -> bool:
    for child in element.children:
        if isinstance(child, Text):
            if child.data.strip():
                return False
        elif isinstance(child, Element) and child.tag in (
            "a",
            "span",
            "b",
            "i",
            "em",
            "strong",
            "code",
            "br",
        ):
            return False
    return True


def _drop_empty(article: Element) -> None:
    for element in reversed(
        list(article.iter_elements(["p", "div", "section", "li", "ul", "ol", "figure", *_HEADINGS]))
    ):
        if not element.text.strip() and element.find(["img", "pre", "hr", "table", "br"]) is None:
            element.extract()


def _drop_last_headings(article: Element) -> None:
    """A heading with nothing under it is what is left of comments or related posts."""
    for heading in reversed(list(article.iter_elements(_HEADINGS))[-_MOST_LAST:]):
        after = [node for node in heading.following if not isinstance(node, Element)]
        is_last = not any(node.text.strip() for node in after)
        if not is_last or not article.text.strip().removesuffix(heading.text.strip()):
            return
        heading.extract()

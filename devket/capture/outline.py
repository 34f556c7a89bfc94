"""An article as it is gone through: its blocks in order, each with an anchor, and its headings.

What is kept stays as it is: anchors are added when an article is shown. Only markup as `sanitise`
writes it is touched, and nothing but `id` attributes is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from devket.core.text import one_line
from devket.core.types import SafeHtml

# The same selector counts them in the browser.
BLOCKS = ("p", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "blockquote", "table")
WORDS_LENGTH = 80  # of the first words by which a block is found in another version
_LEAST_KEY = 12  # signs that tell a block from most others
_HEADING = re.compile("h[2-6]")
_LONGEST_HEADING = 120
# Every tag is taken whole, so that nothing inside an attribute can look like one. A `<` that
# begins no such tag is found by the second form: then this is no markup of ours.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-zA-Z-]+="[^"]*")*)>|<')
_ANY_TAG = re.compile(r'<(?:[^">]|"[^"]*")*>')
_CUT_TAG = re.compile(r"<[^>]*$")
_ID = re.compile(r' id="([^"]*)"')
_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of a table of contents; `level` is 2 to 6."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The article with an id on each block; `anchors` are those ids in order."""

    html: SafeHtml
    anchors: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()


def outline(html: SafeHtml) -> Outline:
    """Give every block an id and tell the headings. What has an id keeps it: links lead there."""
    parts: list[str] = []
    anchors: list[str] = []
    headings: list[Heading] = []
    taken = set(_ID.findall(html))
    done = 0
    for tag in _TAG.finditer(html):
        name = tag[2]
        if name is None:
            return Outline(html)
        if tag[1] or name not in _NAMES:
            continue
        text = _heading_text(html, tag) if _HEADING.fullmatch(name) else ""
        anchor, is_new = _anchor(tag[3], text, len(anchors), taken)
        if is_new:
            parts.append(f'{html[done : tag.end() - 1]} id="{anchor}">')
            done = tag.end()
        anchors.append(anchor)
        if text:
            headings.append(Heading(int(name[1]), anchor, text))
    parts.append(html[done:])
    return Outline(SafeHtml("".join(parts)), tuple(anchors), tuple(headings))


_NAMES = frozenset(BLOCKS)


def _anchor(attributes: str, heading: str, number: int, taken: set[str]) -> tuple[str, bool]:
    """Return the id of a block, its own or a new one; a heading is named by its words."""
    own = _ID.search(attributes)
    if own:
        return own[1], False
    slug = _NOT_SLUG.sub("-", heading.lower()).strip("-")[:60]
    name = f"part-{slug}" if slug else f"b{number}"
    if name in taken:
        name = f"{name}-{number}"
    taken.add(name)
    return name, True


def _heading_text(html: str, tag: re.Match[str]) -> str:
    end = html.find(f"</{tag[2]}>", tag.end())
    inner = html[tag.end() : end] if end >= 0 else ""
    return one_line(unescape(_ANY_TAG.sub("", inner)))[:_LONGEST_HEADING]


def block_with(html: str, words: str, *, near: float) -> int | None:
    """Return the number of the block that begins with these words, None where there is none.

    Of several the one nearest to this share of the whole, from 0 to 1. When the words were
    changed towards their end, their first half is enough.
    """
    wanted = _key(words)
    begun = list(_beginnings(html))
    for key in (wanted, wanted[: len(wanted) // 2]):
        found = [number for number, start in enumerate(begun) if start.startswith(key)]
        if found and (len(key) >= _LEAST_KEY or key == wanted != ""):
            return min(found, key=lambda number: abs(number - near * len(begun)))
    return None


def _beginnings(html: str) -> Iterator[str]:
    """Yield what each block begins with; what stands after a short one comes along."""
    for tag in _TAG.finditer(html):
        if tag[2] in _NAMES and not tag[1]:
            # Code is mostly tags: then the words are found in a longer piece.
            short = _text(html[tag.end() : tag.end() + 4 * WORDS_LENGTH])
            is_enough = len(short) >= WORDS_LENGTH
            yield short if is_enough else _text(html[tag.end() : tag.end() + 40 * WORDS_LENGTH])


def _text(piece: str) -> str:
    return _key(unescape(_CUT_TAG.sub("", _ANY_TAG.sub("", piece))))


def _key(words: str) -> str:
    """Return words without the white space, which pages and browsers set as they like."""
    return _SPACE.sub("", words)[:WORDS_LENGTH]

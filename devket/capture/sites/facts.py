"""Small facts out of a page: what a meta tag claims, the text of an element, a number in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from turbohtml import Document, Element

from devket.core.text import clip, one_line

_NUMBER = re.compile(r"(\d[\d.,\s\u00a0\u202f]*)\s*([kKmM]\b)?")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_LONGEST = 2_000
_MOST_PARAGRAPHS = 200
_MUCH = 1_500


def meta(document: Document, *names: str) -> str:
    """Return the first value that meta tags in the head claim under these names, best first."""
    return next(metas(document, *names), "")


def metas(document: Document, *names: str) -> Iterator[str]:
    """Yield all values of meta tags under these names, those of the first name first."""
    house = document.find("head") or document
    found = [
        ((tag.attr("property") or tag.attr("name") or "").lower(), tag.attr("content") or "")
        for tag in house.iter_elements("meta")
    ]
    for name in names:
        for own, value in found:
            if own == name and value.strip():
                yield value.strip()[:_LONGEST]


def has_prose(document: Document) -> bool:
    """Tell whether a page shows more text than a description of something would be."""
    paragraphs = document.select("article p, main p")[:_MOST_PARAGRAPHS]
    return sum(len(paragraph.text) for paragraph in paragraphs) > _MUCH


def first_text(root: Document | Element, selector: str) -> str:
    """Return the words of the first element that matches and has any, on one line."""
    for element in root.select(selector)[:10]:
        if words := one_line(element.text[:_LONGEST]):
            return clip(words, 400)
    return ""


def digits(words: str) -> str:
    """Return a count as plain digits: `1,234` and `1.2k` as they are meant; empty for none."""
    match = _NUMBER.search(words[:80])
    if match is None:
        return ""
    if match[2]:
        try:
            size = float(re.sub(r"[^\d.]", "", match[1].replace(",", ".")))
        except ValueError:
            return ""
        return str(round(size * (1_000 if match[2] in "kK" else 1_000_000)))
    return re.sub(r"\D", "", match[1])[:15]


def duration(seconds: int) -> str:
    """Return a length in ISO 8601, as `PT1H2M3S`; empty for none."""
    if not 0 < seconds < 10_000_000:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "PT" + "".join(f"{size}{unit}" for size, unit in parts if size)


def duration_of_clock(words: str) -> str:
    """Return the length that `1:02:03` or `4:13` tells, in ISO 8601; empty for anything else."""
    match = _CLOCK.fullmatch(words.strip())
    if match is None:
        return ""
    return duration(int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]))


def known(card: dict[str, str]) -> dict[str, str]:
    """Return the facts that have a value, each on one line and of a sane length."""
    return {name: clip(one_line(value), 200) for name, value in card.items() if value.strip()}

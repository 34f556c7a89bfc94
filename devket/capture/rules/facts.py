"""Read single facts out of a page as a rule says where they stand."""

from __future__ import annotations

import re
from datetime import datetime

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.rules.model import Facts
from devket.core.text import clip, one_line

_NUMBER = re.compile(r"[-−+]?\d[\d,.\u00a0]*\s?[kKmM]?(?![\w.])")
_LONGEST = 300
_TIMES = {"k": 1_000, "m": 1_000_000}
_MILLISECONDS = 10


def said(element: Element | Document, facts: Facts) -> str:
    """Return the first fact that says something, as one line; "" when none does."""
    for fact in facts:
        found: Element | Document | None = element
        if fact.selector:
            found = element.select_one(fact.selector)
        if not isinstance(found, Element):
            continue
        words = (found.attr(fact.attribute) or "") if fact.attribute else found.text
        if line := _part(clip(one_line(words[: _LONGEST * 8]), _LONGEST), fact.pattern):
            return line
    return ""


def _part(line: str, pattern: re.Pattern[str] | None) -> str:
    match = pattern.search(line) if pattern is not None else None
    return line if pattern is None else match[1].strip() if match else ""


def moment(element: Element | Document, facts: Facts) -> datetime | None:
    """Return the first fact that is a date."""
    return next((at for fact in facts if (at := read_date(said(element, (fact,))))), None)


def number(text: str) -> str:
    """Return the first number in a text as plain digits: `1.2k points` is 1200; "" for none."""
    match = _NUMBER.search(text)
    if match is None:
        return ""
    word = match[0].replace("−", "-").replace("\u00a0", "").lstrip("+").strip().lower()
    if word[-1] in _TIMES:
        try:
            return str(round(float(word[:-1].replace(",", ".")) * _TIMES[word[-1]]))
        except ValueError:
            return ""
    digits = re.sub(r"[,.]", "", word)
    return str(int(digits)) if digits.lstrip("-").isascii() and len(digits) < 12 else ""

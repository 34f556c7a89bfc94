"""Where pages put the data that their scripts draw: each frame's own place, and all others.

Yields decoded values with a name for the log; what in them is an article is told in `search`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from urllib.parse import unquote

from turbohtml import Document

from devket.capture.embedded.find import json_of
from devket.capture.embedded.literals import NotPlainError, literal_at, values_from
from devket.capture.shells.flat import resolver, rows_of, strings_pushed, unflattened, with_texts

_MOST_SCRIPTS = 200
_MOST_VALUES = 60
_MOST_ASSIGNED = 20  # values of one script
_MOST_ELEMENTS = 5000
_LONGEST = 8_000_000
_SHORTEST = 300  # characters of data: less holds no article
_NAMES = {
    "__NEXT_DATA__": "next",
    "__NUXT_DATA__": "nuxt",
    "__NUXT__": "nuxt",
    "__APOLLO_STATE__": "apollo",
    "ng-state": "angular",
}
_ASSIGNED = re.compile(
    r"(?:\b(?:window|self|globalThis|top)(?:\.|\[[\"'])|\b(?:var|let|const) {1,4})([\w$]{2,60})"
    r"(?:[\"']\])?\s{0,9}=(?!=)\s{0,9}(?=[\[{(\"'J])"
)
_PARSED = re.compile(r"JSON\.parse\(\s{0,9}(decodeURIComponent\(\s{0,9})?")
_CALLED = re.compile(r"\(\(?function\s?\(([\w$, ]{0,20000})\)\s?\{")
_KIT = re.compile(r"\bdata:\s{0,9}(?=\[)")
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))
_ROUTER = "streamController.enqueue("
_NEXT = "__next_f.push("

Named = tuple[str, object]


def values_in(document: Document) -> Iterator[Named]:
    """Yield the values a page carries for its scripts, with a name for each, bounded."""
    values = chain(_of_json(document), _of_scripts(document), _of_attributes(document))
    found = ((name, value) for name, value in values if isinstance(value, dict | list))
    return islice(found, _MOST_VALUES)


def _of_json(document: Document) -> Iterator[Named]:
    for script in document.select('script[type*="json"]')[:_MOST_SCRIPTS]:
        text = script.text
        if not _SHORTEST <= len(text) <= _LONGEST or "ld+json" in (script.attr("type") or ""):
            continue
        name = script.attr("id") or ""
        value = json_of(text)
        if value is None and "&q;" in text:
            value = json_of(_of_angular(text))
        if isinstance(value, list) and "nuxt" in name.lower():
            value = unflattened(value)
        yield _NAMES.get(name, "json"), value


def _of_angular(text: str) -> str:
    for sign, letter in _ANGULAR:
        text = text.replace(sign, letter)
    return text


def _of_scripts(document: Document) -> Iterator[Named]:
    streamed: list[str] = []
    routed: list[str] = []
    for script in document.select('script:not([src]):not([type*="json"])')[:_MOST_SCRIPTS]:
        text = script.text
        if len(text) > _LONGEST:
            continue
        if _NEXT in text:
            streamed += strings_pushed(text, _NEXT)
        elif _ROUTER in text:
            routed += strings_pushed(text, _ROUTER)
        elif len(text) >= _SHORTEST:
            yield from _of_script(text)
    if streamed:
        rows = rows_of("".join(streamed))
        resolve = resolver(rows)
        yield "next-stream", [with_texts(row, resolve) for row in rows.values()]
    if routed:
        table = json_of("".join(routed))
        yield "router", unflattened(table) if isinstance(table, list) else None


def _of_script(text: str) -> Iterator[Named]:
    if "kit.start" in text and (found := _KIT.search(text)):
        with suppress(NotPlainError):
            yield "svelte", literal_at(text, found.end())
    for match in islice(_ASSIGNED.finditer(text), _MOST_ASSIGNED):
        with suppress(NotPlainError):
            yield _NAMES.get(match[1], "state"), _assigned_value(text, match.end())


def _assigned_value(text: str, start: int) -> object:
    if called := _CALLED.match(text, start):
        return _called_value(text, called)
    if parsed := _PARSED.match(text, start):
        inner = literal_at(text, parsed.end())
        if not isinstance(inner, str):
            return None
        return json_of(unquote(inner) if parsed[1] else inner)
    value = json_of(text[start:]) if text[start] in "[{" else None
    value = literal_at(text, start) if value is None else value
    return json_of(value) if isinstance(value, str) and value[:1] in ("{", "[") else value


def _called_value(text: str, called: re.Match[str]) -> object:
    """Read `(function(a,b){return {…}}(1,"x"))`: a way to write data short, names for repeats."""
    names = [name.strip() for name in called[1].split(",")]
    ends = text.rfind("}(")
    start = text.find("return", called.end())
    if ends < 0 or start < 0:
        raise NotPlainError
    known = dict(zip(names, values_from(text, ends + 2), strict=False))
    return literal_at(text, start + len("return"), known)


def _of_attributes(document: Document) -> Iterator[Named]:
    for element in islice(document.iter_elements(), _MOST_ELEMENTS):
        for name in element.attrs:
            text = element.attr(name) or ""
            if _SHORTEST <= len(text) <= _LONGEST and text.lstrip()[:1] in ("{", "["):
                value = json_of(text)
                is_astro = element.tag == "astro-island"
                yield name[:40], _of_astro([0, value], 0) if is_astro else value


def _of_astro(pair: object, depth: int) -> object:
    """Islands write each value as a pair of its kind and itself: 0 plain, 1 a list."""
    if not isinstance(pair, list) or len(pair) != 2 or depth > 40:
        return None
    kind, value = pair
    if kind == 1 and isinstance(value, list):
        return [_of_astro(one, depth + 1) for one in value]
    if kind == 0 and isinstance(value, dict):
        return {key: _of_astro(one, depth + 1) for key, one in value.items()}
    return value

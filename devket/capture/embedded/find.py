"""Data that a page carries for its own scripts: finding it and taking it apart, never running it.

What comes out is as untrusted as any page: readers ask for each value with its type.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from turbohtml import Document, Element

_LARGEST = 8_000_000  # characters of one script; decoded, it takes about six times that
_MOST_SCRIPTS = 300
_MOST_ATTEMPTS = 40
_MOST_NODES = 100_000
_DECODER = json.JSONDecoder()
_PARSE_CALL = re.compile(r"\s*JSON\.parse\(\s*")
_EQUALS = re.compile(r"""["'\]\s]{0,4}=(?!=)\s*""")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)\s*")


def json_of(script_text: str) -> object | None:
    """Return the JSON value a script's text begins with, None when there is none to read."""
    if len(script_text) > _LARGEST:
        return None
    unwrapped = _WRAPPING.sub("", script_text[:200]) + script_text[200:]
    return _decoded(unwrapped, len(unwrapped) - len(unwrapped.lstrip()))


def by_id(document: Document, name: str) -> object | None:
    """Return the JSON in the script with this id, None when there is none."""
    script = document.find("script", attrs={"id": name})
    return json_of(script.text) if script is not None else None


def in_scripts(document: Document, selector: str) -> Iterator[object]:
    """Yield the JSON of each script that matches a selector, in order."""
    for script in document.select(selector)[:_MOST_SCRIPTS]:
        value = json_of(script.text)
        if value is not None:
            yield value


def assigned(document: Document, name: str) -> object | None:
    """Return the value of the first `name = {…}` in a script: an object, array or parsed string.

    `name` is what stands before the sign, as `window.__STATE__` or `ytInitialData`. Only plain JSON
    is read, and `JSON.parse("…")` of it; a value in the wider syntax of scripts is passed over.
    """
    for number, script in enumerate(document.iter_elements("script")):
        if number >= _MOST_SCRIPTS:
            return None
        value = _assigned_in(script, name)
        if value is not None:
            return value
    return None


def _assigned_in(script: Element, name: str) -> object | None:
    text = script.text
    if len(text) > _LARGEST:
        return None
    at = text.find(name)
    for _ in range(_MOST_ATTEMPTS):
        if at < 0:
            return None
        sign = _EQUALS.match(text, at + len(name))
        value = _value_at(text, sign.end()) if sign else None
        if value is not None:
            return value
        at = text.find(name, at + len(name))
    return None


def _value_at(text: str, start: int) -> object | None:
    call = _PARSE_CALL.match(text, start)
    if call:
        inner = _decoded(text, call.end())
        return json_of(inner) if isinstance(inner, str) else None
    return _decoded(text, start) if text[start : start + 1] in ("{", "[") else None


def _decoded(text: str, start: int) -> object | None:
    try:
        value: object = _DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):  # nested without end counts as broken
        return None
    return value


def dig(value: object, *path: str | int, default: object = None) -> object:
    """Follow keys and indices into decoded JSON; `default` where the path leads nowhere."""
    for step in path:
        if isinstance(step, str):
            if not isinstance(value, dict) or step not in value:
                return default
            value = value[step]
        elif isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return default
    return value


def text_at(value: object, *path: str | int) -> str:
    """Return the string at a path, a whole number as digits, empty for anything else."""
    found = dig(value, *path)
    if isinstance(found, int) and not isinstance(found, bool) and abs(found) < 10**18:
        return str(found)
    return found if isinstance(found, str) else ""


def list_at(value: object, *path: str | int, most: int = 2_000) -> list[object]:
    """Return the first `most` items of the array at a path, none for anything else."""
    found = dig(value, *path)
    return found[:most] if isinstance(found, list) else []


def holders(value: object, key: str, most: int = 200) -> list[dict[str, object]]:
    """Return the objects anywhere in decoded JSON that have a key, outer before inner, bounded."""
    found: list[dict[str, object]] = []
    waiting: list[object] = [value]
    for _ in range(_MOST_NODES):
        if not waiting or len(found) >= most:
            break
        node = waiting.pop()
        if isinstance(node, dict):
            if key in node:
                found.append(node)
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node[:_MOST_NODES]))
    return found

"""Data that frameworks write flat or in pieces, put together again: Nuxt, React Router, Next."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

_DEEPEST = 60
_MOST_STEPS = 200_000
_MOST_ROWS = 20_000
_WRAPPERS = frozenset(
    {"Reactive", "ShallowReactive", "Ref", "ShallowRef", "Set", "EmptyRef", "skipHydrate", "Date"}
)
_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),|([A-Z]{0,2}))")
_REFERENCE = re.compile(r"\$L?([0-9a-f]{1,8})(?:$|:)")


def unflattened(table: list[object]) -> object:
    """Return the value a flat table stands for (`devalue`, `turbo-stream`): items name each other.

    What names itself, or goes too deep, is None there.
    """
    return _Table(table).value(0, 0)


class _Table:
    """Items are read once each time they are named, within one budget for the whole table."""

    def __init__(self, table: list[object]) -> None:
        self.table, self.left = table, _MOST_STEPS

    def value(self, index: object, depth: int) -> object:
        self.left -= 1
        if not isinstance(index, int) or isinstance(index, bool):
            return None
        if not 0 <= index < len(self.table) or depth > _DEEPEST or self.left < 0:
            return None
        item = self.table[index]
        if isinstance(item, dict):
            return {
                self._key(key): self.value(at, depth + 1) for key, at in list(item.items())[:2000]
            }
        return self._listed(item, depth) if isinstance(item, list) else item

    def _key(self, key: str) -> str:
        """React Router names keys as it does values: `_7` is the item seven."""
        if key.startswith("_") and key[1:].isdigit() and len(key) < 9:
            named = self.value(int(key[1:]), 0)
            return named if isinstance(named, str) else key
        return key

    def _listed(self, item: list[object], depth: int) -> object:
        if item and isinstance(item[0], str):
            kind = item[0]
            if kind in ("Date", "D") and len(item) > 1:
                return item[1]
            if kind in _WRAPPERS and len(item) > 1:
                return self.value(item[1], depth + 1)
            return None
        return [self.value(at, depth + 1) for at in item[:5000]]


def rows_of(stream: str) -> dict[str, object]:
    """Return the rows of a React server stream by their number: decoded JSON, or plain text."""
    data = stream.encode("utf-8", "replace")
    rows: dict[str, object] = {}
    at = 0
    while at < len(data) and len(rows) < _MOST_ROWS:
        head = _ROW.match(data, at)
        if head is None:
            at = _next_line(data, at)
            continue
        number = head[1].decode()
        if head[2]:  # text is counted in bytes: nothing stands after it, not even a new line
            end = head.end() + int(head[2], 16)
            rows[number] = data[head.end() : end].decode("utf-8", "replace")
            at = end
            continue
        end = _next_line(data, head.end())
        if not head[3]:
            rows[number] = _loaded(data[head.end() : end])
        at = end
    return rows


def _next_line(data: bytes, at: int) -> int:
    found = data.find(b"\n", at)
    return found + 1 if found >= 0 else len(data)


def _loaded(line: bytes) -> object:
    try:
        value: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value


def resolver(rows: Mapping[str, object]) -> Callable[[object], object]:
    """Return what follows a reference (`$1a`, `$L1a`) to its row; anything else stays."""

    def resolve(value: object) -> object:
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        match = _REFERENCE.match(value)
        if match is None:
            return value[1:] if value.startswith("$$") else value
        return rows.get(match[1])

    return resolve


def with_texts(value: object, resolve: Callable[[object], object]) -> object:
    """Return a value with every reference to a text replaced by that text, bounded."""
    return _Texts(resolve).put(value, 0)


class _Texts:
    def __init__(self, resolve: Callable[[object], object]) -> None:
        self.resolve, self.left = resolve, _MOST_STEPS

    def put(self, value: object, depth: int) -> object:
        self.left -= 1
        if depth > _DEEPEST or self.left < 0:
            return None
        if isinstance(value, str):
            found = self.resolve(value)
            return found if isinstance(found, str) else value
        if isinstance(value, list):
            return [self.put(item, depth + 1) for item in value]
        if isinstance(value, dict):
            return {key: self.put(item, depth + 1) for key, item in value.items()}
        return value


def strings_pushed(text: str, call: str) -> Iterator[str]:
    """Yield the first string of each `call("…")` or `call([1,"…"])` in a script's text."""
    decoder = json.JSONDecoder()
    at = text.find(call)
    for _ in range(_MOST_ROWS):
        if at < 0:
            return
        start = at + len(call)
        try:
            value: object = decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            value = None
        pushed = value[1] if isinstance(value, list) and len(value) > 1 else value
        if isinstance(pushed, str):
            yield pushed
        at = text.find(call, start)

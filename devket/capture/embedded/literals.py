"""Values that scripts write in their own syntax: objects, arrays and strings, read, never run.

Reads what JSON cannot say (`{a:"x",b:void 0,c:!0}`); anything that would have to be run ends it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_DEEPEST = 120
_SPACE = re.compile(r"(?:\s|//[^\n]*\n|/\*[^*]{0,2000}\*/)*")
_NAME = re.compile(r"[A-Za-z_$][\w$.]*")
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]{1,15}|\d{0,20}\.?\d{0,20}(?:[eE][+-]?\d{1,3})?)n?")
_PLAIN = {quote: re.compile(rf"[^{quote}\\]*") for quote in "\"'`"}
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.S
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


class NotPlainError(ValueError):
    """The text is no plain value: it would have to be run, or it is broken."""


def literal_at(text: str, start: int, names: Mapping[str, object] | None = None) -> object:
    """Return the value that begins at `start`; `names` are what known words stand for.

    Raises `NotPlainError` for calls, operators and broken text.
    """
    return _Reader(text, start, names or {}).value(0)


def values_from(text: str, start: int) -> list[object]:
    """Return the values of an argument list that begins at `start`, up to its bracket."""
    reader = _Reader(text, start, {})
    found: list[object] = []
    while reader.peek() not in (")", ""):
        found.append(reader.value(0))
        reader.skip(",")
    return found


class _Reader:
    def __init__(self, text: str, start: int, names: Mapping[str, object]) -> None:
        self.text, self.at, self.names = text, start, names

    def peek(self) -> str:
        space = _SPACE.match(self.text, self.at)
        self.at = space.end() if space else self.at
        return self.text[self.at : self.at + 1]

    def skip(self, sign: str) -> bool:
        if self.peek() != sign:
            return False
        self.at += 1
        return True

    def value(self, depth: int) -> object:
        sign = self.peek()
        if depth > _DEEPEST or not sign:
            raise NotPlainError
        if sign == "{":
            return self._object(depth)
        if sign == "[":
            return self._array(depth)
        if sign in "\"'`":
            return self._string(sign)
        if sign == "!":  # `!0` is how scripts are made short: true
            self.at += 1
            return not self.value(depth + 1)
        if sign.isdigit() or sign in "+-.":
            return self._number()
        return self._word(depth)

    def _object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self.at += 1
        while not self.skip("}"):
            sign = self.peek()
            key = self._string(sign) if sign and sign in "\"'" else self._key()
            if not self.skip(":"):
                raise NotPlainError
            found[key] = self.value(depth + 1)
            if not self.skip(",") and self.peek() != "}":
                raise NotPlainError
        return found

    def _array(self, depth: int) -> list[object]:
        found: list[object] = []
        self.at += 1
        while not self.skip("]"):
            if self.skip(","):  # a hole
                found.append(None)
                continue
            found.append(self.value(depth + 1))
            if not self.skip(",") and self.peek() != "]":
                raise NotPlainError
        return found

    def _key(self) -> str:
        match = _NAME.match(self.text, self.at) or _NUMBER.match(self.text, self.at)
        if match is None or not match[0]:
            raise NotPlainError
        self.at = match.end()
        return match[0]

    def _string(self, quote: str) -> str:
        parts: list[str] = []
        self.at += 1
        while True:
            plain = _PLAIN[quote].match(self.text, self.at)
            if plain is None:
                raise NotPlainError
            parts.append(plain[0])
            self.at = plain.end()
            if self.text[self.at : self.at + 1] == quote:
                self.at += 1
                whole = "".join(parts)
                return _SURROGATES.sub(_joined, whole)
            escape = _ESCAPE.match(self.text, self.at)
            if escape is None:
                raise NotPlainError
            parts.append(_unescaped(escape))
            self.at = escape.end()

    def _number(self) -> object:
        match = _NUMBER.match(self.text, self.at)
        if match is None or not match[0]:
            raise NotPlainError
        self.at = match.end()
        digits = match[0].rstrip("n")
        try:
            is_whole = digits.isdigit() or digits[1:2] in ("x", "X")
            return int(digits, 16 if "x" in digits.lower() else 10) if is_whole else float(digits)
        except ValueError:
            raise NotPlainError from None

    def _word(self, depth: int) -> object:
        match = _NAME.match(self.text, self.at)
        if match is None:
            raise NotPlainError
        self.at = match.end()
        name = match[0]
        if name in _WORDS:
            return _WORDS[name]
        if name == "void":
            self.value(depth + 1)
            return None
        if name == "new":
            return self._made(depth)
        if name in self.names:
            return self.names[name]
        raise NotPlainError

    def _made(self, depth: int) -> object:
        """`new Date("…")` is its text, `new Map([…])` its pairs; anything else ends it."""
        self.peek()
        if self._key() not in ("Date", "Map", "Set", "URL") or not self.skip("("):
            raise NotPlainError
        made = None if self.peek() == ")" else self.value(depth + 1)
        if not self.skip(")"):
            raise NotPlainError
        return made


def _unescaped(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits:
        number = int(digits, 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    sign = escape[4]
    return "" if sign in ("\n", "\r\n") else _LETTERS.get(sign, sign)


def _joined(pair: re.Match[str]) -> str:
    high, low = map(ord, pair[0])
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))

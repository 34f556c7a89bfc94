"""Colour for code, on the server. Text in, spans with short classes out; the text never changes.

Does not find code in pages (`devket.capture.code`) and does not decide colours (the style sheet).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from devket.core.clock import monotonic

if TYPE_CHECKING:
    from pygments.lexer import Lexer

MAX_COLOURED = 200_000  # characters a block: beyond, colour costs more than it helps
MAX_SECONDS = 2.0  # a block

# Few classes make small pages: a theme never tells more kinds apart than these.
_CLASS_OF = {  # by the names that Pygments gives its tokens
    "Comment": "c",
    "Comment.Preproc": "cp",
    "Keyword": "k",
    "Keyword.Constant": "kc",
    "Keyword.Type": "kt",
    "Literal.String": "s",
    "Literal.String.Escape": "se",
    "Literal.String.Interpol": "se",
    "Literal.String.Regex": "sr",
    "Literal.Number": "m",
    "Literal.Date": "m",
    "Operator.Word": "k",
    "Name.Function": "nf",
    "Name.Class": "nc",
    "Name.Namespace": "nn",
    "Name.Exception": "nc",
    "Name.Builtin": "nb",
    "Name.Tag": "nt",
    "Name.Attribute": "na",
    "Name.Decorator": "nd",
    "Name.Variable": "nv",
    "Name.Constant": "kc",
    "Name.Label": "nn",
    "Name.Entity": "se",
    "Generic.Deleted": "gd",
    "Generic.Inserted": "gi",
    "Generic.Heading": "gh",
    "Generic.Subheading": "gh",
    "Generic.Prompt": "gp",
    "Generic.Output": "go",
    "Generic.Error": "gr",
    "Generic.Traceback": "gr",
    "Generic.Emph": "ge",
    "Generic.Strong": "gs",
}
CLASSES = frozenset(_CLASS_OF.values())

COMMON = (
    *(
        "python",
        "javascript",
        "typescript",
        "jsx",
        "bash",
        "console",
        "json",
        "yaml",
        "html",
        "css",
        "sql",
    ),
    *(
        "go",
        "rust",
        "java",
        "c",
        "cpp",
        "csharp",
        "ruby",
        "php",
        "kotlin",
        "diff",
        "toml",
        "docker",
        "xml",
    ),
)

Piece = tuple[str, str]  # class ("" for none), text


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside code: characters `start` to `end` lead to `href`."""

    start: int
    end: int
    href: str


def highlight(text: str, language: str, links: Sequence[Link] = ()) -> str:
    """Return the code as escaped markup with colour spans and its links.

    The text of the result equals `text` character for character; without a lexer for the language,
    past the bounds, or when a lexer would change the text, it comes without colour.
    """
    pieces = _coloured(text, language) or [("", text)]
    return "".join(_markup(pieces, links))


def _coloured(text: str, language: str) -> list[Piece] | None:
    lexer = _lexer(language) if language and len(text) <= MAX_COLOURED else None
    # Lexers fold carriage returns into newlines, which would not be the same text any more.
    if lexer is None or "\r" in text:
        return None
    pieces = _merged(lexer, text)
    if pieces is None or "".join(piece for _, piece in pieces) != text:
        return None
    return pieces


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    # Imported here: 4 MB, and whoever only needs to know the classes colours nothing.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415  # for the reason above
    from pygments.util import ClassNotFound  # noqa: PLC0415  # as above

    try:
        return get_lexer_by_name(language, stripnl=False, stripall=False, ensurenl=False)
    except (ClassNotFound, ImportError):
        return None


def _merged(lexer: Lexer, text: str) -> list[Piece] | None:
    """Return the tokens with neighbours of one class made one, None when out of time."""
    pieces: list[Piece] = []
    current, buffer = "", [""]
    deadline = monotonic() + MAX_SECONDS
    for count, (kind, value) in enumerate(lexer.get_tokens(text)):
        if count & 1023 == 0 and monotonic() > deadline:
            return None
        name = _class_of(kind)
        # White space shows no colour, so it parts no two tokens of one class.
        if name != current and not value.isspace():
            _close(pieces, current, "".join(buffer))
            current, buffer = name, []
        buffer.append(value)
    _close(pieces, current, "".join(buffer))
    return pieces


def _close(pieces: list[Piece], name: str, text: str) -> None:
    seen = text.rstrip() if name else text
    if seen:
        pieces.append((name, seen))
    if len(seen) < len(text):
        pieces.append(("", text[len(seen) :]))


@lru_cache(maxsize=512)
def _class_of(kind: tuple[str, ...]) -> str:
    for length in range(len(kind), 0, -1):
        if (name := ".".join(kind[:length])) in _CLASS_OF:
            return _CLASS_OF[name]
    return ""


def _markup(pieces: Iterable[Piece], links: Sequence[Link]) -> Iterator[str]:
    if not links:
        yield from (_span(name, text) for name, text in pieces)
        return
    position, waiting = 0, sorted(links, key=lambda link: (link.start, link.end))
    for name, text in pieces:
        end = position + len(text)
        while position < end:
            while waiting and waiting[0].end <= position:
                waiting.pop(0)
            link = waiting[0] if waiting else None
            part_end = end
            if link and link.start > position:
                part_end, link = min(end, link.start), None
            elif link:
                part_end = min(end, link.end)
            part = _span(name, text[len(text) - (end - position) :][: part_end - position])
            yield f'<a href="{escape(link.href)}">{part}</a>' if link else part
            position = part_end


def _span(name: str, text: str) -> str:
    safe = escape(text, quote=False)
    return f'<span class="{name}">{safe}</span>' if name else safe


_GUESSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("console", re.compile(r"\A\s*(?:\$ |[\w.-]+@[\w.-]+[:~/\w.-]*[$#] )")),
    ("pycon", re.compile(r"\A\s*>>> ")),
    ("bash", re.compile(r"\A#!.*\b(?:ba|z|da|k)?sh\b")),
    ("python", re.compile(r"\A#!.*\bpython")),
    ("diff", re.compile(r"^(?:diff --git |@@ -\d+(?:,\d+)? \+\d+)", re.MULTILINE)),
    ("php", re.compile(r"\A\s*<\?php\b")),
    ("xml", re.compile(r"\A\s*<\?xml\b")),
    ("html", re.compile(r"\A\s*<(?:!doctype html|html|div|head|body|script|p)\b", re.IGNORECASE)),
    ("json", re.compile(r'\A\s*[{\[]\s*(?:"[^"\n]*"\s*[:,\]]|\{\s*"[^"\n]*"\s*:)')),
    ("dockerfile", re.compile(r"\AFROM [\w./:-]+(?: AS \w+)?\n(?:.*\n)*?(?:RUN|COPY|CMD) ")),
    (
        "python",
        re.compile(r"^(?:def \w+\(.*\).*:|from [\w.]+ import \w|class \w+.*:)\s*$", re.MULTILINE),
    ),
    ("rust", re.compile(r"^\s*(?:pub )?fn \w+.*\{|^use \w+(?:::\w+)+", re.MULTILINE)),
    ("go", re.compile(r"^package \w+$|^func (?:\(\w+ \*?\w+\) )?\w+\(.*\{$", re.MULTILINE)),
    ("c", re.compile(r"^#include\s*[<\"]", re.MULTILINE)),
    (
        "sql",
        re.compile(
            r"\A\s*(?:SELECT .+\n?\s*FROM|CREATE (?:TABLE|INDEX)|INSERT INTO) ", re.IGNORECASE
        ),
    ),
    ("javascript", re.compile(r"^(?:const|let) [\w{}, ]+ = |^import .+ from ['\"]", re.MULTILINE)),
)


def guess(text: str) -> str:
    """Return a language to colour by when the page names none, empty unless a sign is plain."""
    head = text[:4000]
    return next((name for name, sign in _GUESSES if sign.search(head)), "")


def warm(language: str) -> None:
    """Load one lexer, which a process forked from this one then has."""
    highlight("x = 1\n", language)

"""Where one file names another: `url()` and `@import` in style sheets, imports in modules.

Text in, places of the names out; which file is meant is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
# Comments and other strings are matched to be passed over.
_CSS = re.compile(
    rf"""/\*.*?\*/
    | @import\s*(?P<imported>{_STRING})
    | (?<![\w-])url\(\s*(?:(?P<quoted>{_STRING})|(?P<bare>[^\s"'()\\]+))\s*\)
    | {_STRING}""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_MAYBE_MODULE = re.compile(r"\bimport\b|\bfrom\s*[\"']")
_MAP_IN_CSS = re.compile(r"/\*[#@]\s*sourceMappingURL=.*?\*/[ \t]*\n?", re.DOTALL)
_MAP_IN_JS = re.compile(r"^[ \t]*//[#@]\s*sourceMappingURL=\S+[ \t]*(?:\n|\Z)", re.MULTILINE)
_IMPORT_META_URL = [",", "import", ".", "meta", ".", "url"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A name as it is written, and where: `text[start:end]`, without quotes."""

    start: int
    end: int
    target: str


def without_source_map(path: str, text: str) -> str:
    """Return the text without the comment that names a source map; those are not collected."""
    if path.endswith(".css"):
        return _MAP_IN_CSS.sub("", text)
    return _MAP_IN_JS.sub("", text) if path.endswith((".js", ".mjs")) else text


def references(path: str, text: str) -> Iterator[Reference]:
    """Yield what a style sheet or a module names, in the order of the text; else nothing."""
    if path.endswith(".css"):
        return _in_css(text)
    if path.endswith((".js", ".mjs")) and _MAYBE_MODULE.search(text):
        return _in_module(text)
    return iter(())


def _in_css(text: str) -> Iterator[Reference]:
    for found in _CSS.finditer(text):
        for name, margin in (("imported", 1), ("quoted", 1), ("bare", 0)):
            if found[name]:
                start, end = found.start(name) + margin, found.end(name) - margin
                yield Reference(start, end, text[start:end])


def _in_module(text: str) -> Iterator[Reference]:
    # Only here: the web process never reads a script.
    from pygments.lexers.javascript import JavascriptLexer  # noqa: PLC0415  # for the reason above

    tokens = [
        (start, value)
        for start, kind, value in JavascriptLexer().get_tokens_unprocessed(text)
        if value.strip() and kind[:1] != ("Comment",)
    ]
    words = [value for _, value in tokens]
    for at, (start, value) in enumerate(tokens):
        target = value[1:-1]
        if len(value) > 2 and value[0] in "\"'" and _is_named(words, at, target):
            yield Reference(start + 1, start + len(value) - 1, target)


def _is_named(words: list[str], at: int, target: str) -> bool:
    """Tell whether the string at this place is the name of a file beside the module."""
    if words[max(at - 3, 0) : at] == ["new", "URL", "("]:
        return words[at + 1 : at + 7] == _IMPORT_META_URL
    is_import = words[at - 1] in ("from", "import") or words[max(at - 2, 0) : at] == ["import", "("]
    # A bare name is one for an import map, not for a file.
    return at > 0 and is_import and target.startswith(("./", "../", "/"))

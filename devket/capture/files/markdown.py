"""Markdown as pages of forges write it, turned into raw markup; nothing here makes it safe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.gfm import gfm_plugin

# The parser takes some 20 µs a character at worst: what is beyond this stays as it was typed.
_LONGEST = 300_000
_DEEPEST = 40
_TEX = re.compile(r"[\\^_{}=+]|^[A-Za-z]$")


def markdown_html(text: str) -> str:
    """Return Markdown (GitHub's: tables, tasks, alerts, footnotes, `$maths$`) as raw HTML.

    Front matter goes, code stays byte for byte. The result is as unsafe as the text is: it must
    go the way of any page. Never raises; past 300,000 characters the rest is one plain block.
    """
    whole = text.replace("\r\n", "\n").removeprefix("\ufeff")
    cut = _cut(whole)
    rest = whole[cut:]
    markup = _PARSER.render(whole[:cut])
    return f"{markup}<pre>{escape(rest)}</pre>" if rest.strip() else markup


def _cut(text: str) -> int:
    """Return where the text is cut: at the last blank line within the bound."""
    if len(text) <= _LONGEST:
        return len(text)
    blank = text.rfind("\n\n", _LONGEST // 2, _LONGEST)
    return blank if blank > 0 else _LONGEST


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST})
    gfm_plugin(parser, front_matter=True)
    dollarmath_plugin(parser, allow_space=False, allow_digits=False)
    parser.add_render_rule("math_inline", _inline_maths)
    parser.add_render_rule("math_block", _block_maths)
    return parser


def _inline_maths(_: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    """Prices and shell variables have dollars too: without a sign of TeX it is not maths."""
    tex = escape(tokens[at].content)
    is_tex = _TEX.search(tokens[at].content)
    return f'<span class="temml" data-tex="{tex}">{tex}</span>' if is_tex else f"${tex}$"


def _block_maths(_: object, tokens: Sequence[Token], at: int, *_more: object) -> str:
    tex = escape(tokens[at].content.strip())
    return f'<div class="temml" display="block" data-tex="{tex}">{tex}</div>\n'


_PARSER = _parser()

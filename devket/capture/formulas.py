"""Draw the formulas of an article: TeX in `class="math"` becomes MathML of our own writing.

What is kept stays TeX; this is for showing it. A formula with a word that is not known is left as
it is, since its source reads better than half a drawing. Nothing of a page is passed through:
every sign is escaped, every tag comes from here.
"""

from __future__ import annotations

import re
from html import escape, unescape

from devket.capture.formula_signs import (
    ACCENTS,
    BELOW,
    FACES,
    FUNCTIONS,
    LARGE,
    LETTERS,
    LIMITS,
    NAMES,
    OPERATORS,
    SILENT,
    SPACES,
    TABLES,
    WORDS,
    in_face,
    sign_of,
    space_of,
    with_scripts,
)
from devket.core.types import SafeHtml

_MATH = re.compile(r'<(span|div) class="math">([^<]{1,3000})</\1>')
_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\s+|\d+(?:[.,]\d+)*|.", re.DOTALL)
_MOST_FORMULAS = 2_000
_DEEPEST = 24


class _Unknown(Exception):
    """A formula says something that is not drawn here."""


def draw_formulas(html: SafeHtml) -> SafeHtml:
    """Return sanitised markup with its formulas drawn; all else stays byte for byte."""
    if 'class="math"' not in html:
        return html
    return SafeHtml(_MATH.sub(_drawn, html, count=_MOST_FORMULAS))


def _drawn(match: re.Match[str]) -> str:
    tag, source = match[1], unescape(match[2])
    is_display = tag == "div"
    markup = mathml_of(source, is_display=is_display)
    return f'<{tag} class="math">{markup}</{tag}>' if markup else match[0]


def mathml_of(tex: str, *, is_display: bool) -> str:
    """Return MathML for TeX, empty when a word of it is not known or its braces do not close."""
    try:
        rows = _Reader(tex).whole()
    except _Unknown:
        return ""
    display = ' display="block"' if is_display else ""
    return f'<math{display} alttext="{escape(tex)}">{rows}</math>'


class _Reader:
    """Reads one formula from its tokens, left to right, each once."""

    def __init__(self, tex: str) -> None:
        self._tokens = [token for token in _TOKEN.findall(tex) if token != "%"]
        self._at = 0
        self._depth = 0

    def whole(self) -> str:
        """Read all of it; lines that end in a double stroke stand below each other."""
        table = self._table("")
        if self._at < len(self._tokens):
            raise _Unknown
        return table

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise _Unknown
        self._at += 1
        return token

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _row(self, *ends: str) -> str:
        """Read up to one of `ends`, which stays; a row of one part needs no house."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unknown
        parts: list[str] = []
        while (token := self._peek()) and token not in ends:
            if token in ("}", "&", "\\\\", "\\end"):
                raise _Unknown
            if part := self._scripted():
                parts.append(part)
        self._depth -= 1
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def _scripted(self) -> str:
        name = self._peek().lstrip("\\")
        base, below, above = self._atom(), "", ""
        while True:
            at = self._at
            self._skip_space()
            token = self._peek()
            if token == "_" and not below:
                below = self._script()
            elif token == "^" and not above:
                above = self._script()
            elif token == "'" and not above:
                above = f"<mo>{self._primes()}</mo>"
            else:
                self._at = at
                break
        return with_scripts(base, below, above, is_limit=name in LARGE or name in LIMITS)

    def _script(self) -> str:
        self._at += 1
        return self._argument()

    def _primes(self) -> str:
        start = self._at
        while self._peek() == "'":
            self._at += 1
        return "′" * min(self._at - start, 4)

    def _argument(self) -> str:
        self._skip_space()
        if self._peek() == "{":
            return self._group()
        token = self._peek()
        if token.isdecimal() and len(token) > 1:  # `x^12` raises the 1 alone
            self._tokens[self._at] = token[1:]
            return f"<mn>{token[0]}</mn>"
        if token in ("", "^", "_", "}", "&"):
            raise _Unknown
        return self._atom()

    def _group(self) -> str:
        self._at += 1
        row = self._row("}")
        if self._next() != "}":
            raise _Unknown
        return row

    def _words(self) -> str:
        """Read the argument of a word that sets text: as written, braces aside."""
        self._skip_space()
        if self._next() != "{":
            raise _Unknown
        words: list[str] = []
        while (token := self._next()) != "}":
            if token == "{" or (token.startswith("\\") and token not in ("\\ ", "\\_", "\\%")):
                raise _Unknown
            words.append(token.removeprefix("\\"))
        return "".join(words)

    def _atom(self) -> str:
        token = self._next()
        if token == "{":
            self._at -= 1
            return self._group()
        if token.startswith("\\") and len(token) > 1:
            return self._command(token[1:])
        if token.isspace():
            return ""
        if token == "~":
            return space_of("0.25em")
        if token[0].isdecimal():
            return f"<mn>{escape(token)}</mn>"
        if token in ("^", "_"):  # a script of nothing
            self._at -= 1
            return "<mrow></mrow>"
        if token.isalpha():
            return f"<mi>{escape(token)}</mi>"
        if token in ("\\", "$", "#"):
            raise _Unknown
        return sign_of("−" if token == "-" else "∗" if token == "*" else token)

    def _command(self, name: str) -> str:
        if name in LETTERS:
            return f"<mi>{LETTERS[name]}</mi>"
        if name in LARGE or name in OPERATORS:
            return sign_of(LARGE.get(name) or OPERATORS[name])
        if name in FUNCTIONS:
            return f"<mi>{name}</mi>"
        if name in SPACES or name.isspace():
            return space_of(SPACES.get(name, "0.25em"))
        if name in SILENT:
            return self._silent(name)
        if name in ("{", "}", "%", "_", "&", "$", "#"):
            return sign_of(name)
        return self._construction(name)

    def _silent(self, name: str) -> str:
        """A fence that grows does so by itself; a dot stands for none."""
        if name in ("left", "right", "middle") and self._peek() == ".":
            self._at += 1
        return ""

    def _construction(self, name: str) -> str:
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return f"<mfrac>{self._argument()}{self._argument()}</mfrac>"
        if name in ("binom", "dbinom", "tbinom"):
            over = f'<mfrac linethickness="0">{self._argument()}{self._argument()}</mfrac>'
            return f"<mrow><mo>(</mo>{over}<mo>)</mo></mrow>"
        if name == "sqrt":
            return self._root()
        if name in ACCENTS:
            return f'<mover accent="true">{self._argument()}<mo>{ACCENTS[name]}</mo></mover>'
        if name in BELOW:
            return f"<munder>{self._argument()}<mo>{BELOW[name]}</mo></munder>"
        if name in WORDS:
            return f"<mtext>{escape(self._words())}</mtext>"
        if name in NAMES:
            return f"<mi>{escape(self._words())}</mi>"
        if name in FACES:
            return self._in_face(name)
        if name == "begin":
            return self._environment()
        raise _Unknown

    def _root(self) -> str:
        if self._peek() != "[":
            return f"<msqrt>{self._argument()}</msqrt>"
        self._at += 1
        index = self._row("]")
        self._next()
        return f"<mroot>{self._argument()}{index}</mroot>"

    def _in_face(self, name: str) -> str:
        self._skip_space()
        if self._peek() != "{":
            token = self._next()
            return f"<mi>{escape(in_face(token, name))}</mi>" if token.isalpha() else ""
        start = self._at + 1
        row = self._group()
        letters = self._tokens[start : self._at - 1]
        if not all(letter.isalnum() for letter in letters):
            return row  # a whole expression in bold is drawn as it would be without
        return f"<mi>{escape(''.join(in_face(letter, name) for letter in letters))}</mi>"

    def _environment(self) -> str:
        name = self._words()
        if name not in TABLES:
            raise _Unknown
        self._skip_space()
        if name == "array" and self._peek() == "{":
            self._words()
        before, after = TABLES[name]
        table = self._table("\\end", name=name)
        self._next()
        if self._words() != name:
            raise _Unknown
        opening = f"<mo>{before}</mo>" if before else ""
        closing = f"<mo>{after}</mo>" if after else ""
        return f"<mrow>{opening}{table}{closing}</mrow>"

    def _table(self, end: str, *, name: str = "") -> str:
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(self._row("&", "\\\\", end))
            token = self._peek()
            if token not in ("&", "\\\\"):
                break
            self._at += 1
            if token == "\\\\":
                rows.append([])
        if rows[-1] == ["<mrow></mrow>"] and len(rows) > 1:
            rows.pop()
        if not name and len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        cells = ("".join(f"<mtd>{cell}</mtd>" for cell in row) for row in rows)
        return f"<mtable>{''.join(f'<mtr>{row}</mtr>' for row in cells)}</mtable>"

"""Markdown to the markup of a platform, and to the article that a perfect reader would keep."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.corpus.generate.doc_styles import DOCS
from tests.corpus.generate.forum_styles import FORUMS
from tests.corpus.generate.headings import heading
from tests.corpus.generate.highlighters import STYLES
from tests.corpus.generate.more_styles import MORE
from tests.corpus.generate.oddities import ODD
from tests.corpus.generate.pictures import IMAGES, draw

_STYLES = STYLES | ODD | MORE | DOCS | FORUMS
_HEADING = re.compile("\x01(h\\d)\x02(.*?)\x03", re.DOTALL)
_EXTENSIONS = {
    "python": "py",
    "javascript": "js",
    "typescript": "ts",
    "bash": "sh",
    "console": "txt",
    "ruby": "rb",
    "text": "txt",
    "makefile": "mk",
    "rust": "rs",
    "pycon": "txt",
    "markdown": "md",
    "kotlin": "kt",
    "csharp": "cs",
    "elixir": "ex",
    "postgresql": "sql",
    "html+jinja": "html",
}
# Their markup names no language at all, so none can be kept.
_NAMELESS = (
    "plain", "breaks", "nbsp_lines", "code_block", "bare_code", "programlisting", "phpbb",
    "vbulletin", "pipermail",
)  # fmt: skip


class Renderer:
    """Renders the pieces of one page and remembers the code and the pictures met on the way."""

    def __init__(self, folder: Path, meta: dict[str, Any]) -> None:
        self.folder = folder
        self.meta = meta
        self.codes: list[dict[str, Any]] = []
        self.pictures: list[str] = []
        self._is_golden = False
        self._markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
        self._markdown.enable("strikethrough")
        rules = self._markdown.renderer.rules  # type: ignore[attr-defined]  # not in its protocol
        rules["fence"] = self._fence
        rules["image"] = self._image
        rules["heading_open"] = lambda tokens, index, *_: f"\x01{tokens[index].tag}\x02"
        rules["heading_close"] = lambda *_: "\x03"

    def render(self, text: str) -> tuple[str, str, list[Token]]:
        """Return the platform's markup, the golden markup and the tokens of `text`."""
        tokens = self._markdown.parse(text)
        before = len(self.codes), len(self.pictures)
        page = self._html(tokens)
        self._is_golden, self._at = True, before[0]
        golden = self._html(tokens)
        self._is_golden = False
        return page, golden, tokens

    def texts(self, tokens: Sequence[Token], opening: str) -> list[str]:
        """Texts of the top-level blocks that `opening` begins, in order."""
        texts = []
        for token, inline in pairwise(tokens):
            if token.type == opening and token.level == 0:
                self._is_golden = True
                texts.append(plain_text(self._html([inline])))
                self._is_golden = False
        return [text for text in texts if text]

    def _html(self, tokens: Sequence[Token]) -> str:
        html: str = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return _HEADING.sub(self._heading, html)

    def _fence(self, tokens: list[Token], index: int, *_: object) -> str:
        words = dict(re.findall(r'(\w+)=("[^"]*"|\S+)', tokens[index].info))
        language = tokens[index].info.split(" ")[0] or "text"
        if self._is_golden:
            code = (self.folder / self.codes[self._at]["file"]).read_bytes().decode()
            self._at += 1
            return f'<pre><code class="language-{language}">{escape(code)}</code></pre>\n'
        style = words.get("style", self.meta.get("highlighter", "plain"))
        name = words.get("title", "").strip('"')
        file = self._code_file(language, tokens[index].content)
        code = file.read_bytes().decode()
        kept = None if style in _NAMELESS or language == "text" else language
        later = {"later": True} if "later" in words else {}
        self.codes.append({"file": f"code/{file.name}", "language": kept, **later})
        return _STYLES[style](code.removesuffix("\n"), language, name) + "\n"

    def _code_file(self, language: str, content: str) -> Path:
        stem = f"{len(self.codes) + 1:02}"
        path = self.folder / "code" / f"{stem}.{_EXTENSIONS.get(language, language)}"
        if content.strip():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode())
        return path  # an empty fence stands for a file kept by hand, with bytes Markdown would lose

    def _image(self, tokens: list[Token], index: int, *_: object) -> str:
        token = tokens[index]
        src, alt = str(token.attrs["src"]), escape(token.content)
        if self._is_golden:
            return f'<img src="{src}" alt="{alt}">'
        form = str(token.attrs.get("title", self.meta.get("image_form", "")))
        if src.startswith("img/"):
            draw(self.folder / src)
            if form in ("srcset", "lazy-srcset", "picture", "lightbox"):
                draw(self.folder / src.replace(".png", "-small.png"), 320, 180)
        self.pictures.append(src)
        return IMAGES[form](src, alt)

    def _heading(self, found: re.Match[str]) -> str:
        if self._is_golden:
            return f"<{found[1]}>{found[2]}</{found[1]}>\n"
        return heading(self.meta.get("heading_form", ""), found[1], found[2])


def blocks_of(page: str) -> list[str]:
    """Cut markup between its paragraphs, for layouts that put other things in there."""
    return re.split(r"(?<=</p>)\n(?=<(?:p|h2|h3|pre|ul|ol)\b)", page)


def plain_text(html: str) -> str:
    """Return the text of generated markup, white space collapsed."""
    # The brackets around a reading are for browsers that cannot set it above its word.
    html = re.sub(r"<rp>.*?</rp>", "", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html))).strip()

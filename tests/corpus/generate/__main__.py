"""`python -m tests.corpus.generate [slug…]`: write page.html, code/ and golden.json anew."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.corpus.generate.highlighters import STYLES
from tests.corpus.generate.oddities import ODD

PAGES = Path(__file__).parent.parent / "pages"
_EXTENSIONS = {
    "python": "py",
    "javascript": "js",
    "typescript": "ts",
    "bash": "sh",
    "console": "txt",
    "ruby": "rb",
    "text": "txt",
    "makefile": "mk",
    "dockerfile": "dockerfile",
    "rust": "rs",
    "pycon": "txt",
    "markdown": "md",
    "jsx": "jsx",
}
# What the page repeats from the front matter, as it is, into its golden.
_TRUTHS = ("url", "title", "byline", "site_name", "published", "lang", "state", "reason", "status")
_OPTIONS = ("later", "order", "demo", "images", "failing_images", "lead_image")


class Page:
    """One page being made: its settings, its body and the code blocks met on the way."""

    def __init__(self, folder: Path) -> None:
        head, text = folder.joinpath("source.md").read_text("utf-8").split("\n+++\n", 1)
        self.folder = folder
        self.meta: dict[str, Any] = tomllib.loads(head.removeprefix("+++\n"))
        self.codes: list[dict[str, Any]] = []
        self.markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
        self.markdown.options["typographer"] = False
        rules = self.markdown.renderer.rules  # type: ignore[attr-defined]  # not in its protocol
        rules["fence"] = self._fence
        self.tokens = self.markdown.parse(text)
        self.body = self.markdown.renderer.render(self.tokens, self.markdown.options, {})

    def _fence(self, tokens: list[Token], index: int, *_: object) -> str:
        words = dict(re.findall(r'(\w+)=("[^"]*"|\S+)', tokens[index].info))
        language = tokens[index].info.split(" ")[0] or "text"
        style = words.get("style", self.meta.get("highlighter", "plain"))
        name = words.get("title", "").strip('"')
        file = self._code_file(language, tokens[index].content)
        code = file.read_bytes().decode()
        kept = None if style in ("plain", "breaks") or language == "text" else language
        later = {"later": True} if "later" in words else {}
        self.codes.append({"file": f"code/{file.name}", "language": kept, **later})
        return (STYLES | ODD)[style](code.removesuffix("\n"), language, name) + "\n"

    def _code_file(self, language: str, content: str) -> Path:
        stem = f"{len(self.codes) + 1:02}"
        path = self.folder / "code" / f"{stem}.{_EXTENSIONS.get(language, language)}"
        if content.strip():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode())
        return path  # an empty fence stands for a file kept by hand, with bytes Markdown would lose

    def write(self) -> None:
        """Write the page in its charset and the golden beside it."""
        loader = Environment(
            loader=FileSystemLoader(self.folder), undefined=StrictUndefined, autoescape=False
        )
        template = loader.get_template("layout.html")
        values = {"byline": "", "published": "", "site_name": "", **self.meta, "body": self.body}
        module = template.make_module(values)
        html = str(module).lstrip()
        charset = self.meta.get("charset", "utf-8")
        self.folder.joinpath("page.html").write_bytes(html.encode(charset))
        golden = self._golden(list(getattr(module, "lacks", [])))
        path = self.folder / "golden.json"
        path.write_text(json.dumps(golden, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def _golden(self, lacks: list[str]) -> dict[str, Any]:
        golden = {name: self.meta.get(name) for name in _TRUTHS}
        golden["status"] = self.meta.get("status", 200)
        kind = self.meta.get("content_type", "text/html; charset=utf-8")
        golden["headers"] = {"Content-Type": kind}
        golden |= {name: self.meta[name] for name in _OPTIONS if name in self.meta}
        paragraphs = self._texts("paragraph_open")
        ends = [paragraphs[0], paragraphs[-1]] if paragraphs else []
        golden["contains"] = list(dict.fromkeys(ends + self.meta.get("contains", [])))
        golden["lacks"] = lacks
        golden["headings"] = self.meta.get("headings", self._texts("heading_open"))
        golden["code"] = self.codes or self.meta.get("code", [])
        length = len(plain_text(self.body))
        golden["min_chars"] = self.meta.get("min_chars", round(length * 0.9))
        golden["max_chars"] = self.meta.get("max_chars", round(length * 1.15) + 200)
        return golden

    def _texts(self, opening: str) -> list[str]:
        """Texts of the top-level blocks that `opening` begins, in order."""
        texts = []
        for token, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if token.type == opening and token.level == 0:
                html = self.markdown.renderer.render([inline], self.markdown.options, {})
                texts.append(plain_text(html))
        return [text for text in texts if text]


def plain_text(html: str) -> str:
    """Return the text of generated markup, white space collapsed."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html))).strip()


def main(slugs: list[str]) -> None:
    """Make the named pages, or every one that has a source."""
    for source in sorted(PAGES.glob("*/source.md")):
        if not slugs or source.parent.name in slugs:
            Page(source.parent).write()


if __name__ == "__main__":
    main(sys.argv[1:])

"""`python -m tests.corpus.generate [folder] [slug…]`: write the pages and goldens anew."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from turbohtml import parse

from tests.corpus.generate.files import SERVED
from tests.corpus.generate.render import Renderer, blocks_of, plain_text
from tests.corpus.generate.source import Piece, read_source

CORPUS = Path(__file__).parent.parent
PAGES = CORPUS / "pages"
# What the page repeats from the front matter, as it is, into its golden.
_TRUTHS = ("url", "title", "byline", "site_name", "published", "lang", "state", "reason", "status")
_OPTIONS = (
    "later", "order", "demo", "images", "failing_images", "lead_image", "kind", "card", "guarded",
)  # fmt: skip

_NOT_READ = (
    "a.headerlink, a.anchor, a.hash-link, svg, button, .mw-cite-backlink, .ambox, [role=tablist]"
)


class Page:
    """One page being made: its source, what was rendered of it, and its golden."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = read_source(folder)
        self.meta = self.source.meta
        self.renderer = Renderer(folder, self.meta)
        self.parts: list[str] = []
        self.posts: list[dict[str, Any]] = []
        self.contains: list[str] = []
        self.headings: list[str] = []
        self.article = ""
        self.length = 0  # of the text, without the lines that say who wrote a post
        for piece in self.source.pieces:
            self._take(piece)

    def _take(self, piece: Piece) -> None:
        page, golden, tokens = self.renderer.render(piece.text)
        paragraphs = self.renderer.texts(tokens, "paragraph_open")
        self.length += len(plain_text(golden))
        self.headings += self.renderer.texts(tokens, "heading_open")
        self.parts.append(page)
        if not piece.told:
            self.contains += paragraphs[:1] + paragraphs[-1:]
            self.article += golden
            return
        post = {"score": "", "is_accepted": False, **piece.told, "html": page, "comments": []}
        post["text"] = (paragraphs or [plain_text(golden)])[0]
        if piece.told.get("comment"):
            self.posts[-1]["comments"].append(post)
            self.article += f"<details><p>{_head(post)}</p>{golden}</details>\n"
            return
        self.posts.append(post)
        self.contains += paragraphs[:1] + paragraphs[-1:]
        self.article += f"<section><p>{_head(post)}</p>\n{golden}</section>\n"

    def write(self) -> None:
        """Write the page in its charset, the article a reader would keep, and the golden."""
        lacks: list[str] = []
        if served := self.meta.get("served"):
            pieces = "\n".join(piece.text for piece in self.source.pieces)
            self._keep("page.html", SERVED[served](self.folder, self.meta, pieces))
        else:
            names = [self.meta.get("layout", "layout")]
            names += [more.get("layout", names[0]) for more in self.meta.get("more", [])]
            for number, name in enumerate(names):
                lacks += self._write_page(name, number)
        self._keep("article.html", _tidy(self.article).encode())
        golden = self._golden(list(dict.fromkeys(lacks + self.meta.get("lacks", []))))
        text = json.dumps(golden, ensure_ascii=False, indent=2) + "\n"
        self._keep("golden.json", text.encode())

    def _keep(self, name: str, data: bytes) -> None:
        """Write a file if it is another; whoever reads the corpus meanwhile is not disturbed."""
        path = self.folder / name
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)

    def _write_page(self, layout: str, number: int) -> list[str]:
        """Write one of the files of the page; return what must not reach the article."""
        folders = [self.folder, self.folder.parent / "layouts", CORPUS / "layouts"]
        loader = Environment(
            loader=FileSystemLoader(folders), undefined=StrictUndefined, autoescape=False
        )
        loader.filters |= {"day": _day, "unix": _unix}
        module = loader.get_template(f"{layout}.html").make_module(self._values(number))
        html = str(module).lstrip()
        if self.meta.get("line_ends") == "crlf":
            html = html.replace("\n", "\r\n")
        name = f"page-{number + 1}.html" if number else "page.html"
        self._keep(name, html.encode(self.meta.get("charset", "utf-8"), "xmlcharrefreplace"))
        return list(getattr(module, "lacks", []))

    def _values(self, number: int) -> dict[str, Any]:
        body = self.parts[number] if self.meta.get("paged") else "".join(self.parts)
        plain = "\n\n".join(text for part in blocks_of(self.article) if (text := plain_text(part)))
        return {
            "byline": "",
            "published": "",
            "site_name": "",
            "description": "",
            "lead_image": "",
            "card": {},
            "more": [],
            **self.meta,
            "body": Markup(body),
            "blocks": blocks_of(body),
            "posts": self.posts,
            "part": number + 1,
            "text": plain,
            "source_text": "\n".join(piece.text for piece in self.source.pieces),
        }

    def _golden(self, lacks: list[str]) -> dict[str, Any]:
        golden = {name: self.meta.get(name) for name in _TRUTHS}
        golden["status"] = self.meta.get("status", 200)
        kind = self.meta.get("content_type", "text/html; charset=utf-8")
        golden["headers"] = {"Content-Type": kind, **self.meta.get("headers", {})}
        golden |= {name: self.meta[name] for name in _OPTIONS if name in self.meta}
        own = [src for src in self.renderer.pictures if src.startswith("img/")]
        if own and "images" not in golden:
            golden["images"] = [urljoin(self.meta["url"], src) for src in own]
        if more := self.meta.get("more"):
            golden["more"] = {told["url"]: f"page-{n}.html" for n, told in enumerate(more, 2)}
        golden["contains"] = list(dict.fromkeys(self.contains + self.meta.get("contains", [])))
        golden["lacks"] = lacks
        golden["headings"] = self.meta.get("headings", self.headings)
        golden["code"] = self.renderer.codes or self.meta.get("code", [])
        if self.posts:
            golden["posts"] = [[post["author"], post["text"][:60]] for post in self.posts]
        length = self.length
        golden["min_chars"] = self.meta.get("min_chars", round(length * 0.9))
        golden["max_chars"] = self.meta.get("max_chars", round(length * 1.15) + 200)
        return golden


def _head(post: dict[str, Any]) -> str:
    """Who, on which day, with how many votes: what a reader wants to know of each post."""
    return " · ".join(filter(None, (post["author"], post["at"][:10], str(post["score"]))))


def _tidy(article: str) -> str:
    """Drop what markup in the sources brings along and no reader would keep."""
    page = parse(f"<body>{article}")
    for found in page.select(_NOT_READ):
        found.extract()
    body = page.find("body")
    return body.inner_html if body is not None else ""


def _day(moment: str) -> str:
    """Return a moment as sites for English readers show it."""
    at = datetime.fromisoformat(moment)
    return f"{at:%b} {at.day}, {at.year}"


def _unix(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def main(words: list[str]) -> None:
    """Make the named pages of a folder, or every one that has a source."""
    folder = Path(words.pop(0)) if words and "/" in words[0] else PAGES
    for source in sorted(folder.glob("*/source.md")):
        if not words or source.parent.name in words:
            Page(source.parent).write()


if __name__ == "__main__":
    main(sys.argv[1:])

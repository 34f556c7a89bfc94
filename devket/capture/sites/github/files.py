"""Files on GitHub: a blob with its code or its rendered Markdown, and the files of a gist."""

from __future__ import annotations

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.embedded.find import list_at, text_at
from devket.capture.sites.build import article_of, code, markup
from devket.capture.sites.facts import first_text, known, meta
from devket.capture.sites.github.markdown import data_with, tidied
from devket.capture.told import Told
from devket.core.text import one_line

_MOST_LINES = 200_000
_MOST_FILES = 50
_LINES = ".blob-code-inner, .react-file-line, .react-code-text"


def read_blob(document: Document, parts: list[str]) -> Told | None:
    """Read one file of a repository: its code whole, or its Markdown as GitHub renders it."""
    name = "/".join(parts[4:]) or parts[-1]
    path = "/".join(parts[3:])  # the branch, which may have slashes of its own, and the file
    rich = _rich_text(document, path)
    lines = _lines(document, path) if rich is None else None
    if rich is not None:
        article, heading = tidied(rich), rich.find(["h1", "h2"])
        title = one_line(heading.text) if heading is not None else ""
    elif lines is not None:
        article, title = article_of(code(lines, file=name)), ""
    else:
        return None
    return Told(
        "github.blob",
        article,
        title=title or name,
        byline=parts[0],
        site_name="GitHub",
        card=known({"owner": parts[0], "name": parts[1], "language": _language(document, path)}),
    )


def _rich_text(document: Document, path: str) -> Element | None:
    for node in data_with(document, "richText", path):
        if html := text_at(node, "richText"):
            return markup(html)
    return document.select_one("#readme article.markdown-body, .blob article.markdown-body")


def _language(document: Document, path: str) -> str:
    told = (text_at(node, "language") for node in data_with(document, "language", path))
    return next(filter(None, told), "")


def _lines(document: Document, path: str) -> str | None:
    """Return the text of the file: from the page's data, its text field, or its table of lines."""
    for node in data_with(document, "rawLines", path):
        lines = list_at(node, "rawLines", most=_MOST_LINES)
        if lines:
            return "\n".join(line if isinstance(line, str) else "" for line in lines)
    field = document.find("textarea", attrs={"id": "read-only-cursor-text-area"})
    if field is not None and field.text:
        return field.text
    table = document.select_one("table.js-file-line-container, .react-code-lines")
    return _shown_lines(table) if table is not None else None


def _shown_lines(house: Element) -> str | None:
    shown = [line.text.removesuffix("\n") for line in house.select(_LINES)[:_MOST_LINES]]
    return "\n".join(shown) or None


def read_gist(document: Document) -> Told | None:
    """Read a gist: every file under its name, code or Markdown, and the comments left out."""
    parts: list[Element] = []
    for box in document.select(".js-gist-file-update-container .file, .gist .file, .file")[
        :_MOST_FILES
    ]:
        parts += _gist_file(box)
    if not parts:
        return None
    moment = document.select_one(".gisthead relative-time, relative-time, time-ago")
    names = [first_text(document, ".gist-blob-name")]
    return Told(
        "github.gist",
        article_of(parts),
        title=first_text(document, "[itemprop=about]") or meta(document, "og:title") or names[0],
        byline=first_text(document, ".author a, [itemprop=author] a, .author"),
        site_name="GitHub Gist",
        published=read_date((moment.attr("datetime") or "") if moment is not None else ""),
    )


def _gist_file(box: Element) -> list[Element]:
    name = first_text(box, ".gist-blob-name, .file-info a, .file-header strong")
    body = box.select_one("article.markdown-body, .markdown-body")
    if body is not None:
        return [tidied(body)]
    lines = _shown_lines(box)
    return [code(lines, file=name)] if lines is not None else []

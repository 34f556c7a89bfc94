"""Answers that are no HTML: source files, Markdown, notebooks, PDFs, pictures."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.corpus.generate.pictures import draw

_FENCE = re.compile(r"```(\w+)[^\n]*\n(.*?)\n```\n?", re.DOTALL)


def _code(folder: Path, meta: dict[str, Any], text: str) -> bytes:
    """The first block of code, as it is."""
    return next(iter(sorted((folder / "code").iterdir()))).read_bytes()


def _markdown(folder: Path, meta: dict[str, Any], text: str) -> bytes:
    return f"# {meta['title']}\n\n{text.strip()}\n".encode()


def _plain(folder: Path, meta: dict[str, Any], text: str) -> bytes:
    return text.encode(meta.get("charset", "utf-8"))


def _notebook(folder: Path, meta: dict[str, Any], text: str) -> bytes:
    """A Jupyter notebook: blocks of code are cells, what stands between them is Markdown."""
    parts = _FENCE.split(text)
    cells: list[dict[str, Any]] = [_cell("markdown", f"# {meta['title']}")]
    for number in range(0, len(parts), 3):
        if parts[number].strip():
            cells.append(_cell("markdown", parts[number].strip()))
        if number + 2 < len(parts):
            code = _cell("code", parts[number + 2])
            cells.append({**code, "execution_count": number // 3 + 1, "outputs": []})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python", "file_extension": ".py"}}
    book = {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(book, indent=1, ensure_ascii=False) + "\n").encode()


def _cell(kind: str, text: str) -> dict[str, Any]:
    rows = text.splitlines(keepends=True)
    return {"cell_type": kind, "metadata": {}, "source": rows}


def _image(folder: Path, meta: dict[str, Any], text: str) -> bytes:
    path = folder / "img" / str(meta["url"]).rsplit("/", 1)[-1]
    draw(path)
    return path.read_bytes()


def _pdf(folder: Path, meta: dict[str, Any], text: str) -> bytes:
    """A PDF of one column: a title, headings with an outline, paragraphs; 24 lines a page."""
    lines: list[tuple[int, str]] = [(20, meta["title"]), (12, meta["byline"]), (0, "")]
    for block in re.split(r"\n\s*\n", text.strip()):
        is_heading = block.startswith("#")
        rows = textwrap.wrap(block.lstrip("# ").replace("\n", " "), 84)
        lines += [(14 if is_heading else 11, row) for row in rows] + [(0, "")]
    pages = [lines[start : start + 24] for start in range(0, len(lines), 24)]
    return _pdf_file(pages, meta)


def _pdf_file(pages: list[list[tuple[int, str]]], meta: dict[str, Any]) -> bytes:
    """Lay the objects out: catalogue, pages, font, facts, then outline, a page and its words."""
    first = 6
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R /Lang (en) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({_escaped(meta['title'])}) /Author ({_escaped(meta['byline'])}) "
        f"/CreationDate (D:{meta['published'].replace('-', '')}090000Z) >>",
    ]
    heads = [(n, row) for n, page in enumerate(pages) for size, row in page if size == 14]
    marks = first + 2 * len(pages)
    objects.append(
        f"<< /Type /Outlines /First {marks} 0 R /Last {marks + len(heads) - 1} 0 R "
        f"/Count {len(heads)} >>"
    )
    for number, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 "
            f"3 0 R >> >> /Contents {first + 2 * number + 1} 0 R >>"
        )
        words = _words(page)
        objects.append(f"<< /Length {len(words)} >>\nstream\n{words}\nendstream")
    for at, (page_number, row) in enumerate(heads):
        near = f"/Prev {marks + at - 1} 0 R " if at else ""
        near += f"/Next {marks + at + 1} 0 R " if at + 1 < len(heads) else ""
        target = f"[{first + 2 * page_number} 0 R /Fit]"
        objects.append(f"<< /Title ({_escaped(row)}) /Parent 5 0 R {near}/Dest {target} >>")
    return _joined(objects)


def _words(page: list[tuple[int, str]]) -> str:
    shown = ["BT", "56 790 Td", "17 TL"]
    for size, row in page:
        shown += [f"/F1 {size} Tf ({_escaped(row)}) Tj T*" if size else "T*"]
    return "\n".join([*shown, "ET"])


def _escaped(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", text)


def _joined(objects: list[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    start = len(data)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    data += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode()
    data += f"trailer\n<< /Size {count} /Root 1 0 R /Info 4 0 R >>\n".encode()
    return data + f"startxref\n{start}\n%%EOF\n".encode()


SERVED: dict[str, Callable[[Path, dict[str, Any], str], bytes]] = {
    "code": _code,
    "markdown": _markdown,
    "plain": _plain,
    "notebook": _notebook,
    "image": _image,
    "pdf": _pdf,
}

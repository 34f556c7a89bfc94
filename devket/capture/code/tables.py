"""Code that a page lays out as a table: one gutter cell and one code cell, or a row a line."""

from __future__ import annotations

import re

from turbohtml import Element, Text

from devket.capture.code.lines import clean_code, is_numbers, read_code
from devket.capture.highlight import Link

_CODE_TABLE = re.compile(
    r"(?:^|\s)(?:rouge-table|\w*highlighttable|codehilitetable|lntable|hljs-ln"
    r"|js-file-line-container|crayon-table"
    r"|diff-table|code-table|blob-table|processedcode|highlight)(?:\s|$)",
    re.IGNORECASE,
)
_CODE_CELL = re.compile(
    r"(?:^|[\s_-])(?:rouge-code|code|blob-code|blob-code-inner|hljs-ln-code|crayon-code|lntd"
    r"|code-cell"
    r"|react-code-cell)(?:$|[\s_-])",
    re.IGNORECASE,
)
_GUTTER_CELL = re.compile(
    r"(?:^|[\s_-])(?:gutter|rouge-gutter|linenos?|line_numbers?|line-numbers?|blob-num"
    r"|hljs-ln-numbers|gl"
    r"|lineno|crayon-nums|num|lntd)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HOUSES = (
    "pre, .highlight, .syntaxhighlighter, .wp_syntax, .chroma, .codehilite, .blob-wrapper, .gist"
)


def read_code_table(table: Element) -> tuple[str, tuple[Link, ...], Element] | None:
    """Return text, links and code cell of a table that is laid-out code; None for a data table."""
    rows = [_cells(row) for row in table.iter_elements("tr")]
    rows = [cells for cells in rows if cells]
    if len(rows) == 2 and _is_title_row(rows[0]) and _is_code(table, rows[1:]):
        _put_before(table, rows.pop(0)[0])
    if not rows or any(len(cells) > 4 for cells in rows) or not _is_code(table, rows):
        return None
    codes = [_code_cell(cells) for cells in rows]
    if len(rows) == 1:
        pres = codes[0].select("pre")
        return (*read_code(pres[0] if len(pres) == 1 else codes[0]), codes[0])
    lines = [_line(cell) for cell in codes]
    return clean_code("\n".join(lines)), (), codes[0]


def _is_title_row(cells: list[Element]) -> bool:
    """Tell whether a row is the one heading over gutter and code: the file's name, mostly."""
    return len(cells) == 1 and cells[0].tag == "th" and cells[0].attr("colspan") == "2"


def _put_before(table: Element, heading: Element) -> None:
    title = Element("div", {"class": "filename"}, [Text(heading.text.strip())])
    table.insert_before(title)


def _cells(row: Element) -> list[Element]:
    return [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]


def _is_code(table: Element, rows: list[list[Element]]) -> bool:
    named = (
        bool(_CODE_TABLE.search(table.attr("class") or "")) or table.closest(_HOUSES) is not None
    )
    if any(len(cells) == 1 for cells in rows):
        return named and all(len(cells) == 1 for cells in rows) and _has_code_class(rows[0][0])
    gutters = all(_is_gutter(cells[0]) for cells in rows)
    if not gutters:
        return False
    last = rows[0][-1]
    named = named or (len(rows) > 1 and all(_is_all_code(cells[-1]) for cells in rows))
    return named or _has_code_class(last) or (len(rows) == 1 and last.find("pre") is not None)


def _is_all_code(cell: Element) -> bool:
    code = cell.find("code")
    return code is not None and code.text.strip() == cell.text.strip()


def _has_code_class(cell: Element) -> bool:
    return bool(_CODE_CELL.search(cell.attr("class") or ""))


def _is_gutter(cell: Element) -> bool:
    return is_numbers(cell) and (
        bool(cell.text.strip())
        or bool(_GUTTER_CELL.search(cell.attr("class") or ""))
        or cell.attr("data-line-number") is not None
    )


def _code_cell(cells: list[Element]) -> Element:
    named = [cell for cell in cells[1:] if _has_code_class(cell)]
    return named[-1] if named else cells[-1]


def _line(cell: Element) -> str:
    """Return one row's code: browsers show an empty row's lone line break as nothing."""
    text, _ = read_code(cell)
    inner = cell.children
    if len(inner) > 1 and text.startswith("\n"):
        text = text.lstrip("\n")
    # highlightjs-line-numbers fills an empty row with one space, to give it some height.
    return "" if text == " " else text.rstrip("\n")

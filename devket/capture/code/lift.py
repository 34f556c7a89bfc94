"""Find every code block of a page, whatever built it, and lift it out. Inline code stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from turbohtml import Document, Element

from devket.capture.code.block import CodeBlock, CodeStore
from devket.capture.code.languages import language_of, language_of_file
from devket.capture.code.lines import read_code
from devket.capture.code.loose import is_preformatted, loose_code
from devket.capture.code.tables import read_code_table
from devket.capture.code.twins import drop_twins
from devket.capture.code.wrappers import (
    Surroundings,
    note_label,
    note_title,
    surroundings_of,
    take_labels,
    title_before,
)
from devket.capture.highlight import Link

# Editors and highlighters that build lines from divs: the element, and the part with the code.
_GRIDS = (
    (".CodeMirror", ".CodeMirror-code"),
    (".CodeMirror-code", ""),
    (".dp-highlighter", "ol"),
    (".cm-editor", ".cm-content"),
    (".monaco-editor", ".view-lines"),
    (".ace_editor", ".ace_text-layer"),
    (".react-code-lines", ""),
    (".enlighter-default", ".enlighter"),
    (".syntaxhighlighter", ".code .container, .lines"),
    (".cm-content", ""),
    (".ql-code-block-container", ""),
    (".__se_code_view", ""),
    ("div.fragment:has(> .line)", ""),
    (".colorscripter-code-table", "td:nth-child(2) > div:first-child"),
)
_PLAIN_CLASS_LANGUAGE = re.compile(r"(?:^|\s)(?:brush:|language-|lang-)", re.IGNORECASE)


def lift_code(root: Document | Element, url: str = "about:blank") -> CodeStore:
    """Replace every code block under `root` by a `<pre>` with a token; return what was lifted.

    Links in the code are resolved against `url`; without one, only absolute links stay.
    """
    store = CodeStore(url)
    _lift_tables(root, store)
    _lift_grids(root, store)
    _drop_number_columns(root)
    for pre in _outermost(root.select("pre")):
        if store.block_of(pre) is None:
            labels = take_labels(pre)
            text, links = read_code(pre)
            _lift(pre, store, text, links, code=_inner_code(pre), labels=labels)
    _lift_loose(root, store)
    drop_twins(root, store)
    return store


def _outermost(elements: Iterable[Element]) -> list[Element]:
    """Drop elements inside an earlier one; document order makes one look back enough."""
    kept: list[Element] = []
    inside: set[Element] = set()
    for element in elements:
        if element in inside:
            continue
        kept.append(element)
        inside.update(element.iter_elements(element.tag))
    return kept


def _drop_number_columns(root: Document | Element) -> None:
    """Drop a `<pre>` of nothing but line numbers that stands before the one with those lines."""
    pres = root.select("pre")
    for column, code in pairwise(pres):
        numbers = column.text.split()
        if len(numbers) > 1 and numbers == [str(n + 1) for n in range(len(numbers))]:
            lines = code.text.strip("\n").count("\n") + 1
            if lines == len(numbers) and column.parent in (
                code.parent,
                getattr(code.parent, "parent", None),
            ):
                column.extract()


def _lift_tables(root: Document | Element, store: CodeStore) -> None:
    for table in _outermost(root.select("table")):
        read = read_code_table(table)
        if read is None:
            continue
        text, links, cell = read
        if text.strip():
            code = _inner_code(cell) or table.closest("code")
            _lift(
                _house_of(table),
                store,
                text,
                links,
                code=code,
                also=(cell, cell.find("pre"), table),
            )


def _house_of(table: Element) -> Element:
    """Return the `<pre>` a table stands in, as Rouge writes it, or the table itself."""
    pre = table.closest("pre")
    # Broken markup sets several tables into one: each is a block of its own there.
    return pre if pre is not None and len(pre.select("table")) == 1 else table


def _lift_grids(root: Document | Element, store: CodeStore) -> None:
    found = root.select(", ".join(outer for outer, _ in _GRIDS))
    done: set[Element] = set()
    for grid in found:
        if grid in done:
            continue
        done.update(grid.iter_elements())
        part = next((inner for outer, inner in _GRIDS if grid.matches(outer)), "")
        source = (grid.select_one(part) if part else grid) or grid
        if source is grid and part and grid.find("pre") is not None:
            continue  # written by a highlighter into an editor's frame: the `<pre>` is the code
        text, links = read_code(source)
        if text.strip():
            _lift(grid, store, text, links, code=source)


def _lift_loose(root: Document | Element, store: CodeStore) -> None:
    """Lift what is shown as a block without a `<pre>` around it."""
    done: set[Element] = set()
    for element in loose_code(root):
        if element not in done and element.parent is not None:
            done.update(element.iter_elements())
            text, links = read_code(element, wraps=not is_preformatted(element))
            if text.strip():
                _lift(element, store, text, links, code=element)


def _inner_code(pre: Element) -> Element | None:
    return pre.find("code")


def _lift(
    element: Element,
    store: CodeStore,
    text: str,
    links: tuple[Link, ...],
    *,
    code: Element | None,
    also: tuple[Element | None, ...] = (),
    labels: Sequence[str] = (),
) -> None:
    if not text.strip():
        element.extract()
        return
    around = surroundings_of(element)
    for label in labels:
        note_label(label, around)
    title = title_before(around.outer)
    if title is not None:
        note_title(title, around)
        title.extract()
    language = _language(element, code, also, around)
    stand_in = store.hold(CodeBlock(text, language, around.file, links))
    around.outer.replace_with(stand_in)
    _part_paragraph(stand_in)


def _part_paragraph(stand_in: Element) -> None:
    """A `<pre>` may not stand in a paragraph or heading: written out, it would end it."""
    parent = stand_in.parent
    while isinstance(parent, Element) and parent.tag in (
        "p",
        "span",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "font",
    ):
        if parent.text.strip() == stand_in.text.strip():
            parent.replace_with(stand_in)
        else:
            parent.tag = "div" if parent.tag == "p" else parent.tag
            return
        parent = stand_in.parent


def _language(
    element: Element, code: Element | None, also: tuple[Element | None, ...], around: Surroundings
) -> str:
    nearest = [code, element, *also]
    # Two wrappers out a class may speak of the page, not of this block.
    outer = [
        wrapper
        for wrapper in _parents(element, 3)
        if wrapper in around.wrappers or _is_house(wrapper)
    ]
    for place in (*nearest, *outer):
        if place is not None and (name := language_of(place)):
            return name
    by_line = element.select_one(".line[lang]")
    by_line_name = language_of(by_line) if by_line is not None else ""
    return around.language or language_of_file(around.file) or by_line_name


def _parents(element: Element, most: int) -> list[Element]:
    found: list[Element] = []
    parent = element.parent
    while isinstance(parent, Element) and len(found) < most:
        found.append(parent)
        parent = parent.parent
    return found


def _is_house(element: Element) -> bool:
    return (
        bool(_PLAIN_CLASS_LANGUAGE.search(element.attr("class") or ""))
        and len(element.select("pre")) == 1
    )

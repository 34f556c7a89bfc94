"""Lines that only their elements tell apart, and line numbers that only their place tells."""

from __future__ import annotations

from turbohtml import Element, Text

_FEWEST = 3
_MOST_NUMBERS = 20_000
_INLINE = ("span", "code", "a", "b", "i", "em", "font")


def rows_of(element: Element) -> list[Element]:
    """Return the elements that are the lines of a code element, none when its text has newlines.

    They stand side by side, alike in tag and class; tokens of one line may be alike too, but
    mostly nothing stands in them.
    """
    if "\n" in element.text or element.find("br") is not None:
        return []
    holder = _holder(element)
    rows = [child for child in holder.children if isinstance(child, Element)]
    if len(rows) < _FEWEST or len(rows) != len(_filled(holder)):
        return []
    tag, words = rows[0].tag, _first_word(rows[0])
    if any(row.tag != tag or _first_word(row) != words for row in rows):
        return []
    if tag in _INLINE:
        nested = sum(row.find(True) is not None for row in rows if row.text.strip())
        filled = sum(bool(row.text.strip()) for row in rows)
        is_token = not words or words == "token" or words.startswith(("hljs-", "pl-", "mtk"))
        return rows if nested * 2 > filled and not is_token else []
    return rows if tag in ("div", "p", "li") else []


def _holder(element: Element) -> Element:
    """Go in as long as there is but one thing inside."""
    for _ in range(8):
        inner = _filled(element)
        if len(inner) != 1 or not isinstance(inner[0], Element):
            break
        element = inner[0]
    return element


def _filled(element: Element) -> list[object]:
    return [c for c in element.children if isinstance(c, Element) or c.text.strip()]


def _first_word(element: Element) -> str:
    return (element.attr("class") or "").split(" ", maxsplit=1)[0]


def drop_written_numbers(element: Element) -> None:
    """Drop the numbers before all lines that bare elements hold: no class says what they are."""
    numbers = [e for e in element.iter_elements(_INLINE) if _is_bare_number(e)][:_MOST_NUMBERS]
    if len(numbers) < _FEWEST or len(numbers) != len(element.text.strip("\n").split("\n")):
        return
    values = [int(e.text) for e in numbers]
    if values != list(range(values[0], values[0] + len(values))):
        return
    after = [number.next_sibling for number in numbers]
    texts = [node for node in after if isinstance(node, Text)]
    # One space parts number and code; where a line has none, spaces are indents.
    is_parted = all(node.data[:1] in (" ", "\n") for node in texts)
    for number in numbers:
        number.extract()
    for node in texts if is_parted else ():
        node.data = node.data.removeprefix(" ")


def _is_bare_number(element: Element) -> bool:
    text = element.text.strip()
    return not element.attr("class") and 0 < len(text) < 6 and text.isascii() and text.isdigit()

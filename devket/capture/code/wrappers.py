"""What stands around a code block and belongs to it: wrappers, copy buttons, labels, file names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from turbohtml import Element, Node, Text

from devket.capture.code.languages import language_of_name, looks_like_file
from devket.capture.code.lines import is_gutter, is_numbers

_MAY_WRAP = frozenset(
    ["div", "figure", "span", "code", "center", "deckgo-highlight-code", "clipboard-copy", "p"]
)
_LABEL = re.compile(
    r"(?:^|[\s_-])(?:label|lang|language|toolbar|header|head|title|filename|file|file-?name|caption"
    r"|copy"
    r"|clipboard|btn|button|badge|actions?|bar|meta|info|code-?title|zeroclipboard|tools?|dots?"
    r"|controls?)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    r"(?:^|\s)(?:[\w-]*code-?(?:block-?)?(?:title|header|name|caption)[\w-]*"
    r"|[\w-]*-?file-?name[\w-]*"
    r"|code-block-caption)(?:\s|$)",
    re.IGNORECASE,
)
_LANGUAGE_WORD = re.compile(r"(?:^|\s)(?:lang|language|code-lang)(?:\s|$)")
_FILE_WORD = re.compile(r"(?:^|\s)file-?name(?:\s|$)")
_BUTTON = (
    r"(?:copy(?: (?:code|to clipboard|text|snippet))?|copied!?|download|raw|edit|expand|collapse"
    r"|wrap|run|toggle \w+|view(?: on github)?|open|복사|コピー|复制|複製)"
)
_BUTTONS = re.compile(rf"{_BUTTON}(?:\W+{_BUTTON}){{0,4}}", re.IGNORECASE)
TAB_LABEL = (
    "tab-label"  # written by `devket.capture.normalise.notes`: the label of a panel, not of a block
)
_PROMPT = re.compile(r"(?:In|Out)\s*\[[\s\d*]*\]:?")
_MOST_CLIMBS = 7


@dataclass(slots=True)
class Surroundings:
    """The outermost element that is nothing but this block, and what its labels say."""

    outer: Element
    wrappers: list[Element]
    language: str = ""
    file: str = ""


def surroundings_of(block: Element) -> Surroundings:
    """Climb from a block to the outermost wrapper with no prose of its own; nothing is changed."""
    found = Surroundings(block, [])
    for _ in range(_MOST_CLIMBS):
        parent = found.outer.parent
        if not isinstance(parent, Element) or not _may_wrap(parent):
            break
        labels = _labels_beside(found.outer, parent)
        if labels is None:
            break
        for label in labels:
            note_label(label, found)
        found.outer = parent
        found.wrappers.append(parent)
    return found


def take_labels(pre: Element) -> list[str]:
    """Take the labels beside the one `<code>` of a `<pre>` out of it; return their words."""
    codes = [child for child in pre.children if isinstance(child, Element) and child.tag == "code"]
    beside = [child for child in pre.children if child not in codes]
    if len(codes) != 1 or len(beside) > 12:
        return []
    labels = [_label(child) for child in beside]
    if any(label is None for label in labels):
        return []
    for child in beside:
        if isinstance(child, Element):
            child.extract()
    return [label for label in labels if label]


def title_before(outer: Element) -> Element | None:
    """Return the element just before a block that is its title bar, if there is one."""
    before = outer.previous_sibling
    while isinstance(before, Text) and not before.data.strip():
        before = before.previous_sibling
    if not isinstance(before, Element) or before.tag not in ("div", "span", "p", "figcaption"):
        return None
    if len(before.text.split()) > 8 or before.find(["pre", "code"]) is not None:
        return None
    words = before.attr("class") or ""
    is_language = bool(_LANGUAGE_WORD.search(words)) and bool(language_of_name(before.text))
    return before if _TITLE_BEFORE.search(words) or is_language or _is_file_line(before) else None


def _is_file_line(line: Element) -> bool:
    """Tell whether a paragraph holds one marked file name and nothing else: mdBook's listings."""
    inner = [child for child in line.children if isinstance(child, Element)]
    return (
        len(inner) == 1
        and bool(_FILE_WORD.search(inner[0].attr("class") or ""))
        and inner[0].text.strip() == line.text.strip()
    )


def note_title(title: Element, found: Surroundings) -> None:
    """Take a title bar's words, one piece of text at a time, as file name or language."""
    pieces = [" ".join(piece.split()) for piece in title.stripped_strings]
    for piece in pieces:
        if not _BUTTONS.fullmatch(piece) and piece not in ("¶", "#"):
            note_label(piece, found, is_title=not found.language)


def _may_wrap(parent: Element) -> bool:
    if parent.tag not in _MAY_WRAP and "-" not in parent.tag:
        return False
    role = parent.attr("role") or ""
    return role not in ("tabpanel", "main", "article") and parent.attr("itemprop") != "articleBody"


def _labels_beside(inner: Element, parent: Element) -> list[str] | None:
    """Return the words of everything beside `inner`, None when some of it is content."""
    words: list[str] = []
    for child in parent.children:
        if child == inner:
            continue
        label = _label(child)
        if label is None or len(words) > 8:
            return None
        words += [label] if label else []
    return words


def _label(node: Node) -> str | None:
    """Return the words of a piece of furniture, empty when it shows none, None for content."""
    if not isinstance(node, Element):
        text = node.data.strip() if isinstance(node, Text) else ""
        return text if not text or _is_telling(text) else None
    if node.tag in (
        "script",
        "style",
        "button",
        "svg",
        "template",
        "textarea",
        "input",
        "noscript",
    ):
        return ""
    if _is_copy(node):
        return ""
    text = _words(node)
    if node.find(["pre", "img", "table", "video", "code", "iframe"]) is not None or node.tag in (
        "img",
        "pre",
    ):
        return None
    words = node.attr("class") or ""
    if not text or "gist-meta" in words:
        return text
    if words == TAB_LABEL:
        return None
    if _PROMPT.fullmatch(text) or (is_gutter(words) and is_numbers(node)):
        return ""
    if len(text.split()) > 5 and not _BUTTONS.fullmatch(text):
        return None
    named = _LABEL.search(words) or node.tag in (
        "label",
        "summary",
        "clipboard-copy",
    )
    is_telling = _is_telling(text) or all(map(_is_telling, node.stripped_strings))
    return text if is_telling or (named and node.tag not in ("h1", "h2", "h3")) else None


def _words(node: Element) -> str:
    """Return the words of a label: those that each tell something stand apart by style alone."""
    pieces = [" ".join(piece.split()) for piece in node.stripped_strings]
    return " ".join(pieces if all(map(_is_telling, pieces)) else node.text.split())


def _is_copy(node: Element) -> bool:
    """Tell whether an element holds nothing but a field to copy the plain code from."""
    field = node.find("textarea")
    return field is not None and len(field.text.strip()) == len(node.text.strip())


def _is_telling(text: str) -> bool:
    return bool(language_of_name(text) or looks_like_file(text) or _BUTTONS.fullmatch(text))


def note_label(label: str, found: Surroundings, *, is_title: bool = False) -> None:
    """Take a label for the file name or language it tells."""
    for text in (label, *label.split()):
        if not found.file and looks_like_file(text):
            found.file = text
            return
        if not found.language and language_of_name(text):
            found.language = language_of_name(text)
            return
    if is_title and not found.file and label:
        found.file = label

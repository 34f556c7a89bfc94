"""What a page says beside its article: labels of advertisements, links of headings to themselves.

Captions set in pieces and boxes of tasks get their form here too; the opening lines do not.
"""

from __future__ import annotations

from turbohtml import Element, Node, Text

from devket.core.text import one_line

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HOUSES = "li, td, th, dd, dt, blockquote, figcaption, .callout, .post"
# Said alone in a paragraph, these words label what is gone or lead to what is on the page anyhow.
_LABELS = frozenset(
    [
        "advertisement", "advertisements", "advertising", "skip advertisement", "anzeige",
        "werbung", "publicité", "publicidad", "publicidade", "pubblicità", "reklama", "реклама",
        "広告", "广告", "廣告", "광고", "scroll to continue", "continue reading below",
        "advertisement - continue reading below", "continue reading the main story",
        "story continues below advertisement", "article continues below advertisement",
        "article continues after advertisement", "jump to recipe", "print recipe",
        "jump to recipe print recipe", "jump to recipe - print recipe",
        "did you make this? tell us!", "enlarge this image", "enlarge image", "click to enlarge",
        "view this image", "view image", "view images", "view gallery", "toggle caption",
        "hide caption", "play video", "watch video", "view on instagram", "found this helpful",
        "read article",
    ]
)  # fmt: skip
_LONGEST_LABEL = 50
_BLOCKS = frozenset(
    ["p", "div", "ul", "ol", "table", "pre", "figure", "blockquote", "section", *_HEADINGS]
)
_MOST_BETWEEN = 8
_PIECES = frozenset(["span", "time", "small", "cite", "div", "p", "em", "i"])
_LONG_PIECE = 4
_BOXES = ("☑ ", "☐ ")


def tidy_leftovers(article: Element) -> None:
    """Take out what is no word of the article, in place."""
    for line in list(article.iter_elements(["p", "div"])):
        if _is_label(line):
            line.extract()
    for heading in article.iter_elements(_HEADINGS):
        _unlink(heading)
        if heading.children and isinstance(end := heading.children[-1], Text):
            end.data = end.data.rstrip()  # spaces that held a mark away from the words
    for caption in article.iter_elements(["figcaption"]):
        _part_pieces(caption)
    for line_end in list(article.iter_elements(["br"])):
        _close_gap(line_end)
    for item in article.iter_elements(["li"]):
        if item.text[:40].lstrip().startswith(_BOXES):
            item.attrs["class"] = "task"


def _close_gap(line_end: Element) -> None:
    """Two line ends part paragraphs; a third, or one beside a block, is nothing but a hole."""
    if line_end.closest("pre") is not None:
        return
    before = _beside(line_end, -1)
    further = _beside(before, -1) if _is_break(before) else None
    is_third = _is_break(before) and _is_break(further)
    is_at_block = (isinstance(before, Element) and before.tag in _BLOCKS) or (
        isinstance(after := _beside(line_end, 1), Element) and after.tag in _BLOCKS
    )
    if is_third or is_at_block:
        line_end.extract()


def _is_break(node: Node | None) -> bool:
    return isinstance(node, Element) and node.tag == "br"


def _beside(node: Node | None, step: int) -> Node | None:
    """Return the next sibling that is there to be seen, backwards or forwards."""
    for _ in range(_MOST_BETWEEN):
        if node is None:
            break
        node = node.next_sibling if step > 0 else node.previous_sibling
        if not (isinstance(node, Text) and not node.data.strip()):
            return node
    return None


def _is_label(line: Element) -> bool:
    text = _beginning(line).strip()
    if not 0 < len(text) <= _LONGEST_LABEL or line.closest(_HOUSES) is not None:
        return False
    words = one_line(text).casefold().strip(" :-–—·›»")
    return words in _LABELS and line.select_one("img, pre, p") is None


def _beginning(line: Element) -> str:
    """Return the text of a short block; of a long one no more than tells that it is long."""
    text = ""
    for part in line.strings:
        text += part
        if len(text) > 4 * _LONGEST_LABEL:
            break
    return text


def _unlink(heading: Element) -> None:
    """A heading that is a link to its own place needs none: the reader's headings have ids."""
    for link in heading.select("a[href]")[:8]:
        if not (link.attr("href") or "").startswith("#") or not link.text.strip():
            continue
        if link.parent is None or link.closest("sup") is not None:
            continue  # the mark of a note
        if (name := link.attr("id")) and not heading.attr("id"):
            heading.attrs["id"] = name
        link.unwrap()


def _part_pieces(caption: Element) -> None:
    """Words, day and credit stand apart by style alone, and what is said twice is said once."""
    for piece in list(caption.iter_elements(_PIECES)):
        before: Node | None = piece.previous_sibling
        if not isinstance(before, Element) or before.tag not in _PIECES:
            continue
        said, saying = before.text, piece.text
        if not said or not saying or said[-1].isspace() or not saying[0].isalnum():
            continue
        if len(said) >= _LONG_PIECE and saying.startswith(said):
            before.extract()
        else:
            piece.insert_before(Text(" "))

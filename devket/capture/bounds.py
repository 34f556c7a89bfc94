"""Cut a tree down to size before anything with a worse than linear cost sees it.

Measured: one tag with 200,000 attributes keeps nh3 busy for 15 s, 200,000 nested divs for minutes.
"""

from __future__ import annotations

import re

from turbohtml import Comment, Document, Element, Node, Text

from devket.capture.model import Limits

_NAME = re.compile(r"[A-Za-z@:_][\w@:.-]*")
_LONGEST_TEXT = 4_000


def bound(root: Document | Element, limits: Limits) -> None:
    """Flatten what is nested deeper than `max_depth`, drop attributes and elements past theirs."""
    if _is_within(root, limits):
        return
    stack: list[tuple[Node, int]] = [(root, 0)]
    left = limits.max_elements
    while stack:
        node, depth = stack.pop()
        if depth >= limits.max_depth:
            _flatten(node)
            continue
        for child in reversed(node.children):
            if isinstance(child, Element):
                stack.append((child, depth + 1))
        if isinstance(node, Element):
            left -= 1
            if left < 0:
                node.extract()
                break
            if len(node.attrs) > limits.max_attributes:
                _cut_attributes(node, limits.max_attributes)
    for rest, _ in stack if left < 0 else ():
        rest.extract()


def _is_within(root: Document | Element, limits: Limits) -> bool:
    """Tell whether there is nothing to cut, in half the time; a doubt is a no."""
    left = limits.max_elements
    if isinstance(root, Element):
        left -= 1
        if len(root.attrs) > limits.max_attributes:
            return False
    above: list[Node] = [root]
    for element in root.iter_elements():
        parent = element.parent
        while above[-1] is not parent:
            above.pop()
            if not above:
                return False
        above.append(element)
        left -= 1
        is_deep = len(above) > limits.max_depth
        if is_deep or left < 0 or len(element.attrs) > limits.max_attributes:
            return False
    return True


def _flatten(node: Node) -> None:
    text = Text(node.text)
    for child in list(node.children):
        child.extract()
    if isinstance(node, Element):
        node.append(text)


def _cut_attributes(element: Element, most: int) -> None:
    """Put a twin with the first attributes in its place: deleting one by one is quadratic."""
    kept: dict[str, str | list[str] | None] = {}
    for name in element.attrs:
        if len(kept) == most:
            break
        if _NAME.fullmatch(name):
            kept[name] = element.attr(name)
    if element.parent is None or element.tag in ("html", "head", "body"):
        for name in list(element.attrs)[most:]:
            del element.attrs[name]
        return
    # Broken markup makes names that parsers read and nobody may write: `<div"=x>`.
    twin = Element(element.tag if _NAME.fullmatch(element.tag) else "div", kept)
    element.insert_before(twin)
    for child in list(element.children):
        twin.append(child)
    element.extract()


def part_long_texts(root: Element) -> None:
    """Part long runs of text by comments, which nh3 drops: its time is quadratic in the entities of
    one run (600,000 take 19 s in one piece, 0.4 s in parts)."""
    for node in list(root.descendants):
        if isinstance(node, Text) and len(node.data) > _LONGEST_TEXT:
            _part(node)


def _part(text: Text) -> None:
    data = text.data
    for start in range(0, len(data), _LONGEST_TEXT):
        text.insert_before(Text(data[start : start + _LONGEST_TEXT]), Comment(""))
    text.extract()

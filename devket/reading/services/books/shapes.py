"""Bring elements into the shapes that XHTML allows: pages nest them as browsers forgive.

Words are never lost; what stands where it may not becomes a plain block, or goes and leaves its
content behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from turbohtml import Element, Namespace, Node, Text

_SPANS = "abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup u var"
_INLINE = frozenset(_SPANS.split())
_TRANSPARENT = frozenset({"a", "ins", "del"})
_PHRASING = _INLINE | _TRANSPARENT | {"br", "img", "wbr", "math", "ruby", "rt", "rp"}
_ROUNDS = 3  # what loses its house stands where it may not in turn
_OWN = frozenset({"value", "open"})  # of the element they stand at alone
_SPACE = " \t\r\n"  # of XML: any other space is a word to it
# Where they stand in the tree they may stand in a book.
_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
}


def shape(root: Element) -> None:
    """Bring all elements of an article into shape."""
    for _ in range(_ROUNDS):
        for element in list(root.iter_elements()):
            parents = _PARENTS.get(element.tag)
            if parents is not None and _parent_tag(element) not in parents:
                _become(element, "div")
        for element in reversed(list(root.iter_elements())):  # the innermost first
            if element.namespace is Namespace.HTML and element.parent is not None:
                _RULES.get(element.tag, _leave)(element)


def _leave(element: Element) -> None:
    if element.tag in _INLINE and _blocks_of(element):
        element.unwrap()


def _parent_tag(element: Element) -> str:
    parent = element.parent
    return parent.tag if isinstance(parent, Element) else ""


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _is_block(element: Element) -> bool:
    if element.tag in _TRANSPARENT:
        return bool(_blocks_of(element))
    return element.tag not in _PHRASING


def _blocks_of(element: Element) -> list[Element]:
    return [child for child in _elements(element) if _is_block(child)]


def _holds(element: Element, *tags: str) -> bool:
    return any(one.tag in tags for one in element.iter_elements() if one is not element)


def _become(element: Element, tag: str) -> None:
    attrs = {name: value for name, value in element.attrs.items() if name not in _OWN}
    made = Element(tag, attrs)
    element.insert_before(made)
    made.extend(list(element.children))
    element.decompose()


def _wrap(node: Node, tag: str) -> None:
    around = Element(tag)
    node.insert_before(around)
    around.append(node)


def _paragraph(element: Element) -> None:
    if _blocks_of(element):
        _become(element, "div")


def _words_alone(element: Element) -> None:
    """Take the blocks out of what holds words alone, as a heading does."""
    while blocks := _blocks_of(element):
        for block in blocks:
            block.unwrap()


def _only(element: Element, tags: Iterable[str]) -> None:
    """Let nothing but these stand in it: whatever else does, stands in one of the first kind."""
    wanted = tuple(tags)
    for child in list(element.children):
        if isinstance(child, Element):
            if child.tag not in wanted:
                _wrap(child, wanted[0])
        elif not _is_space(child):
            _wrap(child, wanted[0])


def _items(element: Element) -> None:
    _only(element, ("li",))
    if element.tag == "ul":
        for item in _elements(element):
            item.attrs.pop("value", None)


def _terms(element: Element) -> None:
    """A list of terms has them and what they mean in turns; else it is no such list."""
    tags = [child.tag for child in _elements(element)]
    is_bare = any(isinstance(one, Text) and not _is_space(one) for one in element.children)
    if is_bare or set(tags) - {"dt", "dd"} or tags[:1] != ["dt"] or tags[-1:] != ["dd"]:
        _become(element, "div")


def _figure(element: Element) -> None:
    children = [one for one in element.children if not _is_space(one)]
    captions = [one for one in children if isinstance(one, Element) and one.tag == "figcaption"]
    kept = next((one for one in captions if one is children[0] or one is children[-1]), None)
    for caption in captions:
        if caption is not kept:
            _become(caption, "div")


def _is_space(node: Node) -> bool:
    return isinstance(node, Text) and not str(node.text).strip(_SPACE)


def _details(element: Element) -> None:
    children = [one for one in element.children if not _is_space(one)]
    first = children[0] if children else None
    if not isinstance(first, Element) or first.tag != "summary":
        _become(element, "div")
        return
    for other in _elements(element):
        if other.tag == "summary" and other is not first:
            _become(other, "div")


def _link(element: Element) -> None:
    if _holds(element, "a", "details"):
        element.unwrap()


def _ruby(element: Element) -> None:
    """Words and how they are read stand in turns, the reading last; else it is no ruby."""
    children = [one for one in element.children if not _is_space(one)]
    readings = [isinstance(one, Element) and one.tag == "rt" for one in children]
    is_doubled = (True, True) in pairwise(readings)
    is_in_turns = readings and not readings[0] and readings[-1] and not is_doubled
    if not is_in_turns or _blocks_of(element) or _holds(element, "ruby"):
        element.unwrap()


def _reading(element: Element) -> None:
    _words_alone(element)
    if _parent_tag(element) != "ruby":
        element.unwrap()


def _term(element: Element) -> None:
    if _holds(element, "dfn") or _blocks_of(element):
        element.unwrap()


def _turned(element: Element) -> None:
    if element.attr("dir") not in ("ltr", "rtl") or _blocks_of(element):
        element.unwrap()


def _table(element: Element) -> None:
    """One caption and columns first, one head, then bodies; each row in one of them."""
    seen: set[str] = set()
    is_past_columns = False
    children = _elements(element)
    for child in children:
        if child.tag == "caption":
            if child is not children[0]:
                child.decompose() if "caption" in seen else element.insert(0, child)
        elif child.tag == "colgroup":
            if is_past_columns:
                child.decompose()
            continue
        elif (child.tag == "thead" and is_past_columns) or (
            child.tag == "tfoot" and child is not children[-1]
        ):
            _become(child, "tbody")
        is_past_columns = is_past_columns or child.tag != "caption"
        seen.add(child.tag)


def _cell(element: Element) -> None:
    for name in ("colspan", "rowspan", "span"):
        number = element.attr(name)
        if number is not None and not (number.isdecimal() and 0 < int(number) <= 1000):
            del element.attrs[name]


def _code_block(element: Element) -> None:
    _words_alone(element)
    element.attrs["dir"] = "ltr"  # style sheets of books may not say it


def _leave_words(element: Element) -> None:
    element.unwrap()


def _go(element: Element) -> None:
    element.decompose()


_RULES: dict[str, Callable[[Element], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "caption"), _words_alone),
    **dict.fromkeys(("td", "th", "col", "colgroup"), _cell),
    **dict.fromkeys(("ul", "ol"), _items),
    "rt": _reading,
    "rp": _go,  # brackets for those who cannot show readings
    "dfn": _term,
    "p": _paragraph,
    "pre": _code_block,
    "dl": _terms,
    "figure": _figure,
    "details": _details,
    "a": _link,
    "ruby": _ruby,
    "bdo": _turned,
    "table": _table,
    "time": _leave_words,  # what pages write into it is seldom a time
}

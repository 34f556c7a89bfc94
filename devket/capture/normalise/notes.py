"""Callouts, embeds and tabs in one form each, whichever generator wrote them."""

from __future__ import annotations

import re

from turbohtml import Document, Element, Node, Text

from devket.capture.code.wrappers import TAB_LABEL
from devket.core.text import clip, one_line
from devket.core.urls import display_host, join

_KINDS = {
    "note": "note info information seealso notice abstract summary question faq example todo",
    "tip": "tip success hint check done",
    "important": "important key",
    "warning": "warning warn attention",
    "caution": "caution danger error bug failure critical",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_CALLOUT = re.compile(
    r"(?:^|\s)(?:markdown-alert|admonition|admonitionblock|theme-admonition|callout|[\w-]+-callout(?:-card)?|custom-block"
    r"|alert|notice|note\s+(?:info|warn|warning|alert)"
    r"|hint|infobox-note|note-box|kn-callout|bd-callout|docs-alert|notecard|message-box)(?:[-_\s]"
    r"|$)"
)
# An `<aside>` is one when a class of it is a kind and nothing else: `note`, `aside--tip`.
_ASIDE = re.compile(
    r"(?:^|\s)(?:[\w-]*aside--?)?(?:note|tip|important|warning|caution|danger|info|hint)(?:\s|$)"
)
_BOXES = (
    "div[class], aside[class], blockquote, section[class], p[class], figure.callout,"
    ' [data-node-type="callout"]'
)
_TITLE = re.compile(
    r"(?:^|[\s_-])(?:title|heading|admonition-?heading|callout-?title)(?:[\s_-]|$)"
    r"|admonitionHeading"
)
_MARKED = re.compile(r"^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
_LONGEST_NAME = 30
_VIDEO = re.compile(r"(?:youtube(?:-nocookie)?\.com/embed/|player\.vimeo\.com/video/)([\w-]+)")
_PANELS = (
    '[role="tabpanel"], .tab-pane, .tab-panel, .tabbed-block, .tabbed-content, .sd-tab-content,'
    " .tabpanel, .vp-code-group > .blocks > div"
)
_TABS = '[role="tab"], .tabbed-labels > label, .vp-code-group > .tabs > label'
_HIDING = re.compile(r"(?:^|\s)(?:hidden|d-none|invisible|collapse|is-hidden)(?=\s|$)")


def settle_callouts(root: Document | Element) -> None:
    """Turn every callout into `<div class="callout callout-kind">` with its title in bold."""
    for element in root.select(_BOXES):
        words = element.attr("class") or element.attr("data-node-type") or ""
        is_callout = bool(_CALLOUT.search(words)) or (
            element.tag == "aside" and bool(_ASIDE.search(words))
        )
        is_named = is_callout and not _TITLE.search(words) and element.parent is not None
        kind = _kind(words) if is_named else ""
        kind = kind or _self_named_kind(element, words)
        if not kind and element.tag == "blockquote" and element.parent is not None:
            kind = _marked_kind(element)
        if kind and element.text.strip():
            _settle_callout(element, kind)


def _kind(words: str) -> str:
    kinds = [_KIND_OF[word] for word in re.split(r"[\s_-]+", words.lower()) if word in _KIND_OF]
    if kinds:
        return next((kind for kind in kinds if kind != "note"), "note")
    return "note" if re.search(r"callout|admonition", words) else ""


def _self_named_kind(element: Element, words: str) -> str:
    """A box whose class is a kind and whose first line says so: `<div class="NOTE"><p>Note</p>`.

    In capitals the class is enough, whatever the language of a short first line.
    """
    kind = _KIND_OF.get(words.strip().lower(), "")
    first = next((child for child in element.children if isinstance(child, Element)), None)
    if not kind or first is None or first.tag != "p" or element.parent is None:
        return ""
    said = one_line(first.text) if len(first.text) < _LONGEST_NAME else ""
    is_named = said.lower().rstrip(":") == words.strip().lower() or words.strip() == words.upper()
    if not said or said.endswith(".") or not is_named or first.next_sibling is None:
        return ""
    first.replace_with(_bold(said))
    return kind


def _marked_kind(quote: Element) -> str:
    first = next(
        (node for node in quote.descendants if isinstance(node, Text) and node.data.strip()), None
    )
    match = _MARKED.match(first.data) if first is not None else None
    if first is None or match is None:
        return ""
    kind = match[1].lower()
    first.data = first.data[match.end() :]
    quote.insert(0, _bold(kind.capitalize()))
    return kind


def _settle_callout(element: Element, kind: str) -> None:
    for child in element.iter_elements(["p", "div", "span", "h4", "h5", "h6", "strong"]):
        if _TITLE.search(child.attr("class") or "") and len(child.text) < 120:
            child.replace_with(_bold(one_line(child.text)))
            break
    twin = Element("div", {"class": f"callout callout-{kind}"})
    element.insert_before(twin)
    cell = element.select_one("tr > td.icon + td.content")
    if cell is not None:  # Asciidoctor lays its callouts out as a table of two cells
        twin.extend([*_titles_in(element), *cell.children])
        element.extract()
        return
    if element.tag == "p":
        inner = Element("p")
        twin.append(inner)
        inner.extend(list(element.children))
    else:
        twin.extend(list(element.children))
    element.extract()
    _drop_sign(twin)


def _titles_in(element: Element) -> list[Element]:
    """Return the title that was made bold in the icon's cell, if there is one."""
    return element.select("td.icon > p")[:1]


def _drop_sign(callout: Element) -> None:
    """A light bulb before the words says what the form of the callout says already."""
    first = next((child for child in callout.children if isinstance(child, Element)), None)
    sign = first.text.strip() if first is not None else ""
    if first is not None and 0 < len(sign) <= 4 and not any(map(str.isalnum, sign)):
        first.extract()


def _bold(words: str) -> Element:
    return Element("p", None, [Element("strong", None, [Text(words)])])


def settle_embeds(root: Document | Element, url: str) -> None:
    """Turn frames, players and gists into links to what they show: nothing foreign is embedded."""
    for frame in root.select("iframe, lite-youtube, youtube-video"):
        _replace(
            frame, _frame_address(frame, url), frame.attr("title") or frame.attr("playlabel") or ""
        )
    for script in root.select('script[src*="gist.github.com"]'):
        address = join(url, script.attr("src") or "")
        _replace(script, address.removesuffix(".js") if address else None, "")
    for player in root.select("video, audio"):
        _settle_player(player, url)


def _frame_address(frame: Element, url: str) -> str | None:
    if video := frame.attr("videoid"):
        return join("https://www.youtube.com/", f"watch?v={video}")
    source = frame.attr("src") or frame.attr("data-src") or ""
    if match := _VIDEO.search(source):
        is_tube = "youtube" in match[0]
        return (
            f"https://www.youtube.com/watch?v={match[1]}"
            if is_tube
            else f"https://vimeo.com/{match[1]}"
        )
    return join(url, source) if source else None


def _settle_player(player: Element, url: str) -> None:
    source = player.attr("src") or next(
        (s.attr("src") or "" for s in player.select("source[src]")), ""
    )
    if (poster := player.attr("poster")) and (address := join(url, poster)):
        player.insert_before(Element("img", {"src": address, "alt": ""}))
    _replace(player, join(url, source) if source else None, player.attr("title") or "")


def _replace(element: Element, address: str | None, title: str) -> None:
    width, height = element.attr("width") or "", element.attr("height") or ""
    if address is None or "0" in (width, height) or "1" in (width, height):
        element.extract()
        return
    words = clip(one_line(title), 120) or f"{display_host(address)}"
    link = Element("a", {"href": address}, [Text(f"▶ {words}")])
    element.replace_with(Element("p", {"class": "embed"}, [link]))


def settle_tasks(root: Document | Element) -> None:
    """Write the box of each task of a list as text: done or still to do."""
    for box in root.select('li input[type="checkbox"]'):
        item, label = box.closest("li"), box.closest("label")
        is_alone = label is not None and not label.text.strip()
        place = label if label is not None and is_alone else box
        if item is not None and _begins(place, item) and not _is_switch(box):
            _mark_task(place, is_done=box.attr("checked") is not None)
    for mark in root.select("li > .checkbox-on, li > .checkbox-off"):
        if not mark.text.strip():
            _mark_task(mark, is_done=mark.has_class("checkbox-on"))


def _begins(place: Element, item: Element) -> bool:
    for node in item.descendants:
        if node == place:
            return True
        if isinstance(node, Text) and node.data.strip():
            return False
    return False


def _is_switch(box: Element) -> bool:
    """A box beside a menu opens it; the box of a task can mostly not be used, or says its class."""
    item = box.closest("li")
    words = f"{box.attr('class') or ''} {(item.attr('class') or '') if item is not None else ''}"
    return box.attr("disabled") is None and "task" not in words


def _mark_task(place: Element, *, is_done: bool) -> None:
    following = place.next_sibling
    if isinstance(following, Text):
        following.data = following.data.lstrip()
    place.replace_with(Text("☑ " if is_done else "☐ "))


def open_tabs(root: Document | Element) -> None:
    """Show every tab panel under its label: what a page hides behind tabs is still its content."""
    panels = root.select(_PANELS)
    seen: dict[Node, int] = {}
    for panel in panels:
        parent = panel.parent
        if parent is None or panel.select_one(".tabbed-block") is not None:
            continue
        number = seen[parent] = seen.get(parent, -1) + 1
        label = _label_of(root, panel, parent, number)
        _unhide(panel)
        if label and not panel.select_one(f".{TAB_LABEL}"):
            bold = Element("strong", None, [Text(label)])
            panel.insert(0, Element("p", {"class": TAB_LABEL}, [bold]))
    for tabs in root.select('[role="tablist"], .tabbed-labels, .nav-tabs, .vp-code-group > .tabs'):
        if panels:
            tabs.extract()


def _label_of(root: Node, panel: Element, parent: Node, number: int) -> str:
    name = panel.attr("aria-labelledby") or ""
    if re.fullmatch(r"[\w:.-]+", name):
        named = root.find(attrs={"id": name})
        if named is not None:
            return one_line(named.text)[:60]
    before = panel.previous_sibling
    while isinstance(before, Text) and not before.data.strip():
        before = before.previous_sibling
    if isinstance(before, Element) and before.tag == "label":
        label = one_line(before.text)[:60]
        before.extract()
        return label
    holder: Node | None = parent
    for _ in range(2):
        tabs = holder.select(_TABS) if holder is not None else []
        if number < len(tabs):
            return one_line(tabs[number].text)[:60]
        holder = holder.parent if holder is not None else None
    return ""


def _unhide(panel: Element) -> None:
    for name in ("hidden", "aria-hidden", "style"):
        if name in panel.attrs:
            del panel.attrs[name]
    if words := panel.attr("class"):
        panel.attrs["class"] = _HIDING.sub("", words)

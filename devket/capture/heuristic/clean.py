"""Tidy the inside of the article: forms, share bars, linky lists, layout tables, end matter."""

from __future__ import annotations

import re

from turbohtml import Element, Node

from devket.capture.heuristic.score import class_weight, holds_teasers, link_density
from devket.capture.heuristic.words import is_end_matter, is_unlikely, words_of
from devket.core.urls import host_of

_ALWAYS = "fieldset, footer, aside, nav, button, textarea, label, dialog, menu"
_SHARE = re.compile(
    r"(?:\b|_)(?:share|sharing|sharedaddy|social|addtoany|addthis)(?:\b|_)", re.IGNORECASE
)
_FACE = re.compile(
    r"avatar|gravatar|profile[-_]?(?:pic|image|photo)|author[-_]?(?:pic|image|photo)|\bicon\b",
    re.IGNORECASE,
)
_PERMALINK = re.compile(
    r"(?:^|[\s_-])(?:headerlink|header-anchor|anchor|anchorjs-link|hash-link|permalink|heading-link"
    r"|direct-link|edit-link|mw-editsection)(?:$|[\s_-])"
)
_AGE = re.compile(
    r"(?:(?:an?|last|\d+|yesterday)(?: \w+)?(?: ago)?|\d{4}-\d\d-\d\d(?: \d\d:\d\d)?"
    r"|\w{3,9} \d{1,2}, \d{4}|[\d.]+ ?[kKMG]i?B?)",
)
_CALLS = re.compile(
    r"(?:subscribe(?: now| for free)?|share(?: this post)?|leave a comment|upgrade to paid"
    r"|sign up(?: now)?|follow(?: me)?|구독하기|공유하기|フォローする|订阅|關注|关注)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:related|read (?:more|also)|further reading)\b", re.IGNORECASE)
_TAGS_LABEL = re.compile(r"\A(?:tags|tagged(?: with)?|filed under|posted in|keywords)\s*:", re.I)
_LONGEST_TAG = 4  # words
_SIGN_CLASS = re.compile(r"(?:^|[\s_-])(?:icon|favicon|avatar)(?:$|\s)", re.IGNORECASE)
_MARKS = frozenset(["#", "¶", "§", "🔗", "⚓", "∞", "[edit]", "edit", "[편집]"]) | {""}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def clean(article: Element, *, fishy: bool, home: str = "") -> None:
    """Clean in place; `fishy` also takes away blocks that look linky, empty or like furniture.

    `home` is the host of the page, by which links to other sites are known.
    """
    drop_permalinks(article)
    for form in article.select("form"):
        if len(form.text.strip()) > 400 or form.find("pre") is not None:
            form.unwrap()
        else:
            form.extract()
    for element in article.select(_ALWAYS):
        if not _holds_much(element, article):
            element.extract()
    _drop_shares(article)
    if fishy:
        _drop_listings(article)
        _drop_link_lines(article)
        _drop_end_matter(article, home)
        total = len(article.text)
        for element in reversed(
            list(article.iter_elements(["div", "section", "ul", "ol", "header", "h2", "h3"]))
        ):
            if element.parent is not None and _is_fishy(element, total):
                element.extract()
    _unwrap_layout(article)
    _drop_avatars(article)


def drop_permalinks(root: Element) -> None:
    """Drop the marks beside headings that link to themselves; their ids stay on the headings."""
    for link in root.select(
        "h1 a, h2 a, h3 a, h4 a, h5 a, h6 a, .headerlink, .header-anchor, a.anchor, .mw-editsection"
    ):
        text = link.text.strip()
        words = link.attr("class") or ""
        is_mark = text in _MARKS or (len(text) < 3 and bool(_PERMALINK.search(words)))
        if (is_mark or "mw-editsection" in words) and link.find("img") is None:
            _move_id(link)
            link.extract()


def _move_id(link: Element) -> None:
    heading = link.closest("h1, h2, h3, h4, h5, h6")
    if (
        heading is not None
        and not heading.attr("id")
        and (name := link.attr("id") or link.attr("name"))
    ):
        heading.attrs["id"] = name


def _holds_much(element: Element, article: Element) -> bool:
    if element.find("pre") is not None or _is_attribution(element):
        return True
    return len(element.text) > max(len(article.text) * 0.4, 1)


def _is_attribution(element: Element) -> bool:
    """Tell whether a footer says whose words a quotation is."""
    is_short = len(element.text.strip()) < 200
    return element.tag == "footer" and is_short and element.closest("blockquote") is not None


def _drop_shares(article: Element) -> None:
    for element in article.select("div[class], ul[class], p[class], section[class], span[class]"):
        if (
            _SHARE.search(words_of(element))
            and len(element.text) < 300
            and element.find("pre") is None
        ):
            element.extract()


def _drop_end_matter(article: Element, home: str) -> None:
    """Cut what a heading like "Related posts" opens, when it stands in the last part."""
    total = len(article.text) or 1
    before = 0
    for heading in article.select("h1, h2, h3, h4, h5, h6, p, div"):
        if heading.tag in ("p", "div") and len(heading.text) > 60:
            continue
        if not is_end_matter(heading.text):
            continue
        following = list(heading.next_siblings)
        length = sum(len(node.text) for node in following)
        before = total - length
        if before < total * 0.5 or any(_has_code(node) for node in following):
            continue
        if _are_references(heading, following, home):
            continue
        for node in following if _is_furniture(following, total) else ():
            node.extract()
        heading.extract()


def _are_references(heading: Element, nodes: list[Node], home: str) -> bool:
    """Tell whether nothing follows but bare lines that lead to other sites: the writer's own."""
    parts = [node for node in nodes if isinstance(node, Element) and node.text.strip()]
    links = [link for part in parts for link in part.iter_elements("a")]
    words = heading.text.strip()
    if not home or not links or not _MORE.match(words):
        return False
    # Lines that say no more than that break up a text for partners of the site.
    if heading.tag not in _HEADINGS and words.lower().startswith("related"):
        return False
    if any(part.tag not in ("p", "ul", "ol") or words_of(part).strip() for part in parts):
        return False
    hosts = {host_of(link.attr("href") or "") for link in links}
    return "" not in hosts and all(h.split(".")[-2:] != home.split(".")[-2:] for h in hosts)


def _drop_listings(article: Element) -> None:
    """Drop lists of files: every row a link, nothing long, and mostly ages, dates or sizes last."""
    for table in article.select("table"):
        rows = [list(row.iter_elements("td")) for row in table.iter_elements("tr")]
        rows = [cells for cells in rows if len(cells) > 1]
        is_small = len(table.text) < len(article.text) * 0.4
        if is_small and len(rows) > 1 and all(_is_listed(cells) for cells in rows):
            table.extract()


def _drop_link_lines(article: Element) -> None:
    """Drop lines that are nothing but tags of the page, or a button that wants something."""
    for line in article.select("p, div, ul, dl"):
        text = line.text.strip()
        if not 0 < len(text) <= 300 or line.find("a") is None:
            continue
        links = line.select("a")
        if len(links) > 40 or line.find(["img", "pre"]) is not None:
            continue
        linked = sum(len(link.text.strip()) for link in links)
        said = _TAGS_LABEL.sub("", text)
        if linked < len("".join(said.split())) * 0.9:
            continue
        is_named = said != text and all(len(link.text.split()) <= _LONGEST_TAG for link in links)
        if is_named or _CALLS.fullmatch(text) or all(_is_tag(link) for link in links):
            line.extract()


def _is_tag(link: Element) -> bool:
    is_named = "tag" in (link.attr("rel") or "").split() or link.text.strip().startswith("#")
    return is_named and not (link.attr("href") or "").startswith("#")


def _is_listed(cells: list[Element]) -> bool:
    texts = [" ".join(cell.text.split()) for cell in cells]
    is_dated = any(_AGE.fullmatch(text) for text in texts[1:])
    return cells[0].find("a") is not None and is_dated and max(map(len, texts)) < 100


def _has_code(node: Node) -> bool:
    return isinstance(node, Element) and (node.tag == "pre" or node.find("pre") is not None)


def _is_furniture(nodes: list[Node], total: int) -> bool:
    text = sum(len(node.text.strip()) for node in nodes)
    linked = sum(len(a.text) for node in nodes for a in node.iter_elements("a", include_self=True))
    return text < total * 0.15 or linked > text * 0.3


def _is_fishy(element: Element, total: int) -> bool:
    if (
        element.find("pre") is not None
        or element.closest("table, figure, blockquote, summary") is not None
    ):
        return False
    words = words_of(element)
    if "footnote" in words or "callout" in words or "math" in words:
        return False
    weight = class_weight(element)
    if element.tag in ("h2", "h3"):
        return weight < 0 and len(element.text) < 60
    text = element.text.strip()
    if len(text) > total * 0.4:
        return False
    if (weight < 0 and is_unlikely(words)) or holds_teasers(element):
        return True
    if element.tag in ("ul", "ol"):
        return _is_link_list(element, text)
    return _is_bare_block(element, text, weight)


def _is_link_list(element: Element, text: str) -> bool:
    """Lists of links stay when prose leads to them; menus have nothing before them."""
    if element.find("img") is not None and not text:
        return True
    if link_density(element) < 0.8 or element.closest("li, dd") is not None:
        return False
    before = element.previous_sibling
    while before is not None and not isinstance(before, Element):
        before = before.previous_sibling
    return before is None or (before.tag not in ("p", *_HEADINGS, "ul", "ol", "dl"))


def _is_bare_block(element: Element, text: str, weight: int) -> bool:
    images = len(list(element.iter_elements("img")))
    if not text:
        return not images
    if text.count(",") >= 10 or len(text) > 1500:
        return False
    density = link_density(element)
    paragraphs = len(list(element.iter_elements(["p", "li", "dd"])))
    if images:
        return density > 0.8 and images < 2 and len(text) > 100 and weight <= 0
    if density > (0.75 if weight > 0 else 0.5):
        return True
    return not paragraphs and len(text) < 25 and weight < 0


def _drop_avatars(article: Element) -> None:
    """Drop faces and icons: small by their own word, or named so."""
    for image in list(article.iter_elements("img")):
        sizes = [
            int(size)
            for name in ("width", "height")
            if (size := (image.attr(name) or "")).isdigit()
        ]
        named = _FACE.search(
            f"{image.attr('class') or ''} {image.attr('src') or ''} {image.attr('alt') or ''}"
        )
        if not image.attr("alt") and _SIGN_CLASS.search(image.attr("class") or ""):
            image.extract()
            continue
        most = 160 if named else 40
        if (
            len(sizes) == 2
            and max(sizes) <= most
            and image.closest("td, figure, li") is None
            and _stands_alone(image)
        ):
            image.extract()


def _stands_alone(image: Element) -> bool:
    """Pictures in a running line (a logo in a sentence, an emoji) belong to it."""
    holder = image.closest("p")
    return holder is None or len(holder.text.strip()) < 40


def _unwrap_layout(article: Element) -> None:
    """A table of one cell, or one that says it is for layout, is no table."""
    for table in article.select("table"):
        cells = [
            cell for cell in table.iter_elements(["td", "th"]) if cell.closest("table") == table
        ]
        is_layout = (table.attr("role") or "") in ("presentation", "none") and table.find(
            ["th", "caption"]
        ) is None
        if len(cells) == 1 or is_layout:
            div = Element("div")
            for cell in cells:
                part = Element("div")
                part.extend(list(cell.children))
                div.append(part)
            table.replace_with(div)

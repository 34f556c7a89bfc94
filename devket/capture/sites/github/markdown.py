"""What GitHub's Markdown needs before it is an article: its pictures' true sources, its ids."""

from __future__ import annotations

from turbohtml import Document, Element

from devket.capture.embedded.find import dig, holders, in_scripts, text_at

_MARK = "user-content-"
_DATA = (
    'script[data-target="react-app.embeddedData"], script[data-target="react-partial.embeddedData"]'
)
_FURNITURE = (
    ".octicon, clipboard-copy, .zeroclipboard-container, .js-render-enrichment-loader,"
    " .contains-task-list > .drag-handle, .email-signature-reply, .email-hidden-toggle,"
    " .js-suggested-changes-template, .task-list-item-convert-container, tool-tip, .sr-only"
)


def tidied(body: Element) -> Element:
    """Return a body of Markdown, changed in place: no signs and buttons, plain ids and sources."""
    body.remove(_FURNITURE)
    for image in body.select("img[data-canonical-src]"):
        image.attrs["src"] = image.attr("data-canonical-src") or ""
    for anchor in body.select("a.anchor"):
        _hand_id_over(anchor)
    for element in body.select(f'[id^="{_MARK}"], [name^="{_MARK}"], [href^="#{_MARK}"]'):
        for name in ("id", "name", "href"):
            value = element.attr(name)
            if value:
                element.attrs[name] = value.replace(_MARK, "", 1)
    return body


def _hand_id_over(anchor: Element) -> None:
    """Give the id of the sign beside a heading to the heading, and drop the sign."""
    parent = anchor.parent
    heading = (
        parent.find(["h1", "h2", "h3", "h4", "h5", "h6"], recursive=False)
        if isinstance(parent, Element) and parent.has_class("markdown-heading")
        else anchor.closest("h1, h2, h3, h4, h5, h6")
    )
    name = anchor.attr("id")
    if heading is not None and not anchor.text.strip():
        if name and not heading.attr("id"):
            heading.attrs["id"] = name
        anchor.extract()


def data_with(document: Document, key: str, path: str = "") -> list[dict[str, object]]:
    """Return the objects with a key in the data that GitHub's React pages carry.

    Browsers go from page to page without a reload, and the data stays that of the first: with a
    `path`, what is about another file is left out.
    """
    values = [value for value in in_scripts(document, _DATA) if _is_about(value, path)]
    return [node for value in values for node in holders(value, key)]


def _is_about(value: object, path: str) -> bool:
    payload = dig(value, "payload")
    claims = (
        text_at(payload, "path"),
        text_at(payload, "codeViewBlobLayoutRoute", "path"),
        text_at(payload, "codeViewBlobLayoutRoute.StyledBlob", "path"),
        text_at(payload, "codeViewRepoRoute", "path"),
    )
    named = next(filter(None, claims), "")
    return not path or not named or path == named or path.endswith(f"/{named}")


def bodies_in(root: Document | Element) -> list[Element]:
    """Return the outermost bodies of Markdown under an element, in order."""
    found = root.select(".comment-body, .markdown-body")
    inner = {element for body in found for element in body.select(".comment-body, .markdown-body")}
    return [body for body in found if body not in inner]

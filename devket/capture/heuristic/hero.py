"""The page's own picture above its text, where the page shows it outside of what was chosen."""

from __future__ import annotations

from itertools import islice

from turbohtml import Document, Element, Text

from devket.capture.normalise.pictures import stem_of

_MOST_LOOKED_AT = 60
_BESIDE = "nav, aside, footer, li, td, form"
_LONGEST_CAPTION = 400
_WRAPPINGS = ("div", "section", "article", "main")


def bring_hero(document: Document, article: Element, lead: str | None) -> None:
    """Set the picture that the page names as its own above the article, if it shows it itself.

    One that stands only in the metadata is a card for social sites, and is left out.
    """
    if lead is None:
        return
    wanted = stem_of(lead)
    if any(_is(image, wanted) for image in article.iter_elements("img")):
        return
    for image in islice(document.iter_elements("img"), _MOST_LOOKED_AT):
        if _is(image, wanted) and image.closest(_BESIDE) is None:
            _innermost(article).insert(0, _figure(image))
            return


def _innermost(article: Element) -> Element:
    """Go into what is only a wrapping of all, so that picture and text stand beside each other."""
    while True:
        inner = [n for n in article.children if isinstance(n, Element) or n.text.strip()]
        if len(inner) != 1 or not isinstance(inner[0], Element) or inner[0].tag not in _WRAPPINGS:
            return article
        article = inner[0]


def _is(image: Element, wanted: str) -> bool:
    return stem_of(image.attr("src") or "") == wanted


def _figure(image: Element) -> Element:
    kept = {
        name: value for name in ("src", "alt", "width", "height") if (value := image.attr(name))
    }
    figure = Element("figure", None, [Element("img", kept)])
    frame = image.closest("figure")
    caption = frame.find("figcaption") if frame is not None else None
    words = caption.text.strip() if caption is not None else ""
    if 0 < len(words) <= _LONGEST_CAPTION:
        figure.append(Element("figcaption", None, [Text(words)]))
    return figure

"""Give every picture of a page its real address: lazy loading, srcset, picture, noscript undone.

Works on the tree only; fetching and judging bytes is not done here.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from turbohtml import Document, Element, Text

from devket.capture.images.inline import inline_name
from devket.capture.normalise.drawings import settle_drawings
from devket.capture.normalise.sources import address_of, best_of_picture, is_placeholder
from devket.core.urls import join

_SIZED = re.compile(r"[-_]\d{2,4}x\d{2,4}(?=\.\w+$)|@2x(?=\.\w+$)")
_AVATAR = re.compile(
    r"\b(?:avatar|gravatar|userpic|profile[-_]?(?:pic|photo|image))", re.IGNORECASE
)
_LARGEST_AVATAR = 128  # pixels
_INLINE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|svg\+xml)[;,]", re.I)
_LONGEST_INLINE = 6 * 1024 * 1024
_CAPTION = re.compile(
    r"\b(?:wp-caption-text|(?:image|img|photo|figure)[-_]?caption|caption)\b", re.I
)
_LONGEST_CAPTION = 600
_FAR = 500  # letters of text


def settle_pictures(root: Document | Element, url: str) -> dict[str, str]:
    """Set each `<img>`'s `src` to its best absolute address; drop those that have none.

    Pictures that travel in the page itself, as bytes or as drawings, are put aside: return their
    `data:` addresses by the names they have in the markup from now on.
    """
    for image in root.select("amp-img, amp-anim"):
        image.replace_with(Element("img", {name: image.attr(name) for name in image.attrs}))
    for noscript in root.select("noscript"):
        _settle_noscript(noscript)
    for picture in root.select("picture"):
        _settle_picture(picture)
    inline: dict[str, str] = {}
    settle_drawings(root, inline)
    for image in root.select("img"):
        _settle(image, url, inline)
    _settle_captions(root)
    return inline


def _settle_noscript(noscript: Element) -> None:
    """A picture for readers without scripts replaces the placeholder beside it."""
    images = noscript.select("img")
    if len(images) != 1 or noscript.text.strip():
        noscript.extract()
        return
    image = images[0]
    image.extract()
    before = noscript.previous_sibling
    while isinstance(before, Text) and not before.data.strip():
        before = before.previous_sibling
    twin = _image_in(before)
    if twin is not None and (is_placeholder(twin) or not twin.attr("src")):
        twin.replace_with(image)
        noscript.extract()
    elif twin is not None:
        noscript.extract()
    else:
        noscript.replace_with(image)


def _image_in(node: object) -> Element | None:
    if not isinstance(node, Element):
        return None
    if node.tag == "img":
        return node
    images = node.select("img")
    return images[0] if len(images) == 1 and not node.text.strip() else None


def _settle_picture(picture: Element) -> None:
    image = picture.find("img")
    if image is None:
        image = Element("img")
        picture.append(image)
    if best := best_of_picture(picture, image):
        image.attrs["src"] = best
        if "srcset" in image.attrs:
            del image.attrs["srcset"]  # it was weighed with the others
    picture.replace_with(image)


def _settle(image: Element, url: str, inline: dict[str, str]) -> None:
    address = address_of(image)
    if address.startswith("data:"):
        joined = None if is_placeholder(image) else _put_aside(address, inline)
    else:
        joined = join(url, address) if address else None
    if joined is None or _is_tracker(image) or _is_avatar(image, joined):
        image.extract()
        return
    image.attrs["src"] = joined


def _put_aside(address: str, inline: dict[str, str]) -> str | None:
    if len(address) > _LONGEST_INLINE or not _INLINE.match(address[:100]):
        return None
    name = inline_name(address)
    inline[name] = address
    return name


def _is_tracker(image: Element) -> bool:
    """Pictures of at most two pixels count visitors."""
    size = [image.attr("width") or "", image.attr("height") or ""]
    return all(value.strip().removesuffix("px") in ("0", "1", "2") for value in size)


def _is_avatar(image: Element, address: str) -> bool:
    """Tell whether a picture shows who wrote, by its name and small size."""
    width = (image.attr("width") or "").strip().removesuffix("px")
    if not (width.isdecimal() and len(width) < 5 and int(width) <= _LARGEST_AVATAR):
        return False
    return bool(_AVATAR.search(f"{image.attr('class') or ''} {address[:300]}"))


def _settle_captions(root: Document | Element) -> None:
    """Put a caption that stands below its picture into one figure with it."""
    for caption in root.select('[class*="caption"]'):
        words = caption.text.strip()
        if not words or len(words) > _LONGEST_CAPTION or caption.find(["img", "pre"]) is not None:
            continue
        if not _CAPTION.search(caption.attr("class") or "") or caption.closest("figure, table"):
            continue
        before = caption.previous_sibling
        while isinstance(before, Text) and not before.data.strip():
            before = before.previous_sibling
        if _image_in(before) is None or not isinstance(before, Element):
            continue
        figure = Element("figure")
        before.insert_before(figure)
        figure.append(before)
        figure.append(caption)
        caption.tag = "figcaption"


def drop_repeats(article: Element) -> None:
    """Let each picture appear once: hydration, lightboxes and fallbacks leave a twin of it.

    Small signs in a line of text, a cell or a list may well come again, and so may a picture that
    a long text comes back to.
    """
    pictures = _placed(article)
    shown: dict[str, int] = {}
    last, place_of_last = "", 0
    for number, (image, place) in enumerate(pictures[:-1]):
        source = image.attr("src") or ""
        stem = stem_of(source)
        # The frames of a lightbox follow one another, below all the text.
        goes_on = pictures[number + 1][1] - place > _FAR
        is_far = goes_on and place - shown.get(source, place) > _FAR
        # With words between, two sizes of a picture are two pictures.
        is_twin = (source in shown and not is_far) or (stem == last and place == place_of_last)
        if is_twin and _stands_as_block(image):
            _drop_with_frame(image)
            continue
        shown[source] = place
        last, place_of_last = stem, place


def _placed(article: Element) -> list[tuple[Element, int]]:
    """Return the pictures with the letters that stand before each; the end comes last."""
    found: list[tuple[Element, int]] = []
    written = 0
    for node in article.descendants:
        if isinstance(node, Text):
            written += len(node.data.strip())
        elif isinstance(node, Element) and node.tag == "img":
            found.append((node, written))
    return [*found, (article, written)]


def stem_of(source: str) -> str:
    """Return the address without the words for its size; the same path elsewhere is another."""
    parts = urlsplit(source)
    return parts.netloc + _SIZED.sub("", parts.path)


def _stands_as_block(image: Element) -> bool:
    return image.closest("td, th, li, dd, pre") is None and _has_no_words_beside(image)


def _has_no_words_beside(image: Element) -> bool:
    holder = image.closest("p, h2, h3, h4, h5, h6")
    return holder is None or not holder.text.strip()


def _drop_with_frame(image: Element) -> None:
    """Drop a picture with the link or figure around it, when these hold nothing else."""
    gone = image
    while isinstance(gone.parent, Element) and gone.parent.tag in ("a", "figure", "p", "span"):
        if gone.parent.text.strip() or len(gone.parent.select("img")) > 1:
            break
        gone = gone.parent
    gone.extract()

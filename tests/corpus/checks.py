"""What a golden asks of a capture: one function a check, each returning what is wrong, or nothing.

A golden may name checks under `later`: they are known to need rules that are not there yet.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound
from turbohtml import parse

from devket.capture.model import Captured, Extracted

Golden = dict[str, Any]


def spaced(text: str) -> str:
    """Return `text` with white space collapsed."""
    return re.sub(r"\s+", " ", text).strip()


def _state(golden: Golden, got: Captured, folder: Path) -> str:
    return _unequal((golden["state"], golden["reason"]), (got.state.value, _value(got.reason)))


def _value(name: Any) -> str | None:
    return name.value if name is not None else None


def _unequal(wanted: object, got: object) -> str:
    return "" if wanted == got else f"wanted {wanted!r}, got {got!r}"


def _title(golden: Golden, page: Extracted, folder: Path) -> str:
    return _unequal(golden["title"] or "", page.title)


def _byline(golden: Golden, page: Extracted, folder: Path) -> str:
    return _unequal(golden["byline"] or "", page.byline)


def _site_name(golden: Golden, page: Extracted, folder: Path) -> str:
    return _unequal(golden["site_name"] or "", page.site_name)


def _lang(golden: Golden, page: Extracted, folder: Path) -> str:
    return _unequal((golden["lang"] or "").split("-")[0], page.lang.split("-")[0])


def _direction(golden: Golden, page: Extracted, folder: Path) -> str:
    is_rtl = (golden["lang"] or "").split("-")[0] in ("ar", "he", "fa")
    return _unequal("rtl" if is_rtl else "ltr", page.dir)


def _kind(golden: Golden, page: Extracted, folder: Path) -> str:
    return _unequal(golden.get("kind", "article"), page.kind.value)


def _card(golden: Golden, page: Extracted, folder: Path) -> str:
    wanted = golden.get("card", {})
    return _unequal(wanted, {name: page.card.get(name) for name in wanted})


def _published(golden: Golden, page: Extracted, folder: Path) -> str:
    wanted, got = golden["published"], page.published
    return "" if is_moment(wanted, got) else f"wanted {wanted!r}, got {got!r}"


def is_moment(wanted: str | None, got: datetime | None) -> bool:
    """Tell whether a golden's date is met: one with a time is an instant, one without a day."""
    if not wanted or got is None:
        return not wanted and got is None
    if len(wanted) == 10:
        return got.date().isoformat() == wanted
    instant = datetime.fromisoformat(wanted)
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=got.tzinfo)
    return abs((got - instant).total_seconds()) < 1


def _contains(golden: Golden, page: Extracted, folder: Path) -> str:
    text = spaced(page.text)
    missing = [part for part in golden["contains"] if spaced(part) not in text]
    return f"missing from {text[:90]!r}…: {missing}" if missing else ""


def _lacks(golden: Golden, page: Extracted, folder: Path) -> str:
    text = spaced(page.text)
    kept = [part for part in golden["lacks"] if part in text]
    return f"kept: {kept}" if kept else ""


def _posts(golden: Golden, page: Extracted, folder: Path) -> str:
    """Each post stands in its order, behind the name of who wrote it, which only the page shows."""
    text, at = spaced(parse(str(page.content_html)).to_text()), 0
    for author, start in golden.get("posts", []):
        named = text.find(author, at)
        begins = text.find(spaced(start), named)
        if named < 0 or begins < 0:
            return f"not after {text[max(0, at - 40) : at]!r}: {author}: {start!r}"
        at = begins + len(start)
    return ""


def _length(golden: Golden, page: Extracted, folder: Path) -> str:
    length, least, most = len(spaced(page.text)), golden["min_chars"], golden["max_chars"]
    return "" if least <= length <= most else f"{length} is not within {least} and {most}"


def _headings(golden: Golden, page: Extracted, folder: Path) -> str:
    wanted = [text for text in golden["headings"] if text != page.title]
    found = parse(str(page.content_html)).select("h1, h2, h3, h4")
    got = [spaced(heading.text) for heading in found]
    # A subtitle may be a heading too; what must not stay is named in `lacks`.
    return _unequal(wanted, [text for text in got if text in wanted])


def code_of(page: Extracted) -> list[str]:
    """Return the text of every block of code."""
    return [block.text for block in parse(str(page.content_html)).select("pre")]


def original(folder: Path, file: str) -> str:
    """Return the source of a block; whether it ended with a newline cannot be seen in any page."""
    return (folder / file).read_bytes().decode().removesuffix("\n")


def _code(golden: Golden, page: Extracted, folder: Path) -> str:
    blocks, got = golden["code"], [text.removesuffix("\n") for text in code_of(page)]
    if len(got) != len(blocks):
        return f"{len(blocks)} blocks wanted, got {len(got)}"
    pairs = [
        (original(folder, block["file"]), text)
        for block, text in zip(blocks, got, strict=True)
        if not block.get("later")
    ]
    return "\n\n".join(_difference(wanted, text) for wanted, text in pairs if wanted != text)


def _difference(wanted: str, got: str) -> str:
    """A diff in which white space can be seen."""
    rows = [[f"{line!r}" for line in text.split("\n")] for text in (wanted, got)]
    diff = difflib.unified_diff(rows[0], rows[1], "the source", "the article", lineterm="", n=1)
    return "\n".join(diff)


def _languages(golden: Golden, page: Extracted, folder: Path) -> str:
    got = [language_of(block) for block in parse(str(page.content_html)).select("pre")]
    if len(got) != len(golden["code"]):
        return "not as many blocks as wanted"
    wrong = [
        (block["file"], block["language"], found)
        for block, found in zip(golden["code"], got, strict=True)
        if block["language"]
        and not block.get("later")
        and lexer_of(block["language"]) != lexer_of(found)
    ]
    return f"(file, wanted, got): {wrong}" if wrong else ""


def language_of(block: Any) -> str:
    """Return the language that a block of the article names, or nothing."""
    marked = [block, *block.select("code")]
    parent = block.parent
    marked += [parent] if parent is not None and hasattr(parent, "attrs") else []
    for element in marked:
        named = element.attrs.get("data-lang") or element.attrs.get("data-language")
        classes = element.attrs.get("class") or ""
        classes = " ".join(classes) if isinstance(classes, list) else classes
        found = re.search(r"(?:language|lang)-([\w+#-]+)", classes)
        if named or found:
            return str(named or (found[1] if found else ""))
    return ""


def lexer_of(name: str) -> str:
    """Return one name for all aliases of a language."""
    try:
        return str(get_lexer_by_name(name).name) if name else ""
    except ClassNotFound:
        return name


def _images(golden: Golden, page: Extracted, folder: Path) -> str:
    if "images" not in golden:
        return ""
    images = parse(str(page.content_html)).select("img")
    got = [file_name(str(image.attrs.get("src") or "")) for image in images]
    return _unequal([file_name(url) for url in golden["images"]], got)


def _lead_image(golden: Golden, page: Extracted, folder: Path) -> str:
    return _unequal(golden["lead_image"], page.lead_image) if "lead_image" in golden else ""


def file_name(url: str) -> str:
    """Return the last segment of an address."""
    return PurePosixPath(unquote(urlsplit(str(url)).path)).name


# For all but the state there must be a page.
CHECKS: dict[str, Callable[[Golden, Extracted, Path], str]] = {
    "title": _title,
    "byline": _byline,
    "site_name": _site_name,
    "lang": _lang,
    "direction": _direction,
    "kind": _kind,
    "card": _card,
    "published": _published,
    "contains": _contains,
    "lacks": _lacks,
    "posts": _posts,
    "max_chars": _length,
    "headings": _headings,
    "code": _code,
    "languages": _languages,
    "images": _images,
    "lead_image": _lead_image,
}


def names_for(golden: Golden) -> list[str]:
    """Return the checks that a golden asks for; a wall has nothing but its state."""
    is_read = golden["state"] in ("full text", "partial")
    return ["state", *(CHECKS if is_read else ())]


def wrong(name: str, golden: Golden, got: Captured, folder: Path) -> str:
    """Return what is wrong with a capture by one check, or an empty text."""
    if name == "state":
        return _state(golden, got, folder)
    if got.page is None:
        return f"no page at all: {got.state.value}, {got.reason}"
    return CHECKS[name](golden, got.page, folder)

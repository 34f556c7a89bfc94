"""Every page of the corpus, read by the engine and compared with its golden.

A golden may name checks under `later`: they are known to need rules that are not there yet.
"""

from __future__ import annotations

import difflib
import re
from datetime import datetime
from functools import cache
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from pygments.lexers import get_lexer_by_name
from turbohtml import parse

from devket.capture.capture import capture
from devket.capture.extract import extract
from devket.capture.folder import FolderFetch
from devket.capture.model import Captured, Extracted
from tests.corpus.server import PAGES, golden, slugs

_FETCH = FolderFetch(PAGES)


@cache
def _captured(slug: str) -> Captured:
    return capture(golden(slug)["url"], fetch=_FETCH, read=extract)


def _page(slug: str) -> Extracted:
    page = _captured(slug).page
    assert page is not None, f"{slug} gave no page: {_captured(slug)}"
    return page


def _read_pages(*checks: str, having: str = "") -> list[str]:
    """Slugs whose text is kept and whose golden asks for one of `checks` today."""
    chosen = []
    for slug in slugs():
        expected = golden(slug)
        is_read = expected["state"] in ("full text", "partial")
        if is_read and not set(checks) & set(expected.get("later", ())):
            chosen += [slug] if not having or expected.get(having) else []
    return chosen


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _difference(expected: str, got: str) -> str:
    """A diff in which white space can be seen."""
    rows = [[f"{line!r}" for line in text.split("\n")] for text in (expected, got)]
    diff = difflib.unified_diff(rows[0], rows[1], "the source", "the article", lineterm="", n=1)
    return "\n".join(diff)


def _code(page: Extracted) -> list[str]:
    return [block.text for block in parse(str(page.content_html)).select("pre")]


def _original(slug: str, file: str) -> str:
    return (PAGES / slug / file).read_bytes().decode()


@pytest.mark.parametrize("slug", [s for s in slugs() if "state" not in golden(s).get("later", ())])
def test_a_page_ends_in_its_state(slug: str) -> None:
    expected, got = golden(slug), _captured(slug)
    assert (got.state, got.reason) == (expected["state"], expected["reason"])


@pytest.mark.parametrize(
    ("slug", "name"),
    [(s, n) for n in ("title", "byline", "site_name", "lang") for s in _read_pages(n)],
)
def test_a_page_tells_who_wrote_what(slug: str, name: str) -> None:
    got, wanted = getattr(_page(slug), name), golden(slug)[name]
    if name == "lang":
        got, wanted = got.split("-")[0], wanted.split("-")[0]
    assert got == (wanted or "")


@pytest.mark.parametrize("slug", _read_pages("published"))
def test_a_page_tells_when_it_was_written(slug: str) -> None:
    wanted, got = golden(slug)["published"], _page(slug).published
    if not wanted:
        assert got is None
        return
    assert got is not None
    # A golden with a time names an instant; one without names the day the page shows.
    assert got.date().isoformat() == wanted if len(wanted) == 10 else _is_instant(got, wanted)


def _is_instant(got: datetime, wanted: str) -> bool:
    from_page = datetime.fromisoformat(wanted)
    if from_page.tzinfo is None:
        from_page = from_page.replace(tzinfo=got.tzinfo)
    return abs((got - from_page).total_seconds()) < 1


@pytest.mark.parametrize("slug", _read_pages("contains"))
def test_the_text_is_whole(slug: str) -> None:
    text = _spaced(_page(slug).text)
    missing = [part for part in golden(slug)["contains"] if _spaced(part) not in text]
    assert not missing, f"missing from {len(text)} characters that begin {text[:120]!r}"


@pytest.mark.parametrize("slug", _read_pages("lacks"))
def test_the_text_is_clean(slug: str) -> None:
    text = _spaced(_page(slug).text)
    assert [part for part in golden(slug)["lacks"] if part in text] == []


@pytest.mark.parametrize("slug", _read_pages("max_chars"))
def test_the_text_has_the_right_length(slug: str) -> None:
    expected, length = golden(slug), len(_spaced(_page(slug).text))
    assert expected["min_chars"] <= length <= expected["max_chars"]


@pytest.mark.parametrize("slug", _read_pages("headings", having="headings"))
def test_the_headings_stay(slug: str) -> None:
    article = parse(str(_page(slug).content_html))
    wanted = [text for text in golden(slug)["headings"] if text != _page(slug).title]
    got = [_spaced(heading.text) for heading in article.select("h1, h2, h3, h4")]
    # A subtitle may be a heading too; what must not stay is named in `lacks`.
    assert [text for text in got if text in wanted] == wanted


@pytest.mark.parametrize("slug", _read_pages("code"))
def test_code_arrives_byte_for_byte(slug: str) -> None:
    blocks, got = golden(slug)["code"], _code(_page(slug))
    assert len(got) == len(blocks)
    # Whether a file ended with a newline cannot be seen in any page, so the last one is not judged.
    diffs = [
        _difference(_original(slug, block["file"]).removesuffix("\n"), text.removesuffix("\n"))
        for block, text in zip(blocks, got, strict=True)
        if not block.get("later")
    ]
    assert not any(diffs), "\n\n".join(filter(None, diffs))


@pytest.mark.parametrize("slug", _read_pages("languages", "code", having="code"))
def test_code_keeps_its_language(slug: str) -> None:
    blocks = parse(str(_page(slug).content_html)).select("pre")
    got = [_language(block) for block in blocks]
    pairs = zip(golden(slug)["code"], got, strict=True)
    wrong = [
        (block["file"], block["language"], found)
        for block, found in pairs
        if block["language"]
        and not block.get("later")
        and _lexer(block["language"]) != _lexer(found)
    ]
    assert wrong == []


def _language(block: Any) -> str:
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


def _lexer(name: str) -> str:
    return str(get_lexer_by_name(name).name) if name else ""


@pytest.mark.parametrize("slug", _read_pages("images", having="images"))
def test_images_stay_in_their_order(slug: str) -> None:
    images = parse(str(_page(slug).content_html)).select("img")
    got = [_file_name(str(image.attrs.get("src") or "")) for image in images]
    assert got == [_file_name(url) for url in golden(slug)["images"]]


@pytest.mark.parametrize("slug", _read_pages("lead_image", having="lead_image"))
def test_the_lead_image_is_found(slug: str) -> None:
    assert _page(slug).lead_image == golden(slug)["lead_image"]


def _file_name(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(str(url)).path)).name

"""PDF files: text, headings and code from where letters stand; an honest state for the rest."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from devket.capture import Kind, Limits, Sandbox, State, capture_html
from devket.capture.engine import extract
from devket.capture.model import Extracted, Reason
from tests.unit.capture.pdf_files import BOLD, Put, code, paragraph, pdf

_URL = "https://papers.example/files/bridges.pdf"
_LINES = (
    "A bridge that is never crossed keeps its promise only on paper, and so it is",
    "with a protocol that nobody has spoken yet: what it will bear is a mat-",
    "ter of guessing. This report tells what three of them bore.",
)
_CODE = "def cross(bridge):\n    if bridge.bears(1):\n        return True\n\n    return False\n"


def read(body: bytes) -> Extracted:
    page = extract(body, _URL, "application/pdf")
    assert page.kind is Kind.PDF
    return page


def test_lines_become_paragraphs_and_parted_words_are_whole() -> None:
    page = read(pdf([[*paragraph(700, *_LINES), *paragraph(640, "Then came winter.")]]))
    assert page.state is State.FULL_TEXT
    assert "it is with a protocol" in page.text and "is a matter of guessing" in page.text
    assert page.content_html.count("<p>") == 2


def test_code_keeps_its_columns_and_empty_lines() -> None:
    page = read(pdf([[*paragraph(700, *_LINES), *code(640, _CODE)]]))
    assert _CODE.strip() in page.text
    assert page.content_html.count("<pre") == 1


def test_titles_of_the_outline_become_headings() -> None:
    first = [Put(72, 720, "1 On bridges", BOLD, 14), *paragraph(690, *_LINES)]
    second = [Put(72, 720, "2 On fords", BOLD, 14), *paragraph(690, *_LINES)]
    page = read(pdf([first, second], outline=[("On bridges", 0), ("On fords", 1)]))
    assert page.content_html.count("<h2") == 2
    assert ">2 On fords</h2>" in page.content_html


def test_larger_lines_are_headings_without_an_outline() -> None:
    body = [Put(72, 720, "Where rivers are wide", BOLD, 16), *paragraph(690, *_LINES)]
    page = read(pdf([body], info={"Title": "Crossing notes"}))
    assert ">Where rivers are wide</h2>" in page.content_html


def test_title_author_and_date_come_from_the_file() -> None:
    info = {"Title": "Crossing notes", "Author": "Ines Moor", "CreationDate": "D:20240517101500Z"}
    page = read(pdf([paragraph(700, *_LINES)], info=info))
    assert (page.title, page.byline) == ("Crossing notes", "Ines Moor")
    assert page.published is not None and page.published.isoformat() == "2024-05-17T10:15:00+00:00"
    assert page.card["pages"] == "1"


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - draft", "bridges.tex"])
def test_without_a_true_title_the_largest_line_is_taken(title: str) -> None:
    body = [Put(72, 720, "What bridges bear", BOLD, 22), *paragraph(690, *_LINES)]
    assert read(pdf([body], info={"Title": title})).title == "What bridges bear"


def test_running_heads_and_page_numbers_are_dropped() -> None:
    pages = [
        [
            Put(72, 760, "Crossing notes, third edition"),
            *paragraph(700 - 5 * number, f"The {word} day came.", *_LINES, f"So the {word} ended."),
            Put(300, 30, str(number + 1)),
        ]
        for number, word in enumerate(("first", "second", "third", "fourth"))
    ]
    page = read(pdf(pages))
    assert "third edition" not in page.text
    assert not any(line.strip().isdigit() for line in page.text.splitlines())
    assert "The fourth day came." in page.text


def test_a_sentence_goes_on_across_pages() -> None:
    first, second = paragraph(100, _LINES[0]), paragraph(700, *_LINES[1:])
    assert "it is with a protocol" in read(pdf([first, second])).text


def test_the_first_page_is_drawn() -> None:
    page = read(pdf([paragraph(700, *_LINES)]))
    assert page.lead_image is not None and page.lead_image.startswith("data:image/webp;base64,")


def test_a_scan_has_no_text_and_says_so() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(buffer, "PDF")
    page = read(buffer.getvalue())
    assert (page.state, page.reason) == (State.NOT_AN_ARTICLE, Reason.NO_TEXT)
    assert (page.title, page.card["pages"]) == ("bridges.pdf", "1")


@pytest.mark.parametrize("size", [9, 60, 400])
def test_a_broken_file_says_so_and_is_kept(size: int) -> None:
    captured = capture_html(
        pdf([paragraph(700, *_LINES)])[:size], _URL, read=extract, content_type="application/pdf"
    )
    assert captured.reason in (Reason.BROKEN_FILE, Reason.NO_TEXT)
    assert captured.source is not None and captured.page is not None
    assert captured.page.kind is Kind.PDF


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    body = pdf([paragraph(700, *_LINES)])
    assert extract(body, _URL, "application/octet-stream").kind is Kind.PDF


def test_a_long_file_is_read_within_the_bounds_of_the_sandbox() -> None:
    pages = [paragraph(740, *(f"{n} {k} {_LINES[0]}" for k in range(45))) for n in range(300)]
    started = time.process_time()
    with Sandbox(Limits()) as sandbox:
        page = sandbox.extract(pdf(pages), _URL, "application/pdf")
    assert page.state is State.FULL_TEXT
    assert page.log["pages"] == "300 of 300"
    assert time.process_time() - started < 5


def test_more_pages_than_are_read_make_it_partial() -> None:
    pages = [paragraph(700, f"Page {number}.", *_LINES) for number in range(402)]
    page = read(pdf(pages))
    assert (page.state, page.reason) == (State.PARTIAL, Reason.MISSING_PAGES)
    assert page.log["pages"] == "400 of 402"


def test_one_broken_page_does_not_take_the_others_with_it() -> None:
    pages = [paragraph(700, f"Page {word}.", *_LINES) for word in ("one", "two", "three")]
    body = pdf(pages)
    second = body.index(b"/Type/Page/", body.index(b"/Type/Page/") + 1)
    page = read(body[:second] + b"/Type/Rage/" + body[second + 11 :])
    assert "Page one." in page.text and "Page three." in page.text
    assert page.state in (State.FULL_TEXT, State.PARTIAL)
    assert (page.log["pages"] == "3 of 3") is (page.state is State.FULL_TEXT)


def test_a_file_with_a_password_says_so() -> None:
    key = b"<" + b"5a" * 32 + b">"
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O %s/U %s>>/ID[<00><00>]" % (key, key)
    body = pdf([paragraph(700, *_LINES)]).replace(b"trailer\n<<", b"trailer\n<<" + lock)
    page = read(body)
    assert (page.state, page.reason) == (State.NOT_AN_ARTICLE, Reason.LOCKED)
    assert (page.title, page.card["bytes"]) == ("bridges.pdf", str(len(body)))

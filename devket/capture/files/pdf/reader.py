"""A PDF's bytes to an article: pages within bounds, outline, metadata, and an honest state."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from devket.capture.about.metadata import Metadata
from devket.capture.code import CodeStore
from devket.capture.files.filenames import file_name
from devket.capture.files.pdf.furniture import plain
from devket.capture.files.pdf.layout import Headings, Outline, article_of, body_size
from devket.capture.files.pdf.lines import Line, PageText
from devket.capture.files.pdf.poster import poster_of
from devket.capture.model import Extracted, Kind, Reason, State
from devket.capture.told import Told
from devket.capture.walls.verdict import Verdict
from devket.capture.write import Chosen, write
from devket.core.clock import monotonic
from devket.core.text import clip, one_line, storable
from devket.core.urls import display_host

MOST_PAGES = 400
_MOST_LINES = 60_000
_SECONDS = 5.0  # for reading pages; what is left of a page's time is for writing it out
_MOST_OUTLINE = 1_000
_LEAST_TEXT = 140  # characters
_NO_TITLE = re.compile(
    r"^(?:untitled|title|document\d*|microsoft \w+ - .*"
    r"|.*\.(?:docx?|dvi|tex|indd|pdf|pptx?|rtf|odt))$",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?")
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read_pdf(body: bytes, url: str, *, poster: bool = True) -> Extracted:
    """Return a PDF's text as an article; without one, a card that says why. Never raises.

    At most 400 pages in five seconds are read; what is beyond makes the result `partial`.
    """
    # Eleven megabytes that no other process and no other page should carry.
    pdfium: Any = importlib.import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(body)
    except pdfium.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == _PASSWORD
        return _card(body, url, Reason.LOCKED if is_locked else Reason.BROKEN_FILE)
    with suppress(pdfium.PdfiumError):
        return _Reading(pdfium, document, body, url).read(poster=poster)
    return _card(body, url, Reason.BROKEN_FILE)


def _card(body: bytes, url: str, reason: Reason) -> Extracted:
    told = Told("pdf", kind=Kind.PDF, card={"bytes": str(len(body))})
    chosen = Chosen(None, CodeStore(), {"rule": "pdf", "guard": ""}, told)
    verdict = (State.NOT_AN_ARTICLE, reason)
    return write(
        chosen, _metadata(file_name(url), url), verdict, url, direction="ltr", colour=False
    )


def _metadata(title: str, url: str, info: dict[str, str] | None = None) -> Metadata:
    info = info or {}
    return Metadata(
        title=title,
        byline=clip(one_line(info.get("Author", "")), 200),
        site_name=display_host(url),
        published=_moment(info.get("CreationDate", "")),
        lang="",
        canonical_url=None,
        lead_image=None,
        description=clip(one_line(info.get("Subject", "")), 400),
        article_body="",
        is_free=None,
    )


def _moment(text: str) -> datetime | None:
    found = _MOMENT.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


class _Reading:
    """One document on its way from pages to an article."""

    def __init__(self, pdfium: Any, document: Any, body: bytes, url: str) -> None:
        self._raw, self._error = pdfium.raw, pdfium.PdfiumError
        self._document, self._body, self._url = document, body, url
        self._ends_at = monotonic() + _SECONDS

    def read(self, *, poster: bool) -> Extracted:
        pages = len(self._document)
        lines, read = self._lines(pages)
        info = {key: storable(str(value)) for key, value in self._info().items()}
        picture = self._poster() if poster and pages else None
        store = CodeStore(self._url)
        headings = Headings(lines, self._outline())
        root = article_of(lines, headings, store)
        card = {"pages": str(pages), "bytes": str(len(self._body))}
        told = Told("pdf", root, kind=Kind.PDF, card=card, lead_image=picture)
        log = {"rule": "pdf", "guard": "", "pages": f"{read} of {pages}"}
        log["code_found"] = log["code_kept"] = str(len(store.blocks))
        meta = told.over(_metadata(_title(info, lines, headings, self._url), self._url, info))
        verdict = _judge(lines, read, pages)
        chosen = Chosen(root, store, log, told)
        return write(chosen, meta, verdict, self._url, direction="ltr", colour=poster)

    def _lines(self, pages: int) -> tuple[list[Line], int]:
        """Return the lines and of how many pages they are."""
        lines: list[Line] = []
        read = 0
        for number in range(min(pages, MOST_PAGES)):
            if monotonic() > self._ends_at or len(lines) > _MOST_LINES:
                break
            with suppress(self._error):  # one broken page does not take the others with it
                lines += self._lines_of(number)
                read += 1
        return lines, read

    def _lines_of(self, number: int) -> list[Line]:
        page = self._document[number]
        text = page.get_textpage()
        lines = list(PageText(self._raw, text.raw, page.get_height(), number).lines())
        text.close()
        page.close()
        return lines

    def _poster(self) -> str | None:
        try:
            return poster_of(self._raw, self._document, self._ends_at)
        except self._error:
            return None

    def _info(self) -> dict[str, str]:
        found: dict[str, str] = self._document.get_metadata_dict()
        return found

    def _outline(self) -> Outline:
        """Return the outline's titles by page, each with its level from 0."""
        found: Outline = {}
        for count, mark in enumerate(self._document.get_toc(max_depth=4)):
            if count >= _MOST_OUTLINE:
                break
            place = mark.get_dest()
            page = place.get_index() if place is not None else None
            title = one_line(mark.get_title())
            if page is not None and title:
                found.setdefault(page, []).append((clip(title, 200), mark.level))
        return found


def _title(info: dict[str, str], lines: list[Line], headings: Headings, url: str) -> str:
    """Return the title a writer gave, else the largest text of the first page, else a name."""
    given = one_line(info.get("Title", ""))
    if len(given) > 3 and not _NO_TITLE.match(given):
        return clip(given, 300)
    first = [
        line
        for line in lines
        if line.page == 0 and sum(map(str.isalpha, line.text)) > 2 and not headings.names(line)
    ]
    largest = max((line.size for line in first), default=0.0)
    if not first or largest < 1.15 * body_size(lines):
        return file_name(url)
    start = next(n for n, line in enumerate(first) if line.size == largest)
    run = [line.text for line in first[start : start + 4] if line.size > 0.95 * largest]
    return clip(one_line(" ".join(run)), 300)


def _judge(lines: list[Line], read: int, pages: int) -> Verdict:
    if Counter(plain(" ".join(line.text for line in lines))).total() < _LEAST_TEXT:
        return State.NOT_AN_ARTICLE, Reason.NO_TEXT
    if read < pages:
        return State.PARTIAL, Reason.MISSING_PAGES
    return State.FULL_TEXT, None

"""What exports are made of: each format writes its file in pieces, one page of saves at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devket.core.errors import N_
from devket.storage.blobs import BYTES
from devket.transfer.presenters import bookmarks, books, devket_zip, markdown, tables
from devket.transfer.presenters.looking import Wanted
from devket.transfer.presenters.rows import ExportView, export_view, file_name

__all__ = ["FORMATS", "ExportView", "Format", "Wanted", "export_view", "file_name", "form_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its word, what it is called, what it is good for and does not hold."""

    name: str
    label: str
    good_for: str
    ending: str
    content_type: str
    write: Callable[[Wanted], Iterator[bytes]]


_ZIP = "application/zip"
DEVKET = Format(
    "zip",
    N_("Devket zip"),
    N_(
        "Everything: saves with text and pictures, highlights, tags, notes, searches, posts and"
        " settings. A Devket takes it back whole. It holds no password and nobody else's posts."
    ),
    "zip",
    _ZIP,
    devket_zip.devket_zip,
)
BOOK = Format(
    "epub",
    N_("Books (EPUB)"),
    N_(
        "Text and pictures for e-readers, two hundred saves to a book. It holds no highlights,"
        " tags or notes."
    ),
    "epub",
    "application/epub+zip",
    books.book,
)
SHELF = Format("epub", BOOK.label, BOOK.good_for, "zip", _ZIP, books.shelf)
FORMATS = {
    one.name: one
    for one in (
        DEVKET,
        Format(
            "csv",
            N_("Table (CSV)"),
            N_(
                "For spreadsheets, and for every program that reads Pocket's exports. It holds"
                " address, title, date, tags and archive, no text, notes or highlights."
            ),
            "csv",
            "text/csv; charset=utf-8",
            tables.table,
        ),
        Format(
            "html",
            N_("Bookmarks (HTML)"),
            N_(
                "For browsers and other keepers of links. It holds address, title, date, tags and"
                " notes, no text or highlights."
            ),
            "html",
            BYTES,  # to be kept, not shown: it is no page of ours
            bookmarks.bookmarks,
        ),
        Format(
            "md",
            N_("Notes (Markdown)"),
            N_(
                "For Obsidian and other note programs: a file for each save, with its highlights"
                " and notes. It does not hold the text of the pages."
            ),
            "zip",
            _ZIP,
            markdown.markdown,
        ),
        BOOK,
    )
}


def form_of(name: str, total: int) -> Format:
    """Return the format of that word for so many saves; `KeyError` when there is none."""
    if name == BOOK.name and not books.is_one_book(total):
        return SHELF
    return FORMATS[name]

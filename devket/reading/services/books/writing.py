"""Putting a book together, one article after the other, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from devket.reading.services.books import documents
from devket.reading.services.books.markup import has_formulas, lang_of, xhtml_of
from devket.reading.services.books.model import ENDINGS, Book, Chapter, OpenPicture
from devket.reading.services.books.packing import Packer

BOOK_TYPE = "application/epub+zip"
_HOME = "EPUB/"


def write_book(
    book: Book, chapters: Iterable[Chapter], *, open_picture: OpenPicture
) -> Iterator[bytes]:
    """Yield the file of a book in pieces: after each chapter all that was written so far.

    One chapter with its pictures is held at a time. Chapters may come from a generator; a picture
    that `open_picture` does not know leaves its words behind.
    """
    binder = _Binder(book, open_picture)
    yield binder.open()
    for chapter in chapters:
        yield binder.add(chapter)
    yield binder.close()


class _Binder:
    """The book being written: its zip file, and what its papers have to name."""

    def __init__(self, book: Book, open_picture: OpenPicture) -> None:
        self._book = book
        self._open_picture = open_picture
        self._packer = Packer(book.made_at)
        self._entries: list[documents.Entry] = []
        self._files: list[documents.File] = []
        self._placed: dict[str, str | None] = {}

    def open(self) -> bytes:
        # First, bare: by this readers tell a book from any other zip file.
        self._packer.add("mimetype", BOOK_TYPE, is_packed=False)
        self._packer.add("META-INF/container.xml", documents.CONTAINER)
        self._packer.add(f"{_HOME}book.css", _style())
        self._packer.add(f"{_HOME}cover.xhtml", documents.cover_page(self._book))
        return self._packer.take()

    def add(self, chapter: Chapter) -> bytes:
        body = xhtml_of(chapter.html, self._place)
        words = self._book.words
        name = f"a{len(self._entries) + 1:04}.xhtml"
        page = documents.chapter_page(chapter, body, words_lang=words.lang, original=words.original)
        self._packer.add(_HOME + name, page)
        entry = documents.Entry(
            name=name,
            title=chapter.title,
            lang=lang_of(chapter.lang),
            is_rtl=chapter.dir == "rtl",
            has_formulas=has_formulas(body),
        )
        self._entries.append(entry)
        return self._packer.take()

    def close(self) -> bytes:
        book, entries = self._book, self._entries
        self._packer.add(f"{_HOME}contents.xhtml", documents.contents_page(book, entries))
        self._packer.add(f"{_HOME}toc.ncx", documents.old_contents(book, entries))
        self._packer.add(f"{_HOME}package.opf", documents.package(book, entries, self._files))
        return self._packer.close()

    def _place(self, key: str) -> str | None:
        """Write a picture into the book, once for all chapters, and return its name."""
        if key not in self._placed:
            picture = self._open_picture(key)
            ending = ENDINGS.get(picture.content_type) if picture else None
            if picture is None or ending is None:
                self._placed[key] = None
            else:
                name = f"p{len(self._files) + 1:04}.{ending}"
                self._packer.add(_HOME + name, picture.data, is_packed=False)
                self._files.append(documents.File(name, picture.content_type))
                self._placed[key] = name
        return self._placed[key]


@cache
def _style() -> str:
    return Path(__file__).with_name("book.css").read_text("utf-8")

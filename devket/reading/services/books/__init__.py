"""Books (EPUB 3) of articles, written as they are read: `write_book` yields the file in pieces.

Pure: no tables, no requests. `model` says what goes in, `markup` makes XHTML of our safe HTML,
`documents` writes the papers of a book, `packing` the zip file, `writing` puts them together.
Why no library writes these is told in docs/adr/0027-books.md.
"""

from devket.reading.services.books.model import Book, Chapter, Picture, Words
from devket.reading.services.books.writing import BOOK_TYPE, write_book

__all__ = ["BOOK_TYPE", "Book", "Chapter", "Picture", "Words", "write_book"]

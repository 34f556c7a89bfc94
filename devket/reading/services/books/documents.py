"""The papers of a book: its package, its contents in the new and the old form, cover, chapters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from html import escape

from devket.reading.services.books.markup import address_of, lang_of, writable
from devket.reading.services.books.model import Book, Chapter

CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="EPUB/package.opf"'
    ' media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_PAGE = _HEAD + '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
_EPUB = ' xmlns:epub="http://www.idpf.org/2007/ops"'


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter as the papers name it."""

    name: str
    title: str
    lang: str
    is_rtl: bool
    has_formulas: bool


@dataclass(frozen=True, slots=True)
class File:
    """A picture as the package names it."""

    name: str
    content_type: str


def told(text: str) -> str:
    """Return a text as XML writes it, within an element or an attribute."""
    return escape(writable(text))


def chapter_page(chapter: Chapter, body: str, *, words_lang: str, original: str) -> str:
    """Return the page of an article."""
    lang = lang_of(chapter.lang)
    spoken = f' lang="{lang}" xml:lang="{lang}"' if lang else ""
    turned = ' dir="rtl"' if chapter.dir == "rtl" else ""
    about = [told(part) for part in (chapter.site, chapter.byline, chapter.published) if part]
    address = address_of(chapter.address)
    own = f' lang="{words_lang}" xml:lang="{words_lang}"'
    link = f'<p class="original"{own}><a href="{escape(address)}">{told(original)}</a></p>'
    return (
        f"{_PAGE}{_EPUB}{spoken}{turned}>{_head(chapter.title)}<body><article>"
        f'<header><h1>{told(chapter.title)}</h1><p class="about">{" · ".join(about)}</p></header>'
        f"{body}<footer>{link if address else ''}</footer></article></body></html>"
    )


def cover_page(book: Book) -> str:
    """Return the first page: the title, how much there is, when it was made."""
    words = book.words
    lines = "".join(
        f"<p>{told(line)}</p>" for line in (words.count, words.made, words.note) if line
    )
    return (
        f'{_PAGE}{_EPUB} lang="{words.lang}" xml:lang="{words.lang}">{_head(book.title)}'
        f'<body class="cover" epub:type="cover"><h1>{told(book.title)}</h1>{lines}</body></html>'
    )


def contents_page(book: Book, entries: Sequence[Entry]) -> str:
    """Return the table of contents, which every reader of EPUB 3 also shows as its menu."""
    words = book.words
    first = f'<li><a href="cover.xhtml">{told(words.cover)}</a></li>'
    lines = "".join(_line(entry) for entry in entries)
    return (
        f'{_PAGE}{_EPUB} lang="{words.lang}" xml:lang="{words.lang}">{_head(words.contents)}'
        f'<body><nav epub:type="toc" id="toc"><h1>{told(words.contents)}</h1>'
        f"<ol>{first}{lines}</ol></nav></body></html>"
    )


def _line(entry: Entry) -> str:
    lang = f' lang="{entry.lang}" xml:lang="{entry.lang}"' if entry.lang else ""
    turned = ' dir="rtl"' if entry.is_rtl else ""
    return f'<li{turned}><a href="{entry.name}"{lang}>{told(entry.title)}</a></li>'


def old_contents(book: Book, entries: Sequence[Entry]) -> str:
    """Return the contents as readers of EPUB 2 know them."""
    listed = (("cover.xhtml", book.words.cover), *((one.name, one.title) for one in entries))
    points = "".join(
        f'<navPoint id="point{number}" playOrder="{number}"><navLabel><text>{told(title)}</text>'
        f'</navLabel><content src="{name}"/></navPoint>'
        for number, (name, title) in enumerate(listed, 1)
    )
    return (
        f'{_HEAD}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
        f'<meta name="dtb:uid" content="{told(book.identifier)}"/></head>'
        f"<docTitle><text>{told(book.title)}</text></docTitle><navMap>{points}</navMap></ncx>"
    )


def package(book: Book, entries: Sequence[Entry], files: Sequence[File]) -> str:
    """Return the package document: what the book is, which files it has, in which order."""
    langs = Counter(entry.lang or book.words.lang for entry in entries)
    lang = langs.most_common(1)[0][0] if langs else book.words.lang
    is_rtl = sum(entry.is_rtl for entry in entries) * 2 > len(entries)
    made = book.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    chapters = "".join(
        f'<item id="c{number}" href="{entry.name}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'mathml' + chr(34) if entry.has_formulas else ''}/>"
        for number, entry in enumerate(entries)
    )
    pictures = "".join(
        f'<item id="p{number}" href="{file.name}" media-type="{file.content_type}"/>'
        for number, file in enumerate(files)
    )
    order = "".join(f'<itemref idref="c{number}"/>' for number in range(len(entries)))
    turned = ' page-progression-direction="rtl"' if is_rtl else ""
    return (
        f'{_HEAD}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        f' unique-identifier="id" xml:lang="{book.words.lang}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{told(book.identifier)}</dc:identifier>'
        f"<dc:title>{told(book.title)}</dc:title><dc:language>{lang}</dc:language>"
        f"<dc:creator>Devket</dc:creator><dc:date>{made}</dc:date>"
        f'<meta property="dcterms:modified">{made}</meta></metadata><manifest>'
        '<item id="nav" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="css" href="book.css" media-type="text/css"/>'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>'
        f'{chapters}{pictures}</manifest><spine toc="ncx"{turned}>'
        f'<itemref idref="cover"/><itemref idref="nav"/>{order}</spine></package>'
    )


def _head(title: str) -> str:
    return (
        f"<head><title>{told(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>'
    )

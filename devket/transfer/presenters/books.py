"""Saves as books: one while they are few, else a zip of books, each of which a reader can open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from flask_babel import gettext

from devket.reading.presenters import book_view
from devket.reading.services.books import write_book
from devket.reading.views.books import MOST, chapters_of, plain_picture
from devket.transfer.presenters.looking import Wanted, pages
from devket.transfer.presenters.zipping import ZipStream


def is_one_book(total: int) -> bool:
    """Tell whether so many saves fit into one book."""
    return total <= MOST


def book(wanted: Wanted) -> Iterator[bytes]:
    """Yield one book of the chosen saves, or of the newest of them when they have become more."""
    ids = list(chain.from_iterable(_first(pages(wanted), MOST)))[:MOST]
    return _book(wanted, ids, gettext("My saves"))


def shelf(wanted: Wanted) -> Iterator[bytes]:
    """Yield a zip of books with `MOST` saves each."""
    zipped = ZipStream()
    for number, ids in enumerate(_parted(pages(wanted), MOST), start=1):
        title = gettext("My saves, part %(number)d", number=number)
        yield from zipped.keep(f"Devket/devket-{number:03}.epub", _book(wanted, ids, title))
    yield zipped.close()


def _book(wanted: Wanted, ids: Sequence[int], title: str) -> Iterator[bytes]:
    about = f"{wanted.choice.which}/{wanted.choice.word}/{title}"
    told = book_view(
        title,
        place=f"{wanted.base_url}/export/{about}#{wanted.owner_id}",
        count=len(ids),
        has_more=False,
        made_at=wanted.made_at,
    )
    return write_book(told, chapters_of(wanted.owner_id, ids), open_picture=plain_picture)


def _first(groups: Iterable[Sequence[int]], most: int) -> Iterator[Sequence[int]]:
    had = 0
    for ids in groups:
        yield ids
        had += len(ids)
        if had >= most:
            return


def _parted(groups: Iterable[Sequence[int]], size: int) -> Iterator[Sequence[int]]:
    ids = chain.from_iterable(groups)
    while part := list(islice(ids, size)):
        yield part

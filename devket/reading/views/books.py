"""Books to take along: EPUB of one save, of a tag, and of whatever ids another room hands over.

A book is sent while it is written, so nothing waits for it and no more than a chapter is held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from flask import Response, request, stream_with_context, url_for
from flask_babel import gettext
from flask_login import login_required

from devket.accounts.views import me
from devket.capture.images import ImageError
from devket.core.errors import InvalidError, NotFoundError
from devket.core.tags import tag_key
from devket.core.text import one_line
from devket.db import db, read_only
from devket.library import queries
from devket.library.presenters import head_of, title_of
from devket.library.queries import Listing, Shelf, gathering
from devket.reading import presenters
from devket.reading.services.books import BOOK_TYPE, Chapter, Picture, write_book
from devket.reading.views.blueprint import blueprint
from devket.web.parts import parts

MOST = 200  # saves in one book
_AS_THEY_ARE = frozenset({"image/jpeg", "image/png", "image/gif"})
_LONGEST_NAME = 80  # characters of a file's name


@blueprint.get("/saves/<int:save_id>/epub")
@login_required
def save_book(save_id: int) -> Response:
    """Send one save as a book."""
    save = queries.save_of(db.session(), me().id, save_id)
    place = url_for("reading.save_book", save_id=save_id)
    return book_of([save_id], title=title_of(save), place=place)


@blueprint.get("/tag/epub")
@login_required
def tag_book() -> Response:
    """Send the newest saves of a tag, and of what stands below it, as a book."""
    name = one_line(request.args.get("name", ""))
    rows = queries.tags_from(db.session(), me().id, name)
    if not rows:
        raise NotFoundError
    listing = Listing(shelf=Shelf.ALL, tag_ids=tuple(row.id for row in rows))
    ids, has_more = gathering.newest_of(db.session(), me().id, listing, limit=MOST)
    title = head_of(name, rows).name
    place = url_for("reading.tag_book", name=tag_key(title))
    return book_of(ids, title=title, place=place, has_more=has_more)


def book_of(
    save_ids: Sequence[int],
    *,
    title: str,
    place: str,
    has_more: bool = False,
    reader_id: int | None = None,
) -> Response:
    """Answer with a book of these saves of the asker, at most `MOST`, in this order.

    The asker is whoever is signed in, unless a program asks for somebody: then it is `reader_id`.

    `place` is an address that always means this book: readers know it again by it. Other rooms
    (search) hand over what they found. `InvalidError` when there is nothing to make a book of.
    """
    chosen = list(save_ids[:MOST])
    if not chosen:
        raise InvalidError("There is nothing here to make a book of.")
    at_hand, asker = parts(), reader_id or me().id
    book = presenters.book_view(
        title,
        place=f"{at_hand.base_url}{place}#{asker}",
        count=len(chosen),
        has_more=has_more or len(save_ids) > MOST,
        made_at=at_hand.clock(),
    )
    pieces = write_book(book, _chapters(asker, chosen), open_picture=_picture)
    response = Response(stream_with_context(pieces), content_type=BOOK_TYPE)
    name = quote(one_line(title)[:_LONGEST_NAME].replace("/", "-") or gettext("Book"), safe="")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}.epub"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _chapters(viewer_id: int, save_ids: Sequence[int]) -> Iterator[Chapter]:
    """Yield each save that is still there; what was deleted since is passed over."""
    for save_id in save_ids:
        chapter = _chapter(viewer_id, save_id)
        if chapter is not None:
            yield chapter


def _chapter(viewer_id: int, save_id: int) -> Chapter | None:
    # A session each: a browser may take its time, and nothing is held open for it.
    with read_only(), db.session.session_factory() as session:
        try:
            save = queries.save_with_article(session, viewer_id, save_id)
        except NotFoundError:
            return None
        return presenters.chapter_view(save)


def _picture(key: str) -> Picture | None:
    """Return a kept picture in a type that books may hold."""
    at_hand = parts()
    try:
        content_type = at_hand.blobs.content_type(key)
        if content_type is None:
            return None
        data = b"".join(at_hand.blobs.open(key))
        if content_type in _AS_THEY_ARE:
            return Picture(data, content_type)
        return Picture(*at_hand.sandbox.plain_picture(data, content_type, at_hand.limits))
    except (KeyError, ImageError):
        return None

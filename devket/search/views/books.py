"""What a search finds, as a book to take along."""

from __future__ import annotations

from flask import Response, request, url_for
from flask_login import current_user, login_required

from devket.core.text import clip, one_line
from devket.db import db
from devket.reading.views.books import MOST, book_of
from devket.search import queries
from devket.search.language import Rank, parse
from devket.search.views.blueprint import blueprint
from devket.web.parts import parts

_LONGEST_TITLE = 120


@blueprint.get("/search/epub")
@login_required
def book() -> Response:
    """Send what a query finds, at most `MOST` saves in the order of its page, as a book.

    A query that cannot be read is refused with its sentence, as is one that finds nothing.
    """
    query = parse(one_line(request.args.get("q", "")), now=parts().clock())
    rank = query.sort or (Rank.BEST if query.words else Rank.NEWEST)
    found = queries.find(db.session(), current_user.id, query, order=rank, size=MOST)
    return book_of(
        [save.id for save in found.items],
        title=clip(query.text, _LONGEST_TITLE),
        place=url_for("search.book", q=query.text),
        has_more=found.next_cursor is not None,
    )

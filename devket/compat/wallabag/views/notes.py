"""Annotations of an entry. The same path means an entry or an annotation, by the method."""

from __future__ import annotations

from typing import Any, NoReturn

from flask import Response, abort

from devket.compat.wallabag.annotator import Article, is_range
from devket.compat.wallabag.forms import sent
from devket.compat.wallabag.presenters.annotations import annotation
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.queries.details import details_of, noted
from devket.compat.wallabag.services.annotations import annotate, remove, rewrite
from devket.compat.wallabag.views.blueprint import asker, route
from devket.core.text import storable
from devket.db import db
from devket.library.models import Save
from devket.library.queries import save_with_article
from devket.reading.models import REMARK_LENGTH
from devket.reading.queries import marked
from devket.web.parts import parts

QUOTE_LENGTH, MOST_RANGES = 10_000, 100


@route("/api/annotations/<int:place_id>", "GET")
def list_annotations(place_id: int) -> Response:
    """Tell the annotations of an entry."""
    save = save_with_article(db.session(), asker().id, place_id)
    notes = details_of(db.session(), asker().id, [save]).notes.get(save.id, ())
    ground = _ground(save)
    rows = [annotation(one, asker(), ground) for one in notes]
    return answer({"total": len(rows), "rows": rows})


@route("/api/annotations/<int:place_id>", "POST")
def add_annotation(place_id: int) -> Response:
    """Annotate an entry."""
    fields = sent()
    quote, ranges = fields.get("quote"), fields.get("ranges") or []
    _check(quote, ranges)
    made = annotate(
        db.session(),
        asker().id,
        place_id,
        text=_text(fields.get("text")),
        quote=storable(quote) if quote else None,
        ranges=ranges,
        clock=parts().clock,
    )
    return _shown(made.id)


@route("/api/annotations/<int:place_id>", "PUT")
def change_annotation(place_id: int) -> Response:
    """Change the text of an annotation."""
    rewrite(db.session(), asker().id, place_id, _text(sent().get("text")))
    return _shown(place_id)


@route("/api/annotations/<int:place_id>", "DELETE")
def delete_annotation(place_id: int) -> Response:
    """Delete an annotation, and tell what it was."""
    was = _shown(place_id)
    remove(db.session(), asker().id, place_id, clock=parts().clock)
    return was


def _shown(highlight_id: int) -> Response:
    session, user_id = db.session(), asker().id
    session.flush()
    save = save_with_article(session, user_id, marked(session, user_id, highlight_id).save.id)
    return answer(annotation(noted(session, user_id, highlight_id), asker(), _ground(save)))


def _ground(save: Save) -> Article | None:
    article = save.capture.article if save.capture else None
    return Article(article.content_html) if article else None


def _text(told: Any) -> str:
    text = storable(told) if isinstance(told, str) else ""
    if len(text) > REMARK_LENGTH:
        _refuse()
    return text


def _check(quote: Any, ranges: Any) -> None:
    is_quote = quote is None or (isinstance(quote, str) and len(quote) <= QUOTE_LENGTH)
    is_list = isinstance(ranges, list) and len(ranges) <= MOST_RANGES
    if not is_quote or not is_list or not all(map(is_range, ranges)):
        _refuse()


def _refuse() -> NoReturn:
    """End with an empty body, as clients are used to."""
    abort(Response("", 400, content_type="application/json"))

"""Lists of bookmarks, one bookmark, and whether an address is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response, jsonify, request, stream_with_context

from devket.compat.linkding import forms, language, presenters, queries
from devket.compat.linkding.queries import Wanted
from devket.compat.linkding.views.blueprint import owner, route
from devket.core.errors import InvalidError
from devket.core.urls import parse_address
from devket.db import db
from devket.library.services.saving import key_of

TOGETHER = 500  # bookmarks that are read at once: an answer of 100,000 takes no more memory


@route("/api/bookmarks/", "GET")
def bookmarks() -> Response:
    """List what is not archived."""
    return _listed(_wanted(is_archived=False, is_shared=forms.choice_asked("shared")))


@route("/api/bookmarks/archived/", "GET")
def archived() -> Response:
    """List the archive."""
    return _listed(_wanted(is_archived=True, is_shared=forms.choice_asked("shared")))


@route("/api/bookmarks/shared/", "GET")
def shared() -> Response:
    """List what stands on the person's public shelves."""
    return _listed(_wanted(is_archived=None, is_shared=True))


@route("/api/bookmarks/<int:save_id>/", "GET")
def bookmark(save_id: int) -> Response:
    """Tell of one bookmark."""
    return jsonify(presenters.bookmark(queries.one(db.session(), owner(), save_id)))


@route("/api/bookmarks/check/", "GET")
def check() -> Response:
    """Tell whether an address is kept. The page is not asked: clients know the one they are at."""
    url = forms.needed("url", request.args.get("url"))
    save_id = _kept(url)
    kept = queries.one(db.session(), owner(), save_id) if save_id is not None else None
    return jsonify(
        bookmark=presenters.bookmark(kept) if kept else None,
        metadata=presenters.metadata(url, kept),
        auto_tags=[],
    )


def _kept(url: str) -> int | None:
    try:
        return queries.at_key(db.session(), owner(), key_of(parse_address(url)))
    except InvalidError:  # a page of the browser's own, say
        return None


def _wanted(*, is_archived: bool | None, is_shared: bool | None) -> Wanted:
    return Wanted(
        query=language.read(request.args.get("q", "")),
        sort=request.args.get("sort", ""),
        is_archived=is_archived,
        is_unread=forms.choice_asked("unread"),
        is_shared=is_shared,
        added_since=forms.moment_asked("added_since"),
        modified_since=forms.moment_asked("modified_since"),
    )


def _listed(wanted: Wanted) -> Response:
    part = forms.slice_asked()
    count, ids = queries.found(db.session(), owner(), wanted, part)
    body = _written(presenters.head(count, part), ids, owner())
    if len(ids) > TOGETHER:
        return Response(stream_with_context(body), mimetype="application/json")
    return Response("".join(body), mimetype="application/json")


def _written(head: str, ids: Sequence[int], owner_id: int) -> Iterator[str]:
    """Yield an answer in parts; between them nothing of the database is held."""
    yield head
    for start in range(0, len(ids), TOGETHER):
        session = db.session()
        rows = queries.load(session, owner_id, ids[start : start + TOGETHER])
        text = presenters.written([presenters.bookmark(row) for row in rows])
        session.rollback()
        session.expunge_all()
        yield (", " if start and text else "") + text
    yield "]}"

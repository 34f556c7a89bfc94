"""One entry: made, shown, changed, deleted, fetched again."""

from __future__ import annotations

from html import escape

from flask import Response, request

from devket.compat.wallabag.forms import Fields, flag, labels, moment, refuse, sent, text
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.presenters.entries import entry
from devket.compat.wallabag.queries.details import details_of
from devket.compat.wallabag.queries.listing import load
from devket.compat.wallabag.services.entries import Sent, change, create
from devket.compat.wallabag.views.blueprint import asker, route
from devket.compat.wallabag.views.listing import is_full
from devket.core.errors import InvalidError, NotFoundError
from devket.core.urls import parse_address
from devket.db import db, run_after_commit
from devket.library import services
from devket.library.jobs import capture_save
from devket.library.models import Save
from devket.library.services.editing import Known
from devket.web.errors import told
from devket.web.parts import parts
from devket.web.sizes import takes_up_to

LARGEST = 10 * 1024 * 1024  # bytes: as much as Devket fetches by itself


@route("/api/entries", "POST")
@takes_up_to(LARGEST)
def add_entry() -> Response:
    """Keep an address; the worker fetches it, unless the client has sent the page."""
    fields = sent()
    return shown(added(text(fields.get("url")), fields).id)


def added(url: str, fields: Fields) -> Save:
    """Keep an address with what a client says of it; ends the request when it is none."""
    try:
        parse_address(url)
    except InvalidError as error:
        refuse(400, f"url: {told(error)}")
    title, content = text(fields.get("title")), text(fields.get("content"))
    page = content if title and content else ""
    wanted = _sent(fields, page=page, title=title)
    kept = create(db.session(), asker().id, url, wanted, clock=parts().clock)
    _fetch_soon(kept.save)
    return kept.save


@route("/api/entries/<int:save_id>", "GET")
def show_entry(save_id: int) -> Response:
    """Show an entry."""
    return shown(save_id, is_whole=is_full())


@route("/api/entries/<int:save_id>", "PATCH")
@takes_up_to(LARGEST)
def change_entry(save_id: int) -> Response:
    """Change what is named, and nothing else."""
    fields = sent()
    title = text(fields.get("title"))
    wanted = _sent(fields, page=text(fields.get("content")), title=title)
    save = change(db.session(), asker().id, save_id, wanted, clock=parts().clock)
    _fetch_soon(save)
    return shown(save_id)


@route("/api/entries/<int:save_id>", "DELETE")
def delete_entry(save_id: int) -> Response:
    """Delete an entry, and tell what it was."""
    expected = request.args.get("expect") or "entry"
    if expected not in ("entry", "id"):
        refuse(400, "What is expected is entry or id.")
    was = answer({"id": save_id}) if expected == "id" else shown(save_id)
    services.delete(db.session(), viewer_id=asker().id, save_id=save_id, clock=parts().clock)
    return was


@route("/api/entries/<int:save_id>/reload", "PATCH")
def reload_entry(save_id: int) -> Response:
    """Have the page fetched again; the entry changes when that is done."""
    save = services.retry(db.session(), viewer_id=asker().id, save_id=save_id, clock=parts().clock)
    _fetch_soon(save)
    return shown(save_id)


def shown(save_id: int, *, is_whole: bool = True) -> Response:
    """Answer with an entry as it is by now; `NotFoundError` for missing and foreign alike."""
    session, user = db.session(), asker()
    session.flush()
    found = load(session, user.id, [save_id], is_full=is_whole)
    if not found:
        raise NotFoundError
    return answer(entry(found[0], details_of(session, user.id, found), user, is_full=is_whole))


def _sent(fields: Fields, *, page: str, title: str) -> Sent:
    authors = fields.get("authors")
    known = Known(
        title=title or None,
        byline=(text(authors) if isinstance(authors, str) else "") or None,
        lang=text(fields.get("language")) or None,
        published_at=moment(fields.get("published_at")),
    )
    return Sent(
        known=known,
        tags=labels(fields.get("tags")),
        archive=flag(fields.get("archive")),
        starred=flag(fields.get("starred")),
        origin_url=text(fields.get("origin_url")),
        preview_picture=text(fields.get("preview_picture")),
        page_key=_keep(page, title) if page else None,
    )


def _keep(content: str, title: str) -> str:
    """Store what a client sent in the place of the page, for the worker to read."""
    head = f"<title>{escape(title)}</title>" if title else ""
    body = f"<article>{content}</article>"
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return services.keep_page(parts().blobs, page)


def _fetch_soon(save: Save) -> None:
    if save.capture_due_at is not None:
        queue, save_id = parts().queue, save.id
        run_after_commit(db.session(), lambda: queue.enqueue(capture_save, save_id))

"""Making, changing, archiving and deleting bookmarks; pages as the person's browser saw them."""

from __future__ import annotations

from flask import Response, jsonify, make_response, request
from flask_babel import gettext

from devket.compat.linkding import forms, presenters, queries, services
from devket.compat.linkding.views.blueprint import nothing, owner, route
from devket.db import db, run_after_commit
from devket.library import services as library
from devket.library.jobs import capture_save
from devket.web.parts import parts
from devket.web.sizes import takes_files_up_to

LARGEST_PAGE = 25 * 1024 * 1024  # bytes: pictures of the page are written into it


@route("/api/bookmarks/", "POST")
def create() -> Response:
    """Keep an address; one that is kept is changed instead. The answer never waits for the page."""
    sent = forms.bookmark()
    forms.needed("url", sent.url)
    save_id = services.create(db.session(), owner(), sent, clock=parts().clock)
    _have_it_read(save_id)
    return make_response(_told(save_id), 201)


@route("/api/bookmarks/<int:save_id>/", "PUT", "PATCH")
def change(save_id: int) -> Response:
    """Change what was sent. As upstream, what was not sent stays, also by PUT."""
    sent = forms.bookmark()
    if request.method == "PUT":
        queries.one(db.session(), owner(), save_id)
        forms.needed("url", sent.url)
    services.change(db.session(), owner(), save_id, sent, clock=parts().clock)
    return _told(save_id)


@route("/api/bookmarks/<int:save_id>/", "DELETE")
def delete(save_id: int) -> Response:
    """Delete a bookmark."""
    library.delete(db.session(), viewer_id=owner(), save_id=save_id, clock=parts().clock)
    return nothing()


@route("/api/bookmarks/<int:save_id>/archive/", "POST")
def archive(save_id: int) -> Response:
    """Put a bookmark into the archive."""
    library.set_archived(db.session(), viewer_id=owner(), save_id=save_id, to=True)
    return nothing()


@route("/api/bookmarks/<int:save_id>/unarchive/", "POST")
def unarchive(save_id: int) -> Response:
    """Take a bookmark out of the archive."""
    library.set_archived(db.session(), viewer_id=owner(), save_id=save_id, to=False)
    return nothing()


@route("/api/bookmarks/singlefile/", "POST")
@takes_files_up_to(LARGEST_PAGE)
def singlefile() -> Response:
    """Keep a page as the browser saw it, behind a log-in or a paywall; the worker reads it."""
    file, url = request.files.get("file"), request.form.get("url", "")
    page = file.read() if file else b""
    if not page or not url:
        sentence = gettext("Send the address as “url” and the page as “file”.")
        return make_response(jsonify(error=sentence), 400)
    at_hand = parts()
    key = library.keep_page(at_hand.blobs, page)
    save_id = services.hand_in(db.session(), owner(), url, key, clock=at_hand.clock)
    _have_it_read(save_id)
    return make_response(jsonify(message=gettext("Saved. Devket is reading the page.")), 201)


def _told(save_id: int) -> Response:
    session = db.session()
    session.flush()
    return jsonify(presenters.bookmark(queries.one(session, owner(), save_id)))


def _have_it_read(save_id: int) -> None:
    session, queue = db.session(), parts().queue
    if queries.one(session, owner(), save_id).save.capture_due_at is not None:
        run_after_commit(session, lambda: queue.enqueue(capture_save, save_id))

"""What can be done with a save: favourite, archive, delete, take it back, try again."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.db import db, run_after_commit
from devket.library import presenters, queries, services
from devket.library.jobs import capture_save
from devket.library.models import Save
from devket.library.views.blueprint import blueprint
from devket.library.views.bulk import context_here, to_row
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.get("/saves/<int:save_id>/row")
@login_required
def row(save_id: int) -> Response:
    """Return one row; a pending one asks again until it is filled in."""
    save = queries.save_of(db.session(), current_user.id, save_id)
    return _row(save) if is_htmx() else redirect(url_for("library.saves"))


@blueprint.post("/saves/<int:save_id>/favorite")
@login_required
def favorite(save_id: int) -> Response:
    """Mark a favourite."""
    return _row(services.set_favorite(db.session(), viewer_id=_me(), save_id=save_id, to=True))


@blueprint.post("/saves/<int:save_id>/unfavorite")
@login_required
def unfavorite(save_id: int) -> Response:
    """Unmark a favourite."""
    return _row(services.set_favorite(db.session(), viewer_id=_me(), save_id=save_id, to=False))


@blueprint.post("/saves/<int:save_id>/archive")
@login_required
def archive_save(save_id: int) -> Response:
    """Put a save away."""
    services.set_archived(db.session(), viewer_id=_me(), save_id=save_id, to=True)
    undo = url_for("library.unarchive", save_id=save_id)
    return gone(gettext("Archived."), undo_href=undo, save_id=save_id)


@blueprint.post("/saves/<int:save_id>/unarchive")
@login_required
def unarchive(save_id: int) -> Response:
    """Put a save back onto My List."""
    services.set_archived(db.session(), viewer_id=_me(), save_id=save_id, to=False)
    undo = url_for("library.archive_save", save_id=save_id)
    return gone(gettext("Back on My List."), undo_href=undo, save_id=save_id)


@blueprint.post("/saves/<int:save_id>/delete")
@login_required
def delete(save_id: int) -> Response:
    """Take a save out of all lists."""
    services.delete(db.session(), viewer_id=_me(), save_id=save_id, clock=parts().clock)
    undo = url_for("library.restore", save_id=save_id)
    return gone(gettext("Deleted."), undo_href=undo, save_id=save_id)


@blueprint.post("/saves/<int:save_id>/restore")
@login_required
def restore(save_id: int) -> Response:
    """Take a deletion back."""
    services.restore(db.session(), viewer_id=_me(), save_id=save_id)
    toast(gettext("It is back."))
    return to_row(save_id)


@blueprint.post("/saves/<int:save_id>/retry")
@login_required
def retry(save_id: int) -> Response:
    """Fetch the page again."""
    at_hand = parts()
    save = services.retry(db.session(), viewer_id=_me(), save_id=save_id, clock=at_hand.clock)
    run_after_commit(db.session(), lambda: at_hand.queue.enqueue(capture_save, save_id))
    return _row(save)


def _me() -> int:
    return int(current_user.id)


def _row(save: Save) -> Response:
    """Answer with the save as it is now: its row to htmx, the page it was on to others."""
    if not is_htmx():
        return to_row(save.id)
    context = context_here()
    tags = queries.tags_of(db.session(), [save.id]).get(save.id, ())
    item = presenters.save_item(save, now=parts().clock(), tags=tags, context=context)
    return make_response(render_template("library/_row.html", item=item))


def gone(sentence: str, *, undo_href: str, save_id: int) -> Response:
    """Answer that a save left the list it was on, with the way back."""
    toast(sentence, undo_href=undo_href)
    if is_htmx():
        return make_response(render_template("library/_told.html"))
    # The page of a deleted save is gone too, so never send anybody back there.
    came_from = back(url_for("library.saves"))
    is_its_page = came_from.split("?")[0] == f"/saves/{save_id}"
    return redirect(url_for("library.saves"), code=303) if is_its_page else to_row(save_id)

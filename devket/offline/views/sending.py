"""What was done without a connection, sent one by one once there is one."""

from __future__ import annotations

from flask import Response, jsonify
from flask_login import login_required
from flask_wtf.csrf import generate_csrf

from devket.accounts.views import me
from devket.core.errors import ConflictError, InvalidError
from devket.db import db, run_after_commit
from devket.library.jobs import capture_save
from devket.library.services import add_save
from devket.offline.forms import SendForm
from devket.offline.services import SAVE, act_on
from devket.offline.views.blueprint import blueprint
from devket.web.parts import parts


@blueprint.get("/offline/account")
@login_required
def account() -> Response:
    """Tell a device whose session it has, and the token of that session's forms."""
    return jsonify(person=str(me().id), token=generate_csrf())


@blueprint.post("/offline/send")
@login_required
def send() -> Response:
    """Do what was done on the device, if it was this very person who did it."""
    form = SendForm()
    if form.person.data != str(me().id):
        raise ConflictError("Somebody else kept this. It waits for them to log in.")
    if not form.validate():
        raise InvalidError
    if form.act.data == SAVE:
        _save(form.url.data or "", form.title.data or "")
    elif form.save.data is None:
        raise InvalidError
    else:
        act_on(db.session(), form.act.data, viewer_id=me().id, save_id=form.save.data)
    return jsonify(status="sent")


def _save(url: str, title: str) -> None:
    at_hand = parts()
    added = add_save(db.session(), owner_id=me().id, url=url, title=title, clock=at_hand.clock)
    if added.save.capture_due_at is not None:
        save_id = added.save.id
        run_after_commit(db.session(), lambda: at_hand.queue.enqueue(capture_save, save_id))

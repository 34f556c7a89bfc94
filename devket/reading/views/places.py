"""Where one is in an article, as tabs tell it while one reads."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, jsonify, make_response, request, url_for
from flask_babel import gettext
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.core.errors import N_, InvalidError
from devket.db import db
from devket.library import queries
from devket.library.models import DONE
from devket.reading import presenters, services
from devket.reading.forms import PlaceForm
from devket.reading.services import Place
from devket.reading.views.blueprint import blueprint
from devket.web.htmx import back, go_to
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.post("/saves/<int:save_id>/position")
@login_required
def position(save_id: int) -> Response:
    """Keep where a tab is; when another place is newer, answer 409 and tell that one."""
    form = PlaceForm()
    if not form.validate():
        raise _refusal(save_id, N_("This is no place in an article."))
    newer = services.keep_place(
        db.session(),
        viewer_id=me().id,
        save_id=save_id,
        place=_place_in(form),
        clock=parts().clock,
    )
    if newer is None:
        return Response(status=204)
    save = queries.save_of(db.session(), me().id, save_id)
    return make_response(jsonify(presenters.told_place(save, newer)), 409)


@blueprint.post("/saves/<int:save_id>/progress")
@login_required
def progress(save_id: int) -> BaseResponse:
    """Mark a save as read or unread; or, as an undo, as read so far."""
    to = request.values.get("to", type=int)
    if to is None or not 0 <= to <= DONE:
        raise _refusal(save_id, N_("Say how far it was read, from 0 to 100."))
    was = services.set_progress(
        db.session(), viewer_id=me().id, save_id=save_id, to=to, clock=parts().clock
    )
    toast(_sentence(to), undo_href=url_for("reading.progress", save_id=save_id, to=was))
    return go_to(back(url_for("reading.reader", save_id=save_id)))


def _refusal(save_id: int, sentence: str) -> InvalidError:
    """Return why it is refused, unless there is no such save, which is told before all else.

    The verbs look for the save themselves: they lock its row before they read it.
    """
    queries.save_of(db.session(), me().id, save_id)
    return InvalidError(sentence)


def _sentence(to: int) -> str:
    if to == DONE:
        return str(gettext("Marked as read."))
    return str(gettext("It is as it was.") if to else gettext("Marked as unread."))


def _place_in(form: PlaceForm) -> Place:
    return Place(
        block=form.block.data,
        words=form.words.data or "",
        progress=form.progress.data,
        version=form.version.data,
        device=form.device.data,
        known=form.known.data or "",
        age=timedelta(milliseconds=form.age.data),
    )

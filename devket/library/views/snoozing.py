"""Putting a save off, and waking it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast

from flask import make_response, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.errors import N_, InvalidError
from devket.db import db
from devket.library import presenters, queries
from devket.library.forms import SnoozeForm
from devket.library.models import Save
from devket.library.presenters import hygiene
from devket.library.services import snoozing
from devket.library.services.snoozing import Until
from devket.library.views.acts import gone
from devket.library.views.blueprint import blueprint
from devket.library.views.bulk import to_row
from devket.web.errors import told
from devket.web.htmx import back, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


# One rule for both: of two the one would answer 405 to a number that no row can have.
@blueprint.route("/saves/<int:save_id>/snooze", methods=["GET", "POST"])
@login_required
def snooze(save_id: int) -> Response:
    """Put a save off; before that offer when it is to come back: a page, or a menu to htmx."""
    save = queries.save_of(db.session(), current_user.id, save_id)
    if request.method != "POST":
        return _choices(save)
    form = SnoozeForm()
    undo = _undo(save)
    now = parts().clock()
    try:
        until = _until(form, now)
    except InvalidError as error:
        return _choices(save, day=form.day.data or "", sentence=told(error), status=422)
    snoozing.snooze(db.session(), viewer_id=current_user.id, save_id=save_id, until=until)
    return gone(hygiene.snoozed_sentence(until, now=now), undo_href=undo, save_id=save_id)


@blueprint.post("/saves/<int:save_id>/wake")
@login_required
def wake(save_id: int) -> Response:
    """Bring a save back now; as an undo, put it back to where it was."""
    me = int(current_user.id)
    if "undo" in request.args:
        snoozing.put_back(
            db.session(),
            viewer_id=me,
            save_id=save_id,
            until=_moment(request.args.get("was", "")),
            is_archived="archived" in request.args,
        )
        toast(gettext("It is as it was."))
        return to_row(save_id)
    undo = _undo(queries.save_of(db.session(), me, save_id))
    snoozing.wake(db.session(), viewer_id=me, save_id=save_id, clock=parts().clock)
    return gone(gettext("Back on My List."), undo_href=undo, save_id=save_id)


def _choices(save: Save, *, day: str = "", sentence: str = "", status: int = 200) -> Response:
    view = hygiene.snooze_view(save, presenters.title_of(save), now=parts().clock())
    name = "library/_snooze.html" if is_htmx() and not sentence else "library/snooze.html"
    page = render_template(
        name,
        snooze=view,
        day=day,
        sentence=sentence,
        is_row="row" in request.args,
        came_from=back(url_for("library.saves")),
    )
    return make_response(page, status)


def _until(form: SnoozeForm, now: datetime) -> datetime:
    if not form.validate():
        raise InvalidError(N_("Choose when it is to come back."))
    ahead = timedelta(minutes=cast(int, form.offset.data or 0))
    try:
        day = date.fromisoformat(form.day.data or "")
    except ValueError:
        day = None
    return snoozing.wake_time(Until(form.until.data), now=now, offset=ahead, day=day)


def _undo(save: Save) -> str:
    """Return where this save is put back to how it is now."""
    return url_for(
        "library.wake",
        save_id=save.id,
        undo=1,
        was=save.snoozed_until.isoformat() if save.snoozed_until else None,
        archived=1 if save.is_archived else None,
    )


def _moment(word: str) -> datetime | None:
    """Return the time a save was put off to; one that is past or no time at all is none."""
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return None
    now = parts().clock()
    is_ahead = moment.tzinfo is not None and now < moment < now + snoozing.LONGEST
    return moment if is_ahead else None

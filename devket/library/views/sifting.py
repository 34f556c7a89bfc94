"""Keeping My List in order: what fits into some minutes, and the review of what is old."""

from __future__ import annotations

from collections.abc import Mapping

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.core.errors import InvalidError
from devket.db import db
from devket.library.presenters import hygiene
from devket.library.queries import hygiene as reads
from devket.library.services import picking, reviewing
from devket.library.services.reviewing import Verdict
from devket.library.views.blueprint import blueprint
from devket.web.parts import parts
from devket.web.routing import LARGEST_ID
from devket.web.toasts import toast

_LETTERS = {verdict.value[0]: verdict for verdict in Verdict}
_MOST_UNDONE = 4 * reviewing.AT_ONCE


@blueprint.get("/saves/minutes")
@login_required
def minutes() -> Response:
    """Pick what can be read in so many minutes."""
    typed = request.args.get("n", "").strip()
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 0
    if not 0 < number <= hygiene.MOST_MINUTES:
        return _picks(typed, None, status=422 if typed else 200)
    saves = reads.to_read_within(db.session(), current_user.id, hygiene.most_words(number))
    pool = picking.mixed(*(hygiene.candidates(some) for some in saves))
    round = min(request.args.get("other", 0, type=int), picking.MOST_ROUNDS)
    chosen = picking.pick(pool, number, round=max(round, 0))
    known = {save.id: save for some in saves for save in some}
    picks = [known[one.save_id] for one in chosen]
    view = hygiene.picks_view(number, picks, round=round, now=parts().clock())
    return _picks(typed, view)


def _picks(typed: str, view: hygiene.PicksView | None, *, status: int = 200) -> Response:
    page = render_template(
        "library/minutes.html",
        typed=typed,
        picks=view,
        offered=hygiene.MINUTES,
        most=hygiene.MOST_MINUTES,
        is_refused=status == 422,
    )
    return make_response(page, status)


@blueprint.get("/stale")
@login_required
def stale() -> str:
    """Show a few of what has lain on My List for half a year."""
    now = parts().clock()
    before = now - reviewing.STALE
    me = int(current_user.id)
    saves = reads.stale(db.session(), me, before, limit=reviewing.AT_ONCE)
    number = reads.count_stale(db.session(), me, before)
    return render_template(
        "library/stale.html",
        old=hygiene.stale_items(saves, now=now),
        left=hygiene.left_label(number),
        verdicts=[(value.value, str(label)) for value, label in hygiene.VERDICTS],
    )


@blueprint.post("/stale")
@login_required
def review_stale() -> Response:
    """Do with each as was said; what nothing was said of stays as it is."""
    verdicts = _said(request.form)
    done = reviewing.review(
        db.session(), viewer_id=current_user.id, verdicts=verdicts, clock=parts().clock
    )
    if not verdicts:
        toast(gettext("Choose what is to become of at least one of them."), kind="error")
    elif done:
        did = ".".join(f"{save_id}{verdict.value[0]}" for save_id, verdict in done.items())
        told = ngettext("%(num)d save looked through.", "%(num)d saves looked through.", len(done))
        toast(told, undo_href=url_for("library.unreview", did=did))
    else:
        toast(gettext("They were gone already."))
    return redirect(url_for("library.stale"), code=303)


@blueprint.post("/stale/undo")
@login_required
def unreview() -> Response:
    """Take a review back."""
    verdicts = {}
    for word in request.args.get("did", "").split(".")[:_MOST_UNDONE]:
        save_id, verdict = _id(word[:-1]), _LETTERS.get(word[-1:])
        if save_id is None or verdict is None:
            raise InvalidError
        verdicts[save_id] = verdict
    reviewing.take_back(db.session(), viewer_id=current_user.id, verdicts=verdicts)
    toast(gettext("It is as it was."))
    return redirect(url_for("library.stale"), code=303)


def _said(form: Mapping[str, str]) -> dict[int, Verdict]:
    said: dict[int, Verdict] = {}
    for name, value in form.items():
        save_id = _id(name.removeprefix("do-")) if name.startswith("do-") else None
        if save_id is not None and value in set(Verdict) and len(said) < _MOST_UNDONE:
            said[save_id] = Verdict(value)
    return said


def _id(word: str) -> int | None:
    if not (word.isascii() and word.isdecimal() and len(word) <= 10):
        return None
    return int(word) if 0 < int(word) <= LARGEST_ID else None

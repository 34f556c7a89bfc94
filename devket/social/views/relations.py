"""Following, blocking and muting people: by a form, and by htmx, which gets the button anew."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.models import Profile, User
from devket.accounts.services import relating as accounts
from devket.accounts.services.relating import Followed
from devket.accounts.views import me
from devket.core.errors import NotFoundError
from devket.db import db
from devket.social import queries
from devket.social.presenters import face_of
from devket.social.queries.relations import blocked_by
from devket.social.services import relating
from devket.social.views.blueprint import blueprint
from devket.social.views.limits import FOLLOW, count
from devket.web.htmx import back, go_to, is_htmx
from devket.web.parts import parts
from devket.web.toasts import toast


@blueprint.post("/@<handle>/follow")
@login_required
def follow(handle: str) -> Response:
    """Follow a person, or ask a private account to be let."""
    count(FOLLOW)
    person = _met(handle)
    done = relating.follow(db.session(), me().id, person[0].id, clock=parts().clock)
    if done is Followed.ASKED:
        _told(_("@%(handle)s has to accept your request first."), person, undo="unfollow")
    return _answer(person)


@blueprint.post("/@<handle>/unfollow")
@login_required
def unfollow(handle: str) -> Response:
    """Follow a person no more, or take a request back."""
    person = _met(handle)
    if relating.unfollow(db.session(), me().id, person[0].id):
        _told(_("You do not follow @%(handle)s any more."), person, undo="follow")
    return _answer(person)


@blueprint.post("/@<handle>/accept")
@login_required
def accept(handle: str) -> Response:
    """Let somebody follow who has asked to."""
    person = _met(handle)
    if relating.accept(db.session(), me().id, person[0].id, clock=parts().clock):
        _told(_("@%(handle)s follows you now."), person)
    return _answer(person, is_row=True)


@blueprint.post("/@<handle>/decline")
@login_required
def decline(handle: str) -> Response:
    """Do not let somebody follow who has asked to; they are not told, and may ask again."""
    person = _met(handle)
    relating.unfollow(db.session(), person[0].id, me().id)
    return _answer(person, done=_("Declined"))


@blueprint.post("/@<handle>/remove")
@login_required
def remove_follower(handle: str) -> Response:
    """Let somebody follow no more; they are not told."""
    person = _met(handle)
    relating.unfollow(db.session(), person[0].id, me().id)
    return _answer(person, done=_("Removed"))


@blueprint.post("/@<handle>/block")
@login_required
def block(handle: str) -> Response:
    """Hide two people from each other; their profile is gone then, so the page is another."""
    person = _met_or_blocked(handle)
    relating.block(db.session(), me().id, person[0].id, clock=parts().clock)
    _told(_("You and @%(handle)s do not see each other any more."), person, undo="unblock")
    return go_to(url_for("social.people_settings", list="blocked"))


@blueprint.post("/@<handle>/unblock")
@login_required
def unblock(handle: str) -> Response:
    """Take a block back."""
    person = _met_or_blocked(handle)
    if accounts.unblock(db.session(), me().id, person[0].id):
        _told(_("You and @%(handle)s can see each other again."), person, undo="block")
    return _answer(person, is_row=True)


@blueprint.post("/@<handle>/mute")
@login_required
def mute(handle: str) -> Response:
    """Leave a person out of one's lists."""
    person = _met(handle)
    accounts.mute(db.session(), me().id, person[0].id, clock=parts().clock)
    _told(_("@%(handle)s is left out of your lists from now on."), person, undo="unmute")
    return _answer(person)


@blueprint.post("/@<handle>/unmute")
@login_required
def unmute(handle: str) -> Response:
    """Let a person into one's lists again."""
    person = _met(handle)
    accounts.unmute(db.session(), me().id, person[0].id)
    _told(_("@%(handle)s is in your lists again."), person, undo="mute")
    return _answer(person)


Person = tuple[User, Profile]


def _met(handle: str) -> Person:
    return queries.met(db.session(), me().id, handle)


def _met_or_blocked(handle: str) -> Person:
    """Return a person whom one may meet, or has blocked: an act said twice is no other answer."""
    try:
        return blocked_by(db.session(), me().id, handle)
    except NotFoundError:
        return _met(handle)


def _told(sentence: str, person: Person, *, undo: str = "") -> None:
    handle = person[0].handle
    href = url_for(f"social.{undo}", handle=handle) if undo else None
    toast(sentence % {"handle": handle}, undo_href=href)


def _answer(person: Person, *, done: str = "", is_row: bool = False) -> Response:
    """Answer with the button as it is now, or with `done` in its place; else lead back."""
    user, profile = person
    face = face_of(user, profile)
    if not is_htmx():
        return go_to(back(face.href))
    standing = queries.standing_to(db.session(), me().id, user.id)
    is_row = is_row or "row" in request.form
    page = render_template(
        "social/_acted.html", face=face, standing=standing, done=done, is_row=is_row
    )
    return Response(page, mimetype="text/html")

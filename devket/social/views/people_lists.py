"""Lists of people: who follows whom; requests, blocked and muted people among the settings."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext, pgettext
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.services import relating as accounts
from devket.accounts.views import me
from devket.core.paging import Page
from devket.db import db
from devket.social import queries
from devket.social.presenters import face_of
from devket.social.presenters.relations import PersonRow, RowActs, person_rows
from devket.social.queries import relations
from devket.social.queries.relations import Person
from devket.social.services import relating
from devket.social.views.blueprint import blueprint
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast

LISTS = ("requests", "blocked", "muted")


@blueprint.get("/@<handle>/followers")
@login_required
def followers(handle: str) -> str:
    """List who follows a person, to whoever may see what they share."""
    session, viewer_id = db.session(), me().id
    user, profile = queries.opened(session, viewer_id, handle)
    page = relations.followers(session, viewer_id, user.id, after=request.args.get("after"))
    acts = RowActs.REMOVE if user.id == viewer_id else RowActs.FOLLOW
    return render_template(
        "social/people.html",
        title=_("Followers of @%(handle)s", handle=user.handle),
        face=face_of(user, profile),
        people=_rows(page, acts),
        nothing=_("Nobody follows this account yet."),
        next_href=_next("social.followers", page, handle=user.handle),
    )


@blueprint.get("/@<handle>/following")
@login_required
def following(handle: str) -> str:
    """List whom a person follows, to whoever may see what they share."""
    session, viewer_id = db.session(), me().id
    user, profile = queries.opened(session, viewer_id, handle)
    page = relations.following(session, viewer_id, user.id, after=request.args.get("after"))
    return render_template(
        "social/people.html",
        title=_("Followed by @%(handle)s", handle=user.handle),
        face=face_of(user, profile),
        people=_rows(page),
        nothing=_("This account follows nobody yet."),
        next_href=_next("social.following", page, handle=user.handle),
    )


@blueprint.get("/settings/people")
@login_required
def people_settings() -> str:
    """List who waits for an answer, whom one has blocked, whom one has muted."""
    asked = request.args.get("list", "")
    key = asked if asked in LISTS else LISTS[0]
    page, acts, nothing = _listed(key)
    labels = {"requests": _("Requests"), "blocked": pgettext("people", "Blocked")}
    labels["muted"] = pgettext("people", "Muted")
    return render_template(
        "social/settings_people.html",
        list=key,
        lists=labels.items(),
        people=_rows(page, acts),
        nothing=nothing,
        next_href=_next("social.people_settings", page, list=key),
    )


@blueprint.post("/settings/people/privacy")
@login_required
def privacy() -> Response:
    """Make the account private, or public; then whoever waited is accepted."""
    session, user = db.session(), me()
    if request.form.get("private"):
        accounts.make_private(session, user)
        toast(_("Your account is private. New followers have to ask."))
    else:
        let_in = relating.make_public(session, user, clock=parts().clock)
        told = ngettext(
            "Your account is public. %(num)s person who had asked follows you now.",
            "Your account is public. %(num)s people who had asked follow you now.",
            let_in,
        )
        toast(told if let_in else _("Your account is public."))
    return go_to(url_for("social.people_settings"))


def _listed(key: str) -> tuple[Page[Person], RowActs, str]:
    session, viewer_id, after = db.session(), me().id, request.args.get("after")
    if key == "blocked":
        page = relations.blocked(session, viewer_id, after=after)
        return page, RowActs.FOLLOW, _("You have blocked nobody.")
    if key == "muted":
        page = relations.muted(session, viewer_id, after=after)
        return page, RowActs.UNMUTE, _("You have muted nobody.")
    page = relations.waiting(session, viewer_id, after=after)
    return page, RowActs.ANSWER, _("Nobody waits for an answer.")


def _rows(page: Page[Person], acts: RowActs = RowActs.FOLLOW) -> tuple[PersonRow, ...]:
    ids = [user.id for user, _profile in page.items]
    return person_rows(page.items, queries.standings_to(db.session(), me().id, ids), acts)


def _next(endpoint: str, page: Page[Person], **values: str) -> str:
    where: dict[str, Any] = {**values, "after": page.next_cursor}
    return url_for(endpoint, **where) if page.next_cursor else ""

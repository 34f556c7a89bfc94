"""Reporting a person, a post, a comment, a story: as a page, or as a dialog over one."""

from __future__ import annotations

from collections.abc import Callable

from flask import make_response, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.core.errors import DevketError, TooManyRequestsError
from devket.db import db
from devket.social import queries
from devket.social.forms.reports import ReportForm
from devket.social.models import Reason
from devket.social.presenters import face_of
from devket.social.presenters.reports import HEADINGS
from devket.social.queries import reported
from devket.social.services import copying
from devket.social.services.copying import Copy
from devket.social.services.reporting import report
from devket.social.views.blueprint import blueprint
from devket.social.views.limits import REPORT, count
from devket.web.errors import status_of, told
from devket.web.htmx import is_htmx
from devket.web.parts import parts

BOTH = ["GET", "POST"]


@blueprint.route("/@<handle>/report", methods=BOTH)
@login_required
def report_person(handle: str) -> Response:
    """Report a person."""

    def copy() -> Copy:
        return copying.copy_of_person(*queries.met(db.session(), me().id, handle))

    return _report(copy)


@blueprint.route("/p/<int:post_id>/report", methods=BOTH)
@login_required
def report_post(post_id: int) -> Response:
    """Report a post."""

    def copy() -> Copy:
        session = db.session()
        return copying.copy_of_post(session, queries.post_of(session, me().id, post_id))

    return _report(copy)


@blueprint.route("/comments/<int:comment_id>/report", methods=BOTH)
@login_required
def report_comment(comment_id: int) -> Response:
    """Report a comment."""

    def copy() -> Copy:
        session = db.session()
        found = reported.comment_seen(session, me().id, comment_id)
        return copying.copy_of_comment(session, *found)

    return _report(copy)


@blueprint.route("/stories/<int:story_id>/report", methods=BOTH)
@login_required
def report_story(story_id: int) -> Response:
    """Report a story."""

    def copy() -> Copy:
        session, now = db.session(), parts().clock()
        found = reported.story_seen(session, me().id, story_id, now)
        return copying.copy_of_story(session, found)

    return _report(copy)


def _report(find: Callable[[], Copy]) -> Response:
    """Show the form, or take what was sent in it; what is refused stays in it."""
    refused = _too_many() if request.method == "POST" else None
    found, form = find(), ReportForm()
    if refused is None and not form.validate_on_submit():
        return _page(found, form, 422 if form.errors else 200)
    try:
        if refused is not None:
            raise refused
        reason, remark = Reason(form.reason.data), form.remark.data or ""
        report(db.session(), me().id, found, reason=reason, remark=remark, clock=parts().clock)
    except DevketError as error:
        form.form_errors.append(told(error))
        answer = _page(found, form, status_of(error))
        if isinstance(error, TooManyRequestsError):
            answer.headers["Retry-After"] = str(error.retry_after)
        return answer
    return _page(found, form, 200, is_sent=True)


def _too_many() -> TooManyRequestsError | None:
    try:
        count(REPORT)
    except TooManyRequestsError as error:
        return error
    return None


def _page(copy: Copy, form: ReportForm, status: int, *, is_sent: bool = False) -> Response:
    session = db.session()
    user, profile = queries.people_of(session, [copy.accused_id])[copy.accused_id]
    opened = "social/_report_dialog.html" if request.method == "GET" else "social/_report.html"
    fragment = "social/_reported.html" if is_sent else opened
    page = render_template(
        fragment if is_htmx() else "social/report.html",
        form=form,
        heading=HEADINGS[copy.thing],
        face=face_of(user, profile),
        standing=queries.standing_to(session, me().id, user.id),
        is_sent=is_sent,
    )
    return make_response(page, status)

"""Pages that mailed links open. A GET only shows a button, as mail scanners follow links."""

from __future__ import annotations

from flask import make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from devket.accounts import jobs, queries
from devket.accounts.forms import BareForm, EmailForm, NewPasswordForm
from devket.accounts.models import Purpose
from devket.accounts.services import changing, throttle
from devket.accounts.views.pages import client, count_tries, pages, passwords, refuse, show
from devket.core.errors import DevketError, TooManyRequestsError
from devket.core.ids import hash_token
from devket.db import db, read_only, run_after_commit
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast


@pages.route("/password/reset", methods=["GET", "POST"])
def reset_request() -> Response:
    """Take the address of someone who forgot the password; known and unknown look alike."""
    form = EmailForm()
    if not form.validate_on_submit():
        return show("reset_request", form, is_sent="sent" in request.args)
    typed = form.email.data.lower()
    try:
        count_tries((throttle.MAIL_ADDRESS, client()), (throttle.MAIL_ACCOUNT, typed))
    except TooManyRequestsError as error:
        return refuse("reset_request", form, error, is_sent=False)
    with read_only():
        user = queries.by_email(db.session(), typed)
    # An unknown address costs the same job, or the time of the answer would give it away.
    parts().queue.enqueue(jobs.send_reset, user.id if user else 0)
    return go_to(url_for("accounts.reset_request", sent=1))


@pages.route("/password/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> Response:
    """Let the holder of a mailed link choose a new password."""
    opened = _opened_by(token)
    if opened is None or opened[0] is not Purpose.RESET_PASSWORD:
        return _dead_link()
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return show("reset", form)
    db.session.rollback()  # the hash is computed while nobody waits for a lock
    try:
        hashed = changing.hash_new(opened[1], form.password.data, passwords=passwords())
        user = changing.reset_password(db.session(), token, hashed=hashed, clock=parts().clock)
    except DevketError as error:
        return refuse("reset", form, error)
    queue, user_id = parts().queue, user.id
    run_after_commit(db.session(), lambda: queue.enqueue(jobs.send_password_notice, user_id))
    toast(_("Your password is changed. Log in with the new one."))
    return go_to(url_for("accounts.login"))


@pages.route("/email/confirm/<token>", methods=["GET", "POST"])
def confirm_email(token: str) -> Response:
    """Confirm an address, at sign-up or a new one."""
    opened = _opened_by(token)
    if opened is None or opened[0] not in (Purpose.CONFIRM_EMAIL, Purpose.CHANGE_EMAIL):
        return _dead_link()
    form = BareForm()
    if not form.validate_on_submit():
        return show("confirm_email", form)
    try:
        changing.confirm_email(db.session(), token, clock=parts().clock)
    except DevketError as error:
        return refuse("confirm_email", form, error)
    toast(_("Your e-mail address is confirmed."))
    is_known = current_user.is_authenticated
    return go_to(url_for("accounts.settings_email" if is_known else "accounts.login"))


def _opened_by(token: str) -> tuple[Purpose, queries.Credentials] | None:
    return queries.opened_by(db.session(), hash_token(token), parts().clock())


def _dead_link() -> Response:
    return make_response(render_template("accounts/dead_link.html"), 404)

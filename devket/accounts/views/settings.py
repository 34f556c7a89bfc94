"""The settings pages: profile, appearance, e-mail, password, sessions."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts import jobs, queries
from devket.accounts.forms import (
    BareForm,
    ChangeEmailForm,
    LooksForm,
    PasswordForm,
    ProfileForm,
)
from devket.accounts.models import Purpose
from devket.accounts.presenters import session_rows
from devket.accounts.queries import Credentials
from devket.accounts.services import browsers, changing, entering, throttle, tokens
from devket.accounts.services.changing import Looks
from devket.accounts.views.browser import me, token
from devket.accounts.views.pages import count_tries, pages, passwords, refuse, show
from devket.core.errors import DevketError
from devket.db import db, run_after_commit
from devket.jobs import Job
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast


@pages.get("/settings")
@login_required
def settings() -> Response:
    """Open the first of the settings pages."""
    return go_to(url_for("accounts.settings_profile"))


@pages.route("/settings/profile", methods=["GET", "POST"])
@login_required
def settings_profile() -> Response:
    """Name, website, a few words."""
    user = me()
    profile = queries.profile(db.session(), user.id)
    form = ProfileForm(display_name=user.display_name, website=profile.website, bio=profile.bio)
    if not form.validate_on_submit():
        return show("settings_profile", form)
    try:
        changing.change_profile(
            db.session(),
            user,
            display_name=form.display_name.data,
            website=form.website.data,
            bio=form.bio.data,
        )
    except DevketError as error:
        return refuse("settings_profile", form, error)
    return _saved("accounts.settings_profile")


@pages.route("/settings/appearance", methods=["GET", "POST"])
@login_required
def settings_appearance() -> Response:
    """Language, theme, lists, reader."""
    user = me()
    form = LooksForm(obj=user)
    if not form.validate_on_submit():
        return show("settings_appearance", form)
    looks = Looks(
        language=form.language.data,
        theme=form.theme.data,
        list_view=form.list_view.data,
        reader_font=form.reader_font.data,
        reader_size=form.reader_size.data,
        reader_width=form.reader_width.data,
        reader_leading=form.reader_leading.data,
    )
    changing.change_looks(db.session(), user, looks)
    return _saved("accounts.settings_appearance")


@pages.route("/settings/email", methods=["GET", "POST"])
@login_required
def settings_email() -> Response:
    """The address, whether it is confirmed, and its change."""
    form = ChangeEmailForm()
    if not form.validate_on_submit():
        return show("settings_email", form)
    known, email = Credentials.of(me()), form.email.data
    account = (throttle.LOGIN_ACCOUNT, entering.subject_of_user(known.user_id))
    try:
        count_tries(account)
        changing.prove(known, form.password.data, field="password", passwords=passwords())
        # To anybody's address, so few: for who asks and for who would get them.
        count_tries((throttle.MAIL_ACCOUNT, account[1]), (throttle.MAIL_ACCOUNT, email.lower()))
        row = changing.ask_to_change_email(db.session(), known, email=email, clock=parts().clock)
    except DevketError as error:
        return refuse("settings_email", form, error)
    throttle.forgive(db.session(), *account)
    _enqueue(jobs.send_change_of_email, row.id)
    toast(_("A mail is on its way to %(email)s. Follow its link.", email=row.email))
    return go_to(url_for("accounts.settings_email"))


@pages.post("/settings/email/confirm")
@login_required
def resend_confirmation() -> Response:
    """Send the mail that confirms the address once more."""
    count_tries((throttle.MAIL_ACCOUNT, entering.subject_of_user(me().id)))
    user = me()
    if user.email_confirmed_at is None:
        purpose = Purpose.CONFIRM_EMAIL
        row = tokens.issue(db.session(), user, purpose, email=user.email, clock=parts().clock)
        _enqueue(jobs.send_link, row.id)
        toast(_("A mail is on its way to %(email)s. Follow its link.", email=user.email))
    return go_to(url_for("accounts.settings_email"))


@pages.route("/settings/password", methods=["GET", "POST"])
@login_required
def settings_password() -> Response:
    """A new password for someone who knows the present one."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return show("settings_password", form)
    known = Credentials.of(me())
    account = (throttle.LOGIN_ACCOUNT, entering.subject_of_user(known.user_id))
    try:
        count_tries(account)
        changing.prove(known, form.current.data, field="current", passwords=passwords())
        hashed = changing.hash_new(known, form.password.data, passwords=passwords())
        changing.change_password(db.session(), known, hashed, keep=token())
    except DevketError as error:
        return refuse("settings_password", form, error)
    throttle.forgive(db.session(), *account)
    _enqueue(jobs.send_password_notice, known.user_id)
    toast(_("Your password is changed. All other browsers are logged out."))
    return go_to(url_for("accounts.settings_password"))


@pages.get("/settings/sessions")
@login_required
def settings_sessions() -> Response:
    """Where the person is signed in."""
    now = parts().clock()
    rows = session_rows(queries.sessions(db.session(), me().id, now), token=token(), now=now)
    return show("settings_sessions", BareForm(), rows=rows)


@pages.post("/settings/sessions/<int:session_id>/revoke")
@login_required
def revoke_session(session_id: int) -> Response:
    """Sign one browser out."""
    browsers.revoke_session(db.session(), me().id, session_id)
    toast(_("That browser is logged out."))
    return go_to(url_for("accounts.settings_sessions"))


@pages.post("/settings/sessions/revoke-others")
@login_required
def revoke_other_sessions() -> Response:
    """Sign all browsers out but this one."""
    browsers.revoke_others(db.session(), me().id, keep=token())
    toast(_("All other browsers are logged out."))
    return go_to(url_for("accounts.settings_sessions"))


def _saved(endpoint: str) -> Response:
    toast(_("Saved."))
    return go_to(url_for(endpoint))


def _enqueue(job: Job, row_id: int) -> None:
    queue = parts().queue
    run_after_commit(db.session(), lambda: queue.enqueue(job, row_id))

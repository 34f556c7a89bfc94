"""The settings pages: profile, appearance, e-mail, password, sessions."""

from __future__ import annotations

from dataclasses import fields

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
    PortraitForm,
    ProfileForm,
)
from devket.accounts.models import Purpose
from devket.accounts.presenters import session_rows
from devket.accounts.queries import Credentials
from devket.accounts.services import browsers, changing, entering, throttle, tokens
from devket.accounts.services.changing import Introduction, Looks
from devket.accounts.views.browser import me, token
from devket.accounts.views.pages import count_tries, pages, passwords, refuse, show
from devket.core.errors import DevketError
from devket.db import db, run_after_commit
from devket.jobs import Job
from devket.web.errors import status_of, told
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
    """Name, website, a few words, who may see what."""
    form = _profile_form()
    if not form.validate_on_submit():
        return _show_profile(form)
    names = [field.name for field in fields(Introduction)]
    written = Introduction(**{name: form[name].data for name in names})
    try:
        changing.change_profile(db.session(), me(), written, clock=parts().clock)
    except DevketError as error:
        return _show_profile(form, error)
    return _saved("accounts.settings_profile")


def show_profile(error: DevketError) -> Response:
    """Return the page of the profile as it is, with an error that its picture met."""
    form, portrait = _profile_form(), PortraitForm()
    # What was sent is another form, in which this box seems to be empty.
    form.hides_counts.data = queries.profile(db.session(), me().id).hides_counts
    portrait.picture.errors = [told(error)]
    response = _show_profile(form, portrait=portrait)
    response.status_code = status_of(error)
    return response


def _profile_form() -> ProfileForm:
    user, profile = me(), queries.profile(db.session(), me().id)
    return ProfileForm(
        display_name=user.display_name,
        name=profile.name,
        website=profile.website,
        bio=profile.bio,
        hides_counts=profile.hides_counts,
    )


def _show_profile(
    form: ProfileForm, error: DevketError | None = None, *, portrait: PortraitForm | None = None
) -> Response:
    shown: dict[str, object] = {"profile": queries.profile(db.session(), me().id)}
    shown["portrait"] = portrait or PortraitForm()
    if error is None:
        return show("settings_profile", form, **shown)
    return refuse("settings_profile", form, error, **shown)


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

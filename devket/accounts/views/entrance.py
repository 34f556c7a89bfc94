"""In and out: sign-up, log-in, log-out."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_required
from werkzeug.wrappers import Response

from devket.accounts import jobs, queries
from devket.accounts.forms import LoginForm, SignupForm
from devket.accounts.models import User
from devket.accounts.services import entering, joining, throttle
from devket.accounts.views import browser
from devket.accounts.views.pages import (
    client,
    count_tries,
    pages,
    passwords,
    refuse,
    show,
    wanted,
)
from devket.core.errors import DevketError
from devket.core.ids import hash_token
from devket.db import db, read_only, run_after_commit
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast


@pages.route("/signup", methods=["GET", "POST"])
def signup() -> Response:
    """Let a newcomer in, if the operator does."""
    if current_user.is_authenticated:
        return go_to(wanted())
    form = SignupForm(invite=request.args.get("invite"), next=request.args.get("next"))
    if not _is_welcome(form.invite.data or ""):
        return Response(render_template("accounts/signup_closed.html", mode=parts().signup), 403)
    if not form.validate_on_submit():
        return show("signup", form)
    try:
        count_tries((throttle.SIGNUP_ADDRESS, client()))
        user = _join(form)
    except DevketError as error:
        return refuse("signup", form, error)
    browser.sign_in(user)
    toast(_("Welcome to Devket. A mail is on its way to confirm your address."))
    return go_to(wanted())


def _is_welcome(invitation: str) -> bool:
    mode = parts().signup
    if mode != "invite":
        return mode == "open"
    return queries.is_invited(db.session(), hash_token(invitation), parts().clock())


def _join(form: SignupForm) -> User:
    user, row = joining.sign_up(
        db.session(),
        handle=form.handle.data,
        email=form.email.data,
        password=form.password.data,
        mode=parts().signup,
        invitation=form.invite.data,
        passwords=passwords(),
        clock=parts().clock,
    )
    queue, token_id = parts().queue, row.id
    run_after_commit(db.session(), lambda: queue.enqueue(jobs.send_link, token_id))
    return user


@pages.route("/login", methods=["GET", "POST"])
def login() -> Response:
    """Ask who it is."""
    if current_user.is_authenticated:
        return go_to(wanted())
    form = LoginForm(next=request.args.get("next"))
    if not form.validate_on_submit():
        return show("login", form)
    try:
        user = _enter(form.login.data, form.password.data)
    except DevketError as error:
        return refuse("login", form, error)
    browser.sign_in(user)
    return go_to(wanted())


def _enter(typed: str, password: str) -> User:
    with read_only():
        found = queries.credentials(db.session(), typed)
    account, address = entering.tries_of(found, typed, client())
    count_tries(account, address)
    # The transaction is over: while the hash is computed, nobody waits for a lock.
    proved = entering.prove(found, password, passwords=passwords())
    renewed = entering.renewed(proved, password, passwords=passwords())
    user = entering.enter(db.session(), proved, renewed=renewed)
    throttle.forgive(db.session(), *account)
    throttle.take_back(db.session(), *address)
    return user


@pages.post("/logout")
@login_required
def logout() -> Response:
    """Sign this browser out."""
    browser.sign_out()
    toast(_("You are logged out."))
    return go_to(url_for("accounts.login"))

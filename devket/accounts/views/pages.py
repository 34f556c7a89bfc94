"""The blueprint, and what its views share: refusing a form, counting tries."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for

from devket.accounts.services import throttle
from devket.accounts.services.passwords import Passwords
from devket.core.errors import DevketError, InvalidError, TooManyRequestsError
from devket.core.urls import is_same_origin_path
from devket.db import db, transaction
from devket.web.errors import status_of, told
from devket.web.forms import Form
from devket.web.parts import parts

pages = Blueprint("accounts", "devket.accounts", template_folder="templates")
PASSWORDS = "devket.passwords"


def passwords() -> Passwords:
    """Return the app's hasher."""
    return cast(Passwords, current_app.extensions[PASSWORDS])


def show(template: str, form: Form, **values: object) -> Response:
    """Return a page with a form: 200, or 422 when what was sent in it cannot be used."""
    page = render_template(f"accounts/{template}.html", form=form, **values)
    return make_response(page, 422 if form.errors else 200)


def refuse(template: str, form: Form, error: DevketError, **values: object) -> Response:
    """Return the page with the error told at its field, or above the form when it has none."""
    name = error.field if isinstance(error, InvalidError) else None
    if name and name in form:
        form[name].errors = [*form[name].errors, told(error)]
    else:
        form.form_errors.append(told(error))
    response = show(template, form, **values)
    response.status_code = 422 if isinstance(error, InvalidError) else status_of(error)
    if isinstance(error, TooManyRequestsError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def count_tries(*tries: tuple[throttle.Rule, str]) -> None:
    """Count these tries for good, even when the request is refused later on.

    Raises `TooManyRequestsError`. Whatever the request did in the database before is dropped:
    SQLite has one writer, and a second transaction would wait for the first until it gives up.
    """
    db.session.rollback()
    with transaction() as session:
        refused = throttle.count(session, *tries, clock=parts().clock)
    if refused:
        raise refused


def client() -> str:
    """Return the network that the request counts for."""
    return throttle.network_of(request.remote_addr or "")


def home() -> str:
    """Return where people go when they asked for nothing else."""
    return url_for("library.saves")


def wanted() -> str:
    """Return the page that was asked for before the log-in, when it is one of ours."""
    address = request.values.get("next", "")
    return address if is_same_origin_path(address) else home()

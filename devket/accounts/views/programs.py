"""How a program proves for whom it acts: a token it was given, or a name and a password.

Whatever it shows is counted here, so that no door lets a loop that ran wild ask without end.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import cast

from flask import current_app, g, request
from sqlalchemy.exc import OperationalError

from devket.accounts import queries
from devket.accounts.models import Credential, Kind, User
from devket.accounts.queries import Credentials
from devket.accounts.services import credentials, entering, throttle
from devket.accounts.services.rates import Allowance, Rates
from devket.accounts.views.pages import client, count_tries, passwords
from devket.core.errors import ForbiddenError, TooManyRequestsError, UnprovedError
from devket.core.ids import hash_token
from devket.db import db, read_only, transaction
from devket.web.i18n import speak
from devket.web.parts import parts

log = logging.getLogger(__name__)
RATES = "devket.rates"


def enter_with(token: str, *kinds: Kind) -> Credential:
    """Return the credential behind a token of these kinds.

    Raises `UnprovedError`, and `TooManyRequestsError` when it asks too often. From then on `person`
    and `held` tell who acts, and the answer is in that person's language.
    """
    row = _shown(token, kinds)
    if row is not None and credentials.is_due_to_be_used(row, parts().clock()):
        _note_use(row.id)
        row = _shown(token, kinds)
    if row is None:
        raise UnprovedError
    g.credential = row
    speak(row.user.language)
    count(row)
    return row


def count(row: Credential) -> None:
    """Count a request with this credential; raises `TooManyRequestsError`."""
    rates = cast(Rates, current_app.extensions[RATES])
    g.allowance = allowance = rates.take(row, parts().clock())
    if allowance.is_over:
        raise TooManyRequestsError(retry_after=allowance.ends_in)


def allowance() -> Allowance | None:
    """Return what is left to the request's credential; None when it has shown none."""
    return cast("Allowance | None", g.get("allowance"))


def _shown(token: str, kinds: Sequence[Kind]) -> Credential | None:
    if not token:
        return None
    return queries.shown_credential(db.session(), hash_token(token), kinds, parts().clock())


def _note_use(credential_id: int) -> None:
    """Write it down in a transaction of its own, as most requests of programs only read."""
    db.session.rollback()
    try:
        with transaction() as session:
            credentials.use(session, credential_id, clock=parts().clock)
    except OperationalError:  # somebody else writes for long: the next request will note it
        log.info("the use of a credential could not be noted")


def bearer() -> str:
    """Return the token in the request's header, whatever word stands before it; else nothing."""
    word, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    return token.strip() if word.lower() in ("bearer", "token") else ""


def held() -> Credential:
    """Return the credential of the request; for views behind `enter_with`."""
    return cast(Credential, g.credential)


def person() -> User:
    """Return the person for whom the program acts; for views behind `enter_with`."""
    return held().user


def need(*scopes: str) -> None:
    """Raise `ForbiddenError` unless the token has all of these scopes."""
    for scope in scopes:
        if scope not in held().scopes.split():
            raise ForbiddenError("This token lacks the scope %(scope)s.", scope=scope)


def prove(login: str, password: str, *, kinds: Sequence[Kind] = (Kind.APP_PASSWORD,)) -> User:
    """Return the person with this name and password, or with this app password.

    Counts as a log-in does and raises as it does: `InvalidError` and `TooManyRequestsError`. What
    the request did in the database before is dropped.
    """
    with read_only():
        found = queries.credentials(db.session(), login)
    account, address = entering.tries_of(found, login, client())
    count_tries(account, address)
    user_id = (_by_app_password(found, password, kinds) or _by_password(found, password)).id
    db.session.rollback()  # SQLite has one writer, and the next transaction is another one
    with transaction() as session:
        throttle.forgive(session, *account)
        throttle.take_back(session, *address)
    return db.session().get_one(User, user_id)


def _by_app_password(
    found: Credentials | None, password: str, kinds: Sequence[Kind]
) -> User | None:
    if found is None:
        return None
    row = _shown(password, kinds)
    return row.user if row is not None and row.user_id == found.user_id else None


def _by_password(found: Credentials | None, password: str) -> User:
    db.session.rollback()  # while the hash is computed, nobody waits for a lock
    proved = entering.prove(found, password, passwords=passwords())
    return entering.enter(db.session(), proved)

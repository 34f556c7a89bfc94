"""Where clients get their tokens: with a password first, with the token for the next pair later."""

from __future__ import annotations

from flask import Response, request

from devket.accounts.models import Credential
from devket.accounts.views import programs
from devket.compat.wallabag.forms import Fields, asked, refuse, text
from devket.compat.wallabag.presenters.answers import answer
from devket.compat.wallabag.services import clients, tokens
from devket.compat.wallabag.views.blueprint import blueprint
from devket.core.errors import ForbiddenError, InvalidError
from devket.db import db, read_only, transaction
from devket.web.errors import told
from devket.web.parts import parts

_EXPIRED = "This refresh token is not valid any more. Log in again."


@blueprint.route("/oauth/v2/token", methods=["GET", "POST"])
def token() -> Response:
    """Give a pair of tokens; one client asks by GET, which must write, too."""
    fields = asked()
    grant = text(fields.get("grant_type"))
    if grant == "client_credentials":
        refuse(400, "This grant opens nothing here.", error="unauthorized_client")
    if grant not in ("password", "refresh_token"):
        refuse(400, "The grant type is not known.", error="invalid_request")
    client = _client(fields)
    pair = _by_password(fields, client) if grant == "password" else _by_token(fields, client)
    response = answer(
        {
            "access_token": pair.access,
            "expires_in": int(tokens.ACCESS.total_seconds()),
            "token_type": "bearer",
            "scope": None,
            "refresh_token": pair.refresh,
        }
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _client(fields: Fields) -> Credential:
    basic = request.authorization
    is_basic = basic is not None and basic.type == "basic"
    number, secret = (basic.username, basic.password) if basic and is_basic else (None, None)
    with read_only():
        client = clients.known(
            db.session(),
            text(fields.get("client_id")) or number or "",
            text(fields.get("client_secret")) or secret or "",
            parts().clock(),
        )
    if client is None:
        refuse(400, "The client is not known, or its secret is another.", error="invalid_client")
    db.session.expunge(client)
    db.session.rollback()  # SQLite has one writer, and what follows are other transactions
    programs.count(client)
    return client


def _by_password(fields: Fields, client: Credential) -> tokens.Pair:
    name, password = text(fields.get("username")), fields.get("password")
    if not name or not isinstance(password, str) or not password:
        refuse(400, "Name and password are needed.", error="invalid_request")
    try:
        user_id = programs.prove(name, password).id
    except (InvalidError, ForbiddenError) as error:
        refuse(400, told(error), error="invalid_grant")
    if user_id != client.user_id:
        refuse(400, "This client was made by somebody else.", error="invalid_client")
    db.session.rollback()
    with transaction() as session:
        return tokens.issue(session, client, clock=parts().clock)


def _by_token(fields: Fields, client: Credential) -> tokens.Pair:
    shown = text(fields.get("refresh_token"))
    with transaction() as session:
        pair = tokens.renew(session, client, shown, clock=parts().clock) if shown else None
    if pair is None:
        refuse(400, _EXPIRED, error="invalid_grant")
    return pair

"""Who asks: by the secret in the address, or by a name and an app password."""

from __future__ import annotations

import hmac

from flask import Response, make_response, request

from devket.accounts.models import Credential, Kind, User
from devket.accounts.views import programs
from devket.core.emails import canonical
from devket.core.errors import NotFoundError, UnprovedError


def enter_by_address(secret: str) -> Credential:
    """Return the feed of a secret address; a wrong one is like an address with nothing there."""
    try:
        return programs.enter_with(secret, Kind.FEED)
    except UnprovedError as error:
        raise NotFoundError from error


def enter_by_app_password() -> User:
    """Return whose name and app password the request carries; raises `UnprovedError`.

    An e-reader shows them with every request, so this is one look-up of a hash. The password of
    the account would be a slow hash and a counted try each time, and lie about in a reader.
    """
    given = request.authorization
    if given is not None and given.type == "basic" and given.password:
        try:
            programs.enter_with(given.password, Kind.APP_PASSWORD)
        except UnprovedError:
            raise _refused() from None
        if _is_called(programs.person(), given.username or ""):
            return programs.person()
    raise _refused()


def _refused() -> UnprovedError:
    return UnprovedError(
        "This needs your name and an app password, which you make in the settings under Apps. "
        "The password of your account does not open it."
    )


def _is_called(user: User, login: str) -> bool:
    typed = login.strip().lower().removeprefix("@").encode("utf-8", "surrogatepass")
    names = {user.handle, user.email.lower()} | {canonical(user.email) or user.handle}
    return any(hmac.compare_digest(typed, name.encode()) for name in names)


def told_plainly(status: int, _code: str, sentence: str) -> Response:
    """Answer a reader of feeds with a sentence."""
    return make_response(sentence + "\n", status, {"Content-Type": "text/plain; charset=utf-8"})


def told_to_a_reader(status: int, code: str, sentence: str) -> Response:
    """Answer an e-reader with a sentence; 401 tells it what to ask its owner for."""
    response = told_plainly(status, code, sentence)
    if status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="Devket", charset="UTF-8"'
    return response

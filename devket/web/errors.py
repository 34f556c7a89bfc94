"""The one table from domain errors to HTTP, and the three forms an error can take."""

from __future__ import annotations

import errno
import logging

from flask import (
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
)
from flask_babel import force_locale, gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError

from devket.core import errors
from devket.core.tracing import request_id
from devket.db import db
from devket.storage import StorageError
from devket.web.htmx import is_htmx
from devket.web.i18n import of_browser
from devket.web.programs import dialect

log = logging.getLogger(__name__)

STATUS: dict[type[errors.DevketError], int] = {
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
    errors.UnprovedError: 401,
    errors.ForbiddenError: 403,
    errors.TooManyRequestsError: 429,
    errors.UnavailableError: 503,
}
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeoutError)
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
# Sentences for the refusals that Werkzeug makes by itself; gettext keys, as in core.errors.
SENTENCES: dict[int, str] = {
    400: errors.N_("This request was not whole. Go back and try again."),
    403: errors.N_("You may not do that."),
    404: errors.N_("There is nothing at this address, or it is not yours to see."),
    405: errors.N_("This address cannot be used in that way."),
    413: errors.N_("What you sent is larger than Devket takes."),
    415: errors.N_("Devket does not take this kind of file here."),
    429: errors.N_("That was too often. Try again in a little while."),
    500: errors.N_("Something broke on our side. It has been written to the log."),
    503: errors.N_("A part of Devket is not answering right now. Try again in a moment."),
}


def init_app(app: Flask) -> None:
    """Answer every error of the app in the form that was asked for."""
    app.register_error_handler(errors.DevketError, _domain)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StorageError, _storage)
    for kind in DATABASE_AWAY:
        app.register_error_handler(kind, _database)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(Exception, _fault)
    app.register_error_handler(InternalServerError, _late)


def status_of(error: errors.DevketError) -> int:
    """Return the status of a domain error: that of its nearest class in the table."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def told(error: errors.DevketError) -> str:
    """Return the error's sentence in the reader's language."""
    return str(gettext(error.message, **error.details))


def _domain(error: errors.DevketError) -> Response:
    sentence = told(error)
    if is_htmx() and error.message == errors.NotFoundError.message:
        # Whoever pressed it still sees it: another tab or device was quicker.
        sentence = gettext("It is not there any more. Reload the page to see how things stand.")
    response = _answer(status_of(error), sentence, code=error.code)
    if isinstance(error, errors.TooManyRequestsError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _csrf(_error: CSRFError) -> Response:
    sentence = gettext("This page was open for too long. Reload it and send the form again.")
    return _answer(400, sentence, code="csrf")


def _http(error: HTTPException) -> Response:
    if error.response is not None or (error.code or 500) < 400:
        return make_response(error.get_response())
    code = error.code or 500
    response = _answer(code, gettext(SENTENCES.get(code, SENTENCES[400])), code=error.name.lower())
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _storage(error: StorageError) -> Response:
    log.error("the storage refuses or is away: %s", error)
    return _domain(errors.UnavailableError())


def _database(error: Exception) -> Response:
    log.exception("the database does not answer", exc_info=error)
    return _last_resort(503)


def _system(error: OSError) -> Response:
    """Tell a full disk from a fault of ours: the person may try again, the operator must act."""
    if error.errno not in DISK_FULL:
        return _fault(error)
    log.error("DEVKET_DATA: the disk is full; make room: %s", error)
    return _last_resort(503)


def _fault(error: Exception) -> Response:
    log.exception("a request failed", exc_info=error)
    return _last_resort(500)


def _late(error: InternalServerError) -> Response:
    """Answer what went wrong after the view: at the commit, or while another error was told.

    Flask has logged it.
    """
    return _last_resort(503 if isinstance(error.original_exception, DATABASE_AWAY) else 500)


def _answer(status: int, sentence: str, *, code: str) -> Response:
    db.session.rollback()
    if (said := dialect()) is not None:
        return said(status, code, sentence)
    if _wants_json():
        return make_response(jsonify(error={"code": code, "message": sentence}), status)
    name = "errors/_error.html" if is_htmx() else "errors/error.html"
    return make_response(render_template(name, status=status, sentence=sentence), status)


def _last_resort(status: int) -> Response:
    """Answer without the database, for it may be what broke."""
    # Neither the person's language nor what every page is given can be had without it.
    with force_locale(of_browser()):
        sentence = gettext(SENTENCES[status])
        if (said := dialect()) is not None:
            return said(status, "fault", sentence)
        if _wants_json():
            return make_response(jsonify(error={"code": "fault", "message": sentence}), status)
        page = current_app.jinja_env.get_template("errors/last_resort.html")
        return make_response(
            page.render(status=status, sentence=sentence, reference=request_id()), status
        )


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"

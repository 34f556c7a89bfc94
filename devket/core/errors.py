"""Domain errors. Services raise them; `devket.web.errors` maps each to a status and a page.

`message` is an English sentence for the user and a gettext key: it is translated where it is shown.
"""

from __future__ import annotations


def N_(sentence: str) -> str:
    """Return the sentence as it is; the name tells the extractor that it is to be translated.

    For sentences in constants and class attributes. One written into the call of an error class
    of this module is found without it (see `make translations`).
    """
    return sentence


class DevketError(Exception):
    """Something the user, operator or client can be told in a sentence."""

    code = "error"
    message = N_("Something went wrong.")

    def __init__(self, message: str | None = None, **details: object) -> None:
        self.message = message or self.message
        self.details = details
        super().__init__(self.message % details if details else self.message)


class NotFoundError(DevketError):
    """Missing and forbidden look the same from outside."""

    code = "not_found"
    message = N_("There is nothing here.")


class InvalidError(DevketError):
    """What was sent cannot be used; `field` names the form field to show it at."""

    code = "invalid"
    message = N_("That cannot be used.")

    def __init__(
        self, message: str | None = None, *, field: str | None = None, **details: object
    ) -> None:
        self.field = field
        super().__init__(message, **details)


class ConflictError(InvalidError):
    """A uniqueness promise of the database would be broken."""

    code = "conflict"
    message = N_("That is already taken.")


class UnprovedError(DevketError):
    """A program has not proved for whom it acts: no token, or one that opens nothing here."""

    code = "unauthorized"
    message = N_("This needs a token that is valid here.")


class ForbiddenError(DevketError):
    """The person is known, the thing is visible, yet this act is not theirs."""

    code = "forbidden"
    message = N_("You may not do that.")


class TooManyRequestsError(DevketError):
    """Throttled; `retry_after` is in seconds."""

    code = "too_many_requests"
    message = N_("That was too often. Try again in a little while.")

    def __init__(self, message: str | None = None, *, retry_after: int, **details: object) -> None:
        self.retry_after = retry_after
        super().__init__(message, **details)


class UnavailableError(DevketError):
    """A part Devket needs does not answer right now (database, mail, storage)."""

    code = "unavailable"
    message = N_("A part of Devket is not answering right now. Try again in a moment.")

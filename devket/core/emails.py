"""E-mail addresses: the one form in which they are kept and looked up."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3


def canonical(typed: str) -> str | None:
    """Return the address in lower case and ASCII (IDNA hosts), None when it is none.

    Only its form is looked at, no name server is asked: whether it is real shows when a mail to it
    is answered. `.test` is allowed, so that a trial installation can have accounts.
    """
    try:
        found = validate_email(
            typed.strip(),
            allow_smtputf8=False,
            check_deliverability=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    email = (found.ascii_email or found.normalized).lower()
    return email if len(email) <= MAX_LENGTH else None

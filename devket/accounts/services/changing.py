"""What people change about themselves: name, looks, password, e-mail address."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.accounts.models import (
    NAME_LENGTH,
    ListView,
    MailToken,
    Purpose,
    ReaderFont,
    ReaderLeading,
    ReaderWidth,
    Theme,
    User,
)
from devket.accounts.queries import Credentials
from devket.accounts.services import browsers, tokens
from devket.accounts.services.finding import note_names
from devket.accounts.services.joining import taken, telling_what_is_taken
from devket.accounts.services.names import clean_email
from devket.accounts.services.passwords import Passwords, check_password
from devket.core.clock import Clock
from devket.core.errors import N_, InvalidError
from devket.core.text import said, shown_name
from devket.core.urls import parse_address

WEBSITE_LENGTH, BIO_LENGTH = 400, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How pages look to one person. Empty language: whatever the browser asks for."""

    language: str
    theme: Theme
    list_view: ListView
    reader_font: ReaderFont
    reader_size: int
    reader_width: ReaderWidth
    reader_leading: ReaderLeading


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What others see of a person, as they wrote it, and what is hidden."""

    display_name: str
    name: str = ""
    website: str = ""
    bio: str = ""
    hides_counts: bool = False


def change_profile(session: Session, user: User, told: Introduction, *, clock: Clock) -> None:
    """Set what others see of a person. An empty name falls back to the handle.

    Another website is no longer verified, and is asked for a link back soon.
    """
    display_name, name = _name(told.display_name, "display_name"), _name(told.name, "name")
    profile, website = queries.profile(session, user.id), _website(told.website)
    if website != profile.website:
        profile.website = website
        profile.website_checked_at = profile.website_verified_at = None
        profile.website_due_at = clock() if website else None
    profile.name, profile.bio = name, said(told.bio)
    profile.hides_counts = told.hides_counts
    user.display_name = display_name or user.handle
    note_names(session, user, profile)
    session.flush()


def _name(typed: str, field: str) -> str:
    name = shown_name(typed)
    if len(name) > NAME_LENGTH:
        message = N_("A name has at most %(count)d characters.")
        raise InvalidError(message, field=field, count=NAME_LENGTH)
    return name


def _website(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        address = parse_address(typed)
    except InvalidError as error:
        raise InvalidError(error.message, field="website", **error.details) from error
    if len(address) > WEBSITE_LENGTH:
        message = N_("A website address has at most %(count)d characters.")
        raise InvalidError(message, field="website", count=WEBSITE_LENGTH)
    return address


def looks_of(user: User) -> Looks:
    """Return how pages look to a person now; `dataclasses.replace` changes a part of it."""
    return Looks(
        language=user.language,
        theme=user.theme,
        list_view=user.list_view,
        reader_font=user.reader_font,
        reader_size=user.reader_size,
        reader_width=user.reader_width,
        reader_leading=user.reader_leading,
    )


def change_looks(session: Session, user: User, looks: Looks) -> None:
    """Set language, theme and the typography of the reader."""
    user.language = looks.language
    user.theme = looks.theme
    user.list_view = looks.list_view
    user.reader_font = looks.reader_font
    user.reader_size = looks.reader_size
    user.reader_width = looks.reader_width
    user.reader_leading = looks.reader_leading
    session.flush()


def prove(known: Credentials, typed: str, *, field: str, passwords: Passwords) -> None:
    """Raise `InvalidError` at `field` unless this is the person's password.

    Like `hash_new` it needs no database, and is to be called while no transaction is open: a hash
    takes a tenth of a second, in which nobody else could write.
    """
    if not passwords.matches(typed, known.password_hash):
        raise _not_your_password(field)


def hash_new(known: Credentials, password: str, *, passwords: Passwords) -> str:
    """Return the hash of a person's new password; `InvalidError` at field `password`."""
    check_password(password, handle=known.handle, email=known.email)
    return passwords.hash(password)


def set_password(session: Session, user: User, hashed: str) -> None:
    """Give a person a new password; every link mailed to them so far dies."""
    user.password_hash = hashed
    tokens.revoke(session, user)
    session.flush()


def change_password(
    session: Session, proved: Credentials, hashed: str, *, keep: str | None
) -> None:
    """Change the password of someone who proved the present one; other browsers are signed out.

    `keep` is the token of the browser that stays. Raises `InvalidError` at `current` when the
    password was changed since it was proved.
    """
    user = _still(session, proved, field="current")
    set_password(session, user, hashed)
    browsers.revoke_others(session, user.id, keep=keep)


def reset_password(session: Session, token: str, *, hashed: str, clock: Clock) -> User:
    """Set a new password by a mailed token; all browsers are signed out.

    Whoever holds the token reads the mailbox, so the address counts as confirmed.
    """
    _row, user = tokens.spend(session, token, Purpose.RESET_PASSWORD, clock=clock)
    set_password(session, user, hashed)
    user.email_confirmed_at = user.email_confirmed_at or clock()
    browsers.revoke_others(session, user.id, keep=None)
    session.flush()
    return user


def ask_to_change_email(
    session: Session, proved: Credentials, *, email: str, clock: Clock
) -> MailToken:
    """Return the token of the mail to the new address; nothing changes until it is answered.

    That the address has an account already is not told here, but to whoever answers the mail.
    """
    wanted = clean_email(email)
    user = _still(session, proved, field="password")
    if wanted == user.email:
        raise InvalidError("This is your address already.", field="email")
    return tokens.issue(session, user, Purpose.CHANGE_EMAIL, email=wanted, clock=clock)


def _still(session: Session, proved: Credentials, *, field: str) -> User:
    user = session.get_one(User, proved.user_id)
    if user.password_hash != proved.password_hash:
        raise _not_your_password(field)
    return user


def confirm_email(session: Session, token: str, *, clock: Clock) -> User:
    """Count the address a token was mailed to as the person's own, be it the old or a new one.

    Raises `InvalidError` for a dead token, `ConflictError` when the new address is another's.
    """
    purposes = (Purpose.CONFIRM_EMAIL, Purpose.CHANGE_EMAIL)
    row, user = tokens.spend(session, token, *purposes, clock=clock)
    if row.email != user.email:
        _move_to(session, user, row.email)
    user.email_confirmed_at = clock()
    session.flush()
    return user


def _move_to(session: Session, user: User, email: str) -> None:
    if session.scalar(select(User.id).where(User.email == email)) is not None:
        raise taken("email")
    with telling_what_is_taken(), session.begin_nested():
        user.email = email
        session.flush()
    tokens.revoke(session, user)


def _not_your_password(field: str) -> InvalidError:
    return InvalidError("This is not your password.", field=field)

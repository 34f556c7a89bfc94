"""Tokens sent by mail: one at a time, once, soon over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import MailToken, Purpose, User
from devket.accounts.queries import Credentials
from devket.accounts.services import changing, tokens
from devket.core.clock import utcnow
from devket.core.errors import ConflictError, InvalidError
from tests.factories.accounts import PASSWORDS, SECRET, make_user

NEW = "nine loud geese"


@pytest.fixture
def dora(session: Session) -> User:
    return make_user(session)


def mailed(session: Session, user: User, purpose: Purpose, email: str | None = None) -> str:
    row = tokens.issue(session, user, purpose, email=email or user.email, clock=utcnow)
    token = tokens.mint(row)
    session.flush()
    return token


def reset(session: Session, token: str) -> User:
    return changing.reset_password(session, token, hashed=PASSWORDS.hash(NEW), clock=utcnow)


def test_a_token_is_stored_only_as_its_hash(session: Session, dora: User) -> None:
    token = mailed(session, dora, Purpose.RESET_PASSWORD)
    row = session.query(MailToken).one()
    assert token not in row.token_hash


def test_a_token_works_once(session: Session, dora: User) -> None:
    token = mailed(session, dora, Purpose.RESET_PASSWORD)
    assert reset(session, token) is dora
    assert PASSWORDS.matches(NEW, dora.password_hash)
    with pytest.raises(InvalidError):
        reset(session, token)


def test_a_newer_token_kills_the_older(session: Session, dora: User) -> None:
    older = mailed(session, dora, Purpose.RESET_PASSWORD)
    newer = mailed(session, dora, Purpose.RESET_PASSWORD)
    with pytest.raises(InvalidError):
        reset(session, older)
    reset(session, newer)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_expires(session: Session, dora: User, purpose: Purpose) -> None:
    token = mailed(session, dora, purpose)
    late = utcnow() + tokens.LIFETIME[purpose] + timedelta(seconds=1)
    with pytest.raises(InvalidError):
        tokens.spend(session, token, purpose, clock=lambda: late)


@pytest.mark.parametrize("purpose", [Purpose.CONFIRM_EMAIL, Purpose.CHANGE_EMAIL])
def test_a_token_opens_no_other_door(session: Session, dora: User, purpose: Purpose) -> None:
    with pytest.raises(InvalidError):
        reset(session, mailed(session, dora, purpose))


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_token_dies_with_a_password_change(
    session: Session, dora: User, purpose: Purpose
) -> None:
    token = mailed(session, dora, purpose)
    changing.change_password(session, Credentials.of(dora), PASSWORDS.hash(NEW), keep=None)
    with pytest.raises(InvalidError):
        tokens.spend(session, token, purpose, clock=utcnow)


def test_a_link_in_a_mailbox_given_up_is_dead(session: Session, dora: User) -> None:
    token = mailed(session, dora, Purpose.RESET_PASSWORD)
    dora.email = "elsewhere@example.org"
    session.flush()
    with pytest.raises(InvalidError):
        reset(session, token)


@pytest.mark.parametrize("token", ["", "guessed", "\x00", "\ud800", "x" * 9000])
def test_a_guessed_token_is_nothing(session: Session, dora: User, token: str) -> None:
    mailed(session, dora, Purpose.RESET_PASSWORD)
    with pytest.raises(InvalidError):
        reset(session, token)


def test_a_reset_confirms_the_address_it_was_mailed_to(session: Session, dora: User) -> None:
    assert dora.email_confirmed_at is None
    reset(session, mailed(session, dora, Purpose.RESET_PASSWORD))
    assert dora.email_confirmed_at is not None


def test_a_new_address_counts_once_it_is_confirmed(session: Session, dora: User) -> None:
    row = changing.ask_to_change_email(
        session, Credentials.of(dora), email="New@example.org", clock=utcnow
    )
    assert dora.email != "new@example.org"
    other = mailed(session, dora, Purpose.RESET_PASSWORD)
    token = tokens.mint(row)
    session.flush()
    changing.confirm_email(session, token, clock=utcnow)
    assert dora.email == "new@example.org"
    assert dora.email_confirmed_at is not None
    with pytest.raises(InvalidError):
        reset(session, other)


def test_a_new_address_that_is_anothers_is_told_only_to_its_reader(
    session: Session, dora: User
) -> None:
    eve = make_user(session)
    row = changing.ask_to_change_email(session, Credentials.of(dora), email=eve.email, clock=utcnow)
    token = tokens.mint(row)
    session.flush()
    with pytest.raises(ConflictError):
        changing.confirm_email(session, token, clock=utcnow)
    assert dora.email != eve.email


@pytest.mark.parametrize("field", ["current", "password"])
def test_a_wrong_password_is_told_at_its_field(session: Session, dora: User, field: str) -> None:
    known = Credentials.of(dora)
    changing.prove(known, SECRET, field=field, passwords=PASSWORDS)
    with pytest.raises(InvalidError) as refused:
        changing.prove(known, "guess", field=field, passwords=PASSWORDS)
    assert refused.value.field == field


def test_a_password_changed_since_it_was_proved_proves_nothing(
    session: Session, dora: User
) -> None:
    known = Credentials.of(dora)
    changing.set_password(session, dora, PASSWORDS.hash(NEW))
    before = dora.password_hash
    with pytest.raises(InvalidError):
        changing.change_password(session, known, PASSWORDS.hash("x"), keep=None)
    with pytest.raises(InvalidError):
        changing.ask_to_change_email(session, known, email="n@example.org", clock=utcnow)
    assert dora.password_hash == before

"""Who may have an account, under which name."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.accounts.models import Profile, Purpose, User
from devket.accounts.services import create_user, joining
from devket.core.clock import utcnow
from devket.core.errors import ConflictError, ForbiddenError, InvalidError
from devket.db import transaction
from tests.factories.accounts import PASSWORDS, SECRET, make_user


def join(session: Session, **changes: Any) -> User:
    """Sign somebody up."""
    given: dict[str, Any] = {"handle": "dora", "email": "dora@example.org", "password": SECRET}
    given |= {"mode": "open", "passwords": PASSWORDS, "clock": utcnow, **changes}
    return joining.sign_up(session, **given)[0]


def test_a_newcomer_gets_an_account_with_a_profile_and_a_token(session: Session) -> None:
    user, row = joining.sign_up(
        session,
        handle="@Dora",
        email=" Dora@Example.ORG ",
        password=SECRET,
        mode="open",
        passwords=PASSWORDS,
        clock=utcnow,
    )
    assert (user.handle, user.email, user.display_name) == ("dora", "dora@example.org", "dora")
    assert user.email_confirmed_at is None
    assert not user.is_admin and not user.is_verified
    assert session.get(Profile, user.id) is not None
    assert (row.purpose, row.email) == (Purpose.CONFIRM_EMAIL, "dora@example.org")
    assert SECRET not in user.password_hash


@pytest.mark.parametrize(
    "handle",
    [
        "a",
        "x" * 31,
        "two words",
        "dörte",
        "a-b",
        "a.b",
        "a/b",
        "한국",
        "",
        "admin",
        "Settings",
        "@",
    ],
)
def test_a_handle_that_is_no_handle_is_refused(session: Session, handle: str) -> None:
    with pytest.raises(InvalidError) as refused:
        join(session, handle=handle)
    assert refused.value.field == "handle"


@pytest.mark.parametrize(
    "email",
    ["", "dora", "dora@", "@example.org", "a b@example.org", "dora@example", "x" * 250 + "@x.org"],
)
def test_an_address_that_is_no_address_is_refused(session: Session, email: str) -> None:
    with pytest.raises(InvalidError) as refused:
        join(session, email=email)
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    "password",
    [
        "1234567",
        "x" * 1001,
        "password1",
        "PASSWORD1",
        "qwertyuiop",
        "dora@example.org",
        "Dora_Dora",
    ],
)
def test_a_bad_password_is_refused(session: Session, password: str) -> None:
    with pytest.raises(InvalidError) as refused:
        join(session, handle="dora_dora", password=password)
    assert refused.value.field == "password"


def test_a_password_is_never_cut(session: Session) -> None:
    long = "ab" * 499
    user = join(session, password=long + "yz")
    assert PASSWORDS.matches(long + "yz", user.password_hash)
    assert not PASSWORDS.matches(long + "yy", user.password_hash)
    assert not PASSWORDS.matches(long, user.password_hash)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "other@example.org"}, "handle"), ({"handle": "other"}, "email")],
)
def test_what_is_taken_is_told_at_its_field(
    session: Session, changes: dict[str, str], field: str
) -> None:
    join(session)
    with pytest.raises(ConflictError) as refused:
        join(session, **changes)
    assert refused.value.field == field
    # The transaction lives on: only the savepoint was undone.
    assert session.scalar(select(func.count(User.id))) == 1


def test_of_two_at_once_one_gets_the_handle(app: Flask) -> None:
    start, told = threading.Barrier(2), []

    def race(number: int) -> None:
        with app.app_context():
            start.wait(10)
            try:
                with transaction() as session:
                    join(session, email=f"dora{number}@example.org")
                told.append("in")
            except ConflictError as error:
                told.append(str(error.field))

    racers = [threading.Thread(target=race, args=(n,)) for n in range(2)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(30)
    assert sorted(told) == ["handle", "in"]


def test_nobody_joins_a_closed_site(session: Session) -> None:
    with pytest.raises(ForbiddenError):
        join(session, mode="closed")


def test_an_invitation_lets_one_person_in(session: Session) -> None:
    token = joining.invite(session, clock=utcnow)
    join(session, mode="invite", invitation=token)
    with pytest.raises(ForbiddenError):
        join(session, handle="e2", email="e2@example.org", mode="invite", invitation=token)


def test_an_invitation_stays_used_when_its_user_is_gone(session: Session) -> None:
    token = joining.invite(session, clock=utcnow)
    user = join(session, mode="invite", invitation=token)
    session.delete(session.get_one(Profile, user.id))
    session.execute(User.__table__.delete().where(User.id == user.id))  # type: ignore[attr-defined]  # a Table
    session.expire_all()
    with pytest.raises(ForbiddenError):
        join(session, handle="e2", email="e2@example.org", mode="invite", invitation=token)


@pytest.mark.parametrize("invitation", [None, "", "guessed"])
def test_no_invitation_no_account(session: Session, invitation: str | None) -> None:
    with pytest.raises(ForbiddenError):
        join(session, mode="invite", invitation=invitation)


def test_an_invitation_expires(session: Session) -> None:
    token = joining.invite(session, days=14, clock=utcnow)
    with pytest.raises(ForbiddenError):
        join(
            session,
            mode="invite",
            invitation=token,
            clock=lambda: utcnow() + timedelta(days=14, seconds=1),
        )


def test_an_account_from_the_operator_is_confirmed(session: Session) -> None:
    user = create_user(
        session,
        handle="demo",
        email="demo@devket.test",
        password="devket-demo",
        passwords=PASSWORDS,
        clock=utcnow,
    )
    assert user.email_confirmed_at is not None


def test_people_are_found_however_their_name_is_typed(session: Session) -> None:
    user = make_user(session, handle="dora", email="dora@example.org")
    for typed in ("dora", "@Dora", " DORA ", "Dora@Example.org"):
        found = queries.credentials(session, typed)
        assert found is not None and found.user_id == user.id, typed
    assert queries.credentials(session, "nobody") is None
    assert queries.by_handle(session, "@Dora") is user
    assert queries.by_email(session, "DORA@example.org") is user


def test_a_letter_may_be_typed_as_one_or_as_two_code_points() -> None:
    hashed = PASSWORDS.hash("caf\u00e9 au lait")
    assert PASSWORDS.matches("cafe\u0301 au lait", hashed)
    assert not PASSWORDS.matches("cafe au lait", hashed)


@pytest.mark.parametrize("handle", ["d0ra", "_dora", "do_ra", "DORA_"])
def test_a_handle_that_looks_like_anothers_is_refused(session: Session, handle: str) -> None:
    join(session)
    with pytest.raises(ConflictError, match="looks too much like") as refused:
        join(session, handle=handle, email="other@example.org")
    assert refused.value.details == {} or refused.value.field == "handle"


@pytest.mark.parametrize(
    "handle", ["adm1n", "ad_min", "p0st", "fee_d", "exp1ore", "peopie", "_", "__"]
)
def test_a_handle_that_looks_like_the_sites_own_is_refused(session: Session, handle: str) -> None:
    with pytest.raises(InvalidError) as refused:
        join(session, handle=handle)
    assert refused.value.field == "handle"

"""Accounts from the shell."""

from __future__ import annotations

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts import queries
from devket.accounts.models import User
from devket.accounts.services.joining import sign_up
from devket.core.clock import utcnow
from tests.factories.accounts import PASSWORDS, SECRET

CREATE = ["user", "create", "op@example.org", "--username", "op", "--password-stdin"]


def run(app: Flask, *words: str, said: str = SECRET + "\n") -> Result:
    return app.test_cli_runner().invoke(args=list(words), input=said)


def test_an_operator_makes_the_first_admin(app: Flask, session: Session) -> None:
    done = run(app, *CREATE, "--admin", "--verified")
    assert (done.exit_code, done.output) == (0, "@op can log in now.\n")
    user = session.scalars(select(User)).one()
    assert user.is_admin and user.is_verified
    assert user.email_confirmed_at is not None
    assert PASSWORDS.matches(SECRET, user.password_hash)


def test_a_password_is_asked_for_twice(app: Flask, session: Session) -> None:
    words = [word for word in CREATE if word != "--password-stdin"]
    done = run(app, *words, said=f"{SECRET}\n{SECRET}\n")
    assert done.exit_code == 0, done.output
    assert SECRET not in done.output
    assert not session.scalars(select(User)).one().is_admin


@pytest.mark.parametrize(
    ("words", "said", "sentence"),
    [
        (["user", "create", "nonsense", "--username", "op"], SECRET, "e-mail address"),
        (["user", "create", "op@example.org", "--username", "o p"], SECRET, "A handle has"),
        (["user", "create", "op@example.org", "--username", "op"], "short", "at least 8"),
        (["user", "create", "op@example.org", "--username", "op"], "", "at least 8"),
        (["user", "password", "nemo@example.org"], SECRET, "no account"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    app: Flask, session: Session, words: list[str], said: str, sentence: str
) -> None:
    done = run(app, *words, "--password-stdin", said=said + "\n")
    assert done.exit_code == 1
    assert sentence in done.output
    assert "Traceback" not in done.output
    assert session.scalars(select(User)).all() == []


def test_what_is_taken_is_told(app: Flask) -> None:
    run(app, *CREATE)
    again = run(
        app, *["other@example.org" if word == "op@example.org" else word for word in CREATE]
    )
    assert (again.exit_code, again.output) == (1, "Error: This handle is taken.\n")


def test_an_operator_sets_a_password(app: Flask, session: Session) -> None:
    run(app, *CREATE)
    done = run(app, "user", "password", "OP@example.org", "--password-stdin", said="new and long\n")
    assert (done.exit_code, done.output) == (0, "@op has a new password.\n")
    user = queries.by_handle(session, "op")
    assert user is not None
    assert PASSWORDS.matches("new and long", user.password_hash)


def test_an_operator_invites(app: Flask, session: Session) -> None:
    done = run(app, "user", "invite", "--days", "2")
    assert done.exit_code == 0
    address, _, token = done.output.strip().partition("?invite=")
    assert address == "http://localhost/signup"
    user, _row = sign_up(
        session,
        handle="dora",
        email="dora@example.org",
        password=SECRET,
        mode="invite",
        invitation=token,
        passwords=PASSWORDS,
        clock=utcnow,
    )
    assert user.handle == "dora"

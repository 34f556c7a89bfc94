"""What every connection promises."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.accounts.models import Invitation
from devket.core.clock import utcnow
from devket.db import Access, lift_time_limits
from devket.db.postgres import parameters, with_password


def test_an_error_for_the_log_tells_no_values(session: Session) -> None:
    def row(hashed: str) -> Invitation:
        return Invitation(id=987654321, token_hash=hashed, created_at=utcnow(), expires_at=utcnow())

    session.add(row("first"))
    session.flush()
    session.expunge_all()
    session.add(row("quiet river"))
    with pytest.raises(IntegrityError) as told:
        session.flush()
    assert "quiet river" not in str(told.value)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_limits_of_time_are_lifted_for_one_transaction_alone(session: Session) -> None:
    def limits() -> list[object]:
        names = ("statement_timeout", "idle_in_transaction_session_timeout")
        return [session.scalar(text(f"SHOW {name}")) for name in names]

    assert limits() == ["1min", "5min"]
    lift_time_limits(session.connection())
    assert limits() == ["0", "0"]
    session.commit()
    assert limits() == ["1min", "5min"]


def test_the_settings_go_before_what_the_address_carries() -> None:
    url = (
        "postgresql+psycopg2://me:pw@db/x?sslmode=require&sslrootcert=/a.pem&options=-c%20jit%3Doff"
    )
    carried = parameters(url, Access(statement_timeout=2))
    assert (carried["sslmode"], carried["sslrootcert"]) == ("require", "/a.pem")
    assert carried["options"].endswith("-c jit=off")
    assert "-c statement_timeout=2000" in carried["options"]
    assert parameters(url, Access(sslmode="verify-full"))["sslmode"] == "verify-full"
    assert parameters(url, Access(statement_timeout=0))["options"] == "-c jit=off"


def test_a_token_never_travels_in_the_clear() -> None:
    access = Access(make_password=lambda host, port, user: "token")
    for mode in ("", "?sslmode=disable", "?sslmode=prefer"):
        found = parameters(f"postgresql+psycopg2://me:stored@db/x{mode}", access)
        assert found["sslmode"] == "verify-full"
        assert "password" not in found
        assert with_password(found, access)["password"] == "token"
    assert parameters("postgresql+psycopg2://db/x?sslmode=require", access)["sslmode"] == "require"

"""What every connection promises."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from devket.accounts.models import Invitation
from devket.core.clock import utcnow


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

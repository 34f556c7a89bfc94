"""Making the index anew, a batch at a time, so that it can be broken off and gone on with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from devket.search.services import keeping


def begin(session: Session) -> None:
    """Take everything out of the index, before it is made anew."""
    keeping.empty(session)


def hurry(session: Session) -> None:
    """Let many documents be sorted in at once from here on."""
    keeping.hurry(session, on=True)


def end(session: Session) -> None:
    """Put the index in order after it was made anew."""
    keeping.hurry(session, on=False)

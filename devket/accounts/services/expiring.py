"""Forgetting what has expired, so that no table grows for ever."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from devket.accounts.models import Credential, Invitation, MailToken, ThrottleCounter, UserSession


def forget_expired(session: Session, now: datetime) -> None:
    """Delete expired sessions, tokens, credentials, invitations and counters."""
    for table, ends in (
        (UserSession, UserSession.expires_at),
        (MailToken, MailToken.expires_at),
        (Credential, Credential.expires_at),
        (Invitation, Invitation.expires_at),
        (ThrottleCounter, ThrottleCounter.ends_at),
    ):
        session.execute(delete(table).where(ends <= now))

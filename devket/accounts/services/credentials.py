"""What programs hold for a person: issued, used, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from devket.accounts import policies, queries
from devket.accounts.models import LABEL_LENGTH, Credential, Kind
from devket.core.clock import Clock
from devket.core.errors import N_, ConflictError, NotFoundError
from devket.core.ids import hash_token, new_token
from devket.core.text import clip, one_line

USED_EVERY = timedelta(minutes=10)
# What a token for `/api/v1` may do, each with the sentence that pages show beside it.
SCOPES = {
    "saves:read": N_("Read your saves, their texts, tags, searches and imports."),
    "saves:write": N_("Add, import, change and delete saves, tags and searches."),
    "highlights:read": N_("Read your highlights and the notes on them."),
    "highlights:write": N_("Make, change and delete highlights."),
    "social:read": N_("Read the feed, comments, stories and notifications as you see them."),
    "social:write": N_("Post, comment, like and tell stories in your name."),
    "profile:read": N_("Read who you are and the profiles of others."),
    "webhooks:read": N_("See your webhooks and what they were sent."),
    "webhooks:write": N_(
        "Make, change and delete webhooks that tell other servers of what it may read."
    ),
}
MOST = 200  # of one kind and person; each is made by hand, or by a program that was set up by hand
_MADE_BY_PROGRAMS = frozenset({Kind.WALLABAG_ACCESS, Kind.WALLABAG_REFRESH})


@dataclass(frozen=True, slots=True)
class Issued:
    """A new credential, and the secret that only its holder knows from now on."""

    row: Credential
    secret: str


def issue(
    session: Session,
    user_id: int,
    kind: Kind,
    *,
    clock: Clock,
    label: str = "",
    scopes: str = "",
    shown: str = "",
    parent_id: int | None = None,
    lifetime: timedelta | None = None,
    secret: str = "",
) -> Issued:
    """Make a credential for a program; without a `lifetime` it holds until it is revoked.

    A `secret` that is handed in is as long and as random as those made here.

    `ConflictError` when there are too many of the kind.
    """
    if kind not in _MADE_BY_PROGRAMS and queries.held_count(session, user_id, kind) >= MOST:
        raise ConflictError("There are too many of these already. Take back those you do not use.")
    secret, now = secret or new_token(), clock()
    row = Credential(
        user_id=user_id,
        kind=kind,
        label=clip(one_line(label), LABEL_LENGTH),
        scopes=scopes,
        shown=shown,
        parent_id=parent_id,
        secret_hash=hash_token(secret),
        created_at=now,
        expires_at=now + lifetime if lifetime else None,
    )
    session.add(row)
    session.flush()
    return Issued(row, secret)


def is_due_to_be_used(row: Credential, now: datetime) -> bool:
    """Tell whether the time of the last use is worth a write again."""
    return row.last_used_at is None or now - row.last_used_at >= USED_EVERY


def use(session: Session, credential_id: int, *, clock: Clock) -> None:
    """Note that a program was here."""
    session.execute(
        update(Credential)
        .where(Credential.id == credential_id)
        .values(last_used_at=clock())
        .execution_options(synchronize_session=False)
    )


def revoke(session: Session, user_id: int, credential_id: int) -> None:
    """Take one of the person's own back, with all that was issued to it.

    `NotFoundError` when it is not theirs.
    """
    gone = session.execute(
        delete(Credential)
        .where(Credential.id == credential_id, policies.credentials_of(user_id))
        .returning(Credential.id)
    ).first()
    if gone is None:
        raise NotFoundError

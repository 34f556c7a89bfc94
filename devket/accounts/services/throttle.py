"""Counting what may be tried only so often: fixed windows, kept in the database for all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from sqlalchemy import case, delete, update
from sqlalchemy.orm import Session

from devket.accounts.models import ThrottleCounter
from devket.core.clock import Clock
from devket.core.errors import TooManyRequestsError
from devket.db import insert_into


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `limit` tries of one key within `window`."""

    name: str
    limit: int
    window: timedelta


LOGIN_ACCOUNT = Rule("login-account", 10, timedelta(minutes=15))
LOGIN_ADDRESS = Rule("login-address", 60, timedelta(minutes=15))
SIGNUP_ADDRESS = Rule("signup-address", 40, timedelta(hours=1))
MAIL_ADDRESS = Rule("mail-address", 20, timedelta(hours=1))
MAIL_ACCOUNT = Rule("mail-account", 5, timedelta(hours=1))


def key_of(rule: Rule, subject: str) -> str:
    """Return the counter's key: hashed, as people type passwords into the wrong field."""
    return f"{rule.name}:{hashlib.sha256(subject.encode()).hexdigest()[:40]}"


def network_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or the /64 that one IPv6 client owns."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Address(int(found) >> 64 << 64))


def count(session: Session, *tries: tuple[Rule, str], clock: Clock) -> TooManyRequestsError | None:
    """Count a try against each rule; return the refusal when one of them is exceeded.

    Returned and not raised, for the caller must commit the count before it refuses.
    """
    now = clock()
    waits = [_count_one(session, rule, subject, now) for rule, subject in tries]
    wait = max((wait for wait in waits if wait), default=None)
    if wait is None:
        return None
    seconds = max(1, ceil(wait.total_seconds()))
    return TooManyRequestsError(
        "That was tried too often. Wait %(minutes)d min and try again.",
        retry_after=seconds,
        minutes=ceil(seconds / 60),
    )


def _count_one(session: Session, rule: Rule, subject: str, now: datetime) -> timedelta | None:
    table = ThrottleCounter
    is_over = table.ends_at <= now
    first = insert_into(session, table).values(
        key=key_of(rule, subject), count=1, ends_at=now + rule.window
    )
    # One statement: tries that come at the same moment are all counted.
    tried, ends_at = session.execute(
        first.on_conflict_do_update(
            index_elements=[table.key],
            set_={
                "count": case((is_over, 1), else_=table.count + 1),
                "ends_at": case((is_over, first.excluded.ends_at), else_=table.ends_at),
            },
        ).returning(table.count, table.ends_at)
    ).one()
    return ends_at - now if tried > rule.limit else None


def forgive(session: Session, rule: Rule, subject: str) -> None:
    """Forget all tries of this subject: it has proved itself."""
    session.execute(delete(ThrottleCounter).where(ThrottleCounter.key == key_of(rule, subject)))


def take_back(session: Session, rule: Rule, subject: str) -> None:
    """Take one try back.

    For the client after a success: its other tries stay counted, else an attacker with one account
    of their own could wipe them out by logging in to it.
    """
    session.execute(
        update(ThrottleCounter)
        .where(ThrottleCounter.key == key_of(rule, subject), ThrottleCounter.count > 0)
        .values(count=ThrottleCounter.count - 1)
    )

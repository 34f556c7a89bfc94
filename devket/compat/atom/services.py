"""Feeds of one's own lists: made, given another address, and the secrets that follow from it.

A feed is a credential of its own. What stands in its address is computed from a word in its row
and the key of the installation, so it can be told again and no table holds it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from sqlalchemy.orm import Session

from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials
from devket.compat.atom import queries
from devket.core.clock import Clock
from devket.core.errors import InvalidError
from devket.core.ids import hash_token, new_token

LONGEST = 190  # characters of what is told of a list


def make_feed(
    session: Session, user_id: int, told: str, *, label: str, key: bytes, clock: Clock
) -> Credential:
    """Make a feed of the list that `told` names.

    `InvalidError` when that is too long to be kept, or there are too many feeds.
    """
    if len(told) > LONGEST:
        raise InvalidError(
            "This is too long for a feed. Keep it as a saved search, and make a feed of that.",
            field="query",
        )
    word = new_token()
    issued = credentials.issue(
        session,
        user_id,
        Kind.FEED,
        clock=clock,
        label=label,
        scopes=told,
        shown=word,
        secret=_derived(key, "feed", word),
    )
    return issued.row


def renew_feed(session: Session, user_id: int, feed_id: int, *, key: bytes) -> Credential:
    """Give a feed another address, and let the old one die; raises for one not theirs."""
    row = queries.feed_to_change(session, user_id, feed_id)
    row.shown = new_token()
    row.secret_hash = hash_token(_derived(key, "feed", row.shown))
    row.last_used_at = None
    session.flush()
    return row


def secret_of(row: Credential, key: bytes) -> str:
    """Return what stands in the address of a feed; empty when it was made with another key."""
    secret = _derived(key, "feed", row.shown)
    return secret if hmac.compare_digest(hash_token(secret), row.secret_hash) else ""


def sign_picture(row: Credential, blob_key: str, key: bytes) -> str:
    """Return what opens one picture for the readers of a feed, as long as its address lives."""
    return _derived(key, "picture", f"{row.shown}:{blob_key}")


def may_see_picture(row: Credential, blob_key: str, signature: str, key: bytes) -> bool:
    """Tell whether this feed has signed for the picture."""
    expected = sign_picture(row, blob_key, key).encode()
    return hmac.compare_digest(expected, signature.encode("utf-8", "surrogatepass"))


def _derived(key: bytes, what: str, word: str) -> str:
    told = hmac.new(key, f"devket.atom.{what}:{word}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(told.digest()).decode().rstrip("=")

"""Hashes of addresses, kept wherever an address of a save is set."""

from __future__ import annotations

from hashlib import sha1
from urllib.parse import unquote_plus

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.db import insert_into
from devket.library.models import Save, SaveHash


def hashes_of(*addresses: str) -> frozenset[str]:
    """Return the SHA-1 of addresses as programs reckon it: as written, and with %xx decoded.

    wallabag's own server hashes the decoded one, most of its clients the one they were told.
    """
    written = {form for address in addresses for form in (address, unquote_plus(address))}
    return frozenset(hash_of(form) for form in written if form)


def hash_of(text: str) -> str:
    """Return the SHA-1 of an address as it is written."""
    # It names addresses to other programs and protects nothing.
    return sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def know_by(session: Session, save: Save, *addresses: str) -> None:
    """Let these addresses lead to the save from now on; flushes."""
    wanted = hashes_of(*addresses)
    own = select(SaveHash.hash).where(SaveHash.save_id == save.id, SaveHash.hash.in_(wanted))
    missing = sorted(wanted - set(session.scalars(own)))
    if missing:
        rows = [{"owner_id": save.owner_id, "hash": one, "save_id": save.id} for one in missing]
        statement = insert_into(session, SaveHash).values(rows).on_conflict_do_nothing()
        session.execute(statement)

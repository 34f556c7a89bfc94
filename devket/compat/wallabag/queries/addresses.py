"""Which entry an address leads to: by its hash, or as Devket itself tells pages apart."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.core.errors import InvalidError
from devket.core.urls import parse_address
from devket.library.models import Save, SaveHash, SaveKey
from devket.library.policies import readable_by
from devket.library.services.hashing import hashes_of
from devket.library.services.saving import key_of


def saves_hashed(session: Session, owner_id: int, hashes: Collection[str]) -> dict[str, int]:
    """Return the ids of a person's saves by those of these hashes that lead to one."""
    chosen = select(SaveHash.hash, SaveHash.save_id).join(Save, Save.id == SaveHash.save_id)
    chosen = chosen.where(SaveHash.owner_id == owner_id, SaveHash.hash.in_(hashes))
    chosen = chosen.where(readable_by(owner_id)).order_by(SaveHash.save_id.desc())
    return {row.hash: row.save_id for row in session.execute(chosen)}


def saves_at(session: Session, owner_id: int, addresses: Collection[str]) -> dict[str, int]:
    """Return the ids of a person's saves by those of these addresses that lead to one."""
    by_hash = saves_hashed(session, owner_id, {h for one in addresses for h in hashes_of(one)})
    keys = {address: key for address in addresses if (key := _key(address))}
    chosen = select(SaveKey.key, SaveKey.save_id).join(Save, Save.id == SaveKey.save_id)
    chosen = chosen.where(SaveKey.owner_id == owner_id, SaveKey.key.in_(set(keys.values())))
    chosen = chosen.where(readable_by(owner_id))
    by_key = {row.key: row.save_id for row in session.execute(chosen)}
    found = {}
    for address in addresses:
        ids = [by_hash[one] for one in hashes_of(address) if one in by_hash]
        ids += [by_key[keys[address]]] if keys.get(address) in by_key else []
        if ids:
            found[address] = ids[0]
    return found


def _key(address: str) -> str | None:
    try:
        return key_of(parse_address(address))
    except InvalidError:
        return None

"""Hashes of addresses: both forms of each, wherever an address of a save is set."""

from __future__ import annotations

from hashlib import sha1

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from devket.capture.model import Captured, State
from devket.core.clock import utcnow
from devket.db import db
from devket.library.models import SaveHash
from devket.library.services import add_save, record
from devket.library.services.hashing import hashes_of
from tests.factories.accounts import make_user
from tests.support.databases import MIGRATIONS


def sha(address: str) -> str:
    return sha1(address.encode()).hexdigest()


def kept(session: Session, save_id: int) -> set[str]:
    return set(session.scalars(select(SaveHash.hash).where(SaveHash.save_id == save_id)))


def test_an_address_has_the_hash_of_each_of_its_forms() -> None:
    assert hashes_of("https://e.example/a%20b") == {
        sha("https://e.example/a%20b"), sha("https://e.example/a b"),
    }  # fmt: skip
    assert hashes_of("https://e.example/", "") == {sha("https://e.example/")}


def test_what_is_sent_kept_and_led_to_is_known(session: Session) -> None:
    owner_id = make_user(session).id
    save = add_save(session, owner_id=owner_id, url="HTTPS://e.example", clock=utcnow).save
    assert kept(session, save.id) == {sha("HTTPS://e.example"), sha("https://e.example/")}
    again = "https://e.example/?utm_source=x"
    assert add_save(session, owner_id=owner_id, url=again, clock=utcnow).save is save
    assert sha(again) in kept(session, save.id)
    captured = Captured(again, "https://e.example/led", State.UNREACHABLE, None, "", None)
    record(session, save_id=save.id, captured=captured, clock=utcnow)
    assert sha("https://e.example/led") in kept(session, save.id)


def test_saves_of_before_are_given_their_hashes(app: Flask, session: Session) -> None:
    owner_id = make_user(session).id
    save = add_save(session, owner_id=owner_id, url="https://e.example/a%20b", clock=utcnow).save
    save.final_url = "https://e.example/led"
    session.commit()
    save_id = save.id
    db.session.remove()
    downgrade(directory=str(MIGRATIONS), revision="0010")
    upgrade(directory=str(MIGRATIONS))
    addresses = ("https://e.example/a%20b", "https://e.example/a b", "https://e.example/led")
    assert kept(db.session(), save_id) == {sha(address) for address in addresses}
    db.session.execute(text("DELETE FROM save_hashes"))
    db.session.commit()

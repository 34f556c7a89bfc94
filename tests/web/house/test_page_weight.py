"""What a page weighs over the wire: its HTML, styles and scripts, packed as nginx packs them."""

from __future__ import annotations

import zlib

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from tests.factories.library import fill, make_save
from tests.support.people import Person

LIST, READER = 100_000, 100_000  # bytes without pictures


def packed(data: bytes) -> int:
    """Return how many bytes are sent of these."""
    press = zlib.compressobj(5, wbits=31)  # gzip at the level of nginx.conf
    return len(press.compress(data) + press.flush())


def weight(person: Person, path: str) -> dict[str, int]:
    """Return what each part of a page weighs, by its address."""
    page = person.client.get(path).data
    found = {path: packed(page)}
    for element in parse(page.decode()).select("link[rel=stylesheet], script[src], use[href]"):
        address = str(element.attrs.get("src") or element.attrs.get("href")).split("#")[0]
        if address not in found:
            found[address] = packed(person.client.get(address).data)
    return found


@pytest.mark.parametrize("view", ["cards", "rows"])
def test_a_list_of_24_stays_light(session: Session, alice: Person, view: str) -> None:
    fill(session, alice.user_id, 24)
    alice.client.post("/view", data={"view": view})
    found = weight(alice, "/saves")
    assert len(found) > 8
    assert sum(found.values()) <= LIST, found


def test_the_readers_frame_stays_light(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id)
    session.commit()
    found = weight(alice, f"/saves/{save.id}")
    assert sum(found.values()) <= READER, found

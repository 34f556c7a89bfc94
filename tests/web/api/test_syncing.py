"""What has changed since: nothing is missed, whatever went meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.db import transaction
from devket.library.models import Save
from devket.library.services.shelving import purge
from devket.library.services.tagging import tag_saves
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock
from tests.web.api.asking import Program

EVER = "2000-01-01T00:00:00Z"


def walked(hers: Program, since: str, limit: int = 2) -> tuple[list[int], list[int], str]:
    """Return what changed, what went, and where to go on."""
    changed: list[int] = []
    gone: list[int] = []
    at = f"/saves?since={since}&limit={limit}"
    while True:
        page: dict[str, Any] = hers.told("GET", at)
        changed += [one["id"] for one in page["items"]]
        gone += [one["id"] for one in page["deleted"]]
        if page["next"] is None:
            return changed, gone, page["cursor"]
        at = page["next"].removeprefix("http://localhost")


def old(session: Session, *saves: Save) -> None:
    """Let saves have changed an hour ago, one after the other."""
    for number, save in enumerate(saves):
        at = utcnow() - timedelta(hours=1) + timedelta(seconds=number)
        session.execute(update(Save).where(Save.id == save.id).values(updated_at=at))
    session.commit()


def test_changes_and_deletions_are_told_once_and_in_order(
    app: Flask, hers: Program, alice: Person, session: Session, clock: HandClock
) -> None:
    saves = [make_save(session, alice.user_id) for _ in range(5)]
    ids = [save.id for save in saves]
    old(session, *saves)
    changed, gone, cursor = walked(hers, EVER)
    assert (changed, gone) == (ids, [])
    assert walked(hers, cursor) == ([], [], cursor)
    hers.told("PATCH", f"/saves/{ids[3]}", json={"is_favorite": True})
    hers.told("DELETE", f"/saves/{ids[0]}", 204)
    tag_saves(session, owner_id=alice.user_id, save_ids=[ids[2]], names=["x"], clock=clock)
    session.commit()
    clock.advance(minutes=1)  # what is young is told twice, and that is over
    changed, gone, after = walked(hers, cursor)
    assert (changed, gone) == ([ids[3], ids[2]], [ids[0]])
    with app.app_context(), transaction() as other:
        assert purge(other, before=utcnow() + timedelta(days=1)) == 1
    changed, gone, _ = walked(hers, cursor)
    assert (changed, gone) == ([ids[3], ids[2]], [ids[0]])
    assert walked(hers, after) == ([], [], after)
    hers.told("GET", f"/saves/{ids[0]}", 404)


def test_what_is_young_is_told_again(hers: Program, alice: Person, session: Session) -> None:
    """A transaction that began before may be seen only later: its changes are not missed."""
    save = make_save(session, alice.user_id)
    changed, _, cursor = walked(hers, EVER)
    assert changed == [save.id]
    assert walked(hers, cursor)[0] == [save.id]


def test_a_time_may_stand_for_a_cursor(hers: Program, alice: Person, session: Session) -> None:
    saves = [make_save(session, alice.user_id) for _ in range(2)]
    old(session, *saves)
    session.refresh(saves[1])
    at = saves[1].updated_at.isoformat()
    assert walked(hers, at.replace("+", "%2B"))[0] == [saves[1].id]
    assert walked(hers, at)[0] == [saves[1].id]  # a plus that was not escaped
    assert walked(hers, saves[0].updated_at.date().isoformat())[0][-1] == saves[1].id


def test_others_do_not_learn_of_it(
    hers: Program, carols: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id)
    hers.told("DELETE", f"/saves/{save.id}", 204)
    told = carols.told("GET", f"/saves?since={EVER}")
    assert (told["items"], told["deleted"]) == ([], [])

"""Favourite, archive, delete and their undo, with counts that cannot drift."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.core.errors import NotFoundError
from devket.db import transaction
from devket.library import policies, queries, services
from devket.library.models import Save, SaveTombstone
from devket.library.queries import Shelf
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.twins import HandClock


def test_archive_and_back_keeps_the_place(session: Session, alice: Person) -> None:
    saves = [make_save(session, alice.user_id) for _ in range(3)]
    services.set_archived(session, viewer_id=alice.user_id, save_id=saves[1].id, to=True)
    assert _ids(session, alice, Shelf.SAVES) == [saves[0].id, saves[2].id]
    assert _ids(session, alice, Shelf.ARCHIVE) == [saves[1].id]
    services.set_archived(session, viewer_id=alice.user_id, save_id=saves[1].id, to=False)
    assert _ids(session, alice, Shelf.SAVES) == [save.id for save in saves]


def test_a_deleted_save_is_gone_until_it_is_restored(
    session: Session, alice: Person, clock: HandClock
) -> None:
    save = make_save(session, alice.user_id, is_favorite=True)
    services.delete(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    with pytest.raises(NotFoundError):
        queries.save_of(session, alice.user_id, save.id)
    assert _ids(session, alice, Shelf.FAVORITES) == []
    services.restore(session, viewer_id=alice.user_id, save_id=save.id)
    assert _ids(session, alice, Shelf.FAVORITES) == [save.id]
    with pytest.raises(NotFoundError):  # a stale undo
        services.restore(session, viewer_id=alice.user_id, save_id=save.id)


def test_purging_leaves_a_tombstone_and_frees_the_address(
    session: Session, alice: Person, clock: HandClock
) -> None:
    save = make_save(session, alice.user_id, given_url="https://blog.example/a")
    save_id = save.id
    services.delete(session, viewer_id=alice.user_id, save_id=save_id, clock=clock)
    assert services.purge(session, before=clock() - timedelta(hours=1)) == 0
    assert services.purge(session, before=clock() + timedelta(seconds=1)) == 1
    assert session.get(SaveTombstone, save_id) is not None
    added = services.add_save(
        session, owner_id=alice.user_id, url="https://blog.example/a", clock=clock
    )
    assert added.is_new


def test_the_id_of_a_purged_save_never_names_another(
    session: Session, alice: Person, clock: HandClock
) -> None:
    seen = set()
    for _ in range(2):  # the second tombstone would meet the first
        save = make_save(session, alice.user_id)
        seen.add(save.id)
        services.delete(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
        assert services.purge(session, before=clock() + timedelta(seconds=1)) == 1
    assert len(seen) == 2


def test_what_is_being_purged_is_neither_restored_nor_purged_twice(
    session: Session, alice: Person, clock: HandClock
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("has one writer at a time")
    save = make_save(session, alice.user_id)
    services.delete(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    session.commit()
    soon = clock() + timedelta(seconds=1)
    assert queries.expired_deletions(session, soon, limit=5) == [save]
    with transaction() as other:
        assert queries.expired_deletions(other, soon, limit=5) == []


def test_counts_agree_with_the_rows_after_any_walk(
    session: Session, alice: Person, clock: HandClock
) -> None:
    dice = random.Random(7)
    saves = [make_save(session, alice.user_id) for _ in range(5)]
    for _ in range(120):
        save_id = dice.choice(saves).id
        try:
            _act(session, alice.user_id, save_id, dice, clock)
        except NotFoundError:
            continue  # it was deleted, or was not
    counts = queries.counts_of(session, alice.user_id)
    assert (counts.unread, counts.favorites, counts.archive) == _counted(session, alice.user_id)


def _act(
    session: Session, viewer_id: int, save_id: int, dice: random.Random, clock: HandClock
) -> None:
    verb = dice.choice(["favorite", "archive", "delete", "restore"])
    if verb == "favorite":
        services.set_favorite(session, viewer_id=viewer_id, save_id=save_id, to=dice.random() < 0.5)
    elif verb == "archive":
        services.set_archived(session, viewer_id=viewer_id, save_id=save_id, to=dice.random() < 0.5)
    elif verb == "delete":
        services.delete(session, viewer_id=viewer_id, save_id=save_id, clock=clock)
    else:
        services.restore(session, viewer_id=viewer_id, save_id=save_id)


def _counted(session: Session, owner_id: int) -> tuple[int, int, int]:
    here = select(func.count(Save.id)).where(policies.readable_by(owner_id))
    return (
        session.scalar(here.where(Save.is_archived.is_(False))) or 0,
        session.scalar(here.where(Save.is_favorite)) or 0,
        session.scalar(here.where(Save.is_archived)) or 0,
    )


def test_pages_walk_the_whole_list_once_in_order(session: Session, alice: Person) -> None:
    moment = make_save(session, alice.user_id).saved_at
    # Several of one instant: the id decides, and none is shown twice or skipped.
    for _ in range(6):
        make_save(session, alice.user_id, saved_at=moment)
    for _ in range(4):
        make_save(session, alice.user_id)
    seen: list[int] = []
    after = None
    while True:
        page = queries.page_of(session, alice.user_id, queries.Listing(), after=after, size=3)
        seen += [save.id for save in page.items]
        after = page.next_cursor
        if after is None:
            break
    in_order = select(Save.id).order_by(Save.saved_at.desc(), Save.id.desc())
    assert seen == list(session.scalars(in_order))


@pytest.mark.parametrize("is_deleted", [False, True])
def test_both_forms_of_each_policy_agree(
    session: Session,
    alice: Person,
    bob: Person,
    clock: HandClock,
    *,
    is_deleted: bool,
) -> None:
    save = make_save(session, alice.user_id)
    if is_deleted:
        services.delete(session, viewer_id=alice.user_id, save_id=save.id, clock=clock)
    for viewer_id in (alice.user_id, bob.user_id, None):
        for in_python, in_sql in (
            (policies.can_read, policies.readable_by),
            (policies.can_restore, policies.restorable_by),
        ):
            found = session.scalar(select(Save.id).where(Save.id == save.id, in_sql(viewer_id)))
            assert in_python(save, viewer_id) is (found is not None)


def _ids(session: Session, person: Person, shelf: Shelf) -> list[int]:
    return [
        save.id
        for save in queries.page_of(
            session, person.user_id, queries.Listing(shelf=shelf), after=None
        ).items
    ]

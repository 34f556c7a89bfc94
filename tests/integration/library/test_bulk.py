"""One act on many saves: counts in step, taken back to exactly what was, no stranger touched."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from devket.capture.model import Kind
from devket.core.errors import InvalidError, NotFoundError
from devket.library import queries, services
from devket.library.models import Act, BulkAct, Save, SaveTag, Tag
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.queries import queries as asked
from tests.support.twins import HandClock

BUSY = 3  # beside two more workers and containers on two cores all takes so many times longer


def counts(session: Session, owner_id: int) -> dict[str, int]:
    session.expire_all()
    kept = queries.counts_of(session, owner_id)
    names = ("unread", "favorites", "archive", "articles", "videos", "reading", "snoozed")
    return {name: getattr(kept, name) for name in names}


def states(session: Session, owner_id: int) -> dict[int, tuple[object, ...]]:
    session.expire_all()
    found = session.scalars(select(Save).where(Save.owner_id == owner_id))
    return {s.id: (s.is_favorite, s.is_archived, s.deleted_at, s.snoozed_until) for s in found}


@pytest.fixture
def mixed(session: Session, alice: Person, clock: HandClock) -> list[int]:
    """Make saves in every state, one of them tagged, and return their ids."""
    later = clock() + timedelta(days=3)
    saves = [
        make_save(session, alice.user_id),
        make_save(session, alice.user_id, is_favorite=True, kind=Kind.VIDEO),
        make_save(session, alice.user_id, is_archived=True),
        make_save(session, alice.user_id, is_archived=True, is_favorite=True),
        make_save(session, alice.user_id, snoozed_until=later),
        make_save(session, alice.user_id, progress=40, read_at=clock()),
    ]
    tag = Tag(owner_id=alice.user_id, name="db", key="db", save_count=2)
    session.add(tag)
    session.flush()
    for save in saves[:2]:
        session.add(SaveTag(save_id=save.id, tag_id=tag.id, saved_at=save.saved_at))
    session.commit()
    return [save.id for save in saves]


@pytest.mark.parametrize("act", list(Act))
def test_what_an_act_did_is_taken_back_exactly(
    session: Session, alice: Person, clock: HandClock, mixed: list[int], act: Act
) -> None:
    before, kept_before = states(session, alice.user_id), counts(session, alice.user_id)
    done = services.act_on(session, viewer_id=alice.user_id, save_ids=mixed, act=act, clock=clock)
    session.commit()
    changed = states(session, alice.user_id)
    assert done.changed == sum(before[one] != changed[one] for one in mixed) > 0
    _counts_are_right(session, alice.user_id)
    assert session.scalar(select(Tag.save_count)) == (0 if act is Act.DELETE else 2)
    assert done.act_id is not None
    back = services.take_back(session, viewer_id=alice.user_id, act_id=done.act_id, clock=clock)
    session.commit()
    assert back.changed == done.changed
    assert states(session, alice.user_id) == before
    assert counts(session, alice.user_id) == kept_before
    assert session.scalar(select(Tag.save_count)) == 2


def _counts_are_right(session: Session, owner_id: int) -> None:
    live = select(func.count()).where(Save.owner_id == owner_id, Save.deleted_at.is_(None))
    kept = counts(session, owner_id)
    assert kept["favorites"] == session.scalar(live.where(Save.is_favorite))
    assert kept["archive"] == session.scalar(live.where(Save.is_archived))
    assert kept["snoozed"] == session.scalar(live.where(Save.snoozed_until.is_not(None)))


def test_what_was_changed_again_since_stays_as_it_is(
    session: Session, alice: Person, clock: HandClock, mixed: list[int]
) -> None:
    me = alice.user_id
    done = services.act_on(session, viewer_id=me, save_ids=mixed, act=Act.DELETE, clock=clock)
    assert done.act_id is not None
    services.restore(session, viewer_id=me, save_id=mixed[0])
    services.set_archived(session, viewer_id=me, save_id=mixed[0], to=True)
    clock.advance(minutes=1)
    services.delete(session, viewer_id=me, save_id=mixed[0], clock=clock)
    back = services.take_back(session, viewer_id=me, act_id=done.act_id, clock=clock)
    assert back.changed == len(mixed) - 1
    found = session.get_one(Save, mixed[0])
    assert found.is_archived and found.deleted_at is not None


def test_a_stale_undo_is_told(
    session: Session, alice: Person, carol: Person, clock: HandClock, mixed: list[int]
) -> None:
    def act() -> int:
        done = services.act_on(
            session, viewer_id=alice.user_id, save_ids=mixed, act=Act.DELETE, clock=clock
        )
        assert done.act_id is not None
        return done.act_id

    first = act()
    with pytest.raises(NotFoundError, match="taken back"):
        services.take_back(session, viewer_id=carol.user_id, act_id=first, clock=clock)
    services.take_back(session, viewer_id=alice.user_id, act_id=first, clock=clock)
    for act_id in (first, 0, -1, 2**40):
        with pytest.raises(NotFoundError, match="taken back"):
            services.take_back(session, viewer_id=alice.user_id, act_id=act_id, clock=clock)
    late = act()
    clock.advance(hours=25)
    with pytest.raises(NotFoundError, match="taken back"):
        services.take_back(session, viewer_id=alice.user_id, act_id=late, clock=clock)


def test_strangers_saves_are_left_out(
    session: Session, alice: Person, carol: Person, clock: HandClock, mixed: list[int]
) -> None:
    own = make_save(session, carol.user_id)
    before = states(session, alice.user_id)
    done = services.act_on(
        session, viewer_id=carol.user_id, save_ids=[*mixed, own.id], act=Act.DELETE, clock=clock
    )
    assert [save.id for save in done.saves] == [own.id]
    assert states(session, alice.user_id) == before
    with pytest.raises(NotFoundError):
        services.act_on(
            session, viewer_id=carol.user_id, save_ids=mixed, act=Act.DELETE, clock=clock
        )


def test_none_and_too_many_are_refused(session: Session, alice: Person, clock: HandClock) -> None:
    for ids in ([], list(range(1, services.MOST + 2))):
        with pytest.raises(InvalidError):
            services.act_on(
                session, viewer_id=alice.user_id, save_ids=ids, act=Act.FAVORITE, clock=clock
            )


def test_what_is_so_already_leaves_nothing_to_take_back(
    session: Session, alice: Person, clock: HandClock, mixed: list[int]
) -> None:
    done = services.act_on(
        session, viewer_id=alice.user_id, save_ids=mixed[1:2], act=Act.FAVORITE, clock=clock
    )
    assert (done.changed, done.act_id) == (0, None)
    assert session.scalar(select(func.count()).select_from(BulkAct)) == 0


def test_as_many_statements_for_many_as_for_one_and_in_time(
    session: Session, alice: Person, clock: HandClock
) -> None:
    ids = [make_save(session, alice.user_id).id for _ in range(services.MOST)]
    session.commit()
    cost = {}
    for some in (ids[:1], ids):
        for act in (Act.ARCHIVE, Act.DELETE):
            session.expunge_all()
            start = time.thread_time()  # of this thread: others settle what earlier tests began
            with asked() as seen:
                done = services.act_on(
                    session, viewer_id=alice.user_id, save_ids=some, act=act, clock=clock
                )
                session.commit()
            spent = time.thread_time() - start
            cost[len(some), act] = len(seen)
            assert spent <= 0.5 * BUSY, f"{act} of {len(some)}: {spent:.2f} s"
            assert done.act_id is not None
            services.take_back(session, viewer_id=alice.user_id, act_id=done.act_id, clock=clock)
            session.commit()
    for act in (Act.ARCHIVE, Act.DELETE):
        assert cost[len(ids), act] <= cost[1, act] + 1, cost

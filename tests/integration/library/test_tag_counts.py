"""Counts of tags after any walk of verbs, several at once, and what a list of a tag costs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.core.errors import DevketError
from devket.db import transaction
from devket.library import queries, services
from devket.library.models import Save, SaveTag, Tag
from devket.library.queries import Listing, Shelf, Sort
from devket.library.services import tagging
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.tags import assert_counts_are_true, tree
from tests.support.twins import HandClock

NAMES = ("a", "A/b", "a/b/c", "b", "c")
MOVES = st.tuples(
    st.sampled_from(["tag", "untag", "set", "move", "drop", "delete", "restore", "save", "purge",
                     "undo", "unused"]),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
    st.lists(st.integers(0, 3), min_size=1, max_size=3),
)  # fmt: skip


class Walk:
    """Does what it is told to alice's saves and tags, whatever of it is possible."""

    def __init__(self, session: Session, owner_id: int, clock: HandClock) -> None:
        self.session, self.clock = session, clock
        self.mine: dict[str, Any] = {"owner_id": owner_id, "clock": clock}
        self.saves = [make_save(session, owner_id).id for _ in range(4)]
        self.undos: list[int | None] = []

    def act(self, verb: str, names: list[str], which: list[int]) -> None:
        """Do one thing; keep its undo."""
        chosen = [self.saves[number] for number in which]
        with suppress(DevketError):
            self.undos.append(self._act(verb, names, chosen))

    def _act(self, verb: str, names: list[str], ids: list[int]) -> int | None:
        session, mine, owner_id = self.session, self.mine, self.mine["owner_id"]
        done: dict[str, Callable[[], object]] = {
            "tag": lambda: tagging.tag_saves(session, save_ids=ids, names=names, **mine).undo_id,
            "untag": lambda: (
                tagging.untag_saves(session, save_ids=ids, names=names, **mine).undo_id
            ),
            "set": lambda: tagging.set_tags(session, save_id=ids[0], names=names, **mine).undo_id,
            "move": lambda: (
                tagging.move_tag(
                    session, name=names[0], to=names[-1], may_merge=True, **mine
                ).undo_id
            ),
            "drop": lambda: tagging.delete_tag(
                session, name=names[0], with_below=len(names) > 1, **mine
            ),
            "unused": lambda: tagging.delete_unused(session, **mine)[1],
            "undo": lambda: self._take_back(),
            "delete": lambda: services.delete(
                session, viewer_id=owner_id, save_id=ids[0], clock=self.clock
            ),
            "restore": lambda: services.restore(session, viewer_id=owner_id, save_id=ids[0]),
            "save": lambda: self._save(names),
            "purge": lambda: services.purge(session, before=utcnow(), limit=1),
        }
        told = done[verb]()
        return told if isinstance(told, int) and verb not in ("purge", "save") else None

    def _take_back(self) -> None:
        undo_id = self.undos.pop() if self.undos else None
        if undo_id is not None:
            tagging.take_back(self.session, undo_id=undo_id, **self.mine)

    def _save(self, names: list[str]) -> None:
        services.add_save(self.session, url="https://again.example/", tags=names, **self.mine)


@given(steps=st.lists(MOVES, max_size=25))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_counts_are_true_after_any_walk(
    session: Session, alice: Person, clock: HandClock, steps: list[tuple[str, list[str], list[int]]]
) -> None:
    with _taken_back(session):
        walk = Walk(session, alice.user_id, clock)
        for step in steps:
            walk.act(*step)
            assert_counts_are_true(session, alice.user_id)


@contextmanager
def _taken_back(session: Session) -> Iterator[None]:
    try:
        yield
    finally:
        session.rollback()


def test_several_at_once_meet_in_no_key_and_no_deadlock(
    app: Flask, session: Session, alice: Person, clock: HandClock
) -> None:
    ids = [make_save(session, alice.user_id).id for _ in range(6)]
    session.commit()
    errors: list[BaseException] = []

    def work(worker: int) -> None:
        with app.app_context():
            for turn in range(6):
                try:
                    with transaction() as own:
                        _one_turn(own, alice.user_id, ids, worker + turn, clock)
                except DevketError:
                    continue  # another one was first
                except BaseException as error:
                    errors.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert_counts_are_true(session, alice.user_id)


def _one_turn(session: Session, owner_id: int, ids: list[int], turn: int, clock: HandClock) -> None:
    if turn % 3 == 0:
        tagging.tag_saves(
            session, owner_id=owner_id, save_ids=ids[::-1], names=["x", "y/z"], clock=clock
        )
    elif turn % 3 == 1:
        save_id = ids[turn % len(ids)]
        services.delete(session, viewer_id=owner_id, save_id=save_id, clock=clock)
        services.restore(session, viewer_id=owner_id, save_id=save_id)
    else:
        tagging.move_tag(session, owner_id=owner_id, name="y", to="x", may_merge=True, clock=clock)


def test_a_list_of_tags_holds_each_save_once_in_order(session: Session, alice: Person) -> None:
    moment = utcnow()
    ids = [
        make_save(session, alice.user_id, saved_at=moment - timedelta(hours=number // 3)).id
        for number in range(30)
    ]
    one, two = _tag(session, alice, "a", ids[::2]), _tag(session, alice, "a/b", ids[::3])
    for tag_ids in ((one,), (one, two), (one, two, *range(900, 1000))):
        for sort in (Sort.NEWEST, Sort.OLDEST, Sort.TITLE):
            listing = Listing(shelf=Shelf.ALL, sort=sort, tag_ids=tag_ids)
            seen, after = [], None
            while True:
                page = queries.page_of(session, alice.user_id, listing, after=after, size=4)
                seen += [save.id for save in page.items]
                after = page.next_cursor
                if after is None:
                    break
            wanted = set(ids[::2]) | (set(ids[::3]) if len(tag_ids) > 1 else set())
            by = {Sort.NEWEST: Save.saved_at.desc(), Sort.OLDEST: Save.saved_at.asc()}
            order = by.get(sort, Save.title_key.asc())
            last = Save.id.desc() if sort is Sort.NEWEST else Save.id.asc()
            chosen = select(Save.id).where(Save.id.in_(wanted)).order_by(order, last)
            assert seen == list(session.scalars(chosen))


def test_neighbours_in_the_list_of_a_tag(session: Session, alice: Person) -> None:
    ids = [make_save(session, alice.user_id).id for _ in range(5)]
    listing = Listing(shelf=Shelf.ALL, tag_ids=(_tag(session, alice, "a", ids[::2]),))
    middle = session.get_one(Save, ids[2])
    found = queries.neighbours_of(session, alice.user_id, listing, middle)
    assert found == (ids[0], ids[4])


@pytest.mark.parametrize("many", [False, True])
def test_a_list_of_a_tag_is_a_walk_along_its_links(
    session: Session, alice: Person, *, many: bool
) -> None:
    _fill(session, alice.user_id, 4000)
    one = _tag(session, alice, "a", _ids(session, alice, 40))
    two = _tag(session, alice, "b", _ids(session, alice, 7))
    session.execute(text("ANALYZE"))
    if session.get_bind().dialect.name == "postgresql":  # a table this small fits on few pages
        session.execute(text("SET LOCAL enable_seqscan = off"))
    listing = Listing(shelf=Shelf.ALL, tag_ids=(one, two) if many else (one,))
    first = queries.page_of(session, alice.user_id, listing, after=None)
    for after in (None, first.next_cursor):
        ask = partial(queries.page_of, session, alice.user_id, listing, after=after)
        plan = _plan(session, ask)
        assert "ix_save_tags_tag_id_saved_at_save_id" in plan, plan
        assert "Seq Scan on saves" not in plan and "SCAN saves" not in plan, plan
        assert "ix_saves_shelf" not in plan, plan


def _plan(session: Session, ask: Callable[[], object]) -> str:
    """Return how the database answers the one statement of a question."""
    seen: list[tuple[str, Any]] = []

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    ((statement, parameters),) = seen
    said = "EXPLAIN QUERY PLAN" if session.get_bind().dialect.name == "sqlite" else "EXPLAIN"
    rows = connection.exec_driver_sql(f"{said} {statement}", parameters)
    return "\n".join(str(row[-1]) for row in rows)


def _ids(session: Session, person: Person, every: int) -> list[int]:
    ids = session.scalars(select(Save.id).where(Save.owner_id == person.user_id).order_by(Save.id))
    return list(ids)[::every]


def _fill(session: Session, owner_id: int, total: int) -> None:
    now = utcnow()
    plain = {"owner_id": owner_id, "state": "full text", "given_url": "https://x.example/"}
    rows = [{**plain, "saved_at": now - timedelta(minutes=number)} for number in range(total)]
    session.execute(insert(Save), rows)


def _tag(session: Session, person: Person, name: str, ids: list[int]) -> int:
    tag = Tag(owner_id=person.user_id, name=name, key=name, save_count=len(ids))
    session.add(tag)
    session.flush()
    at = dict(session.execute(select(Save.id, Save.saved_at).where(Save.id.in_(ids))).all())
    rows = [{"save_id": one, "tag_id": tag.id, "saved_at": at[one]} for one in ids]
    session.execute(insert(SaveTag), rows)
    return tag.id


def test_the_tree_of_another_is_another(session: Session, alice: Person, bob: Person) -> None:
    _tag(session, alice, "a", [make_save(session, alice.user_id).id])
    assert tree(session, bob.user_id) == {}

"""The index follows the saves: after any verbs it holds what a rebuild would put into it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library import services as library
from devket.library.models import Save, SaveNote
from devket.library.services.changing import changed
from devket.reading.models import Highlight
from devket.search import jobs, queries, services
from devket.search.language import parse
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import make_save

WORDS = ("docker", "도커를", "np.array", "東京都", "c++", "__init__", "naïve", "quick", "fox")


def kept(session: Session) -> list[tuple[object, ...]]:
    """Return all that the index holds, as far as both databases can be asked."""
    names = (
        "*" if session.get_bind().dialect.name == "postgresql" else "save_id, title, author, packed"
    )
    rows = session.execute(text(f"SELECT {names} FROM search_documents ORDER BY save_id"))
    return [tuple(row) for row in rows]


def hits(session: Session, owner_id: int) -> dict[str, list[int]]:
    """Return the ids that each of the words finds."""
    return {
        word: [
            save.id
            for save in queries.find(session, owner_id, parse(word, now=utcnow()), size=99).items
        ]
        for word in WORDS
    }


def _do_anything(session: Session, owner_id: int, pick: random.Random) -> None:
    some = session.scalars(select(Save).where(Save.owner_id == owner_id)).all()
    said = " ".join(pick.choices(WORDS, k=4))
    save = pick.choice(some) if len(some) > 4 else make_save(session, owner_id, title=said)
    verbs: list[Callable[[], object]] = [
        lambda: make_version(
            session, save, pick.randrange(10**9), text=said, title=pick.choice(WORDS)
        ),
        lambda: setattr(save, "title", said),
        lambda: session.merge(SaveNote(save_id=save.id, text=said)),
        lambda: session.add(Highlight(owner_id=owner_id, save_id=save.id, quote=said)),
        lambda: setattr(save, "deleted_at", utcnow() - timedelta(days=9)),
        lambda: setattr(save, "deleted_at", None),
        lambda: library.purge(session, before=utcnow(), limit=1),
        lambda: make_save(session, owner_id, title=said),
    ]
    save_id = save.id
    pick.choice(verbs)()
    changed(session, save_id)
    session.commit()


@pytest.mark.parametrize("seed", range(3))
def test_the_index_is_what_a_rebuild_makes(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    owner_id = make_user(session).id
    session.commit()
    pick = random.Random(seed)
    for _ in range(40):
        _do_anything(session, owner_id, pick)
    services.index_missing(session, limit=500)
    session.commit()
    followed, found = kept(session), hits(session, owner_id)
    services.begin(session)
    session.commit()
    monkeypatch.setattr(jobs, "AT_ONCE", 3)
    assert sum(jobs.index_all(app)) == len(followed)
    assert kept(session) == followed
    assert hits(session, owner_id) == found


def test_what_is_new_is_found_as_soon_as_it_is_there(session: Session) -> None:
    owner_id = make_user(session).id
    save = make_save(session, owner_id, title="Zanzibar")
    changed(session, save.id)
    session.commit()
    found = queries.find(session, owner_id, parse("zanzibar", now=utcnow()))
    assert [one.id for one in found.items] == [save.id]


def test_the_worker_indexes_what_is_missing(session: Session) -> None:
    owner_id = make_user(session).id
    save_id = make_save(session, owner_id, title="Zanzibar").id  # nothing was noted
    session.commit()
    assert queries.count_missing(session) == 1
    session.rollback()
    jobs.index_missing()
    assert queries.count_missing(session) == 0
    assert [
        one.id for one in queries.find(session, owner_id, parse("zanzibar", now=utcnow())).items
    ] == [save_id]


def test_the_command_makes_the_index_anew(app: Flask, session: Session) -> None:
    owner_id = make_user(session).id
    make_save(session, owner_id, title="Zanzibar")
    session.commit()
    told = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert "1 saves indexed" in told.output
    assert queries.count_missing(session) == 0
    session.rollback()
    assert app.test_cli_runner().invoke(args=["search", "rebuild", "--missing"]).exit_code == 0

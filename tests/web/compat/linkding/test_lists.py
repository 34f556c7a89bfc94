"""Lists as clients page through and narrow them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from devket.compat.linkding.views import bookmarks
from devket.core.clock import utcnow
from devket.library.models import Save, SaveNote, Tag
from devket.library.services.tagging import tag_saves
from devket.reading.services import set_progress
from tests.factories.library import fill, make_save
from tests.support.linkding import Client, strict_list
from tests.support.people import Person
from tests.support.queries import queries

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_an_empty_library_is_an_empty_envelope(ding: Client) -> None:
    empty: dict[str, object] = {"count": 0, "next": None, "previous": None, "results": []}
    for path in ("/bookmarks/", "/bookmarks/archived/", "/bookmarks/shared/", "/tags/"):
        assert ding.get(path) == empty


def test_the_addresses_of_pages_are_whole_and_keep_what_was_asked(
    session: Session, alice: Person, ding: Client
) -> None:
    fill(session, alice.user_id, 5)
    first = ding.get("/bookmarks/?limit=2&sort=added_asc&is_archived=true")
    assert first["count"] == 5
    assert first["previous"] is None
    base = "http://localhost/linkding/api/bookmarks/?sort=added_asc&is_archived=true&limit=2"
    assert first["next"] == f"{base}&offset=2"
    second = ding.get("/bookmarks/?limit=2&offset=2&sort=added_asc&is_archived=true")
    assert (second["previous"], second["next"]) == (base, f"{base}&offset=4")
    last = ding.get("/bookmarks/?limit=2&offset=4&sort=added_asc&is_archived=true")
    assert (last["previous"], last["next"]) == (f"{base}&offset=2", None)
    ids = [one["id"] for page in (first, second, last) for one in strict_list(page)]
    assert len(set(ids)) == 5


@pytest.mark.parametrize(
    "query",
    ["", "limit=0", "limit=-5", "limit=many", "limit=9223372036854775807", "offset=-3", "offset=x"],
)
def test_nonsense_counts_as_not_said_and_nothing_is_too_much(
    session: Session, alice: Person, ding: Client, query: str
) -> None:
    fill(session, alice.user_id, 3)
    assert len(strict_list(ding.get(f"/bookmarks/?{query}"))) == 3


@pytest.mark.parametrize("offset", ["3", "9223372036854775807", "9" * 5000])
def test_beyond_the_end_there_is_nothing(
    session: Session, alice: Person, ding: Client, offset: str
) -> None:
    fill(session, alice.user_id, 3)
    told = ding.get(f"/bookmarks/?offset={offset}")
    assert (told["count"], told["results"], told["next"]) == (3, [], None)


def test_a_page_of_ten_thousand_is_whole(
    session: Session, alice: Person, ding: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bookmarks, "TOGETHER", 4)
    fill(session, alice.user_id, 11)
    answer = ding.ask("GET", "/bookmarks/?limit=10000")
    assert answer.is_streamed or answer.status_code == 200
    told = strict_list(answer.get_json())
    assert [one["date_added"] for one in told] == sorted(
        (one["date_added"] for one in told), reverse=True
    )
    assert len(told) == 11


def test_what_is_archived_stands_in_a_list_of_its_own(
    session: Session, alice: Person, ding: Client
) -> None:
    kept = make_save(session, alice.user_id)
    away = make_save(session, alice.user_id, is_archived=True)
    asleep = make_save(session, alice.user_id, snoozed_until=utcnow() + timedelta(days=1))
    gone = make_save(session, alice.user_id, deleted_at=utcnow())
    session.commit()
    listed = {one["id"] for one in strict_list(ding.get("/bookmarks/"))}
    assert listed == {kept.id, asleep.id}
    assert [one["id"] for one in strict_list(ding.get("/bookmarks/archived/"))] == [away.id]
    assert gone.id not in listed


def test_lists_are_narrowed(session: Session, alice: Person, ding: Client) -> None:
    new = make_save(session, alice.user_id, saved_at=NOON + timedelta(days=1), title="b")
    old = make_save(session, alice.user_id, saved_at=NOON, title="A")
    set_progress(session, viewer_id=alice.user_id, save_id=old.id, to=100, clock=utcnow)
    tag_saves(session, owner_id=alice.user_id, save_ids=[old.id], names=["seen"], clock=utcnow)
    session.query(Tag).update({"is_public": True})
    session.commit()

    def ids(query: str) -> list[int]:
        return [one["id"] for one in strict_list(ding.get(f"/bookmarks/?{query}"))]

    assert ids("unread=yes") == [new.id]
    assert ids("unread=no") == [old.id]
    assert ids("shared=yes") == [old.id] == ids("shared=yes&unread=no")
    assert ids("shared=no") == [new.id]
    assert ids("sort=title_asc") == [old.id, new.id] == ids("sort=added_asc")
    assert ids("sort=title_desc") == [new.id, old.id] == ids("sort=nonsense")
    assert ids("added_since=2026-03-04T12:00:00Z") == [new.id]
    assert ids("added_since=2026-03-04T21:00:00%2B09:00") == [new.id]
    assert ids("modified_since=2999-01-01T00:00:00Z") == []
    assert len(ids("added_since=yesterday&unread=maybe&bundle=7")) == 2
    assert [one["id"] for one in strict_list(ding.get("/bookmarks/shared/"))] == [old.id]


def test_tags_are_listed_and_looked_for(session: Session, alice: Person, ding: Client) -> None:
    save = make_save(session, alice.user_id)
    names = ["Python", "to read", "db/sqlite"]
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=names, clock=utcnow)
    session.commit()
    told = ding.get("/tags/?limit=5000")
    assert [one["name"] for one in told["results"]] == ["Python", "to-read", "db/sqlite"]
    assert all(type(one["id"]) is int for one in told["results"])
    assert told["results"][0]["date_added"].endswith("Z")
    (found,) = ding.get("/tags/?q=PYTH")["results"]
    assert found == ding.get(f"/tags/{found['id']}/")
    assert ding.get("/tags/?limit=1")["next"].endswith("/tags/?limit=1&offset=1")


@pytest.mark.parametrize("query", ["", "q=post+%23seen", "unread=yes&sort=title_asc"])
def test_more_bookmarks_cost_no_more_queries(
    session: Session, alice: Person, ding: Client, query: str
) -> None:
    ding.get("/bookmarks/")  # notes that the token was used

    def cost(total: int) -> int:
        fill(session, alice.user_id, total)
        ids = [save_id for (save_id,) in session.query(Save.id)]
        tag_saves(session, owner_id=alice.user_id, save_ids=ids, names=["seen"], clock=utcnow)
        for save_id in ids:
            session.merge(SaveNote(save_id=save_id, text="a note"))
        session.commit()
        with queries() as seen:
            ding.get(f"/bookmarks/?{query}")
        return len(seen)

    few, many = cost(3), cost(30)
    assert few == many <= 9

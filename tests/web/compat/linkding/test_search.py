"""What a query of linkding finds."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.models import Save
from devket.library.services import write_note
from devket.library.services.tagging import tag_saves
from devket.reading.services import set_progress
from devket.search.services.indexing import index_saves
from tests.factories.library import make_save
from tests.support.linkding import Client, strict_list
from tests.support.people import Person


@pytest.fixture
def named(session: Session, alice: Person) -> dict[int, str]:
    """Keep four pages; return their names by their ids."""
    kept: dict[str, Save] = {}
    for name, title, tags in (
        ("rust", "Caches in Rust", ["lang/rust", "to read"]),
        ("go", "Async Go", ["go"]),
        ("cpp", "Templates of C++", []),
        ("ko", "파이썬으로 배우는 캐시", ["책"]),
    ):
        save = make_save(
            session, alice.user_id, title=title, given_url=f"https://{name}.example/post-1"
        )
        kept[name] = save
        if tags:
            ids = [save.id]
            tag_saves(session, owner_id=alice.user_id, save_ids=ids, names=tags, clock=utcnow)
    alone = {"viewer_id": alice.user_id, "save_id": kept["go"].id}
    write_note(session, **alone, text="Herons wade at dawn.")
    set_progress(session, **alone, to=100, clock=utcnow)
    index_saves(session, [save.id for save in kept.values()])
    session.commit()
    return {save.id: name for name, save in kept.items()}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "rust go cpp ko"),
        ("caches", "rust"),
        ("cach", "rust"),  # linkding finds parts of words
        ("CACHES rust", "rust"),
        ("caches or async", "rust go"),
        ("not caches", "go cpp ko"),
        ("herons", "go"),
        ('"wade at dawn"', "go"),
        ('"dawn at wade"', ""),
        ("c++", "cpp"),
        ("파이썬", "ko"),
        ("rust.example", "rust"),
        ("https://go.example/post-1", "go"),
        ("#go", "go"),
        ("#GO", "go"),
        ("#to-read", "rust"),
        ("#lang", ""),  # exactly this tag
        ("#lang/rust", "rust"),
        ("#책", "ko"),
        ("#nothing", ""),
        ("not #go", "rust cpp ko"),
        ("!untagged", "cpp"),
        ("!unread", "rust cpp ko"),
        ("not !unread", "go"),
        ("async #go!unread ", ""),
        ("(#go or #to-read) not caches", "go"),
        ("!something", "rust go cpp ko"),
        ("# !", "rust go cpp ko"),
        ("(", ""),
        ("and", ""),
        ("%", "rust go cpp ko"),
    ],
)
def test_a_query_finds(ding: Client, named: dict[int, str], query: str, names: str) -> None:
    told = ding.get("/bookmarks/", query_string={"q": query})
    found = {named[one["id"]] for one in strict_list(told)}
    assert found == set(names.split())
    assert told["count"] == len(found)


def test_a_query_narrows_the_archive_as_well(
    session: Session, ding: Client, named: dict[int, str]
) -> None:
    session.query(Save).filter_by(title="Async Go").update({"is_archived": True})
    session.commit()
    (found,) = strict_list(ding.get("/bookmarks/archived/?q=async"))
    assert named[found["id"]] == "go"
    assert strict_list(ding.get("/bookmarks/?q=async")) == []


def test_carol_finds_nothing_of_alice(strange: Client, named: dict[int, str]) -> None:
    assert named
    for query in ("caches", "%23go", "!untagged", "!unread"):
        assert strict_list(strange.get(f"/bookmarks/?q={query}")) == []

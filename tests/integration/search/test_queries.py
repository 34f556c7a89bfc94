"""What queries find in a fixed library: the same on both databases."""

from __future__ import annotations

import tomllib

import pytest
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.search import queries
from devket.search.language import Rank, parse
from devket.search.queries import Field
from tests.factories.accounts import make_user
from tests.integration.search.shelf import HERE, NOW, fill_shelf, found_in
from tests.support.queries import queries as asked_of_database

QUERIES = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))["queries"]


def test_every_query_finds_what_it_should(session: Session) -> None:
    owner_id = make_user(session).id
    ids = fill_shelf(session, owner_id)
    wrong = []
    for told in QUERIES:
        found = found_in(session, owner_id, ids, told["asked"])
        if (
            sorted(found) != told["hits"]
            or found[:1] != [told.get("first", *found[:1])][: len(found)]
        ):
            wrong.append((told["asked"], found, told["hits"]))
    assert wrong == []


def test_nobody_finds_what_is_anothers(session: Session) -> None:
    alice, bob = make_user(session).id, make_user(session).id
    fill_shelf(session, alice)
    for asked in (
        "docker",
        "도커",
        '"docker build"',
        "-nothing",
        "title:docker",
        "tag:docker",
        "d",
    ):
        query = parse(asked, now=NOW)
        assert queries.find(session, bob, query, prefix_last=True).items == ()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("kube", "k8s"),
        ("prefetch_rel", "django"),
        ("tsvec", "postgres"),
        ("컨테", "docker-ko"),
        ("c+", "c"),
        ("tag:cook", "recipes"),
    ],
)
def test_the_last_word_may_go_on_while_it_is_typed(session: Session, typed: str, key: str) -> None:
    owner_id = make_user(session).id
    ids = fill_shelf(session, owner_id)
    found = queries.find(session, owner_id, parse(typed, now=NOW), size=99, prefix_last=True)
    assert ids[key] in [save.id for save in found.items]


@pytest.mark.parametrize("order", list(Rank))
def test_pages_follow_each_other_without_gaps(session: Session, order: Rank) -> None:
    owner_id = make_user(session).id
    fill_shelf(session, owner_id)
    query = parse("lang:en", now=NOW)
    whole = queries.find(session, owner_id, query, order=order, size=200)
    walked, after = [], None
    while True:
        page = queries.find(session, owner_id, query, order=order, after=after, size=7)
        walked += [save.id for save in page.items]
        assert page.count == whole.count
        after = page.next_cursor
        if after is None:
            break
    assert walked == [save.id for save in whole.items]


def test_excerpts_mark_the_words_where_they_stand(session: Session) -> None:
    owner_id = make_user(session).id
    ids = fill_shelf(session, owner_id)
    query = parse("도커 or leader or 모드 or docker or lamport", now=NOW)
    found = queries.find(session, owner_id, query, size=99)
    with asked_of_database() as asked:
        told = queries.excerpts_of(session, owner_id, found, query)
    assert len(asked) == 4
    marked = {
        (key, excerpt.field, said.casefold())
        for key, id_ in ids.items()
        for excerpt in told.get(id_, ())
        for said, is_hit in excerpt.parts
        if is_hit
    }
    assert {
        ("docker-ko", Field.TITLE, "도커"),
        ("docker-ko", Field.TEXT, "도커"),
        ("docker-ko", Field.TAG, "도커"),
        ("raft", Field.HIGHLIGHT, "leader"),
        ("vim", Field.NOTE, "모드"),
        ("paxos", Field.AUTHOR, "lamport"),
        ("compose", Field.ADDRESS, "docker"),
    } <= marked


def test_an_empty_query_finds_nothing(session: Session) -> None:
    owner_id = make_user(session).id
    assert queries.find(session, owner_id, parse(" -> ", now=utcnow())).items == ()

"""Suggestions while a query is typed: operators, own tags and sites, values, never many."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from turbohtml import parse

from tests.support.people import Person
from tests.web.search.conftest import Findable


def offered(person: Person, marked: str) -> list[str]:
    """Return what is suggested at the `|` of a text."""
    at = len(marked.partition("|")[0].encode("utf-16-le")) // 2
    query = quote(marked.replace("|", ""))
    answer = person.client.htmx.get(f"/search/complete?q={query}&at={at}")
    assert answer.status_code == 200
    return [str(one.attrs["data-text"]) for one in parse(answer.text).select("[role=option]")]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("ta|", ["tag:"]),
        ("-ta|", ["tag:"]),
        ("is:|", ["is:unread ", "is:archived ", "is:favorite ", "is:snoozed "]),
        ("heron has:h|", ["has:highlight "]),
        ("kind:vi|", ["kind:video "]),
        ("lang:ko|", ["lang:ko "]),
        ("lang:kor|", ["lang:ko "]),
        ("time:<1|", ["time:<10 "]),
        ("sort:n|", ["sort:newest "]),
        ("after:7|", ["after:7d "]),
        ("zzz|", []),
        ("|", []),
        ('"ta|', []),
    ],
)
def test_operators_and_their_values_are_offered(
    alice: Person, marked: str, expected: list[str]
) -> None:
    assert offered(alice, marked) == expected


def test_own_tags_are_offered_the_commonest_first(
    findable: Findable, alice: Person, bob: Person
) -> None:
    findable(alice.user_id, "One", tags=["파이썬", "to read"])
    findable(alice.user_id, "Two", tags=["파이썬"])
    findable(alice.user_id, "Three", tags=["파일"])
    findable(bob.user_id, "Other", tags=["파란"])
    assert offered(alice, "tag:파|") == ["tag:파이썬 ", "tag:파일 "]
    assert offered(alice, "tag:|")[0] == "tag:파이썬 "
    assert offered(alice, "tag:TO|") == ['tag:"to read" ']
    assert offered(alice, 'tag:"to r|') == ['tag:"to read" ']
    assert offered(alice, "파이|") == ["tag:파이썬 "]


def test_own_sites_are_offered_each_once(findable: Findable, alice: Person, bob: Person) -> None:
    for number in range(3):
        findable(alice.user_id, f"A {number}", site="github.com")
    findable(alice.user_id, "B", site="gitlab.com", is_archived=True)
    findable(alice.user_id, "C", site="example.org")
    findable(bob.user_id, "D", site="gitea.com")
    assert offered(alice, "site:git|") == ["site:github.com ", "site:gitlab.com "]
    assert offered(alice, "site:|") == ["site:example.org ", "site:github.com ", "site:gitlab.com "]


def test_there_are_never_more_than_eight(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "One", tags=[f"t{number}" for number in range(20)])
    for number in range(20):
        findable(alice.user_id, f"{number}", site=f"s{number}.example")
    assert len(offered(alice, "tag:|")) == len(offered(alice, "site:s|")) == 8


def test_places_are_counted_as_browsers_count(alice: Person) -> None:
    answer = alice.client.htmx.get("/search/complete", query_string={"q": "😀 is:u x😀", "at": "7"})
    (option,) = parse(answer.text).select("[role=option]")
    assert (option.attrs["data-start"], option.attrs["data-rest"]) == ("3", "4")


@pytest.mark.parametrize("at", ["", "-1", "x", "99999999999", "٣"])
def test_a_strange_place_is_taken_for_the_end(alice: Person, at: str) -> None:
    answer = alice.client.htmx.get("/search/complete", query_string={"q": "is:u", "at": at})
    assert "is:unread" in answer.text


def test_names_of_tags_stay_text(findable: Findable, alice: Person) -> None:
    evil = '"><img/src=x>'
    findable(alice.user_id, "One", tags=[evil])
    page = parse(alice.client.htmx.get("/search/complete?q=tag:&at=4").text)
    assert evil in page.text and not page.select("img")

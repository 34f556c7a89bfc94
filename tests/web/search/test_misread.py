"""Queries that cannot be understood, and the strangest ones: answered in words, never lost."""

from __future__ import annotations

import pytest
from turbohtml import parse

from tests.support.people import Person
from tests.web.search.conftest import Findable

WRONG = [
    'heron "tall crane',
    "(heron",
    "tag:",
    "is:nonsense",
    "before:yesterday",
    "time:x",
]


@pytest.mark.parametrize("query", WRONG)
def test_a_plain_form_is_refused_with_the_place(alice: Person, query: str) -> None:
    answer = alice.client.get("/search", query_string={"q": query})
    assert answer.status_code == 422
    page = parse(answer.text)
    (field,) = page.select("#q")
    assert field.attrs["value"] == query
    assert field.attrs["aria-invalid"] == "true"
    assert field.attrs["aria-describedby"] == "search-told"
    (told,) = page.select("#search-told")
    assert told.select("[role=alert]")
    assert told.select(".misread")[0].text.strip() == query
    assert told.select(".misread u")[0].text


@pytest.mark.parametrize("query", WRONG)
def test_typing_is_met_calmly_and_keeps_what_was_found(alice: Person, query: str) -> None:
    answer = alice.client.htmx.get("/search", query_string={"q": query})
    assert answer.status_code == 200
    page = parse(answer.text)
    assert page.select(".hint") and not page.select("[role=alert]")
    targets = [str(one.attrs["hx-target"]) for one in page.select("hx-partial")]
    assert targets == ["#search-told"]
    assert not page.select(".empty, #shelf")


STRANGE = [
    "a" * 10_000,
    '"' * 200,
    "(" * 500,
    "- - -- or or",
    "or",
    "\x00heron\x00",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "שלום עולם \u202e heron",
    "%_*'; DROP TABLE saves; --",
    "NEAR(a b) AND heron* OR title:x^2",
    "::: : tag::x site:://",
    "before:99999999999999999999",
    "time:99999-1",
    "ㅎ",
    "\u0301\u0301",
]


@pytest.mark.parametrize("query", STRANGE)
def test_the_strangest_queries_are_answered(findable: Findable, alice: Person, query: str) -> None:
    findable(alice.user_id, "Heron", text="A heron")
    plain = alice.client.get("/search", query_string={"q": query})
    live = alice.client.htmx.get("/search", query_string={"q": query})
    options = alice.client.htmx.get("/search/complete", query_string={"q": query, "at": "3"})
    assert plain.status_code in (200, 422)
    assert (live.status_code, options.status_code) == (200, 200)


def test_a_long_query_comes_back_as_it_was_typed(alice: Person) -> None:
    typed = "heron " * 1_600 + "end"
    page = parse(alice.client.get("/search", query_string={"q": typed}).text)
    assert page.select("#q")[0].attrs["value"] == typed


@pytest.mark.parametrize("after", ["nonsense", "\x00", "bjE", "9" * 400])
def test_a_strange_cursor_is_refused_in_words(
    findable: Findable, alice: Person, after: str
) -> None:
    findable(alice.user_id, "Heron")
    answer = alice.client.get("/search", query_string={"q": "heron", "after": after})
    assert answer.status_code == 422
    assert "not one of ours" in answer.text

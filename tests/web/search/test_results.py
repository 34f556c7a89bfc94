"""The page of search: what it shows, to whom, at what cost, and how it meets what cannot be."""

from __future__ import annotations

import runpy
from urllib.parse import quote

import pytest
from flask import Flask, render_template_string
from sqlalchemy.orm import Session
from turbohtml import parse

from tests.architecture.sources import ROOT
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.web.search.conftest import Findable


def found(html: str) -> list[str]:
    """Return the titles of the rows of a page."""
    return [" ".join(one.text.split()) for one in parse(html).select("[data-save-id] h2")]


def search(person: Person, query: str, **more: str) -> str:
    """Return the page of a search that is understood."""
    further = "".join(f"&{name}={quote(value)}" for name, value in more.items())
    answer = person.client.get(f"/search?q={quote(query)}{further}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_strangers_are_asked_to_log_in(nobody: AuditingClient) -> None:
    for path in ("/search?q=a", "/search/help", "/search/complete?q=a&at=1", "/searches"):
        answer = nobody.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login?next=/")


def test_a_search_finds_ones_own_and_nobody_elses(
    findable: Findable, alice: Person, bob: Person
) -> None:
    findable(alice.user_id, "Herons of the estuary")
    findable(bob.user_id, "Herons of the mountain")
    assert found(search(alice, "herons")) == ["Herons of the estuary"]
    assert found(search(bob, "herons")) == ["Herons of the mountain"]


def test_a_hit_is_marked_where_it_stands(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "Birds", text="At dawn the heron waits in the shallows.")
    findable(alice.user_id, "A heron", note="Ask Kim about the heron")
    page = parse(search(alice, "heron"))
    assert {mark.text.casefold() for mark in page.select("mark")} == {"heron"}
    assert page.select("h2 mark")
    assert "in your note" in {label.text for label in page.select(".where")}


def test_korean_is_found_with_its_particles(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "데이터베이스를 고르는 법", text="검색엔진이 필요한 때")
    assert found(search(alice, "검색")) == ["데이터베이스를 고르는 법"]
    assert found(search(alice, "데이터베이스")) == ["데이터베이스를 고르는 법"]


def test_korean_stays_found_while_its_last_syllable_is_composed(
    findable: Findable, alice: Person
) -> None:
    findable(alice.user_id, "파이썬으로 만들기")
    findable(alice.user_id, "Other")
    for typed in ("파", "파ㅇ", "팡", "파이", "파있", "파이써", "파이썬", "파이썬ㅇ", "파이썬으"):
        assert found(search(alice, typed, typed="1")) == ["파이썬으로 만들기"], typed
    assert found(search(alice, "팡")) == []
    assert found(search(alice, "하마", typed="1")) == []


@pytest.mark.parametrize("evil", ["<script>heron()</script>", '"><img src=x onerror=heron>'])
def test_what_is_found_and_what_is_asked_stay_text(
    findable: Findable, alice: Person, evil: str
) -> None:
    findable(alice.user_id, f"heron {evil}", text=f"heron {evil} heron", note=f"{evil} heron")
    for query in ("heron", evil.replace('"', ""), f'"{evil}'):
        for answer in (
            alice.client.get("/search", query_string={"q": query}),
            alice.client.htmx.get("/search", query_string={"q": query}),
        ):
            page = parse(answer.text)
            assert not page.select("img[src=x]")
            assert not [one for one in page.select("script") if "heron" in one.text]


def test_the_count_is_told(findable: Findable, alice: Person) -> None:
    for number in range(3):
        findable(alice.user_id, f"Heron {number}")
    assert parse(search(alice, "heron")).select("#search-count")[0].text == "3 saves"


def test_more_results_follow_page_by_page(findable: Findable, alice: Person) -> None:
    for number in range(30):
        findable(alice.user_id, f"Heron {number}")
    for sort in ("", "newest"):
        path, seen = f"/search?q=heron&sort={sort}", []
        while path:
            page = alice.client.get(path)
            seen += found(page.text)
            more = parse(page.text).select("a[rel=next]")
            path = str(more[0].attrs["href"]) if more else ""
        assert len(seen) == len(set(seen)) == 30


def test_the_next_page_comes_to_htmx_as_rows_alone(findable: Findable, alice: Person) -> None:
    for number in range(30):
        findable(alice.user_id, f"Heron {number}")
    (more,) = parse(search(alice, "heron")).select("a[rel=next]")
    rows = alice.client.htmx.get(str(more.attrs["href"])).text
    assert len(found(rows)) == 6 and "<form" not in rows and "search-count" not in rows


def test_the_order_can_be_chosen(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "Notes", text="A heron somewhere")
    findable(alice.user_id, "Heron")
    findable(alice.user_id, "Old", text="heron " * 3)
    assert found(search(alice, "heron"))[0] == "Heron"
    assert found(search(alice, "heron", sort="newest")) == ["Notes", "Heron", "Old"]
    page = parse(search(alice, "heron sort:oldest"))
    assert not page.select(".sorts"), "the query names its order itself"


def test_a_search_costs_the_same_however_much_it_finds(
    findable: Findable, session: Session, alice: Person
) -> None:
    made: list[object] = []

    def grow_to(total: int) -> None:
        while len(made) < total:
            made.append(findable(alice.user_id, f"Heron {len(made)}", text="a heron", note="heron"))

    assert_same_cost(alice.client, "/search?q=heron", grow_to, at_most=16)


def test_before_anything_is_typed_the_page_teaches(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "Heron", tags=["to read"])
    page = parse(alice.client.get("/search").text)
    examples = [one.text for one in page.select(".examples dt a")]
    assert 'tag:"to read"' in examples and len(examples) >= 5
    for link in page.select(".examples dt a"):
        assert alice.client.get(str(link.attrs["href"])).status_code == 200


def test_every_example_of_the_help_is_understood(alice: Person) -> None:
    links = parse(alice.client.get("/search/help").text).select(".examples dt a")
    assert len(links) >= 15
    for link in links:
        assert alice.client.get(str(link.attrs["href"])).status_code == 200, link.text


def test_when_nothing_is_found_there_are_ways_out(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "Heron")
    page = parse(search(alice, 'heron -"tall crane" tag:birds'))
    assert "Nothing found" in page.text
    links = page.select(".ways-out a")
    ways = {link.select("s")[0].text: str(link.attrs["href"]) for link in links}
    assert list(ways) == ["heron", '-"tall crane"', "tag:birds"]
    fewer = parse(alice.client.get(ways["tag:birds"]).text)
    assert str(fewer.select("#q")[0].attrs["value"]) == 'heron -"tall crane"'
    assert found(alice.client.get(ways["tag:birds"]).text) == ["Heron"]


def test_an_address_can_be_saved_from_here(alice: Person) -> None:
    for query in ("https://blog.example/a?b=c", "www.blog.example/a", "blog.example/a"):
        page = parse(search(alice, query))
        (form,) = page.select("#save-address")
        assert form.attrs["action"] == "/save"
    for query in ("np.array", "blog.example", "a/b", "https://blog.example/ and more"):
        assert not parse(search(alice, query)).select("#save-address"), query


def test_a_row_keeps_its_hits_when_it_is_starred(findable: Findable, alice: Person) -> None:
    save = findable(alice.user_id, "Heron")
    here = {"HX-Current-URL": "http://localhost/search?q=heron"}
    path = f"/saves/{save.id}/favorite"
    (hits,) = parse(alice.client.htmx.post(path, headers=here).text).select(f"#hits-{save.id}")
    assert "hx-preserve" in hits.attrs
    here = {"HX-Current-URL": "http://localhost/saves"}
    assert not parse(alice.client.htmx.post(path, headers=here).text).select(".hits")


def test_a_link_may_begin_a_search_within_something(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "Heron", tags=["birds"])
    page = search(alice, "tag:birds ")
    (field,) = parse(page).select("#q")
    assert field.attrs["value"] == "tag:birds " and "autofocus" in field.attrs
    assert found(page) == ["Heron"]


def test_every_template_can_link_to_a_search(app: Flask, alice: Person) -> None:
    with app.test_request_context():
        href = render_template_string("{{ search_href(written('tag', 'to read') ~ ' ') }}")
    assert href == "/search?q=tag:%22to+read%22+"
    assert alice.client.get(href).status_code == 200


def test_what_is_found_can_be_taken_along_as_a_book(findable: Findable, alice: Person) -> None:
    findable(alice.user_id, "Herons of the estuary")
    offered = parse(search(alice, "herons")).select('a[href^="/search/epub"]')
    answer = alice.client.get(str(offered[0].attrs["href"]))
    assert answer.content_type == "application/epub+zip"
    assert b"EPUB/package.opf" in answer.data
    for query in ("nothingatall", '"open', ""):
        refused = alice.client.get(f"/search/epub?q={quote(query)}")
        assert refused.status_code == 422, query


def test_what_fits_into_the_box_fits_into_the_line_of_a_request(
    findable: Findable, alice: Person
) -> None:
    settings = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))
    for path, box in (("/search", "#q"), ("/saves", "#find-q")):
        (field,) = parse(alice.client.get(path).text).select(box)
        longest = quote("가" * int(str(field.attrs["maxlength"])))
        line = f"GET /search/complete?q={longest}&at=800&sort=newest HTTP/1.1"
        assert len(line) < settings["limit_request_line"]

"""Entries: in the types of every client, made, changed, found by every filter, never anybody's."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from devket.library.models import Save
from devket.library.services.tagging import tag_saves
from tests.factories.captures import make_version
from tests.factories.library import fill, make_save
from tests.factories.reading import make_highlight
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.twins import HandQueue, Pages
from tests.support.wallabag import ENTRY, ENVELOPE, Program, faults

KEY = "ab" * 32
HTML = f'<p>Herons wait.</p><p>Then they move.</p><img src="/media/images/{KEY}" alt="">'


def article(session: Session, person: Person, **fields: Any) -> Save:
    save = make_save(session, person.user_id, **fields)
    make_version(session, save, html=HTML, text="Herons wait.\nThen they move.")
    session.commit()
    return save


def tagged(session: Session, save: Save, *names: str) -> None:
    owner_id = save.owner_id
    tag_saves(session, owner_id=owner_id, save_ids=[save.id], names=names, clock=utcnow)
    session.commit()


def listed(api: Program, query: str = "") -> list[int]:
    return [one["id"] for one in api("GET", f"/api/entries{query}")["_embedded"]["items"]]


@pytest.mark.parametrize("app_name", ENTRY)
def test_each_client_can_read_an_entry(
    api: Program, alice: Person, session: Session, app_name: str
) -> None:
    full = article(session, alice, byline="R. Oe", lang="en", is_favorite=True, is_archived=True)
    tagged(session, full, "Build tools/make")
    make_highlight(session, full, "Herons wait.", note="Patience")
    bare = make_save(session, alice.user_id, title="", state=State.PENDING, word_count=0)
    session.commit()
    for save_id in (full.id, bare.id):
        assert faults(api("GET", f"/api/entries/{save_id}"), ENTRY[app_name]) == []
    told = api("GET", "/api/entries.json?perPage=50")
    assert faults(told, ENVELOPE) == []
    for one in told["_embedded"]["items"]:
        assert faults(one, ENTRY[app_name]) == []
    assert (
        faults(api("POST", "/api/entries", json={"url": "https://n.example/"}), ENTRY[app_name])
        == []
    )


def test_an_entry_says_what_is_kept(api: Program, alice: Person, session: Session) -> None:
    save = article(session, alice, final_url="https://e.example/a%20b", word_count=1010)
    told = api("GET", f"/api/entries/{save.id}.json")
    assert told["url"] == "https://e.example/a%20b"
    assert (told["http_status"], told["reading_time"], told["is_public"]) == ("200", 5, False)
    assert f"http://localhost/wallabag/images/{alice.user_id}/" in told["content"]
    assert told["content"] == api("GET", f"/api/entries/{save.id}")["content"]
    assert api("GET", f"/api/entries/{save.id}?detail=metadata")["content"] is None
    api("GET", f"/api/entries/{save.id}?detail=much", 400)


def test_a_page_that_failed_is_an_entry_with_a_notice(
    api: Program, alice: Person, session: Session
) -> None:
    save = make_save(
        session, alice.user_id, title="", state=State.UNREACHABLE, reason=Reason.NOT_FOUND
    )
    session.commit()
    told = api("GET", f"/api/entries/{save.id}")
    assert (told["http_status"], told["title"]) == ("404", "blog.example")
    assert told["content"].startswith("<p>")


def test_saving_needs_nothing_but_an_address(
    api: Program, pages: Pages, queue: HandQueue, session: Session
) -> None:
    pages["https://e.example/post"] = "<title>A post</title><article><p>" + "Words. " * 200
    told = api("POST", "/api/entries", data={"url": "https://e.example/post", "tags": ""})
    assert (told["is_archived"], told["tags"]) == (0, [])
    queue.run_pending()
    read = api("GET", f"/api/entries/{told['id']}")
    assert (read["title"], read["http_status"]) == ("A post", "200")
    assert listed(api, f"?since={int(utcnow().timestamp()) - 5}") == [told["id"]]


def test_saving_takes_everything_along(api: Program, session: Session) -> None:
    sent = {
        "url": "https://e.example/x",
        "title": None,
        "content": None,
        "tags": "Rust, build tools ,,rust",
        "archive": "1",
        "starred": 1,
        "origin_url": "https://o.example/",
        "preview_picture": "https://p.example/p.png",
        "authors": "R. Oe",
        "language": "de",
        "published_at": "2026-03-04T05:06:07+0200",
    }
    told = api("POST", "/api/entries.json", json=sent)
    assert [tag["label"] for tag in told["tags"]] == ["build tools", "rust"]
    assert [tag["slug"] for tag in told["tags"]] == ["build-tools", "rust"]
    assert (told["is_archived"], told["is_starred"]) == (1, 1)
    assert told["published_at"] == "2026-03-04T03:06:07+0000"
    assert (told["published_by"], told["language"]) == (["R. Oe"], "de")
    assert (told["origin_url"], told["preview_picture"]) == (
        "https://o.example/",
        "https://p.example/p.png",
    )


def test_saving_again_adds_and_leaves_the_archive_alone(api: Program, session: Session) -> None:
    first = api(
        "POST", "/api/entries", json={"url": "https://e.example/x", "tags": "a", "archive": 1}
    )
    again = api(
        "POST", "/api/entries", json={"url": "https://e.example/x?utm_source=q", "tags": ["B"]}
    )
    assert again["id"] == first["id"]
    assert (again["is_archived"], [tag["label"] for tag in again["tags"]]) == (1, ["a", "b"])
    assert api("POST", "/api/entries", json={"url": first["url"], "archive": 0})["is_archived"] == 0


def test_a_page_that_the_client_has_is_not_fetched(
    api: Program, queue: HandQueue, pages: Pages
) -> None:
    content = "".join(
        f"<p>Only a subscriber reads line {n} of this article.</p>" for n in range(40)
    )
    sent = {"url": "https://e.example/paid", "title": "Paid for", "content": content}
    told = api("POST", "/api/entries", json=sent)
    queue.run_pending()
    read = api("GET", f"/api/entries/{told['id']}")
    assert "line 39" in read["content"]
    assert read["title"] == "Paid for"


@pytest.mark.parametrize(
    "options",
    [
        {"json": {}},
        {"json": {"url": "javascript:alert(1)"}},
        {"data": "[1]", "content_type": "application/json"},
        {"data": '{"url": ', "content_type": "application/json"},
        {"data": "[" * 100_000, "content_type": "application/json"},
        {"data": b"\xff\xfe{", "content_type": "application/json; charset=utf-8"},
    ],
)
def test_what_is_no_address_is_refused_and_told(api: Program, options: dict[str, Any]) -> None:
    told = api("POST", "/api/entries", 400, **options)
    assert set(told) == {"code", "message", "error", "error_description"}


def test_changing_changes_what_is_named(api: Program, alice: Person, session: Session) -> None:
    save = article(session, alice, is_favorite=True)
    tagged(session, save, "old")
    path = f"/api/entries/{save.id}"
    empty = api("PATCH", path, data=b"", headers={"Content-Type": "application/json"})
    assert (empty["is_starred"], [tag["label"] for tag in empty["tags"]]) == (1, ["old"])
    told = api(
        "PATCH", path, json={"title": "Mine", "tags": "new,other", "archive": 1, "starred": 0}
    )
    assert (told["title"], told["is_archived"], told["is_starred"]) == ("Mine", 1, 0)
    assert [tag["label"] for tag in told["tags"]] == ["new", "other"]
    same = api("PATCH", path + ".json", data={"tags": "", "title": "", "archive": "0"})
    assert (same["title"], same["is_archived"], len(same["tags"])) == ("Mine", 0, 2)
    assert api("PATCH", path, json={"archive": None})["is_archived"] == 0


def test_deleting_tells_what_is_gone(api: Program, alice: Person, session: Session) -> None:
    first, second = article(session, alice), article(session, alice)
    empty = {"Content-Type": "application/json"}
    assert api("DELETE", f"/api/entries/{first.id}.json", headers=empty)["id"] == first.id
    assert api("DELETE", f"/api/entries/{second.id}?expect=id") == {"id": second.id}
    api("DELETE", f"/api/entries/{first.id}", 404)
    api("GET", f"/api/entries/{first.id}", 404)
    api("DELETE", f"/api/entries/{first.id}?expect=much", 400)


def test_reloading_fetches_again(
    api: Program, alice: Person, session: Session, queue: HandQueue, pages: Pages
) -> None:
    save = article(session, alice)
    pages[save.given_url] = "<title>Newer</title><article><p>" + "Words to read. " * 900
    assert api("PATCH", f"/api/entries/{save.id}/reload")["id"] == save.id
    queue.run_pending()
    assert api("GET", f"/api/entries/{save.id}")["title"] == "Newer"


def test_each_filter_narrows(api: Program, alice: Person, session: Session) -> None:
    old = article(session, alice, is_archived=True, site="a.example")
    star = article(session, alice, is_favorite=True, site="b.example")
    failed = make_save(
        session, alice.user_id, state=State.UNREACHABLE, reason=Reason.NOT_FOUND, site="c.example"
    )
    tagged(session, old, "x", "y")
    tagged(session, star, "x")
    make_highlight(session, star, "Herons wait.")
    session.commit()
    wanted = {
        "archive=1": [old], "archive=0": [failed, star], "starred=1": [star],
        "starred=false": [failed, old], "public=1": [], "notParsed=1": [failed],
        "annotations=1": [star], "tags=x": [star, old], "tags=X,%20y": [old], "tags=z": [],
        "tags=": [failed, star, old], "tags[]=x": [failed, star, old],
        "domain_name=b.example": [star],
        "http_status=404": [failed], "http_status=200": [star, old],
        "http_status=999": [failed, star, old], "order=asc": [old, star, failed],
        "sort=odd": [failed, star, old], "since=4102444800": [], "since=x": [failed, star, old],
    }  # fmt: skip
    found = {query: listed(api, f"?{query}") for query in wanted}
    assert found == {query: [save.id for save in saves] for query, saves in wanted.items()}
    api("GET", "/api/entries?order=up", 400)
    api("GET", "/api/entries?detail=some", 400)


def test_pages_are_numbered_and_end(api: Program, alice: Person, session: Session) -> None:
    fill(session, alice.user_id, 7)
    query = "/api/entries?perPage=3&archive=0&tags=&page="
    pages = [api("GET", f"{query}{number}") for number in (1, 2, 3)]
    assert [len(page["_embedded"]["items"]) for page in pages] == [3, 3, 1]
    assert {(page["pages"], page["total"], page["limit"]) for page in pages} == {(3, 7, 3)}
    assert "next" in pages[0]["_links"] and "previous" not in pages[0]["_links"]
    assert "next" not in pages[2]["_links"] and "previous" in pages[2]["_links"]
    following = pages[0]["_links"]["next"]["href"]
    assert following.startswith("http://localhost/wallabag/api/entries?")
    assert "archive=0" in following and "page=2" in following
    assert "_embedded" not in api("GET", f"{query}4", 404)
    for odd in ("page=0", "page=-1", "perPage=0", "page=2147483648000000000000"):
        api("GET", f"/api/entries?{odd}", 404)


def test_an_empty_list_has_a_page_and_a_huge_one_is_clamped(api: Program) -> None:
    told = api("GET", "/api/entries?perPage=9223372036854775807")
    assert (told["page"], told["pages"], told["total"]) == (1, 1, 0)
    assert told["limit"] == 300


def test_a_list_costs_as_many_questions_for_few_as_for_many(
    api: Program, alice: Person, session: Session
) -> None:
    asked = []
    api("GET", "/api/user")  # from now on its use is noted
    for total in (3, 30):
        while session.query(Save).count() < total:
            save = article(session, alice)
            tagged(session, save, "x")
            make_highlight(session, save, "Herons wait.")
        session.commit()
        with queries() as seen:
            api("GET", "/api/entries?perPage=30")
        asked.append(seen)
    assert len(asked[0]) == len(asked[1]) <= 8, "\n".join(asked[1])


def test_what_changes_is_told_since(api: Program, alice: Person, session: Session) -> None:
    long_ago = utcnow() - timedelta(days=2)
    saves = [article(session, alice, updated_at=long_ago) for _ in range(3)]
    for save in saves:
        save.updated_at = long_ago
    session.commit()
    since = int((utcnow() - timedelta(days=1)).timestamp())
    assert listed(api, f"?since={since}") == []
    api("POST", f"/api/entries/{saves[0].id}/tags", json={"tags": "x"})
    api(
        "POST",
        f"/api/annotations/{saves[1].id}",
        json={"text": "n", "quote": "Herons", "ranges": []},
    )
    api("PATCH", f"/api/entries/{saves[2].id}", json={"starred": 1})
    query = f"?since={since}&sort=updated&order=asc&detail=metadata"
    assert listed(api, query) == [save.id for save in saves]


def test_carol_meets_nothing_of_alice(
    api: Program, strange: Program, alice: Person, session: Session
) -> None:
    save = article(session, alice)
    tagged(session, save, "hers")
    made = make_highlight(session, save, "Herons wait.")
    session.commit()
    tag = api("GET", f"/api/entries/{save.id}")["tags"][0]["id"]
    asked = [
        ("GET", f"/api/entries/{save.id}"), ("PATCH", f"/api/entries/{save.id}"),
        ("DELETE", f"/api/entries/{save.id}"), ("PATCH", f"/api/entries/{save.id}/reload"),
        ("GET", f"/api/entries/{save.id}/export.epub"),
        ("GET", f"/api/entries/{save.id}/export.json"),
        ("GET", f"/api/entries/{save.id}/tags"), ("POST", f"/api/entries/{save.id}/tags"),
        ("DELETE", f"/api/entries/{save.id}/tags/{tag}"), ("DELETE", f"/api/tags/{tag}"),
        ("DELETE", "/api/tag/label?tag=hers"), ("DELETE", "/api/tags/label?tags=hers"),
        ("GET", f"/api/annotations/{save.id}"), ("PUT", f"/api/annotations/{made.id}"),
        ("DELETE", f"/api/annotations/{made.id}"),
    ]  # fmt: skip
    for method, path in asked:
        strange(method, path, 404, json={"tags": "x", "archive": 1, "text": "x"})
    strange("POST", f"/api/annotations/{save.id}", 404, json={"text": "x", "ranges": []})
    assert strange("GET", "/api/entries")["total"] == 0
    assert strange("GET", "/api/tags") == []
    assert strange("GET", f"/api/entries/exists?url={save.given_url}") == {"exists": False}
    urls = json.dumps([save.given_url])
    told = strange("DELETE", "/api/entries/list", query_string={"urls": urls})
    assert told == [{"url": save.given_url, "entry": False}]
    assert api("GET", f"/api/entries/{save.id}")["is_archived"] == 0


def test_every_address_knows_both_spellings_and_a_slash_too_many(api: Program) -> None:
    for path in ("/api/entries", "/api/entries.json", "//api/entries", "/api//entries.json"):
        assert api("GET", path)["total"] == 0
    told = api("GET", "/api/nothing", 404)
    assert (told["code"], told["error"]) == (404, "not found")
    api("PUT", "/api/entries", 405)

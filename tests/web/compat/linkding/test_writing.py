"""Writes of every client, in the bodies that each of them sends."""

from __future__ import annotations

import gzip
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.library.models import Capture, Save, Tag
from devket.library.services import add_save
from devket.storage import MemoryBlobs
from tests.factories.library import make_save
from tests.support.linkding import Client, strict
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue

URL = "https://blog.example/herons"
MULTIPART = {"content_type": "multipart/form-data"}


def change(ding: Client, id_: int, method: str = "PATCH", **sent: Any) -> Any:
    """Send a change and return the bookmark after it."""
    answer = ding.ask(method, f"/bookmarks/{id_}/", **sent)
    assert answer.status_code == 200, answer.text
    return strict(answer.get_json())


def test_a_new_bookmark_is_a_save_that_is_fetched(
    session: Session, ding: Client, queue: HandQueue
) -> None:
    told = ding.make(URL, title=" Herons ", tag_names=["water birds", "a,b"], notes="Mine.")
    assert (told["url"], told["title"], told["notes"]) == (URL, "Herons", "Mine.")
    assert told["tag_names"] == ["a", "b", "water-birds"]
    assert (told["is_archived"], told["unread"], told["shared"]) == (False, True, False)
    assert told["web_archive_snapshot_url"].endswith(f"/{URL}")
    save = session.get_one(Save, told["id"])
    assert save.capture_due_at is not None
    assert strict(ding.get(f"/bookmarks/{save.id}/")) == told


def test_linkdy_sends_forms_of_parts(ding: Client) -> None:
    form = {
        "url": URL, "title": "", "description": "", "notes": "", "tag_names": "a,b c",
        "is_archived": "false", "unread": "true", "shared": "false",
    }  # fmt: skip
    answer = ding.ask("POST", "/bookmarks/", data=form, **MULTIPART)
    assert answer.status_code == 201
    told = strict(answer.get_json())
    assert told["tag_names"] == ["a", "b-c"]
    again = {**form, "title": "Herons", "is_archived": "true"}
    del again["tag_names"]
    for method in ("PUT", "PATCH"):
        after = change(ding, told["id"], method, data=again, **MULTIPART)
        assert (after["title"], after["is_archived"]) == ("Herons", True)
        assert after["tag_names"] == ["a", "b-c"], "what is not sent stays"


def test_a_form_of_one_line_and_repeated_parts(ding: Client) -> None:
    answer = ding.ask("POST", "/bookmarks/", data={"url": URL, "tag_names": ["a", "b"]})
    assert answer.get_json()["tag_names"] == ["a", "b"]


def test_pinkt_puts_the_whole_object_back(ding: Client) -> None:
    told = ding.make(URL, title="Herons", description="They wade.", tag_names=["a"])
    assert told["notes"] == "They wade.", "a description of one's own is kept before the note"
    assert change(ding, told["id"], "PUT", json=told) == {
        **told, "date_modified": change(ding, told["id"], "PUT", json=told)["date_modified"]
    }  # fmt: skip


def test_a_description_that_is_the_pages_own_is_no_note(
    session: Session, alice: Person, ding: Client
) -> None:
    save = make_save(session, alice.user_id, excerpt="Of the page.")
    session.commit()
    after = change(ding, save.id, json={"description": "Of  the page. "})
    assert (after["description"], after["notes"]) == ("Of the page.", "")
    after = change(ding, save.id, json={"description": "Mine.", "notes": "More."})
    assert (after["description"], after["notes"]) == ("Of the page.", "Mine.\n\nMore.")
    assert change(ding, save.id, json={"description": "Mine."})["notes"] == "Mine.\n\nMore."


def test_an_address_that_is_kept_is_changed_and_stays_where_it_is(
    session: Session, alice: Person, ding: Client, clock: HandClock
) -> None:
    first = ding.make(URL, title="Herons", notes="Mine.", tag_names=["a"], is_archived=True)
    again = ding.make(f"{URL}/?utm_source=feed", title="Grey herons")
    assert again["id"] == first["id"]
    assert (again["title"], again["notes"], again["tag_names"]) == ("Grey herons", "Mine.", ["a"])
    assert again["is_archived"] is True
    assert again["date_added"] == first["date_added"]
    assert ding.make(URL, tag_names=[], notes="")["tag_names"] == []
    assert ding.get(f"/bookmarks/{first['id']}/")["notes"] == ""


def test_one_that_was_deleted_comes_back(session: Session, ding: Client) -> None:
    first = ding.make(URL)
    assert ding.ask("DELETE", f"/bookmarks/{first['id']}/").status_code == 204
    assert ding.ask("GET", f"/bookmarks/{first['id']}/").status_code == 404
    assert ding.make(URL)["id"] == first["id"]


def test_a_time_that_is_given_is_kept_unless_it_is_to_come(ding: Client, clock: HandClock) -> None:
    past = ding.make(f"{URL}/1", date_added="2019-05-06T07:08:09+09:00")
    assert past["date_added"] == "2019-05-05T22:08:09Z"
    to_come = ding.make(f"{URL}/2", date_added="2999-01-01")
    assert to_come["date_added"] < (clock() + timedelta(days=1)).isoformat()


def test_reading_and_archiving_are_two_things(ding: Client) -> None:
    id_ = ding.make(URL, unread=False)["id"]
    assert ding.get(f"/bookmarks/{id_}/")["unread"] is True, "it was not read by being saved"
    assert change(ding, id_, json={"unread": False})["unread"] is False
    after = change(ding, id_, json={"is_archived": True})
    assert (after["is_archived"], after["unread"]) == (True, False)
    assert change(ding, id_, json={"unread": True, "is_archived": False})["unread"] is True
    change(ding, id_, json={"unread": False})
    assert ding.make(URL, unread=True)["unread"] is True
    for act, is_archived in (("archive", True), ("archive", True), ("unarchive", False)):
        answer = ding.ask("POST", f"/bookmarks/{id_}/{act}/")
        assert (answer.status_code, answer.data) == (204, b"")
        assert "Content-Type" not in answer.headers
        assert ding.get(f"/bookmarks/{id_}/")["is_archived"] is is_archived


def test_null_counts_as_not_sent_and_strange_fields_are_left_alone(ding: Client) -> None:
    told = ding.make(URL, title=None, tag_names=None, unread=None, id=7, favicon_url=None, x=[1])
    assert told["title"] == ""


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "url"),
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": ["x"]}, "url"),
        ({"url": URL, "title": {"a": 1}}, "title"),
        ({"url": URL, "title": "x" * 513}, "title"),
        ({"url": URL, "notes": "x" * 20_001}, "notes"),
        ({"url": URL, "tag_names": "a"}, "tag_names"),
        ({"url": URL, "tag_names": [[]]}, "tag_names"),
        ({"url": URL, "tag_names": ["x" * 101]}, "tag_names"),
        ({"url": URL, "tag_names": [str(n) for n in range(51)]}, "tag_names"),
        ({"url": URL, "unread": "perhaps"}, "unread"),
        ({"url": URL, "is_archived": []}, "is_archived"),
        ({"url": URL, "date_added": "soon"}, "date_added"),
        ({"url": URL, "date_added": 12}, "date_added"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(
    session: Session, ding: Client, sent: dict[str, Any], field: str
) -> None:
    answer = ding.ask("POST", "/bookmarks/", json=sent)
    assert answer.status_code == 400
    told = answer.get_json()
    assert list(told) == [field]
    assert [type(sentence) for sentence in told[field]] == [str]
    assert session.query(Save).count() == 0, "nothing is half kept"


@pytest.mark.parametrize("body", [b"{", b"[]", b"3", b"\xff", b"[" * 100_000, b'"x"'])
def test_a_body_that_is_none_is_told(ding: Client, body: bytes) -> None:
    answer = ding.ask("POST", "/bookmarks/", data=body, content_type="application/json")
    assert (answer.status_code, list(answer.get_json())) == (400, ["detail"])


def test_what_no_database_stores_is_left_out(ding: Client) -> None:
    told = ding.make(URL, title="a\x00b", notes="\ud800c", tag_names=["d\x00e"])
    assert (told["title"], told["notes"], told["tag_names"]) == ("ab", "c", ["de"])


def test_an_address_cannot_become_that_of_another_page(ding: Client) -> None:
    id_ = ding.make(URL)["id"]
    other = ding.make(f"{URL}/2")
    assert change(ding, id_, json={"url": f"{URL}/"})["url"] == URL, "the same page"
    for url in (other["url"], "https://elsewhere.example/"):
        answer = ding.ask("PATCH", f"/bookmarks/{id_}/", json={"url": url})
        assert (answer.status_code, list(answer.get_json())) == (400, ["url"])
    answer = ding.ask("PUT", f"/bookmarks/{id_}/", json={"title": "x"})
    assert list(answer.get_json()) == ["url"]


def test_a_tag_with_a_blank_keeps_it_through_clients_that_know_none(
    session: Session, alice: Person, ding: Client
) -> None:
    added = add_save(session, owner_id=alice.user_id, url=URL, clock=utcnow, tags=["To read"])
    id_ = added.save.id
    session.commit()
    told = ding.get(f"/bookmarks/{id_}/")
    assert told["tag_names"] == ["To-read"]
    after = change(ding, id_, json={"tag_names": [*told["tag_names"], "PYTHON", "python"]})
    assert after["tag_names"] == ["PYTHON", "To-read"]
    session.rollback()
    assert {tag.name for tag in session.query(Tag)} == {"To read", "PYTHON"}


def test_tags_are_made_once_and_deleted(ding: Client) -> None:
    id_ = ding.make(URL, tag_names=["birds"])["id"]
    made = ding.ask("POST", "/tags/", data={"name": "Water fowl"}, **MULTIPART)
    assert (made.status_code, made.get_json()["name"]) == (201, "Water-fowl")
    same = ding.ask("POST", "/tags/", json={"name": "BIRDS"}).get_json()
    assert same["name"] == "birds"
    for sent in ({}, {"tag": "x"}, {"name": " "}, {"name": "x" * 101}):
        refused = ding.ask("POST", "/tags/", json=sent)
        assert (refused.status_code, list(refused.get_json())) == (400, ["name"]), sent
    assert ding.ask("DELETE", f"/tags/{same['id']}/").status_code == 204
    assert ding.ask("GET", f"/tags/{same['id']}/").status_code == 404
    assert ding.get(f"/bookmarks/{id_}/")["tag_names"] == []


def test_the_extension_checks_an_address(session: Session, alice: Person, ding: Client) -> None:
    unknown = ding.get("/bookmarks/check", query_string={"url": URL, "ignore_cache": "true"})
    empty = {"title": None, "description": None, "preview_image": None}
    assert unknown == {"bookmark": None, "metadata": {"url": URL, **empty}, "auto_tags": []}
    save = make_save(session, alice.user_id, given_url=URL, title="Herons", excerpt="They wade.")
    session.commit()
    known = ding.get("/bookmarks/check/", query_string={"url": f"{URL}/#top"})
    assert strict(known["bookmark"])["id"] == save.id
    assert known["metadata"]["url"] == f"{URL}/#top"
    assert known["metadata"]["title"] == "Herons"
    assert known["metadata"]["description"] == "They wade."
    for url in ("about:blank", "chrome://newtab", "x" * 5000):
        assert ding.get("/bookmarks/check/", query_string={"url": url})["bookmark"] is None
    assert ding.ask("GET", "/bookmarks/check/").status_code == 400


def page(file: bytes = b"<title>Herons</title><p>As seen.", **form: str) -> dict[str, Any]:
    return {"data": {**form, "file": (BytesIO(file), "page.html")}, **MULTIPART}


def test_a_page_as_the_browser_saw_it_is_read(
    session: Session, ding: Client, queue: HandQueue, blobs: MemoryBlobs
) -> None:
    first = ding.make(URL, is_archived=True)["id"]
    as_bearer = Client(ding.client, ding.token, "Bearer")
    answer = as_bearer.ask("POST", "/bookmarks/singlefile/", **page(url=URL))
    assert (answer.status_code, list(answer.get_json())) == (201, ["message"])
    session.rollback()
    save = session.get_one(Save, first)
    assert save.is_archived, "it stays where it was"
    assert save.handed_key is not None
    assert b"As seen." in gzip.decompress(b"".join(blobs.open(save.handed_key)))
    assert (
        as_bearer.ask("POST", "/bookmarks/singlefile/", **page(url=f"{URL}/2")).status_code == 201
    )
    session.rollback()
    assert session.query(Save).count() == 2


@pytest.mark.parametrize(
    ("file", "form"),
    [
        (b"<p>Read.", {}),
        (b"", {"url": URL}),
        (b"<p>Read.", {"url": "javascript:x"}),
    ],
    ids=["no address", "no page", "a script"],
)
def test_a_page_that_is_none_is_refused(
    session: Session, ding: Client, file: bytes, form: dict[str, str]
) -> None:
    answer = ding.ask("POST", "/bookmarks/singlefile/", **page(file, **form))
    assert answer.status_code == 400
    assert answer.is_json
    large = {"data": b"x" * (26 * 1024 * 1024), "content_type": "multipart/form-data; boundary=y"}
    answer = ding.ask("POST", "/bookmarks/singlefile/", **large)
    assert (answer.status_code, list(answer.get_json())) == (413, ["detail"])
    assert session.query(Save).count() == 0


def test_kept_pages_are_assets(
    session: Session, alice: Person, ding: Client, blobs: MemoryBlobs
) -> None:
    save = make_save(session, alice.user_id)
    key = blobs.put(gzip.compress(b"<p>As it came.<script>1</script>"), "application/gzip")
    capture = Capture(
        save_id=save.id, version=1, captured_at=utcnow(), finished_at=utcnow(), source_key=key,
        source_type="text/html; charset=utf-8",
    )  # fmt: skip
    session.add(capture)
    session.commit()
    told = ding.get(f"/bookmarks/{save.id}/assets/")
    assert (told["count"], told["next"]) == (1, None)
    (one,) = told["results"]
    assert (one["bookmark"], one["asset_type"], one["status"]) == (save.id, "snapshot", "complete")
    path = f"/bookmarks/{save.id}/assets/{one['id']}/"
    assert ding.get(path) == one
    sent = ding.ask("GET", f"{path}download/")
    assert sent.data == b"<p>As it came.<script>1</script>"
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    upload = ding.ask("POST", f"/bookmarks/{save.id}/assets/upload/", **page())
    assert (upload.status_code, list(upload.get_json())) == (403, ["error"])

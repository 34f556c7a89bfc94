"""What stands around entries: tags, what exists, files, many at once, searches, pictures."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from hashlib import sha1
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import CaptureImage, Save
from devket.library.services.tagging import tag_saves
from devket.storage import MemoryBlobs
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.epubcheck import faults_of
from tests.support.people import Person
from tests.support.twins import HandQueue, Pages
from tests.support.wallabag import CONFIG, TAG, Program, faults, integer


def hashed(address: str) -> str:
    return sha1(address.encode()).hexdigest()


def article(session: Session, person: Person, **fields: Any) -> Save:
    save = make_save(session, person.user_id, **fields)
    make_version(session, save, html="<p>Herons wait.</p>", text="Herons wait.")
    session.commit()
    return save


def test_tags_of_an_entry_come_and_go(api: Program, alice: Person, session: Session) -> None:
    save = article(session, alice)
    path = f"/api/entries/{save.id}/tags"
    told = api("POST", path + ".json", data={"tags": "b, A ,,"})
    assert [tag["label"] for tag in told["tags"]] == ["a", "b"]
    tags = api("GET", path)
    assert all(map(TAG, tags))
    told = api("DELETE", f"{path}/{tags[0]['id']}", headers={"Content-Type": "application/json"})
    assert [tag["label"] for tag in told["tags"]] == ["b"]
    assert api("POST", path, json={"tags": ""})["id"] == save.id
    api("DELETE", f"{path}/4321", 404)
    api("GET", "/api/entries/4321/tags", 404)


def test_tags_of_a_person(api: Program, alice: Person, session: Session) -> None:
    first, second = article(session, alice), article(session, alice)
    for save, names in ((first, ["x", "y", "z"]), (second, ["x", "C++", "t:go"])):
        tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=names, clock=utcnow)
    session.commit()
    tags = api("GET", "/api/tags.json")
    assert [(tag["label"], tag["nbEntries"]) for tag in tags] == [
        ("C++", 1), ("t:go", 1), ("x", 2), ("y", 1), ("z", 1),
    ]  # fmt: skip
    assert all(map(TAG, tags)) and all(integer(tag["nbEntries"]) for tag in tags)
    assert api("DELETE", f"/api/tags/{tags[2]['id']}")["label"] == "x"
    assert api("DELETE", "/api/tag/label.json?tag=Y")["label"] == "y"
    gone = api("DELETE", "/api/tags/label", data={"tags": "z,nothing,t:go"})
    assert [tag["label"] for tag in gone] == ["z", "t:go"]
    api("DELETE", "/api/tag/label?tag=Y", 404)
    assert [tag["label"] for tag in api("GET", "/api/tags")] == ["C++"]


def test_an_address_exists_under_each_of_its_forms(
    api: Program, pages: Pages, queue: HandQueue
) -> None:
    given = "https://e.example/a%20b?q=%C3%BC+x"
    pages[given] = "<title>T</title><article><p>" + "Words. " * 200
    number = api("POST", "/api/entries", json={"url": given})["id"]
    queue.run_pending()
    forms = [hashed(given), hashed("https://e.example/a b?q=ü x")]
    for one in forms:
        assert api("GET", f"/api/entries/exists?hashed_url={one}") == {"exists": True}
    query = {"url": given, "return_id": 1}
    assert api("GET", "/api/entries/exists.json", query_string=query) == {"exists": number}
    query["url"] = "this is no address"
    assert api("GET", "/api/entries/exists", query_string=query) == {"exists": None}
    assert api("GET", "/api/entries/exists?url=x") == {"exists": False}
    several = urlencode([("hashed_urls[]", one) for one in (*forms, "0" * 40)])
    told = api("GET", f"/api/entries/exists?{several}")
    assert told == {forms[0]: True, forms[1]: True, "0" * 40: False}
    several = urlencode([("urls[]", given), ("urls[]", "x"), ("return_id", "1")])
    assert api("GET", f"/api/entries/exists?{several}") == {given: number, "x": None}
    api("GET", "/api/entries/exists", 404)
    api("DELETE", f"/api/entries/{number}")
    assert api("GET", f"/api/entries/exists?hashed_url={forms[0]}") == {"exists": False}


@pytest.mark.parametrize("form", ["epub", "txt", "json", "csv", "xml", "md"])
def test_an_entry_is_a_file(
    api: Program, alice: Person, session: Session, form: str, tmp_path: Path
) -> None:
    save = article(session, alice, title="Tidy: Makefiles & \x01“co”")
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=["x"], clock=utcnow)
    session.commit()
    answer = api.ask("GET", f"/api/entries/{save.id}/export.{form}")
    assert answer.status_code == 200
    named = f'attachment; filename="Tidy-Makefiles-co.{form}"'
    assert answer.headers["Content-Disposition"] == named
    kinds = {"epub": "application/epub+zip", "txt": "text/plain", "md": "text/markdown"}
    assert answer.mimetype == kinds.get(form, f"application/{form}")
    if form == "epub":
        assert faults_of(answer.data, tmp_path) == []
        assert zipfile.ZipFile(io.BytesIO(answer.data)).namelist()[0] == "mimetype"
    elif form == "json":
        told = json.loads(answer.text)
        assert (told[0]["tags"], "user_name" in told[0]) == (["x"], False)
    elif form == "xml":
        assert ElementTree.fromstring(answer.text).findtext("entry/id") == str(save.id)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(answer.text), delimiter=";"))
        assert (len(rows), rows[1][3], len(rows[0])) == (2, "x", 7)
    else:
        assert "Herons wait." in answer.text


def test_no_file_is_made_of_what_is_not_there_yet(
    api: Program, alice: Person, session: Session
) -> None:
    save = make_save(session, alice.user_id, state=State.PENDING, capture_due_at=utcnow())
    session.commit()
    api("GET", f"/api/entries/{save.id}/export.epub", 503)
    api("GET", f"/api/entries/{save.id}/export.pdf", 404)
    api("GET", "/api/entries/4321/export.epub", 404)


def test_many_addresses_at_once(api: Program, alice: Person, session: Session) -> None:
    save = article(session, alice)
    urls = json.dumps([save.given_url, "https://n.example/", "no address"])
    told = api("POST", f"/api/entries/lists.json?{urlencode({'urls': urls})}")
    assert told[0] == {"url": save.given_url, "entry": save.id}
    assert integer(told[1]["entry"]) and told[2]["entry"] is False
    many = json.dumps([f"https://n.example/{n}" for n in range(11)])
    api("POST", f"/api/entries/lists?{urlencode({'urls': many})}", 400)
    rows = [{"url": save.given_url, "tags": "a, b"}, {"url": "https://no.example/", "tags": "a"}]
    listed = urlencode({"list": json.dumps(rows)})
    expected = [save.id, False]
    told = api("POST", f"/api/entries/tags/lists?{listed}")
    assert [row["entry"] for row in told] == expected
    assert len(api("GET", f"/api/entries/{save.id}/tags")) == 2
    told = api("DELETE", f"/api/entries/tags/list.json?{listed}")
    assert [row["entry"] for row in told] == expected
    assert api("GET", f"/api/entries/{save.id}/tags") == []
    gone = api("DELETE", f"/api/entries/list?{urlencode({'urls': urls})}")
    assert [row["entry"] for row in gone] == [True, True, False]
    assert api("POST", "/api/entries/lists") == api("DELETE", "/api/entries/list?urls=[]") == []
    api("DELETE", "/api/entries/list?urls={", 400)


def test_a_search_finds_what_has_all_its_words(
    api: Program, alice: Person, session: Session, queue: HandQueue
) -> None:
    save = article(session, alice, title="Tidy Makefiles")
    article(session, alice, title="Something else")
    told = api("GET", "/api/search.json?term=tidy+makef&perPage=5")
    assert [one["id"] for one in told["_embedded"]["items"]] == [save.id]
    assert (told["page"], told["pages"], told["total"]) == (1, 1, 1)
    for odd in ("", "%22", "site:", "-(", "a" * 3000, "%00"):
        assert api("GET", f"/api/search?term={odd}")["total"] == 0
    api("GET", "/api/search?term=tidy&page=2", 404)


def test_what_is_asked_about_server_and_person(api: Program, alice: Person) -> None:
    bare = api.client
    assert bare.get("/wallabag/api/version").get_json() == "2.6.14"
    info = bare.get("/wallabag/api/info.json").get_json()
    assert (info["appname"], info["version"], info["allowed_registration"]) == (
        "wallabag", "2.6.14", False,
    )  # fmt: skip
    refused = bare.put("/wallabag/api/user", json={"username": "x"})
    assert refused.status_code == 403 and isinstance(refused.get_json()["error"], str)
    assert faults(api("GET", "/api/config"), CONFIG) == []
    user = api("GET", "/api/user.json")
    assert (user["id"], user["username"], user["email"]) == (alice.user_id, "alice", alice.email)


def test_pages_of_other_origins_may_ask(api: Program) -> None:
    asked = {"Origin": "https://ext.example", "Access-Control-Request-Method": "PATCH"}
    answer = api.client.options("/wallabag/api/entries/5", headers=asked)
    assert answer.status_code == 200
    assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
    page = api.client.get("/wallabag/", headers=asked)
    assert "Access-Control-Allow-Origin" not in page.headers


def test_pictures_open_by_their_address_alone(
    api: Program, alice: Person, carol: Person, session: Session, blobs: MemoryBlobs
) -> None:
    key = blobs.put(b"a picture", "image/png")
    save = make_save(session, alice.user_id)
    capture = make_version(session, save, html=f'<p>Hi</p><img src="/media/images/{key}" alt="x">')
    session.add(CaptureImage(capture_id=capture.id, position=0, source="s", blob_key=key))
    session.commit()
    content = api("GET", f"/api/entries/{save.id}")["content"]
    path = content.split('src="http://localhost')[1].split('"')[0]
    answer = api.client.get(path)
    assert (answer.data, answer.mimetype) == (b"a picture", "image/png")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    of_carol = path.replace(f"/{alice.user_id}/", f"/{carol.user_id}/")
    assert api.client.get(of_carol).status_code == 404
    api("DELETE", f"/api/entries/{save.id}")
    assert api.client.get(path).status_code == 404

"""Who gets in, who meets what, and how errors are told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from devket.accounts.models import Kind
from devket.accounts.services import credentials
from devket.core.clock import utcnow
from devket.library.models import Capture, Save, Tag
from devket.library.services.tagging import tag_saves
from tests.architecture.test_routes import PROGRAMS_OPEN
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.linkding import BASE, Client
from tests.support.people import Person


def rules(app: Flask, *, with_id: bool) -> Iterator[tuple[str, Rule]]:
    """Yield every method and rule of the dialect that needs a token."""
    for rule in app.url_map.iter_rules():
        is_ours = rule.endpoint.startswith("linkding.") and rule.endpoint not in PROGRAMS_OPEN
        if is_ours and bool(rule.arguments) >= with_id:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule


def built(rule: Rule, **values: int) -> str:
    found = rule.build({name: values[name] for name in rule.arguments})
    assert found is not None
    return found[1].removeprefix(BASE)


@pytest.fixture
def of_alice(session: Session, alice: Person) -> dict[str, int]:
    """Return ids of what alice has."""
    save = make_save(session, alice.user_id)
    capture = Capture(
        save_id=save.id, version=1, captured_at=utcnow(), finished_at=utcnow(), source_key="a" * 64
    )
    session.add(capture)
    session.flush()
    save.capture_id = capture.id
    tag_saves(session, owner_id=alice.user_id, save_ids=[save.id], names=["hers"], clock=utcnow)
    tag = session.query(Tag).one()
    found = {"save_id": save.id, "asset_id": capture.id, "tag_id": tag.id}
    session.commit()
    return found


def test_a_stranger_meets_nothing_of_alice(
    app: Flask, strange: Client, of_alice: dict[str, int], session: Session
) -> None:
    found = {}
    for method, rule in rules(app, with_id=True):
        answer = strange.ask(method, built(rule, **of_alice), json={"url": "https://a.example/"})
        found[method, rule.rule] = (answer.status_code, answer.is_json)
    assert found
    assert {asked: told for asked, told in found.items() if told != (404, True)} == {}
    assert session.query(Save).filter_by(id=of_alice["save_id"], deleted_at=None).count() == 1


def test_what_is_not_there_is_told_like_what_is_not_yours(
    app: Flask, strange: Client, of_alice: dict[str, int]
) -> None:
    for method, rule in rules(app, with_id=True):
        absent = dict.fromkeys(of_alice, 4321)
        one, other = (
            strange.ask(method, built(rule, **values), json={"url": "https://a.example/"})
            for values in (of_alice, absent)
        )
        assert one.data == other.data


@pytest.mark.parametrize("header", ["", "Token", "Token nonsense", "Basic YTpi", "Bearer \x00"])
def test_nobody_gets_in_without_a_token(app: Flask, nobody: AuditingClient, header: str) -> None:
    for method, rule in rules(app, with_id=False):
        path = BASE + built(rule, save_id=1, tag_id=1, asset_id=1)
        answer = nobody.open(path, method=method, headers={"Authorization": header})
        assert answer.status_code == 401, path
        assert answer.headers["WWW-Authenticate"] == "Token"
        assert list(answer.get_json()) == ["detail"]


@pytest.mark.parametrize("kind", [Kind.API, Kind.APP_PASSWORD, Kind.WALLABAG_ACCESS, Kind.FEED])
def test_tokens_of_other_kinds_open_nothing_here(
    session: Session, alice: Person, ding: Client, kind: Kind
) -> None:
    other = credentials.issue(session, alice.user_id, kind, clock=utcnow).secret
    session.commit()
    assert Client(ding.client, other).ask("GET", "/bookmarks/").status_code == 401


@pytest.mark.parametrize("word", ["Token", "token", "TOKEN", "Bearer", "bearer"])
def test_either_word_stands_before_a_token(ding: Client, word: str) -> None:
    assert Client(ding.client, ding.token, word).ask("GET", "/tags/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere/", 404),
        ("GET", "/bookmarks/99999999999999999999/", 404),
        ("GET", "/bookmarks/x/", 404),
        ("PUT", "/tags/", 405),
        ("POST", "/bundles/", 405),
    ],
)
def test_errors_are_json_with_a_detail(ding: Client, method: str, path: str, status: int) -> None:
    answer = ding.ask(method, path)
    assert answer.status_code == status
    assert list(answer.get_json()) == ["detail"]


def test_both_spellings_answer_and_nobody_is_redirected(app: Flask, ding: Client) -> None:
    for method, rule in rules(app, with_id=False):
        path = built(rule, save_id=1, tag_id=1, asset_id=1)
        statuses = {ding.ask(method, one).status_code for one in (path, path.rstrip("/"))}
        assert len(statuses) == 1, path
        assert not statuses & {301, 302, 307, 308}


@pytest.mark.parametrize("path", ["/linkding/health", "/linkding/health/"])
def test_health_is_open_and_new_enough(nobody: AuditingClient, path: str) -> None:
    told = nobody.get(path).get_json()
    assert told["status"] == "healthy"
    assert tuple(map(int, told["version"].split("."))) >= (1, 22, 0)


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/linkding", "/saves"),
        ("/linkding/bookmarks?q=two+herons", "/search?q=two+herons"),
        ("/linkding/bookmarks/new?url=https://a.example/x", "/save?url=https://a.example/x"),
        ("/linkding/settings/integrations", "/settings/apps"),
    ],
)
def test_pages_that_extensions_open_lead_to_ours(
    nobody: AuditingClient, path: str, to: str
) -> None:
    assert nobody.get(path).location == to


def test_the_page_of_apps_says_where_this_is(alice: Person) -> None:
    page = alice.client.get("/settings/apps").text
    assert "http://localhost/linkding" in page
    answer = alice.client.post("/settings/apps", data={"way": "linkding", "label": "Linkdy"})
    assert answer.status_code == 200
    assert "Made for Linkdy" in answer.text


def test_the_root_and_the_profile_have_every_key(ding: Client) -> None:
    assert ding.get("/")["bookmarks"] == "http://localhost/linkding/api/bookmarks/"
    told = ding.get("/user/profile/")
    texts = ("theme", "bookmark_date_display", "bookmark_link_target", "tag_search", "version")
    assert all(type(told[key]) is str for key in (*texts, "web_archive_integration"))
    truths = ("enable_sharing", "enable_public_sharing", "enable_favicons", "display_url")
    assert all(told[key] is False for key in (*truths, "permanent_notes"))
    assert told["search_preferences"] == {"sort": "added_desc", "shared": "off", "unread": "off"}
    assert ding.get("/bundles/") == {"count": 0, "next": None, "previous": None, "results": []}


def test_pages_of_other_origins_may_ask(nobody: AuditingClient, ding: Client) -> None:
    asked = {"Origin": "https://reader.example", "Access-Control-Request-Method": "POST"}
    before = nobody.options(f"{BASE}/bookmarks/", headers=asked)
    assert before.status_code == 200
    assert "Authorization" in before.headers["Access-Control-Allow-Headers"]
    assert ding.ask("GET", "/tags/").headers["Access-Control-Allow-Origin"] == "*"

"""The catalogue of books: who may open it, what it leads to, and that no stranger's is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from devket.accounts.models import Kind, User
from devket.capture.model import State
from devket.core.clock import utcnow
from devket.library.models import Save
from devket.search.models import SavedSearch
from devket.storage import MemoryBlobs
from tests.factories.captures import make_version
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.feeds import links, read
from tests.support.koreader import Koreader
from tests.support.people import PASSWORD, Person
from tests.support.queries import assert_same_cost
from tests.web.compat.world import HOME, Get, app_password, basic, make_tag

EPUB = "application/epub+zip"


def kept(session: Session, owner_id: int, **fields: object) -> Save:
    """Make a save with a text."""
    save = make_save(session, owner_id, **fields)
    make_version(session, save, html="<p>Words of it.</p>")
    return save


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every address of the catalogue, with ids of nothing."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("opds."):
            built = rule.build(dict.fromkeys(rule.arguments, 4321))
            assert built is not None
            yield rule, built[1]


def test_a_password_for_apps_opens_it_and_nothing_else(
    app: Flask, alice: Person, bob: Person, nobody: AuditingClient
) -> None:
    password = app_password(app, alice)
    for name in ("alice", "@Alice", alice.email, alice.email.upper()):
        assert nobody.get("/opds", headers=basic(name, password)).status_code == 200, name
    wrong: tuple[dict[str, str], ...] = (
        basic("bob", password),
        basic("", password),
        basic("alice", PASSWORD),
        basic("alice", ""),
        basic("alice", "é\x00" * 40),
        basic("alice", app_password(app, alice, Kind.FEED)),
        {"Authorization": f"Bearer {password}"},
        {"Authorization": "Basic !!!"},
        {},
    )
    for _, path in rules(app):
        for headers in wrong:
            answer = nobody.get(path, headers=headers)
            assert answer.status_code == 401, (path, headers)
            assert answer.headers["WWW-Authenticate"].startswith('Basic realm="Devket"')
            assert "app password" in answer.text
    assert alice.client.get("/opds").status_code == 401


def test_a_stranger_meets_nothing_of_alice(
    app: Flask, session: Session, alice: Person, carol: Person, nobody: AuditingClient
) -> None:
    save = kept(session, alice.user_id)
    tag = make_tag(session, alice.user_id, "hers", save)
    search = SavedSearch(owner_id=alice.user_id, name="Hers", query="post")
    session.add(search)
    session.commit()
    own = {"save_id": save.id, "tag_id": tag.id, "search_id": search.id, "word": "nowhere"}
    password = app_password(app, carol)
    asked = set()
    for rule, _ in rules(app):
        if rule.arguments:
            built = rule.build({name: own[name] for name in rule.arguments})
            assert built is not None
            asked.add(built[1])
            assert nobody.get(built[1], headers=basic("carol", password)).status_code == 404
    assert len(asked) == 5
    for path in ("/opds/lists/all", "/opds/search?q=post", "/opds/tags", "/opds/searches"):
        assert read(nobody.get(path, headers=basic("carol", password))).entries == []


@pytest.mark.parametrize("is_deleted", [True, False])
def test_it_closes_with_the_account(
    session: Session, alice: Person, get: Get, is_deleted: bool
) -> None:
    assert get("/opds").status_code == 200
    user = session.get_one(User, alice.user_id)
    if is_deleted:
        session.delete(user)
    else:
        user.frozen_at = utcnow()
    session.commit()
    assert get("/opds").status_code == 401


def test_koreader_walks_from_the_root_to_a_book(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient, blobs: MemoryBlobs
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (9, 9), "teal").save(picture, "WEBP")
    key = blobs.put(picture.getvalue(), "image/webp")
    seen = {"thumb_key": key, "thumb_width": 9, "thumb_height": 9}
    save = kept(session, alice.user_id, title="Tides & <ebbs>", byline="R. Oe", **seen)
    make_tag(session, alice.user_id, "바다", save)
    device = Koreader(nobody, basic("alice", app_password(app, alice)))
    root = device.open(f"{HOME}/opds")
    titles = ["My List", "Continue reading", "Favourites", "Archive", "All saves"]
    assert [item.title for item in root.items] == [*titles, "Tags", "Saved searches"]
    assert root.search == f"{HOME}/opds/search?q=%s"
    by_tag = device.open(device.open(root.at("Tags").url).at("바다").url)
    by_words = device.open(root.search % "tides")
    for menu in (device.open(root.at("My List").url), by_tag, by_words):
        (item,) = menu.items
        assert (item.title, item.author) == ("Tides & <ebbs>", "R. Oe")
        ((kind, address),) = item.books
        book = device.fetch(address)
        assert (kind, book.content_type, book.status_code) == (EPUB, EPUB, 200)
        assert address.endswith(f"/{save.id}.epub")
        names = zipfile.ZipFile(io.BytesIO(book.data)).namelist()
        assert "EPUB/a0001.xhtml" in names
    for address in (item.image, item.thumbnail):
        cover = device.fetch(address)
        assert (cover.status_code, cover.content_type) == (200, "image/jpeg")


def test_koreader_sees_what_left_a_list(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    """It keeps a page for as long as its time of change is the same, so there is none."""
    first, _ = kept(session, alice.user_id), kept(session, alice.user_id)
    device = Koreader(nobody, basic("alice", app_password(app, alice)))
    assert len(device.open(f"{HOME}/opds/lists/saves").items) == 2
    assert "Last-Modified" not in device.fetch(f"{HOME}/opds/lists/saves", "HEAD").headers
    first.is_archived = True
    assert len(device.open(f"{HOME}/opds/lists/saves").items) == 1


def test_pages_follow_each_other_and_what_has_no_text_is_left_out(
    session: Session, alice: Person, get: Get
) -> None:
    for _ in range(52):
        kept(session, alice.user_id)
    make_save(session, alice.user_id, state=State.PENDING)
    make_save(session, alice.user_id, state=State.UNREACHABLE)
    first = read(get("/opds/lists/saves"))
    then = read(get(links(first.feed)["next"].removeprefix(HOME)))
    assert len(first.entries) + len(then.entries) == 52
    assert "next" not in links(then.feed)
    assert links(then.feed)["start"] == f"{HOME}/opds"


def test_a_book_that_is_not_there_yet_says_so(session: Session, alice: Person, get: Get) -> None:
    save = make_save(session, alice.user_id, state=State.PENDING)
    answer = get(f"/opds/saves/{save.id}.epub")
    assert answer.status_code == 503
    assert "still being fetched" in answer.text


@pytest.mark.parametrize("path", ["/opds", "/opds/lists/saves", "/opds/tags", "/opds/search.xml"])
def test_what_is_as_it_was_is_not_sent_again(
    session: Session, alice: Person, get: Get, path: str
) -> None:
    kept(session, alice.user_id)
    first = get(path)
    again = get(path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    head = get(path, method="HEAD")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])


def test_a_book_is_not_written_again(session: Session, alice: Person, get: Get) -> None:
    path = f"/opds/saves/{kept(session, alice.user_id).id}.epub"
    first = get(path)
    assert first.status_code == 200
    assert get(path, If_None_Match=first.headers["ETag"]).status_code == 304
    assert get(path, method="HEAD").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/opds/lists/saves?after=nonsense", 422),
        ("/opds/tags?after=nonsense", 422),
        ("/opds/search?q=" + "x" * 9000, 422),
        ("/opds/search?q=tag:", 422),
        ("/opds/search", 200),
        ("/opds/search?q=%00&_external=1&_scheme=x", 200),
        ("/opds/lists/nowhere", 404),
        ("/opds/tags/99999999999", 404),
        ("/opds/nowhere", 404),
        ("/opds/", 404),
    ],
)
def test_strange_requests_are_told_plainly(get: Get, path: str, status: int) -> None:
    answer = get(path)
    assert answer.status_code == status
    is_plain = answer.content_type == "text/plain; charset=utf-8"
    assert is_plain is (status != 200)


@pytest.mark.parametrize(
    ("path", "most"), [("/opds/lists/saves", 5), ("/opds/search?q=post", 7), ("/opds/tags", 3)]
)
def test_a_page_asks_as_often_however_long_it_is(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient, path: str, most: int
) -> None:
    nobody.environ_base["HTTP_AUTHORIZATION"] = basic("alice", app_password(app, alice))[
        "Authorization"
    ]
    nobody.get(path)  # notes its first use

    def grow(many: int) -> None:
        fill(session, alice.user_id, many)
        make_tag(session, alice.user_id, f"t{many}")
        session.commit()

    assert_same_cost(nobody, path, grow, at_most=most)

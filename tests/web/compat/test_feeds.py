"""Feeds of one's own lists: what stands in them, for whom, and what is asked for each time."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.core.clock import utcnow
from devket.library.models import CaptureImage
from devket.search.models import SavedSearch
from devket.storage import MemoryBlobs
from tests.factories.captures import make_version
from tests.factories.library import fill, make_save
from tests.support.client import AuditingClient
from tests.support.feeds import links, read
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.web.compat.world import HOME, make_feed, make_tag

SHELVES = ("saves", "favorites", "archive", "articles", "videos", "reading", "snoozed", "all")


def path_of(address: str) -> str:
    """Return what a client asks for at a whole address."""
    split = urlsplit(address)
    return split.path + (f"?{split.query}" if split.query else "")


def test_a_feed_tells_what_a_list_holds(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    save = make_save(
        session,
        alice.user_id,
        title="Tide & <tables>",
        byline="R. Oe",
        given_url="https://a.example/t",
    )
    make_tag(session, alice.user_id, "바다", save)
    make_save(session, alice.user_id, is_archived=True)
    feed = read(nobody.get(make_feed(app, alice, "short list:saves")))
    assert feed.feed.title == "My List · Devket"
    (entry,) = feed.entries
    assert entry.id == f"{HOME}/saves/{save.id}"
    assert (entry.title, entry.author) == ("Tide & <tables>", "R. Oe")
    assert links(entry) == {"alternate": "https://a.example/t", "related": entry.id}
    assert [tag.term for tag in entry.tags] == ["바다"]
    assert entry.summary == save.excerpt
    assert "content" not in entry
    assert links(feed.feed)["alternate"] == f"{HOME}/saves"


def test_the_whole_text_has_whole_addresses(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient, blobs: MemoryBlobs
) -> None:
    key = blobs.put(b"a picture", "image/png")
    save = make_save(session, alice.user_id)
    html = (
        f'<p><a href="#art-n">1</a> <a href="https://b.example/">b</a></p>'
        f'<img src="/media/images/{key}" alt=""><p id="art-n">Note &amp; end</p>'
    )
    version = make_version(session, save, html=html)
    image = CaptureImage(position=0, source="https://x.example/a.png", blob_key=key)
    image.capture_id = version.id
    session.add(image)
    path = make_feed(app, alice, "full list:saves")
    (entry,) = read(nobody.get(path)).entries
    told = entry.content[0].value
    assert f'href="{HOME}/saves/{save.id}#art-n"' in told
    assert 'href="https://b.example/"' in told
    (src,) = re.findall('src="([^"]+)"', told)
    shown = nobody.get(path_of(src))
    assert (shown.status_code, shown.data) == (200, b"a picture")
    assert shown.headers.getlist("Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert nobody.get(path_of(src).replace(key, "0" * 64)).status_code == 404
    assert nobody.get(path_of(src)[:-70] + "x/" + key).status_code == 404
    assert path.split("/")[2] not in told


def test_a_very_long_text_leaves_its_beginning(
    app: Flask,
    session: Session,
    alice: Person,
    nobody: AuditingClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("devket.compat.atom.queries.LARGEST_TEXT", 20)
    for html in ("<p>Short.</p>", "<p>Much longer than that.</p>"):
        make_version(session, make_save(session, alice.user_id), html=html)
    first, second = read(nobody.get(make_feed(app, alice, "full list:saves"))).entries
    assert ("content" in first, "content" in second) == (True, False)
    assert second.summary


@pytest.mark.parametrize("shelf", SHELVES)
def test_each_list_may_be_a_feed(
    app: Flask, alice: Person, nobody: AuditingClient, shelf: str
) -> None:
    assert read(nobody.get(make_feed(app, alice, f"short list:{shelf}"))).entries == []


def test_tags_searches_and_filters_are_lists_as_well(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    sea = make_save(session, alice.user_id, title="Harbour", site="sea.example")
    make_save(session, alice.user_id, title="Meadow", site="land.example")
    tag = make_tag(session, alice.user_id, "water", sea)
    search = SavedSearch(owner_id=alice.user_id, name="At sea", query="site:sea.example")
    session.add(search)
    session.commit()
    for told, title in (
        (f"tag:{tag.id}", "water"),
        (f"search:{search.id}", "At sea"),
        ("query:site:sea.example", "site:sea.example"),
        ("list:saves?site=sea.example", "My List"),
    ):
        feed = read(nobody.get(make_feed(app, alice, f"short {told}")))
        assert [entry.title for entry in feed.entries] == ["Harbour"], told
        assert feed.feed.title == f"{title} · Devket"


@pytest.mark.parametrize("told", ["list:saves", "query:site:blog.example", "list:all"])
def test_pages_follow_each_other_to_the_end(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient, told: str
) -> None:
    fill(session, alice.user_id, 120)
    path, ids = make_feed(app, alice, f"short {told}"), list[str]()
    first, sizes = f"{HOME}{path}", list[int]()
    while path:
        feed = read(nobody.get(path))
        ids += [entry.id for entry in feed.entries]
        sizes.append(len(feed.entries))
        assert links(feed.feed)["first"] == first
        path = path_of(links(feed.feed).get("next", ""))
    assert sizes == [50, 50, 20]
    assert len(set(ids)) == 120


def test_what_is_as_it_was_is_not_sent_again(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    save = make_save(session, alice.user_id)
    path = make_feed(app, alice, "short list:saves")
    first = nobody.get(path)
    by_tag = {"If-None-Match": first.headers["ETag"]}
    by_time = {"If-Modified-Since": first.headers["Last-Modified"]}
    for headers in (by_tag, by_time, {**by_tag, **by_time}):
        again = nobody.get(path, headers=headers)
        assert (again.status_code, again.data) == (304, b"")
    head = nobody.head(path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (
        200,
        b"",
        by_tag["If-None-Match"],
    )
    save.title = "Another"
    save.updated_at = utcnow() + timedelta(minutes=1)
    assert nobody.get(path, headers=by_tag).status_code == 200
    assert nobody.get(path, headers=by_time).status_code == 200


def test_reading_a_save_does_not_make_it_new(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    save = make_save(session, alice.user_id)
    path = make_feed(app, alice, "short list:saves")
    before = read(nobody.get(path)).entries[0].updated
    save.progress, save.updated_at = 40, utcnow() + timedelta(hours=1)
    assert read(nobody.get(path)).entries[0].updated == before


@pytest.mark.parametrize("told", ["short list:saves", "full list:saves", "short query:post"])
def test_a_feed_asks_as_often_however_long_it_is(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient, told: str
) -> None:
    path = make_feed(app, alice, told)
    nobody.get(path)  # notes its first use
    assert_same_cost(nobody, path, lambda many: fill(session, alice.user_id, many), at_most=8)


@pytest.mark.parametrize("after", ["nonsense", "%00", "A" * 500, "bjE", "MS5uMQ", "-1"])
def test_a_strange_cursor_is_refused(
    app: Flask, alice: Person, nobody: AuditingClient, after: str
) -> None:
    answer = nobody.get(make_feed(app, alice, "short list:saves") + f"?after={after}")
    assert answer.status_code == 422
    assert answer.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize("secret", ["x" * 43, "x", "%00", "é" * 43, "..", "y" * 100, "y" * 101])
def test_an_unknown_address_shows_nothing(nobody: AuditingClient, secret: str) -> None:
    answer = nobody.get(f"/feeds/{secret}/atom.xml")
    assert answer.status_code == 404
    assert "WWW-Authenticate" not in answer.headers


@pytest.mark.parametrize("told", ["tag:4321", "search:4321", "nonsense", "list:nowhere", ""])
def test_a_list_that_is_gone_is_not_there(
    app: Flask, alice: Person, nobody: AuditingClient, told: str
) -> None:
    assert nobody.get(make_feed(app, alice, f"short {told}")).status_code == 404


def test_a_feed_of_a_strangers_tag_or_search_is_empty_handed(
    app: Flask, session: Session, alice: Person, carol: Person, nobody: AuditingClient
) -> None:
    save = make_save(session, alice.user_id)
    tag = make_tag(session, alice.user_id, "hers", save)
    search = SavedSearch(owner_id=alice.user_id, name="Hers", query="post")
    session.add(search)
    session.commit()
    for told in (f"tag:{tag.id}", f"search:{search.id}"):
        assert nobody.get(make_feed(app, carol, f"short {told}")).status_code == 404
    assert read(nobody.get(make_feed(app, carol, "short query:post"))).entries == []
    assert read(nobody.get(make_feed(app, carol, "full list:all"))).entries == []


@pytest.mark.parametrize("is_deleted", [True, False])
def test_addresses_die_with_the_account(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient, is_deleted: bool
) -> None:
    path = make_feed(app, alice, "short list:saves")
    assert nobody.get(path).status_code == 200
    user = session.get_one(User, alice.user_id)
    if is_deleted:
        session.delete(user)
    else:
        user.frozen_at = utcnow()
    session.commit()
    assert nobody.get(path).status_code == 404


def test_what_xml_cannot_hold_is_left_out(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    make_save(session, alice.user_id, title="a\x0b\ufffeb ]]> \u2028", excerpt="\x01")
    (entry,) = read(nobody.get(make_feed(app, alice, "short list:saves"))).entries
    assert entry.title.startswith("ab ]]")


def test_a_feed_speaks_the_language_of_its_owner(
    app: Flask, session: Session, alice: Person, nobody: AuditingClient
) -> None:
    session.get_one(User, alice.user_id).language = "ko"
    session.commit()
    path = make_feed(app, alice, "short list:saves")
    answer = nobody.get(path, headers={"Accept-Language": "en"})
    assert read(answer).feed.title == "내 목록 · Devket"

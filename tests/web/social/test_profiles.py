"""Profiles: what each viewer sees of a person, and what other software reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
import turbohtml
from flask import Flask
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.core.clock import utcnow
from devket.core.paging import Cursor
from devket.social.models import Post, Visibility
from devket.storage import MemoryBlobs
from tests.factories.social import make_block, make_follow, make_image, make_picture, make_post
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost

ATOM = "{http://www.w3.org/2005/Atom}"
QUOTED = {
    "quote": "Errors should never pass silently.",
    "link_url": "https://peps.example/20",
    "link_title": "The Zen",
    "link_site": "peps.example",
    "link_excerpt": "Secret excerpt",
}


@pytest.fixture
def introduce(session: Session, alice: Person) -> Callable[..., Profile]:
    """Let alice say who she is: `introduce(bio="Reads.")`."""

    def change(**values: object) -> Profile:
        profile = session.get_one(Profile, alice.user_id)
        user = session.get_one(User, alice.user_id)
        for name, value in values.items():
            setattr(profile if hasattr(Profile, name) else user, name, value)
        session.flush()
        return profile

    return change


Introduce = Callable[..., Profile]


def test_anybody_reads_a_public_profile(
    session: Session, nobody: AuditingClient, alice: Person, introduce: Introduce
) -> None:
    introduce(
        name="Alice Reads", bio="See https://a.example/x and @bob", website="https://a.example/~me"
    )
    make_post(session, alice.user_id, text="Hello tile")
    make_post(session, alice.user_id, **QUOTED)
    page = nobody.get("/@alice").text
    assert "<h1>Alice Reads</h1>" in page
    assert "Hello tile" in page and "Errors should never pass silently." in page
    assert 'href="https://a.example/x"' in page and 'href="/@bob"' in page
    assert 'rel="me nofollow ugc noopener noreferrer"' in page
    assert "a.example/~me" in page and "Verified" not in page
    assert "Edit profile" not in page
    assert "Edit profile" in alice.client.get("/@alice").text


def test_a_verified_website_says_so(nobody: AuditingClient, introduce: Introduce) -> None:
    introduce(website="https://a.example/", website_verified_at=utcnow())
    assert "Verified" in nobody.get("/@alice").text


def test_the_check_tells_who_gave_it_and_when(
    session: Session, nobody: AuditingClient, bob: Person, introduce: Introduce, alice: Person
) -> None:
    introduce(is_verified=True, verified_at=utcnow(), verified_by_id=bob.user_id)
    page = nobody.get("/@alice").text
    assert 'popovertarget="official-info"' in page and "Verified by @bob on" in page
    introduce(verified_by_id=None)
    assert "Verified by those who run this site on" in nobody.get("/@alice").text


def test_whom_one_may_not_meet_is_not_named_as_the_one_who_verified(
    session: Session, bob: Person, carol: Person, introduce: Introduce
) -> None:
    introduce(is_verified=True, verified_at=utcnow(), verified_by_id=bob.user_id)
    make_block(session, bob.user_id, carol.user_id)
    assert "@bob" not in carol.client.get("/@alice").text


@pytest.mark.parametrize("path", ["", "/highlights", "/shelves", "/shelves/x", ".atom"])
def test_capitals_lead_to_the_one_address(nobody: AuditingClient, alice: Person, path: str) -> None:
    answer = nobody.get(f"/@ALICE{path}?after=x&_external=1&_scheme=javascript")
    assert (answer.status_code, answer.location) == (
        301,
        f"/@alice{path}?after=x&_external=1&_scheme=javascript",
    )


def test_a_private_account_shows_who_it_is_and_nothing_else(
    session: Session,
    nobody: AuditingClient,
    alice: Person,
    bob: Person,
    carol: Person,
    introduce: Introduce,
) -> None:
    introduce(is_private=True, bio="Quiet reader", website="https://a.example/")
    make_post(session, alice.user_id, text="Only for followers", **QUOTED)
    make_follow(session, bob.user_id, alice.user_id)
    make_follow(session, carol.user_id, alice.user_id, is_accepted=False)
    for client in (nobody, carol.client):
        page = client.get("/@alice").text
        assert "Quiet reader" in page and "This account is private" in page
        assert "Only for followers" not in page and "Errors should" not in page
        assert 'name="robots" content="noindex, nofollow"' in page
        assert "ld+json" not in page and "atom" not in page
        assert client.get("/@alice/highlights").status_code == 404
        assert client.get("/@alice/shelves").status_code == 404
        assert client.get("/@alice.atom").status_code == 404
    assert "Errors should" in bob.client.get("/@alice").text
    assert "Errors should" in bob.client.get("/@alice/highlights").text
    assert "Errors should" in alice.client.get("/@alice/highlights").text


def test_only_what_the_viewer_may_see_is_in_tiles_and_highlights(
    session: Session, nobody: AuditingClient, alice: Person, bob: Person
) -> None:
    for visibility in Visibility:
        quoted = {**QUOTED, "quote": f"quote {visibility}"}
        make_post(session, alice.user_id, visibility=visibility, **quoted)
    make_post(session, alice.user_id, uploaded_at=None, **{**QUOTED, "quote": "a draft"})
    make_post(session, alice.user_id, deleted_at=utcnow(), **{**QUOTED, "quote": "deleted"})
    make_follow(session, bob.user_id, alice.user_id)
    seen = {nobody: ["public"], bob.client: ["public", "followers"]}
    seen[alice.client] = ["public", "followers", "only-me"]
    for client, words in seen.items():
        for path in ("/@alice", "/@alice/highlights"):
            page = client.get(path).text
            told = [v for v in Visibility if f"quote {v}" in page]
            assert told == words
            assert "a draft" not in page and "deleted" not in page


def test_pictures_are_tiles_with_their_words(
    session: Session, nobody: AuditingClient, alice: Person
) -> None:
    post = make_post(session, alice.user_id)
    make_image(session, post, make_picture(session, alice.user_id), alt="A heron at dawn")
    make_image(session, post, make_picture(session, alice.user_id), alt="Later", position=2)
    page = turbohtml.parse(nobody.get("/@alice").text)
    image = page.select_one(".square img")
    assert image is not None and image.attrs["alt"] == "A heron at dawn"
    assert page.select_one(".square .corner svg") is not None


def test_older_posts_come_on_a_further_page(
    session: Session, nobody: AuditingClient, alice: Person
) -> None:
    for number in range(30):
        make_post(session, alice.user_id, text=f"post-{number:02}-end")
    first = nobody.get("/@alice")
    link = turbohtml.parse(first.text).select_one("a[rel=next]")
    assert link is not None
    second = nobody.get(str(link.attrs["href"]))
    for number in range(30):
        words = f"post-{number:02}-end"
        assert (words in first.text) != (words in second.text)
    more = nobody.htmx.get(str(link.attrs["href"])).text
    assert "<html" not in more and "hx-partial" in more and "post-29-end" in more


@pytest.mark.parametrize(
    "after", ["nonsense", Cursor("text", 1).encode(), Cursor(5, 1).encode(), "\x00", "x" * 500]
)
@pytest.mark.parametrize("path", ["/@alice", "/@alice/highlights"])
def test_an_address_of_no_page_is_refused(
    nobody: AuditingClient, alice: Person, path: str, after: str
) -> None:
    assert nobody.get(path, query_string={"after": after}).status_code == 422


def test_cards_and_data_for_other_software(
    session: Session, nobody: AuditingClient, alice: Person, introduce: Introduce
) -> None:
    nasty = '</script><script>alert(1)</script> & "quotes"'
    introduce(name=nasty, bio=nasty, website="https://a.example/", website_verified_at=utcnow())
    introduce(picture_key="b" * 64, follower_count=3)
    page = turbohtml.parse(nobody.get("/@alice").text)
    told = {
        str(meta.attrs.get("property") or meta.attrs.get("name")): meta.attrs.get("content")
        for meta in page.select("meta")
    }
    assert told["og:type"] == "profile" and told["profile:username"] == "alice"
    assert told["og:url"] == "http://localhost/@alice"
    assert told["og:title"] == f"{nasty} (@alice)" and told["og:description"] == nasty
    assert told["og:image"] == f"http://localhost/media/people/alice/{'b' * 16}"
    assert told["twitter:card"] == "summary" and "robots" not in told
    data = page.select_one("script[type='application/ld+json']")
    assert data is not None and "<" not in data.text
    about = json.loads(data.text)
    assert about["@type"] == "ProfilePage" and about["mainEntity"]["name"] == nasty
    assert about["mainEntity"]["sameAs"] == ["https://a.example/"]
    assert about["mainEntity"]["interactionStatistic"]["userInteractionCount"] == 3
    links = {(str(a.attrs.get("rel")), a.attrs.get("href")) for a in page.select("link")}
    assert any("canonical" in rel and href == "http://localhost/@alice" for rel, href in links)
    assert any("alternate" in rel and href == "http://localhost/@alice.atom" for rel, href in links)
    assert "alert(1)" not in "".join(s.text for s in page.select("script[src]"))


def test_the_feed_holds_what_rfc_4287_asks_for(
    session: Session, nobody: AuditingClient, bob: Person, alice: Person, introduce: Introduce
) -> None:
    introduce(bio="Reads\x07 <b>much</b>")
    make_post(session, alice.user_id, text="First & <b>foremost</b>\x0b", **QUOTED)
    make_post(session, alice.user_id, text="For some", visibility=Visibility.FOLLOWERS)
    make_post(session, alice.user_id, text="", link_url="https://x.example/", link_title="X")
    make_follow(session, bob.user_id, alice.user_id)
    answer = bob.client.get("/@alice.atom")
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    for tag in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{tag}")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Alice"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://localhost/@alice.atom",
        "alternate": "http://localhost/@alice",
    }
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for entry in entries:
        for tag in ("id", "title", "updated", "published", "content"):
            assert entry.findtext(f"{ATOM}{tag}")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    assert "Secret excerpt" not in answer.text and "Errors should" not in answer.text
    assert "For some" not in answer.text
    again = nobody.get("/@alice.atom", headers={"If-None-Match": str(answer.headers["ETag"])})
    assert again.status_code == 304


def test_the_feed_shows_pictures_and_says_what_is_on_them(
    session: Session, nobody: AuditingClient, alice: Person, blobs: MemoryBlobs
) -> None:
    key = blobs.put(b"a picture", "image/webp")
    some, none = {"text": 'A <walk>\nby the "river"\n\nAgain'}, {"text": ""}
    for_some = {"visibility": Visibility.FOLLOWERS}
    ids = {}
    for name, fields in (("some", some), ("none", none), ("hidden", for_some)):
        picture = make_picture(session, alice.user_id, medium_key=key)
        ids[name] = picture.id
        post = make_post(session, alice.user_id, **fields)
        make_image(session, post, picture, alt='A heron & "reeds"')
    session.commit()
    feed = ET.fromstring(nobody.get("/@alice.atom").data)
    contents = [entry.find(f"{ATOM}content") for entry in feed.findall(f"{ATOM}entry")]
    assert [one.get("type") for one in contents if one is not None] == ["html", "html"]
    shown = {}
    for one in contents:
        assert one is not None
        page = turbohtml.parse(str(one.text))
        (image,) = page.select("img")
        assert image.attrs["alt"] == 'A heron & "reeds"'
        shown[str(image.attrs["src"])] = [p.text for p in page.select("p") if p.text.strip()]
    assert shown == {
        f"http://localhost/media/pictures/{ids['some']}/960": [
            'A <walk>by the "river"',
            "Again",
        ],
        f"http://localhost/media/pictures/{ids['none']}/960": [],
    }
    for address in shown:
        answer = nobody.get(address.removeprefix("http://localhost"))
        assert (answer.status_code, answer.data) == (200, b"a picture")
        # Else no reader of feeds on another site could show it.
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    hidden = f"/media/pictures/{ids['hidden']}/960"
    assert nobody.get(hidden).status_code == 404
    answer = alice.client.get(hidden)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_empty_feed_is_a_feed(nobody: AuditingClient, alice: Person) -> None:
    feed = ET.fromstring(nobody.get("/@alice.atom").data)
    assert feed.findtext(f"{ATOM}updated") and not feed.findall(f"{ATOM}entry")


def test_a_profile_costs_the_same_with_many_posts(
    app: Flask, session: Session, alice: Person, bob: Person
) -> None:
    def grow(total: int) -> None:
        for _ in range(session.query(Post).count(), total):
            post = make_post(session, alice.user_id, **QUOTED)
            make_image(session, post, make_picture(session, alice.user_id))
        session.commit()

    assert_same_cost(bob.client, "/@alice", grow, at_most=15)
    assert_same_cost(bob.client, "/@alice/highlights", grow, at_most=15)
    assert_same_cost(bob.client, "/@alice.atom", grow, at_most=5)

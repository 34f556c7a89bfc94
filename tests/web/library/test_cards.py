"""Cards by kind: what each shows, from cards that pages made up as they liked."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.capture.model import Kind, Reason, State
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.queries import assert_same_cost

CARDS = [
    (Kind.VIDEO, {"channel": "Slow Talks", "duration": "PT1H4M3S"}, ["Slow Talks"]),
    (Kind.IMAGE, {"width": "640", "height": "360"}, ["640 × 360"]),
    (Kind.PDF, {"pages": "212"}, ["212 p."]),
    (
        Kind.REPOSITORY,
        {"language": "Rust", "stars": "12834", "forks": "4", "license": "MIT"},
        ["Rust", "12.8K", "4", "MIT"],
    ),
    (Kind.QUESTION, {"answers": "3", "accepted": "1", "score": "-2"}, ["3", "-2"]),
    (Kind.QUESTION, {"answers": "3", "accepted": "0"}, ["3"]),
    (Kind.DISCUSSION, {"status": "Merged", "comments": "38"}, ["Merged", "38"]),
    (Kind.PACKAGE, {"version": "2.1.0", "license": "BSD"}, ["2.1.0", "BSD"]),
    (Kind.PAPER, {"venue": "arXiv:2601.01234"}, ["arXiv:2601.01234"]),
    (Kind.LINK, {"stars": "9"}, []),
    (Kind.ARTICLE, {"stars": "9"}, []),
]
NONSENSE = {
    "stars": "many", "forks": "9" * 40, "pages": "１２", "duration": "P" + "9" * 90, "status": "x",
    "answers": "-", "comments": "1e9", "score": "٣", "width": "1.5", "height": "", "language": "",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "card", "told"), CARDS)
def test_a_card_shows_what_its_kind_has_to_tell(
    session: Session, alice: Person, kind: Kind, card: dict[str, str], told: list[str]
) -> None:
    make_save(session, alice.user_id, kind=kind, card=card)
    page = parse(alice.client.get("/saves").text)
    facts = page.select(".fact")
    assert [" ".join(fact.text.split()) for fact in facts] == told
    assert all(fact.attrs["title"] for fact in facts)
    signs = page.select(".site svg[aria-label]")
    assert len(signs) == (0 if kind is Kind.ARTICLE else 1)


def test_an_accepted_answer_is_marked(session: Session, alice: Person) -> None:
    make_save(session, alice.user_id, kind=Kind.QUESTION, card={"answers": "3", "accepted": "1"})
    page = alice.client.get("/saves").text
    assert 'aria-label="Answers, one accepted"' in page


@pytest.mark.parametrize("kind", list(Kind))
def test_nonsense_in_a_card_is_left_out(session: Session, alice: Person, kind: Kind) -> None:
    make_save(session, alice.user_id, kind=kind, card=NONSENSE)
    assert parse(alice.client.get("/saves").text).select(".fact") == []


def test_a_poster_carries_its_length_and_a_small_picture(session: Session, alice: Person) -> None:
    small, large = "a" * 64, "b" * 64
    make_save(
        session,
        alice.user_id,
        kind=Kind.VIDEO,
        card={"duration": "PT4M13S"},
        thumb_key=small,
        thumb_width=320,
        thumb_height=180,
        lead_image_key=large,
        lead_image_width=1280,
        lead_image_height=720,
    )
    page = alice.client.get("/saves").text
    assert f"/media/images/{small}" in page and large not in page
    assert "4:13" in parse(page).select(".duration")[0].text


def test_cards_of_all_kinds_cost_no_further_queries(session: Session, alice: Person) -> None:
    def grow(total: int) -> None:
        for number in range(total):
            kind, card, _ = CARDS[number % len(CARDS)]
            make_save(session, alice.user_id, kind=kind, card=card)
        session.commit()

    assert_same_cost(alice.client, "/saves", grow, at_most=9)


@pytest.mark.parametrize(
    ("state", "reason", "ways"),
    [
        (State.BLOCKED, Reason.LOGIN, ["/retry", "/save/bookmarklet", "https://"]),
        (State.PARTIAL, Reason.TEASER, ["/retry", "/save/bookmarklet", "https://"]),
        (State.NOT_AN_ARTICLE, Reason.NO_TEXT, ["/retry", "/save/bookmarklet", "https://"]),
        (State.UNREACHABLE, Reason.NOT_FOUND, ["/retry", "https://web.archive.org/web/2/"]),
        (State.UNREACHABLE, Reason.FORBIDDEN_ADDRESS, ["/retry", "/save/bookmarklet"]),
        (State.UNREACHABLE, Reason.TOO_COMPLEX, ["/retry", "https://"]),
    ],
)
def test_each_state_offers_the_ways_out_that_may_help(
    session: Session, alice: Person, state: State, reason: Reason, ways: list[str]
) -> None:
    save = make_save(session, alice.user_id, state=state, reason=reason)
    session.commit()
    for path in ("/saves", f"/saves/{save.id}"):
        page = parse(alice.client.get(path).text)
        found = [
            str(way.attrs.get("href") or way.attrs.get("formaction"))
            for way in page.select(".ways a, .ways button")
        ]
        for way in ways:
            assert any(way in one for one in found), (way, found)
        if reason is Reason.FORBIDDEN_ADDRESS:
            assert not any("web.archive.org" in one for one in found)

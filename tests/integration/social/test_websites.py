"""Whether people's websites link back: asked politely, believed only where they prove it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.services.changing import Introduction, change_profile
from devket.capture.model import Fetched, FetchError, Reason
from devket.core.clock import utcnow
from devket.social.jobs import check_website, enqueue_website_checks
from devket.social.services import websites
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

SITE = "https://alice.example/"
BACK = '<p><a rel="me" href="http://localhost/@alice">Devket</a></p>'


@pytest.fixture
def profile(session: Session, alice: Person) -> Profile:
    """Give alice a website that was not asked yet."""
    set_site(session, alice, SITE)
    return session.get_one(Profile, alice.user_id)


def set_site(session: Session, who: Person, website: str) -> None:
    """Let somebody set their website."""
    told = Introduction(display_name=who.handle, website=website)
    change_profile(session, session.get_one(User, who.user_id), told, clock=utcnow)
    session.commit()


def sweep(session: Session, queue: HandQueue) -> None:
    """Let a minute's work be done."""
    session.commit()
    enqueue_website_checks()
    queue.run_pending()
    session.expire_all()


def is_verified(profile: Profile) -> bool:
    """Tell whether the website was found to link back."""
    return profile.website_verified_at is not None


def test_a_website_that_links_back_is_verified(
    session: Session, profile: Profile, pages: Pages, queue: HandQueue, clock: HandClock
) -> None:
    pages[SITE] = BACK
    sweep(session, queue)
    assert is_verified(profile)
    sweep(session, queue)
    assert pages.asked == [SITE]
    clock.advance(days=31)
    pages[SITE] = "<p>Nothing here any more.</p>"
    sweep(session, queue)
    assert not is_verified(profile)
    assert pages.asked == [SITE, SITE]


@pytest.mark.parametrize(
    "page",
    [
        "<p>No link.</p>",
        '<a href="http://localhost/@alice">without rel</a>',
        '<a rel="me" href="http://localhost/@bob">somebody else</a>',
        '<a rel="me" href="http://elsewhere.example/@alice">elsewhere</a>',
        b"\x89PNG\r\n\x1a\n",
        "",
        Fetched(SITE, 404, "text/html", BACK.encode()),
        Fetched(SITE, 500, "text/html", BACK.encode()),
        Fetched("https://shortener.example/x", 200, "text/html", BACK.encode()),
        FetchError(Reason.UNKNOWN_HOST, SITE),
    ],
)
def test_a_website_that_proves_nothing_is_not(
    session: Session,
    profile: Profile,
    pages: Pages,
    queue: HandQueue,
    page: str | bytes | Fetched | FetchError,
) -> None:
    pages[SITE] = page
    sweep(session, queue)
    assert not is_verified(profile)
    assert profile.website_checked_at is not None
    assert profile.website_due_at is not None


@pytest.mark.parametrize(
    "page", [Fetched(SITE, 503, "text/html", b""), FetchError(Reason.UNKNOWN_HOST, SITE)]
)
def test_a_site_in_trouble_loses_nothing(
    session: Session,
    profile: Profile,
    pages: Pages,
    queue: HandQueue,
    clock: HandClock,
    page: Fetched | FetchError,
) -> None:
    pages[SITE] = BACK
    sweep(session, queue)
    clock.advance(days=31)
    pages[SITE] = page
    sweep(session, queue)
    assert is_verified(profile)


def test_another_website_begins_anew(
    session: Session, alice: Person, profile: Profile, pages: Pages, queue: HandQueue
) -> None:
    pages[SITE] = BACK
    sweep(session, queue)
    set_site(session, alice, SITE)
    assert is_verified(profile)
    set_site(session, alice, "https://other.example/")
    assert not is_verified(profile)
    set_site(session, alice, "")
    assert profile.website_due_at is None
    sweep(session, queue)
    assert pages.asked == [SITE]


def test_one_host_is_asked_one_after_the_other(
    session: Session, alice: Person, bob: Person, profile: Profile, pages: Pages, queue: HandQueue
) -> None:
    set_site(session, bob, SITE + "bob")
    pages[SITE] = pages[SITE + "bob"] = BACK
    sweep(session, queue)
    assert len(pages.asked) == 1


def test_a_check_that_is_done_is_not_done_twice(
    session: Session, alice: Person, profile: Profile, pages: Pages, queue: HandQueue
) -> None:
    pages[SITE] = BACK
    queue.enqueue(check_website, alice.user_id)
    queue.enqueue(check_website, alice.user_id)
    queue.run_pending()
    assert pages.asked == [SITE]


def test_one_can_ask_again_but_not_all_the_time(
    session: Session,
    alice: Person,
    profile: Profile,
    pages: Pages,
    queue: HandQueue,
    clock: HandClock,
) -> None:
    pages[SITE] = "<p>Not yet.</p>"
    sweep(session, queue)
    websites.ask_again(session, alice.user_id, clock=clock)
    sweep(session, queue)
    assert len(pages.asked) == 1
    clock.advance(minutes=5)
    pages[SITE] = BACK
    websites.ask_again(session, alice.user_id, clock=clock)
    sweep(session, queue)
    assert is_verified(profile)


@pytest.mark.parametrize(
    ("website", "found_at", "link", "is_mine"),
    [
        ("https://a.example/", "https://www.a.example/", "https://d.test/@alice", True),
        ("https://a.example/", "https://a.example/", "http://d.test/@Alice/", True),
        ("https://a.example/", "https://a.example/", "https://d.test/@alice?x=1#y", True),
        ("https://a.example/", "https://a.example/", "https://d.test/@alicee", False),
        ("https://a.example/", "https://b.example/", "https://d.test/@alice", False),
    ],
)
def test_which_links_count(website: str, found_at: str, link: str, is_mine: bool) -> None:
    assert websites.links_back(website, found_at, [link], "https://d.test/@alice") is is_mine


def test_a_frozen_persons_website_is_left_alone(
    session: Session, alice: Person, profile: Profile, pages: Pages, queue: HandQueue
) -> None:
    session.get_one(User, alice.user_id).frozen_at = utcnow() - timedelta(days=1)
    sweep(session, queue)
    assert pages.asked == []

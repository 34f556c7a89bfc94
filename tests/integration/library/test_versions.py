"""Versions of a page: the best is shown, people can choose, only so many are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import Fetched, FetchError, Kind, Reason, State
from devket.core.errors import NotFoundError
from devket.library import queries, services
from devket.library.jobs import capture_save
from devket.library.models import Article, Capture, Save
from devket.library.services.versions import KEPT
from devket.storage import MemoryBlobs
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, Pages

URL = "https://blog.example/post"
SENTENCE = "A sentence of the article, with commas, and some length to it. "
Fetch = Callable[..., Save]


def article(title: str, *, byline: str = "Mina Cho", sentences: int = 40, code: str = "") -> bytes:
    """A page that reads as an article."""
    paragraphs = f"<p>{SENTENCE * 4}</p>" * (sentences // 4)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta name=author content="{byline}"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}{code}</article></body></html>"
    ).encode()


@pytest.fixture
def save_id(session: Session, alice: Person, clock: HandClock) -> int:
    added = services.add_save(session, owner_id=alice.user_id, url=URL, clock=clock)
    session.commit()
    return added.save.id


@pytest.fixture
def fetch(
    session: Session,
    alice: Person,
    clock: HandClock,
    queue: HandQueue,
    pages: Pages,
    save_id: int,
) -> Fetch:
    """Fetch the page as it is now and return its save."""

    def again(page: bytes | Fetched | FetchError) -> Save:
        pages[URL] = page
        clock.advance(hours=1)
        services.retry(session, viewer_id=alice.user_id, save_id=save_id, clock=clock)
        session.commit()
        queue.enqueue(capture_save, save_id)
        queue.run_pending()
        session.expire_all()
        return session.get_one(Save, save_id)

    return again


def shown_text(session: Session, save: Save) -> str:
    assert save.capture_id is not None
    return queries.text_of(session, save.capture_id)


def test_what_is_kept_can_be_read_while_the_page_is_fetched_again(
    session: Session, alice: Person, fetch: Fetch, save_id: int, clock: HandClock
) -> None:
    fetch(article("First"))
    save = services.retry(session, viewer_id=alice.user_id, save_id=save_id, clock=clock)
    assert (save.state, save.asked_at is not None) == (State.FULL_TEXT, True)


def test_a_page_that_was_edited_shows_its_edit(fetch: Fetch) -> None:
    fetch(article("First", sentences=40))
    assert fetch(article("Second", sentences=40)).title == "Second"


def test_a_version_that_lost_its_text_is_kept_and_not_shown(session: Session, fetch: Fetch) -> None:
    fetch(article("Whole", sentences=80))
    save = fetch(article("Half of it", sentences=28))
    assert save.title == "Whole"
    assert len(queries.versions_of(session, save)) == 2


def test_an_outage_leaves_what_is_shown_and_nobody_waits(session: Session, fetch: Fetch) -> None:
    fetch(article("Whole"))
    save = fetch(FetchError(Reason.TIMEOUT, URL))
    assert (save.state, save.reason, save.asked_at) == (State.FULL_TEXT, None, None)
    assert save.capture_due_at is not None, "it is tried again by itself"


def test_choosing_a_version_restores_all_that_it_said(
    session: Session, alice: Person, fetch: Fetch
) -> None:
    old = fetch(article("Old", byline="Jo Park", code="<pre><code>x\n\ty</code></pre>"))
    before = {name: getattr(old, name) for name in ("byline", "excerpt", "word_count", "lang")}
    save = fetch(article("New", byline="Mina Cho", sentences=80))
    assert (save.title, save.byline) == ("New", "Mina Cho")
    services.show_version(session, viewer_id=alice.user_id, save_id=save.id, version=1)
    assert save.title == "Old"
    assert {name: getattr(save, name) for name in before} == before
    assert "\ty" in shown_text(session, save)


def test_a_chosen_version_stays_until_devket_may_choose_again(
    session: Session, alice: Person, fetch: Fetch
) -> None:
    fetch(article("Old"))
    save = fetch(article("New", sentences=80))
    services.show_version(session, viewer_id=alice.user_id, save_id=save.id, version=1)
    assert fetch(article("Newest", sentences=120)).title == "Old"
    services.choose_again(session, viewer_id=alice.user_id, save_id=save.id)
    assert (save.title, save.chosen_by_reader) == ("Newest", False)


def test_a_version_without_text_cannot_be_shown(
    session: Session, alice: Person, fetch: Fetch
) -> None:
    fetch(article("Whole"))
    save = fetch(Fetched(URL, 404, "text/html", b"<h1>Gone</h1>"))
    for version in (2, 99):
        with pytest.raises(NotFoundError):
            services.show_version(
                session, viewer_id=alice.user_id, save_id=save.id, version=version
            )


def test_nobody_elses_version_can_be_shown(session: Session, bob: Person, fetch: Fetch) -> None:
    save = fetch(article("Whole"))
    with pytest.raises(NotFoundError):
        services.show_version(session, viewer_id=bob.user_id, save_id=save.id, version=1)
    with pytest.raises(NotFoundError):
        services.choose_again(session, viewer_id=bob.user_id, save_id=save.id)


def test_only_so_many_versions_are_kept_beside_the_one_that_is_shown(
    session: Session, alice: Person, fetch: Fetch
) -> None:
    save = fetch(article("Number 1"))
    services.show_version(session, viewer_id=alice.user_id, save_id=save.id, version=1)
    for number in range(2, KEPT + 4):
        save = fetch(article(f"Number {number}"))
    kept = [capture.version for capture in queries.versions_of(session, save)]
    assert kept == [*range(KEPT + 3, 3, -1), 1]
    assert len(list(session.scalars(select(Article.capture_id)))) == len(kept)


def test_the_page_itself_is_kept_beside_its_article(
    session: Session, fetch: Fetch, blobs: MemoryBlobs
) -> None:
    page = article("Kept as it came")
    save = fetch(page)
    capture = session.get_one(Capture, save.capture_id)
    assert capture.source_key is not None
    source = services.kept_source(blobs, capture.source_key, capture.source_type)
    assert source is not None and source.body == page
    stat = blobs.stat(capture.source_key)
    assert stat is not None and stat.size < len(page), "text is packed"
    assert (capture.engine > 0, capture.kind, capture.code_count) == (True, Kind.ARTICLE, 0)


def test_lists_show_a_small_copy_of_the_picture_to_its_owner_alone(
    session: Session,
    alice: Person,
    bob: Person,
    fetch: Fetch,
    pages: Pages,
    blobs: MemoryBlobs,
    png: bytes,
) -> None:
    address = "https://blog.example/large.png"
    pages[address] = Fetched(address, 200, "image/png", png)
    save = fetch(article("With a picture", code=f"<p><img src='{address}'></p>"))
    assert save.thumb_key is not None and save.thumb_key != save.lead_image_key
    sizes = (save.thumb_width, save.thumb_height, save.lead_image_width, save.lead_image_height)
    assert sizes == (320, 180, 320, 180)
    stat = blobs.stat(save.thumb_key)
    assert stat is not None and stat.content_type == "image/webp"
    for key in (save.thumb_key, str(save.lead_image_key)):
        assert queries.may_see_image(session, alice.user_id, key)
        assert not queries.may_see_image(session, bob.user_id, key)


def test_the_title_that_somebody_gave_stays_where_a_page_has_none(
    session: Session, alice: Person, clock: HandClock, queue: HandQueue, pages: Pages
) -> None:
    address = "https://gone.example/post"
    added = services.add_save(
        session, owner_id=alice.user_id, url=address, title="As I call it", clock=clock
    )
    pages[address] = Fetched(address, 404, "text/html", b"<h1>Gone</h1>")
    queue.enqueue(capture_save, added.save.id)
    queue.run_pending()
    session.expire_all()
    assert session.get_one(Save, added.save.id).title == "As I call it"

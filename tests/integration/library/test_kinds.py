"""Kinds of answers over real sockets: articles in parts, PDFs, drawings, pages that send on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Reason, State
from devket.library import services
from devket.library.jobs import capture_save
from devket.library.models import Article, Capture, CaptureImage, Save
from devket.storage import MemoryBlobs
from devket.web.parts import Parts, parts
from tests.corpus.server import CorpusServer
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue


@pytest.fixture(scope="module")
def web() -> Iterator[CorpusServer]:
    with CorpusServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _real_fetch(change_parts: Callable[..., Parts], web: CorpusServer) -> None:
    guard = AddressGuard(frozenset({("127.0.0.1", web.port)}))
    change_parts(fetch=GuardedFetch(guard, user_agent="tests"), host_pause=0.0)


@pytest.fixture
def capture(
    session: Session, alice: Person, clock: HandClock, queue: HandQueue, web: CorpusServer
) -> Callable[[str], Save]:
    def make(path: str) -> Save:
        added = services.add_save(session, owner_id=alice.user_id, url=web.url(path), clock=clock)
        queue.enqueue(capture_save, added.save.id)
        queue.run_pending()
        session.expire_all()
        return session.get_one(Save, added.save.id)

    return make


def kept(session: Session) -> tuple[str, str, list[CaptureImage]]:
    """Markup and text of the one article, and its images."""
    article = session.scalars(select(Article)).one()
    return article.content_html, article.text, list(session.scalars(select(CaptureImage)))


def test_an_article_in_parts_is_kept_as_one(
    session: Session, capture: Callable[[str], Save]
) -> None:
    assert capture("/parts/queues/").state is State.FULL_TEXT
    html, text, _ = kept(session)
    assert [text.index(f"part = {n}\n\tend") for n in (1, 2, 3)]
    assert 'id="art-s"' in html and 'id="art-p3-s"' in html
    assert session.scalars(select(Capture)).one().log["pages"] == "3 of 3"


def test_a_part_that_fails_leaves_the_others(
    session: Session, capture: Callable[[str], Save]
) -> None:
    save = capture("/parts/queues/?of=4&gone=3")
    assert (save.state, save.reason) == (State.PARTIAL, Reason.MISSING_PAGES)
    _, text, _ = kept(session)
    assert "Section 2" in text and "Section 4" not in text
    assert session.scalars(select(Capture)).one().log["pages"] == "2 of 4"


def test_a_pdf_is_read_and_kept_as_it_came(
    session: Session, capture: Callable[[str], Save]
) -> None:
    save = capture("/file/report.pdf")
    assert (save.state, save.kind, save.title) == (State.FULL_TEXT, "pdf", "What bridges bear")
    _, text, images = kept(session)
    assert "def cross(bridge):\n    return bridge.bears(1)" in text
    assert [image.content_type for image in images] == ["image/webp"]
    row = session.scalars(select(Capture)).one()
    assert row.source_key is not None
    stat = parts().blobs.stat(row.source_key)
    assert stat is not None and stat.content_type == "application/pdf"


def test_an_address_of_a_drawing_is_a_picture_asked_for_once(
    session: Session, capture: Callable[[str], Save], web: CorpusServer
) -> None:
    before = web.hits["/file/plan.svg"]
    save = capture("/file/plan.svg")
    assert (save.state, save.kind, save.title) == (State.FULL_TEXT, "image", "plan.svg")
    assert web.hits["/file/plan.svg"] == before + 1
    html, _, images = kept(session)
    assert [(image.content_type, image.width) for image in images] == [("image/svg+xml", 320)]
    assert f'src="/media/images/{images[0].blob_key}"' in html
    assert images[0].blob_key is not None
    blobs = parts().blobs
    assert isinstance(blobs, MemoryBlobs)
    assert b"onclick" not in b"".join(blobs.open(images[0].blob_key))


def test_a_drawing_in_a_page_is_kept_as_a_file(
    session: Session, capture: Callable[[str], Save]
) -> None:
    capture("/drawn")
    html, _, images = kept(session)
    assert [image.content_type for image in images] == ["image/svg+xml"]
    assert 'alt="The plan"' in html and "/media/images/" in html and "inline.invalid" not in html


@pytest.mark.parametrize("way", ["meta", "script"])
def test_a_page_that_only_sends_on_is_followed(capture: Callable[[str], Save], way: str) -> None:
    save = capture(f"/moved/{way}")
    assert (save.state, save.title) == (State.FULL_TEXT, "Article after")
    assert save.final_url is not None and save.final_url.endswith("/article/after")


def test_a_page_cannot_send_on_to_a_private_address(capture: Callable[[str], Save]) -> None:
    save = capture("/moved/inside")
    assert (save.state, save.reason) == (State.UNREACHABLE, Reason.FORBIDDEN_ADDRESS)


def test_a_notebook_is_an_article(session: Session, capture: Callable[[str], Save]) -> None:
    assert capture("/file/book.ipynb").title == "Notes"
    assert "x = 1" in kept(session)[1]

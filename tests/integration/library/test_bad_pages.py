"""Every way in which a page can be bad, over real sockets: a named state, the address kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Limits, Reason, State
from devket.library import services
from devket.library.jobs import capture_save
from devket.library.models import Article, CaptureImage, Save
from devket.web.parts import Parts
from tests.corpus.server import CorpusServer
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue

HASTY = Limits(total_seconds=3.0, idle_seconds=2.0, max_bytes=1024 * 1024, images_seconds=2.0)
BAD = [
    ("/slow?seconds=9", State.UNREACHABLE, Reason.TIMEOUT),
    ("/drip", State.UNREACHABLE, Reason.TIMEOUT),
    ("/endless", State.UNREACHABLE, Reason.TOO_LARGE),
    ("/huge?bytes=9000000", State.UNREACHABLE, Reason.TOO_LARGE),
    ("/bomb?bytes=9000000", State.UNREACHABLE, Reason.TOO_LARGE),
    ("/binary", State.NOT_AN_ARTICLE, Reason.BINARY),
    ("/closed", State.UNREACHABLE, Reason.REFUSED),
    ("/garbage", State.UNREACHABLE, Reason.BAD_RESPONSE),
    ("/loop", State.UNREACHABLE, Reason.TOO_MANY_REDIRECTS),
    ("/redirect/30", State.UNREACHABLE, Reason.TOO_MANY_REDIRECTS),
    ("/redirect-to?url=http://169.254.169.254/", State.UNREACHABLE, Reason.FORBIDDEN_ADDRESS),
    ("/redirect-to?url=http://[::1]:22/", State.UNREACHABLE, Reason.FORBIDDEN_ADDRESS),
    ("/redirect-to?url=http://0x7f.1:81/", State.UNREACHABLE, Reason.FORBIDDEN_ADDRESS),
    ("/redirect-to?url=file:///etc/passwd", State.UNREACHABLE, Reason.BAD_RESPONSE),
    ("/status/401", State.BLOCKED, Reason.LOGIN),
    ("/status/403", State.BLOCKED, Reason.DENIED),
    ("/status/404", State.UNREACHABLE, Reason.NOT_FOUND),
    ("/status/410", State.UNREACHABLE, Reason.NOT_FOUND),
    ("/status/418", State.UNREACHABLE, Reason.CLIENT_ERROR),
    ("/status/429", State.BLOCKED, Reason.RATE_LIMITED),
    ("/status/503", State.UNREACHABLE, Reason.SERVER_ERROR),
    ("challenge-page", State.BLOCKED, Reason.CHALLENGE),
    ("login-wall", State.BLOCKED, Reason.LOGIN),
    ("empty-answer", State.NOT_AN_ARTICLE, Reason.EMPTY),
    ("teaser-outage", State.PARTIAL, Reason.TEASER),
    ("soft-404", State.UNREACHABLE, Reason.NOT_FOUND),
]


@pytest.fixture(scope="module")
def web() -> Iterator[CorpusServer]:
    with CorpusServer() as server:
        yield server


@pytest.fixture(autouse=True)
def _real_fetch(change_parts: Callable[..., Parts], web: CorpusServer) -> None:
    guard = AddressGuard(frozenset({("127.0.0.1", web.port)}))
    change_parts(fetch=GuardedFetch(guard, user_agent="tests"), limits=HASTY, host_pause=0.0)


@pytest.fixture
def capture(
    session: Session, alice: Person, clock: HandClock, queue: HandQueue, web: CorpusServer
) -> Callable[[str], Save]:
    def make(name: str) -> Save:
        address = name if name.startswith("http") else web.url(name)
        added = services.add_save(session, owner_id=alice.user_id, url=address, clock=clock)
        queue.enqueue(capture_save, added.save.id)
        queue.run_pending()
        session.expire_all()
        return session.get_one(Save, added.save.id)

    return make


@pytest.mark.parametrize(("name", "state", "reason"), BAD, ids=[name for name, *_ in BAD])
def test_each_bad_page_has_its_state(
    capture: Callable[[str], Save], name: str, state: State, reason: Reason
) -> None:
    kept = capture(name)
    assert (kept.state, kept.reason) == (state, reason)
    assert kept.given_url


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://10.1.2.3/", "http://[::ffff:10.0.0.1]/", "http://2130706433/",
     "http://localhost/", "http://[fe80::1]/", "http://0/", "http://127.1:22/"],
)  # fmt: skip
def test_private_addresses_are_never_reached(capture: Callable[[str], Save], address: str) -> None:
    kept = capture(address)
    assert (kept.state, kept.reason) == (State.UNREACHABLE, Reason.FORBIDDEN_ADDRESS)


@pytest.mark.parametrize("name", ["/nested?depth=100000", "/attributes", "/packed", "/short"])
def test_odd_pages_end_in_some_honest_state(capture: Callable[[str], Save], name: str) -> None:
    kept = capture(name)
    assert kept.state is not State.PENDING
    assert kept.state is State.FULL_TEXT or kept.reason is not None


def test_wrong_charsets_are_read_all_the_same(capture: Callable[[str], Save]) -> None:
    assert "£" in capture("cp1252-price-of-a-pound").title
    assert "줄바꿈" in capture("euckr-line-endings").title


def test_pictures_are_kept_and_a_lost_one_leaves_a_placeholder(
    session: Session, capture: Callable[[str], Save], change_parts: Callable[..., Parts]
) -> None:
    with CorpusServer(local_addresses=True) as web:
        guard = AddressGuard(frozenset({("127.0.0.1", web.port)}))
        change_parts(fetch=GuardedFetch(guard, user_agent="tests"), limits=HASTY)
        kept = capture(web.url("medium-jpeg"))
    assert kept.state is State.FULL_TEXT
    images = list(session.scalars(select(CaptureImage)))
    assert len([image for image in images if image.blob_key]) >= 3
    assert [image.failure for image in images if not image.blob_key] == ["status_404"]
    html = session.scalars(select(Article.content_html)).one()
    assert html.count('src="/media/images/') >= 3
    assert html.count("image-missing") == 1

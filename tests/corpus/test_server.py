"""The server and the folder fetcher that the other tests lean on keep their own promises."""

from __future__ import annotations

import contextlib
import gzip
import http.client
from collections.abc import Iterator

import pytest

from devket.capture.folder import FolderFetch, demo_pages
from devket.capture.model import FetchError, Limits, Reason
from tests.corpus.server import PAGES, CorpusServer, golden, slugs


@pytest.fixture(scope="module")
def server() -> Iterator[CorpusServer]:
    with CorpusServer() as running:
        yield running


@contextlib.contextmanager
def _asked(
    server: CorpusServer, path: str, *, timeout: float = 3
) -> Iterator[http.client.HTTPResponse]:
    raw = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
    with contextlib.closing(raw) as connection:
        connection.request("GET", path)
        with connection.getresponse() as answer:
            yield answer


@pytest.mark.parametrize("slug", slugs())
def test_a_page_is_served_as_it_lies_in_its_folder(server: CorpusServer, slug: str) -> None:
    with _asked(server, f"/{slug}/") as answer:
        assert answer.status == golden(slug)["status"]
        assert answer.getheader("Content-Type") == golden(slug)["headers"]["Content-Type"]
        assert answer.read() == (PAGES / slug / "page.html").read_bytes()
    assert server.hits[f"/{slug}/"] == 1


def test_images_are_served_and_only_images(server: CorpusServer) -> None:
    with _asked(server, "/medium-jpeg/img/hero.jpg") as answer:
        assert answer.getheader("Content-Type") == "image/jpeg"
        assert answer.read().startswith(b"\xff\xd8\xff")
    for path in ("/medium-jpeg/img/lost.png", "/medium-jpeg/img/%2e%2e%2fgolden.json", "/none/"):
        with _asked(server, path) as answer:
            assert answer.status == 404


def test_a_page_can_point_to_the_server_itself() -> None:
    with CorpusServer(local_addresses=True) as server, _asked(server, "/prism-sqlite-wal/") as got:
        page = got.read().decode()
    assert f'<link rel="canonical" href="{server.url("prism-sqlite-wal")}">' in page
    assert f'content="{server.url("prism-sqlite-wal")}img/cover.png"' in page


def test_a_redirect_counts_down_to_a_page(server: CorpusServer) -> None:
    with _asked(server, "/redirect/2") as answer:
        assert (answer.status, answer.getheader("Location")) == (302, "/redirect/1")
    with _asked(server, "/redirect/0") as answer:
        assert b"A page at last" in answer.read()


def test_a_bomb_is_small_on_the_wire(server: CorpusServer) -> None:
    with _asked(server, "/bomb?bytes=20971520") as answer:
        packed = answer.read()
    assert len(packed) < 100_000
    assert len(gzip.decompress(packed)) == 20_971_520


@pytest.mark.parametrize("path", ["/closed", "/garbage"])
def test_what_is_no_http_fails_at_once(server: CorpusServer, path: str) -> None:
    with pytest.raises((http.client.HTTPException, ConnectionError)), _asked(server, path):
        pass


@pytest.mark.parametrize("path", ["/drip?pause=0.01", "/endless", "/huge"])
def test_a_stream_goes_on_until_the_reader_leaves(server: CorpusServer, path: str) -> None:
    with _asked(server, path) as answer:
        assert len(answer.read(64)) == 64


def test_slow_is_slow(server: CorpusServer) -> None:
    with pytest.raises(TimeoutError), _asked(server, "/slow?seconds=30", timeout=0.2):
        pass


def test_the_folder_answers_pages_and_images_by_their_address() -> None:
    fetch = FolderFetch(PAGES)
    page = fetch("https://smallbinaries.example/2026/03/sqlite-wal-promises/", limits=Limits())
    assert (page.status, page.content_type) == (200, "text/html; charset=utf-8")
    assert "What SQLite’s WAL mode really promises".encode() in page.body
    for slug in slugs():
        expected = golden(slug)
        for url in expected.get("images", []):
            if url not in expected.get("failing_images", []):
                assert fetch(url, limits=Limits()).content_type in (
                    "image/png",
                    "image/jpeg",
                    "image/webp",
                )


@pytest.mark.parametrize(
    "url",
    [
        "https://nowhere.example/",
        "https://stories.example/img/lost.png",
        "https://evil.example/img/hero.jpg",
        "https://stories.example/img/..%2f..%2fgolden.json",
        "not an address",
        "http://[broken/img/hero.jpg",
        "https://stories.example/img/%00.png",
    ],
)
def test_the_folder_knows_nothing_else(url: str) -> None:
    with pytest.raises(FetchError) as raised:
        FolderFetch(PAGES)(url, limits=Limits())
    assert raised.value.reason is Reason.NOT_FOUND


def test_the_folder_keeps_to_the_limits() -> None:
    with pytest.raises(FetchError) as raised:
        FolderFetch(PAGES)(golden("medium-jpeg")["url"], limits=Limits(max_bytes=1000))
    assert raised.value.reason is Reason.TOO_LARGE


def test_the_demo_shows_the_best_pages_first_and_each_once() -> None:
    pages = demo_pages(PAGES)
    assert pages[0].url == golden("medium-jpeg")["url"]
    assert len({page.url for page in pages}) == len(pages) >= 18
    assert {"en", "ko", "ja", "zh-CN"} <= {page.lang for page in pages}
    assert any(page.is_favourite for page in pages) and any(page.is_archived for page in pages)

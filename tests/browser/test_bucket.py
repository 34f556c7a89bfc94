"""A Devket whose files are in a bucket: pictures and PDFs reach the reader, and outages pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from devket.storage import Bucket
from tests.browser.test_journeys import save, sign_up
from tests.corpus.server import CorpusServer
from tests.support.chromium import DESKTOP, Window, open_window
from tests.support.processes import Installation, running
from tests.support.s3 import Gateway

ARTICLE, PDF = "prism-sqlite-wal", "pdf-memo"
FILLS_IN = 20_000  # milliseconds
# A minute until the next sweep finds what was left while the store was away, and some more.
COMES_BACK = 100_000  # milliseconds


@dataclass(frozen=True, slots=True)
class OnBucket:
    """A running Devket, its bucket, the door to it, and a window of its own."""

    place: Installation
    bucket: Bucket
    gateway: Gateway
    window: Window


@pytest.fixture
def on_bucket(
    chromium: Browser, corpus: CorpusServer, bucket: Bucket, gateway: Gateway, tmp_path: Path
) -> Iterator[OnBucket]:
    """Run Devket with its media in a bucket behind a door that can be shut."""
    extra = {
        "DEVKET_MEDIA": "s3",
        "DEVKET_S3_BUCKET": bucket.place.name,
        "DEVKET_S3_REGION": bucket.place.region,
        "DEVKET_S3_ENDPOINT_URL": gateway.endpoint_url,
        "AWS_ACCESS_KEY_ID": bucket.place.access_key_id,
        "AWS_SECRET_ACCESS_KEY": bucket.place.secret_access_key,
        "DEVKET_CAPTURE_LEASE": "5",
    }
    place = Installation(tmp_path, fetch_allow=urlsplit(corpus.base).netloc, extra=extra)
    with running(place):
        place.wait_until_ready()
        window = open_window(chromium, place.base, DESKTOP)
        yield OnBucket(place, bucket, gateway, window)
        window.context.close()


def kept(page: Page, address: str, *, within: int = FILLS_IN) -> None:
    """Save an address and wait until it was read."""
    rows = page.locator("[data-save-id]")
    before = rows.count()
    save(page, address)
    # Until the new row stands on top, the first is one that was read long ago.
    expect(rows).to_have_count(before + 1)
    expect(rows.first).to_have_attribute("data-state", "full text", timeout=within)
    expect(rows.first).not_to_have_attribute("aria-busy", "true", timeout=within)  # pictures, too


def faults_but_of(window: Window, *known: str) -> list[str]:
    """Return what no page may do, but for what is known to name these."""
    return [fault for fault in window.faults if not any(word in fault for word in known)]


def test_pictures_and_pdfs_from_a_bucket_reach_the_reader(
    on_bucket: OnBucket, corpus: CorpusServer
) -> None:
    page = on_bucket.window.page()
    sign_up(page, "bucket_reader")
    kept(page, corpus.url(ARTICLE))
    page.locator("[data-save-id] h2 a, [data-save-id] h3 a").first.click()
    picture = page.locator("article img[src^='/media/images/']").first
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    page.wait_for_function(
        "img => img.complete && img.naturalWidth > 0", arg=picture.element_handle()
    )
    # The service worker follows the redirect for the page, so it is asked for once more here.
    sent = page.request.get(str(picture.get_attribute("src")), max_redirects=0)
    signed = sent.headers["location"]
    assert signed.startswith(on_bucket.gateway.endpoint_url)
    assert "X-Amz-Signature=" in signed
    answer = page.request.get(signed)
    assert (answer.status, answer.headers["cache-control"]) == (200, "private, max-age=600")
    assert list((on_bucket.place.folder / "data").glob("media/**/*")) == []

    page.goto("/saves")
    kept(page, corpus.url(PDF))
    page.locator("[data-save-id] h2 a, [data-save-id] h3 a").first.click()
    page.get_by_role("link", name="View the PDF").click()
    page.wait_for_url(f"{on_bucket.gateway.endpoint_url}/**")
    assert page.evaluate("document.contentType") == "application/pdf"
    page.close()
    assert not faults_but_of(on_bucket.window, on_bucket.gateway.endpoint_url, "chrome")


@pytest.mark.timeout(240)
def test_a_bucket_that_is_away_costs_nobody_a_page_and_needs_no_restart(
    on_bucket: OnBucket, corpus: CorpusServer
) -> None:
    page = on_bucket.window.page()
    sign_up(page, "bucket_waiter")
    on_bucket.gateway.shut()
    save(page, corpus.url(ARTICLE))
    row = page.locator("[data-save-id]")
    expect(row).to_have_count(1)
    page.wait_for_timeout(8_000)
    assert "is put off: no answer from" in on_bucket.place.told()
    assert "Traceback" not in on_bucket.place.told()
    on_bucket.gateway.open()
    page.reload()
    expect(row).to_have_attribute("data-state", "full text", timeout=COMES_BACK)
    expect(row).not_to_have_attribute("aria-busy", "true", timeout=COMES_BACK)  # pictures, too
    assert list(on_bucket.bucket.list("media/"))

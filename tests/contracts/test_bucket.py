"""A bucket on a real S3 server: what it keeps, how it lists, what it signs, whom it refuses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import urllib3

from devket.core.clock import utcnow
from devket.storage import Bucket, BucketPlace, S3Blobs, StorageError
from tests.support.s3 import Gateway, Server

AMAZON = BucketPlace(
    name="devket-media", region="eu-central-1", access_key_id="a", secret_access_key="b"
)
VERBS: dict[str, Callable[[Bucket], object]] = {
    "check": Bucket.check,
    "delete": lambda bucket: bucket.delete(["a"]),
    "get": lambda bucket: bucket.get("a"),
    "list": lambda bucket: list(bucket.list("a")),
    "put": lambda bucket: bucket.put("a", b"1", content_type="image/png"),
    "stat": lambda bucket: bucket.stat("a"),
}


def fetch(address: str, **options: Any) -> urllib3.BaseHTTPResponse:
    """Ask an address as a browser does."""
    return urllib3.request("GET", address, redirect=False, retries=False, **options)


def test_an_object_comes_back_with_all_its_headers(bucket: Bucket) -> None:
    bucket.put(
        "static/a.css",
        b"a{}",
        content_type="text/css",
        cache_control="public, max-age=31536000",
        content_encoding="br",
    )
    answer = bucket.client().head_object(Bucket=bucket.place.name, Key="static/a.css")
    assert answer["CacheControl"] == "public, max-age=31536000"
    assert answer["ContentEncoding"] == "br"
    stat = bucket.stat("static/a.css")
    assert stat is not None
    assert (stat.key, stat.size, stat.content_type) == ("static/a.css", 3, "text/css")
    assert abs((utcnow() - stat.modified_at).total_seconds()) < 60
    assert stat.etag.isalnum()


def test_more_than_a_page_is_listed_and_deleted(bucket: Bucket) -> None:
    keys = [f"many/{number:04}" for number in range(1005)]
    pools = [keys[start::8] for start in range(8)]

    def fill(part: list[str]) -> None:
        for key in part:
            bucket.put(key, b"", content_type="image/png")

    threads = [threading.Thread(target=fill, args=(part,)) for part in pools]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bucket.put("other", b"", content_type="image/png")
    assert [found.key for found in bucket.list("many/")] == keys
    bucket.delete(iter([*keys, "never/there"]))
    assert [found.key for found in bucket.list("")] == ["other"]


def test_a_signed_address_shows_the_file_to_anybody_with_the_headers_it_fixes(
    bucket: Bucket,
) -> None:
    bucket.put("media/a", b"bytes", content_type="application/octet-stream")
    address = bucket.signed_address(
        "media/a",
        seconds=60,
        content_type="application/pdf",
        disposition="inline; filename*=UTF-8''B%C3%BCchlein.pdf",
        cache_control="private, max-age=60",
    )
    assert address.startswith(f"{bucket.public_address()}/media/a?")
    answer = fetch(address)
    assert (answer.status, answer.data) == (200, b"bytes")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline; filename*=UTF-8''B%C3%BCchlein.pdf"
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    assert fetch(address, headers={"Range": "bytes=1-2"}).data == b"yt"


def test_a_signed_address_cannot_be_bent_to_another_file_or_type(bucket: Bucket) -> None:
    for key in ("media/a", "media/b"):
        bucket.put(key, b"bytes", content_type="image/png")
    address = bucket.signed_address("media/a", seconds=60, content_type="image/png")
    assert fetch(address).status == 200
    assert fetch(address.replace("media/a", "media/b")).status == 403
    assert fetch(address.replace("image%2Fpng", "text%2Fhtml")).status == 403
    assert fetch(f"{bucket.public_address()}/media/a").status == 403


def test_pages_of_the_named_origins_may_read_what_is_in_it(bucket: Bucket) -> None:
    bucket.set_cors(["https://devket.example"])
    bucket.put("static/a.woff2", b"", content_type="font/woff2")
    address = bucket.signed_address("static/a.woff2", seconds=60)
    answer = fetch(address, headers={"Origin": "https://devket.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "https://devket.example"
    other = fetch(address, headers={"Origin": "https://stranger.example"})
    assert "Access-Control-Allow-Origin" not in other.headers


@pytest.mark.parametrize("verb", VERBS)
def test_a_wrong_secret_is_told_in_one_line(bucket: Bucket, verb: str) -> None:
    wrong = Bucket(replace(bucket.place, secret_access_key="not this"))
    with pytest.raises(StorageError, match=r"^the secret key is wrong .*AWS_SECRET_ACCESS_KEY$"):
        VERBS[verb](wrong)


@pytest.mark.parametrize("verb", VERBS)
def test_an_unknown_key_is_told_in_one_line(bucket: Bucket, verb: str) -> None:
    wrong = Bucket(replace(bucket.place, access_key_id="NOBODY"))
    with pytest.raises(StorageError, match=r"does not know this access key: .*AWS_ACCESS_KEY_ID$"):
        VERBS[verb](wrong)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb != "stat"])
def test_a_bucket_that_is_not_there_is_told_in_one_line(s3_server: Server, verb: str) -> None:
    place = s3_server.place("devket-nowhere")
    with pytest.raises(StorageError, match=r"^there is no bucket devket-nowhere at http.*: create"):
        VERBS[verb](Bucket(place))


ACTIONS = {
    "check": "s3:ListBucket",
    "delete": "s3:DeleteObject",
    "get": "s3:GetObject",
    "list": "s3:ListBucket",
    "put": "s3:PutObject",
}


@pytest.mark.parametrize(("verb", "action"), ACTIONS.items())
def test_a_stranger_is_refused_and_told_which_right_is_missing(
    s3_server: Server, bucket: Bucket, verb: str, action: str
) -> None:
    bucket.put("a", b"", content_type="image/png")
    stranger = Bucket(s3_server.as_stranger(bucket.place))
    with pytest.raises(StorageError, match=rf"^access denied to .* needs {action} on it"):
        VERBS[verb](stranger)


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_that_is_away_is_told_in_one_line(verb: str) -> None:
    away = replace(AMAZON, endpoint_url="http://127.0.0.1:9")
    with pytest.raises(StorageError, match=r"^no answer from http://127.0.0.1:9: see whether"):
        VERBS[verb](Bucket(away))


def test_a_server_that_comes_back_is_used_again_without_a_restart(
    bucket: Bucket, gateway: Gateway
) -> None:
    store = S3Blobs(Bucket(replace(bucket.place, endpoint_url=gateway.endpoint_url)))
    key = store.put(b"kept", "image/png")
    gateway.shut()
    for ask in (store.open, store.stat, store.delete):
        with pytest.raises(StorageError, match="no answer from"):
            ask(key)
    with pytest.raises(StorageError, match="no answer from"):
        store.put(b"not kept", "image/png")
    gateway.open()
    assert b"".join(store.open(key)) == b"kept"
    assert [found.key for found in list(store.keys())] == [key]


def test_what_is_no_hash_under_the_prefix_is_not_listed(bucket: Bucket) -> None:
    store = S3Blobs(bucket)
    key = store.put(b"kept", "text/html")
    for other in ("media/notes.txt", "media/sub/" + key, "static/" + key):
        bucket.put(other, b"", content_type="text/plain")
    assert [found.key for found in list(store.keys())] == [key]
    # What a browser would run is kept as mere bytes, should the bucket ever be opened to all.
    assert store.content_type(key) == "application/octet-stream"


def test_a_bucket_serves_many_threads_with_one_client(bucket: Bucket) -> None:
    fresh, clients = Bucket(bucket.place), set()
    threads = [threading.Thread(target=lambda: clients.add(fresh.client())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(clients) == 1


@pytest.mark.parametrize("name", ["devket-media", "devket.media"])
@pytest.mark.parametrize("region", ["eu-central-1", "us-east-1", "cn-north-1"])
def test_the_buckets_own_address_is_the_one_that_is_signed(name: str, region: str) -> None:
    bucket = Bucket(replace(AMAZON, name=name, region=region))
    assert bucket.signed_address("a/b", seconds=1).startswith(f"{bucket.public_address()}/a/b?")

"""Static files on a real S3 server: what is sent, how browsers get it, what a refusal says."""

from __future__ import annotations

import gzip
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import urllib3
from click.testing import Result

from devket.app import create_app
from devket.storage import Bucket, BucketPlace
from devket.web.static.gather import Collection
from devket.web.static.upload import Plan, carry_out, plan
from tests.support.fixtures import MakeSettings
from tests.support.releases import release
from tests.support.s3 import Server

CSS = b"a { color: CanvasText }\n" * 100
PICTURE = bytes(range(256)) * 4
TODAY = date(2026, 11, 29)
ORIGIN = "https://read.example"
FOREVER = "public, max-age=31536000, immutable"


def send(bucket: Bucket, made: Collection, day: int = 0, prune: int | None = None) -> list[str]:
    """Upload a release some days after today and return what was sent, in order."""
    today = TODAY + timedelta(days=day)
    return [one.name for one in carry_out(bucket, look(bucket, made, today, prune))]


def look(bucket: Bucket, made: Collection, today: date = TODAY, prune: int | None = None) -> Plan:
    """Return what an upload would do."""
    return plan(bucket, made, today=today, prune_days=prune)


def fetch(bucket: Bucket, name: str, method: str = "GET", **headers: str) -> urllib3.HTTPResponse:
    """Ask the bucket's own address, as a browser does."""
    address = f"{bucket.public_address()}/static/{name}"
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    answer = urllib3.request(method, address, headers=named, retries=False, decode_content=False)
    assert isinstance(answer, urllib3.HTTPResponse)
    return answer


@pytest.fixture
def public(bucket: Bucket) -> Bucket:
    """A bucket whose static files anybody may read, by its policy."""
    allow = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{bucket.place.name}/static/*"],
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    bucket.client().put_bucket_policy(Bucket=bucket.place.name, Policy=policy)
    return bucket


@pytest.mark.parametrize(
    ("name", "content_type", "encoding"),
    [
        ("base.css", "text/css; charset=utf-8", "gzip"),
        ("a.js", "text/javascript; charset=utf-8", "gzip"),
        ("i.svg", "image/svg+xml", "gzip"),
        ("x.png", "image/png", None),
        ("f.woff2", "font/woff2", None),
        ("tiny.css", "text/css; charset=utf-8", None),
    ],
)
def test_browsers_get_a_file_as_what_it_is_and_keep_it(
    public: Bucket, name: str, content_type: str, encoding: str | None
) -> None:
    data = (
        b"a{}" if name == "tiny.css" else PICTURE if name[-1] in "g2" and "svg" not in name else CSS
    )
    made = release(**{name.replace(".", "_"): data})
    send(public, made)
    for asked, caching in ((made.manifest.files[name], FOREVER), (name, "public, max-age=300")):
        answer = fetch(public, asked)
        assert answer.status == 200
        assert answer.headers["Content-Type"] == content_type
        assert answer.headers["Cache-Control"] == caching
        assert answer.headers.get("Content-Encoding") == encoding
        assert (gzip.decompress(answer.data) if encoding else answer.data) == data


def test_the_manifest_goes_last_and_names_without_a_hash_after_those_with_one(
    bucket: Bucket,
) -> None:
    made = release(base_css=CSS, x_png=PICTURE)
    sent = send(bucket, made)
    assert set(sent[:2]) == set(made.contents)
    assert set(sent[2:4]) == {"base.css", "x.png"}
    assert sent[4:] == ["manifest.json"]
    kept = b"".join(bucket.get("static/manifest.json"))
    assert kept == made.manifest.dump()


def test_an_upload_that_ends_early_leaves_no_manifest(bucket: Bucket) -> None:
    steps = carry_out(bucket, look(bucket, release(base_css=CSS, x_png=PICTURE)))
    next(steps)
    steps.close()  # type: ignore[attr-defined]  # a generator
    assert bucket.stat("static/manifest.json") is None


def test_only_what_is_missing_or_changed_is_sent(bucket: Bucket) -> None:
    first = release(base_css=CSS, x_png=PICTURE)
    send(bucket, first)
    assert look(bucket, first).uploads == []
    second = release(base_css=CSS + b"b{}", x_png=PICTURE)
    new = second.manifest.files["base.css"]
    assert send(bucket, second) == [new, "base.css", "manifest.json", "retired.json"]
    bucket.put(f"static/{new}", b"damaged", content_type="text/css")
    assert send(bucket, second) == [new]


def test_older_files_stay_until_they_are_pruned(bucket: Bucket) -> None:
    first, second = release(base_css=CSS), release(base_css=PICTURE)
    old = first.manifest.files["base.css"]
    send(bucket, first)
    send(bucket, second, day=100)
    assert look(bucket, second).older == 1
    send(bucket, second, day=129, prune=30)
    assert bucket.stat(f"static/{old}") is not None
    send(bucket, second, day=130, prune=30)
    assert bucket.stat(f"static/{old}") is None
    assert bucket.stat(f"static/{second.manifest.files['base.css']}") is not None


def test_no_acl_is_sent_and_public_read_when_asked_for(bucket: Bucket) -> None:
    made = release(base_css=CSS)
    for acl, status in (("", 403), ("public-read", 200)):
        bucket.delete([found.key for found in bucket.list("static/")])
        list(carry_out(bucket, look(bucket, made), acl=acl))
        assert fetch(bucket, "base.css").status == status


def collect(make_settings: MakeSettings, place: BucketPlace, *words: str, root: Path) -> Result:
    """Run the command as an operator of this bucket."""
    config = make_settings(
        static="s3",
        static_root=root,
        base_url=ORIGIN,
        s3_bucket=place.name,
        s3_region=place.region,
        s3_endpoint_url=place.endpoint_url,
        aws_access_key_id=place.access_key_id,
        aws_secret_access_key=place.secret_access_key,
    )
    return create_app(config).test_cli_runner().invoke(args=["static", "collect", *words])


def test_the_command_sends_all_files_once_and_lets_our_pages_read_them(
    make_settings: MakeSettings, public: Bucket, tmp_path: Path
) -> None:
    dry = collect(make_settings, public.place, "--dry-run", "--cors", root=tmp_path)
    assert dry.exit_code == 0, dry.output
    assert "would upload css/base." in dry.output
    assert list(public.list("")) == []
    assert list(tmp_path.iterdir()) == []
    done = collect(make_settings, public.place, "--cors", root=tmp_path)
    assert done.exit_code == 0, done.output
    assert "uploaded" in done.output
    assert f"CORS lets pages of {ORIGIN}" in done.output
    again = collect(make_settings, public.place, root=tmp_path)
    assert "uploaded  0 files" in again.output
    names = json.loads((tmp_path / "manifest.json").read_text())["files"]
    module = names["js/toast-message.js"]
    asked = {"Access_Control_Request_Method": "GET"}
    ours = fetch(public, module, "OPTIONS", Origin=ORIGIN, **asked)
    assert (ours.status, ours.headers["Access-Control-Allow-Origin"]) == (200, ORIGIN)
    assert fetch(public, module, Origin=ORIGIN).headers["Access-Control-Allow-Origin"] == ORIGIN
    assert fetch(public, module, "OPTIONS", Origin="https://evil.example", **asked).status == 403


def test_a_stranger_and_a_missing_bucket_are_told_in_one_line(
    make_settings: MakeSettings, s3_server: Server, bucket: Bucket, tmp_path: Path
) -> None:
    for place, told in (
        (s3_server.as_stranger(bucket.place), bucket.place.name),
        (s3_server.place("devket-nowhere"), "devket-nowhere"),
    ):
        refused = collect(make_settings, place, root=tmp_path)
        assert refused.exit_code == 1
        errors = [line for line in refused.stderr.splitlines() if line.startswith("Error: ")]
        assert len(errors) == 1
        assert told in errors[0]
    assert list(bucket.list("")) == []


def test_a_bucket_must_be_named_and_cors_is_for_buckets(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    runner = create_app(make_settings(static_root=tmp_path)).test_cli_runner()
    refused = runner.invoke(args=["static", "collect", "--to", "s3"])
    assert (refused.exit_code, "DEVKET_S3_BUCKET is not set" in refused.stderr) == (1, True)
    assert runner.invoke(args=["static", "collect", "--cors"]).exit_code == 2

"""What only Amazon's S3 says, or what must never leave us: tried by botocore's own stubber."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from botocore.stub import Stubber

from devket.storage import Bucket, BucketPlace, StorageError

PLACE = BucketPlace(
    name="devket-media", region="eu-central-1", access_key_id="a", secret_access_key="b"
)
CREDENTIALS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE")


def refused(code: str, operation: str = "put_object", **options: Any) -> str:
    """Return what is told when Amazon answers a request with this code."""
    bucket = Bucket(PLACE)
    with Stubber(bucket.client()) as stubber:
        stubber.add_client_error(operation, code, **options)
        with pytest.raises(StorageError) as told:
            if operation == "put_object":
                bucket.put("media/a", b"", content_type="image/png", acl="public-read")
            else:
                bucket.check()
    assert "\n" not in str(told.value)
    return str(told.value)


@pytest.mark.parametrize(
    ("code", "way_out"),
    [
        ("AccessControlListNotSupported", "unset DEVKET_S3_ACL and let a bucket policy or a CDN"),
        ("RequestTimeTooSkewed", "clock of this machine differs"),
        ("ExpiredToken", "have expired: renew AWS_SESSION_TOKEN and its keys"),
        ("InvalidToken", "correct AWS_SESSION_TOKEN"),
        ("SlowDown", "asks for fewer requests at a time"),
        ("InternalError", "has a fault of its own"),
        ("AccessDenied", "needs s3:PutObject and s3:PutObjectAcl on it"),
        ("NoSuchBucket", "there is no bucket devket-media at S3 in eu-central-1: create it"),
        ("SomethingNew", "refused PutObject for devket-media/media/a"),
    ],
)
def test_each_refusal_names_the_thing_and_the_way_out(code: str, way_out: str) -> None:
    assert way_out in refused(code)


@pytest.mark.parametrize(
    "code",
    ["AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException"],
)
def test_the_right_region_is_named_when_amazon_tells_it(code: str) -> None:
    meta = {"HTTPHeaders": {"x-amz-bucket-region": "ap-northeast-2"}}
    told = refused(code, "list_objects_v2", response_meta=meta)
    assert told.endswith("than S3 in eu-central-1: set DEVKET_S3_REGION to ap-northeast-2")
    told = refused(code, "list_objects_v2", service_error_meta={"Region": "us-west-2"})
    assert told.endswith("set DEVKET_S3_REGION to us-west-2")
    assert refused(code).endswith("set DEVKET_S3_REGION to the region it was made in")


def test_a_bucket_that_answers_from_another_region_does_not_pass_the_check() -> None:
    bucket = Bucket(PLACE)
    answer = {"ResponseMetadata": {"HTTPHeaders": {"x-amz-bucket-region": "ap-northeast-2"}}}
    with Stubber(bucket.client()) as stubber:
        stubber.add_response("list_objects_v2", answer)
        with pytest.raises(StorageError, match="set DEVKET_S3_REGION to ap-northeast-2"):
            bucket.check()


def test_one_refused_deletion_among_many_is_told() -> None:
    bucket = Bucket(PLACE)
    refusal = {"Key": "media/a", "Code": "AccessDenied", "Message": "no"}
    with Stubber(bucket.client()) as stubber:
        stubber.add_response("delete_objects", {"Errors": [refusal]})
        with pytest.raises(StorageError, match="needs s3:DeleteObject"):
            bucket.delete(["media/a", "media/b"])


def test_without_credentials_one_is_told_where_they_come_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in CREDENTIALS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    nobody = Bucket(replace(PLACE, access_key_id="", secret_access_key=""))
    with pytest.raises(StorageError, match=r"^no credentials for the bucket .* IAM role$"):
        nobody.check()


def test_an_endpoint_that_is_no_address_is_told() -> None:
    with pytest.raises(StorageError, match=r"^the S3 settings cannot be used .*Invalid endpoint"):
        Bucket(replace(PLACE, endpoint_url="ht!")).check()


@pytest.mark.parametrize(("acl", "sent"), [("", None), ("public-read", b"public-read")])
def test_no_acl_leaves_us_unless_one_is_set(acl: str, sent: bytes | None) -> None:
    bucket, seen = Bucket(replace(PLACE, endpoint_url="http://127.0.0.1:9")), []

    def look(request: Any, **_rest: object) -> None:
        seen.append({name.lower(): value for name, value in request.headers.items()})

    bucket.client().meta.events.register("before-send.s3.PutObject", look)
    with pytest.raises(StorageError):
        bucket.put("a", b"1", content_type="image/png", acl=acl)
    assert seen
    for headers in seen:
        assert headers.get("x-amz-acl") == sent
        # Nor a checksum that a server other than Amazon's might not know.
        assert not [name for name in headers if "checksum" in name or name == "x-amz-trailer"]

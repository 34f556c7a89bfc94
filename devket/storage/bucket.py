"""One bucket on an S3 server, by boto3; what is kept in it under which key is others' business.

boto3 is loaded at the first request, as it costs some 30 MB that local storage need not pay.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from devket.storage.refusals import Asked, StorageError, another_region, code_of, told

__all__ = ["Bucket", "BucketPlace", "ObjectStat", "StorageError"]

CHUNK = 64 * 1024
DELETED_AT_ONCE = 1000  # S3's limit
CONNECT, READ = 5, 30  # seconds
TRIES = 3
CONNECTIONS = 32  # as many as threads may ask at once
_AMAZON = {"s3": {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}}
# Other servers may not know the checksums that boto3 would add, nor answer below a bucket's name.
_OTHERS = {
    "s3": {"addressing_style": "path"},
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}
_MISSING = frozenset({"NoSuchKey", "404", "NotFound"})
_BARE = frozenset({"400", "401", "403"})  # the answer to HEAD has no body that says more


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketPlace:
    """Where a bucket is and who asks; what is empty is left to boto3's own search."""

    name: str
    region: str = ""
    endpoint_url: str = ""
    access_key_id: str = ""
    secret_access_key: str = ""
    session_token: str = ""


@dataclass(frozen=True, slots=True)
class ObjectStat:
    """What is known of one object: size in bytes, time in UTC, `etag` without its quotes."""

    key: str
    size: int
    content_type: str
    modified_at: datetime
    etag: str


class Bucket:
    """A bucket whose client is made at first use, once per process; threads may share it.

    Every method raises `StorageError`, in one line with the way out, when the server is away
    or refuses.
    """

    def __init__(self, place: BucketPlace) -> None:
        self.place = place
        self._lock = threading.Lock()
        self._made: tuple[int, Any] | None = None

    def put(
        self,
        key: str,
        data: bytes | BinaryIO,
        *,
        content_type: str,
        cache_control: str = "",
        content_encoding: str = "",
        acl: str = "",
    ) -> None:
        """Keep the bytes under the key, whole or not at all; no ACL is sent unless one is given."""
        headers = {
            "CacheControl": cache_control,
            "ContentEncoding": content_encoding,
            "ACL": acl,
        }
        with self._refusals(key, with_acl=bool(acl)):
            self.client().put_object(
                Bucket=self.place.name,
                Key=key,
                Body=data,
                ContentType=content_type,
                **_given(headers),
            )

    def get(self, key: str) -> Iterator[bytes]:
        """Yield the object's chunks; raise `KeyError` before the first when it is not there."""
        with self._refusals(key):
            answer = self.client().get_object(Bucket=self.place.name, Key=key)
        return self._chunks(key, answer["Body"])

    def stat(self, key: str) -> ObjectStat | None:
        """Return what is known of the object, None when it is not there."""
        try:
            with self._refusals(key):
                answer = self.client().head_object(Bucket=self.place.name, Key=key)
        except KeyError:
            return None
        except StorageError as error:
            if error.__cause__ and code_of(error.__cause__) in _BARE:
                self.check()  # has a body, and so tells more
            raise
        return ObjectStat(
            key,
            answer["ContentLength"],
            answer.get("ContentType", ""),
            answer["LastModified"].astimezone(UTC),
            answer["ETag"].strip('"'),
        )

    def list(self, prefix: str) -> Iterator[ObjectStat]:
        """Yield every object whose key begins with `prefix`, in order of keys, without its type."""
        with self._refusals():
            pages = self.client().get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.place.name, Prefix=prefix):
                for found in page.get("Contents", ()):
                    yield ObjectStat(
                        found["Key"],
                        found["Size"],
                        "",
                        found["LastModified"].astimezone(UTC),
                        found["ETag"].strip('"'),
                    )

    def delete(self, keys: Iterable[str]) -> None:
        """Forget the objects; those that are not there are no error."""
        waiting = iter(keys)
        while batch := list(itertools.islice(waiting, DELETED_AT_ONCE)):
            with self._refusals():
                answer = self.client().delete_objects(
                    Bucket=self.place.name,
                    Delete={"Objects": [{"Key": key} for key in batch], "Quiet": True},
                )
                for refused in answer.get("Errors", ()):
                    raise _client_error(refused, "DeleteObjects")

    def signed_address(
        self,
        key: str,
        *,
        seconds: int,
        content_type: str = "",
        disposition: str = "",
        cache_control: str = "",
    ) -> str:
        """Return an address that anybody may GET for `seconds`, with these headers fixed in it."""
        headers = {
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": cache_control,
        }
        with self._refusals(key):
            return str(
                self.client().generate_presigned_url(
                    "get_object",
                    Params={"Bucket": self.place.name, "Key": key, **_given(headers)},
                    ExpiresIn=seconds,
                )
            )

    def set_cors(self, origins: Sequence[str]) -> None:
        """Let pages of these origins read fonts and modules; replaces the bucket's CORS rules."""
        rule = {
            "AllowedOrigins": [*origins],
            "AllowedMethods": ["GET", "HEAD"],
            "AllowedHeaders": ["*"],
            "MaxAgeSeconds": 3600,
        }
        with self._refusals():
            self.client().put_bucket_cors(
                Bucket=self.place.name, CORSConfiguration={"CORSRules": [rule]}
            )

    def public_address(self) -> str:
        """Return the bucket's own address, without a slash at its end; nothing is asked for it."""
        place = self.place
        if place.endpoint_url:
            return f"{place.endpoint_url.rstrip('/')}/{place.name}"
        end = "amazonaws.com.cn" if place.region.startswith("cn-") else "amazonaws.com"
        host = f"s3.{place.region}.{end}" if place.region else f"s3.{end}"
        # A name with dots is not covered by Amazon's certificate for *.s3.
        return (
            f"https://{host}/{place.name}" if "." in place.name else f"https://{place.name}.{host}"
        )

    def check(self) -> None:
        """Ask the bucket for one key, so that `StorageError` tells what is wrong with it."""
        with self._refusals():
            answer = self.client().list_objects_v2(Bucket=self.place.name, MaxKeys=1)
        # boto3 follows a bucket to its region at the cost of a request; signed addresses do not.
        right = answer["ResponseMetadata"].get("HTTPHeaders", {}).get("x-amz-bucket-region", "")
        if right and not self.place.endpoint_url and right != self.client().meta.region_name:
            raise another_region(self._asked(), right)

    def client(self) -> Any:
        """Return boto3's client for this process, made at the first call."""
        with self._lock:
            if self._made is None or self._made[0] != os.getpid():
                self._made = (os.getpid(), _make_client(self.place))
            return self._made[1]

    def _chunks(self, key: str, body: Any) -> Iterator[bytes]:
        with self._refusals(key), body:
            yield from body.iter_chunks(CHUNK)

    def _asked(self, what: str = "", *, with_acl: bool = False) -> Asked:
        where = self.place.endpoint_url or f"S3 in {self.place.region or 'the default region'}"
        return Asked(self.place.name, where, what, with_acl)

    @contextmanager
    def _refusals(self, what: str = "", *, with_acl: bool = False) -> Iterator[None]:
        """Turn what boto3 raises inside into `KeyError` (no such object) or `StorageError`."""
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # see above

        try:
            yield
        except (BotoCoreError, ClientError, ValueError) as error:  # the last for an odd address
            if what and code_of(error) in _MISSING:
                raise KeyError(what) from error
            raise told(error, self._asked(what, with_acl=with_acl)) from error


def _given(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _client_error(answer: dict[str, str], operation: str) -> Exception:
    from botocore.exceptions import ClientError  # noqa: PLC0415  # loaded with boto3 alone

    made: Exception = ClientError({"Error": answer}, operation)
    return made


def _make_client(place: BucketPlace) -> Any:
    import boto3  # noqa: PLC0415  # some 30 MB and half a second
    from botocore.config import Config  # noqa: PLC0415  # the same

    config = Config(
        signature_version="s3v4",
        connect_timeout=CONNECT,
        read_timeout=READ,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        max_pool_connections=CONNECTIONS,
        ignore_configured_endpoint_urls=True,
        **(_OTHERS if place.endpoint_url else _AMAZON),
    )
    return boto3.session.Session().client(
        "s3",
        region_name=place.region or ("us-east-1" if place.endpoint_url else None),
        endpoint_url=place.endpoint_url or None,
        aws_access_key_id=place.access_key_id or None,
        aws_secret_access_key=place.secret_access_key or None,
        aws_session_token=place.session_token or None,
        config=config,
    )

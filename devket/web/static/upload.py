"""Collecting into a bucket: only what is missing or changed, in parallel, the manifest last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date

from devket.storage.bucket import Bucket, ObjectStat
from devket.web.static import manifest, retired
from devket.web.static.gather import Collection
from devket.web.static.kinds import FOREVER, content_type, is_compressible
from devket.web.static.packing import gzipped

PREFIX = "static/"  # of keys in the bucket
# A name without a hash is asked for by old links alone, and its file changes with a release.
SHORTLY = "public, max-age=300"
AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """One object as it is to be; S3 answers all alike, so text is kept packed once."""

    name: str
    data: bytes
    encoding: str = ""
    cache: str = "no-cache"

    @property
    def content_type(self) -> str:
        """The type that browsers are told."""
        return content_type(self.name)

    def is_at(self, found: ObjectStat | None) -> bool:
        """Tell whether the object is there already, by its size and its MD5, which S3 keeps."""
        if found is None or found.size != len(self.data):
            return False
        return found.etag == hashlib.md5(self.data, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done to the bucket, in this order; `older` are kept for open pages."""

    hashed: list[Upload]
    plain: list[Upload]
    manifest: list[Upload]
    dropped: list[str]
    ledger: list[Upload]
    kept: int
    older: int

    @property
    def uploads(self) -> list[Upload]:
        """All that is to be sent."""
        return [*self.hashed, *self.plain, *self.manifest, *self.ledger]

    @property
    def size(self) -> int:
        """The bytes to be sent."""
        return sum(len(one.data) for one in self.uploads)


def plan(
    bucket: Bucket, collection: Collection, *, today: date, prune_days: int | None = None
) -> Plan:
    """Look what the bucket holds and return what is to be done. Raises `StorageError`."""
    there = {found.key.removeprefix(PREFIX): found for found in bucket.list(PREFIX)}
    wanted = list(_uploads(collection))
    last = Upload(manifest.NAME, collection.manifest.dump())
    missing = [one for one in wanted if not one.is_at(there.get(one.name))]
    names = {one.name for one in wanted} | {manifest.NAME, retired.NAME}
    before = retired.load(_body(bucket, there, retired.NAME))
    ledger = retired.update(before, there, names.__contains__, today)
    dropped = retired.due(ledger, today, days=prune_days)
    ledger = {name: day for name, day in ledger.items() if name not in dropped}
    return Plan(
        hashed=[one for one in missing if one.cache == FOREVER],
        plain=[one for one in missing if one.cache != FOREVER],
        manifest=[] if last.is_at(there.get(manifest.NAME)) else [last],
        dropped=dropped,
        ledger=[Upload(retired.NAME, retired.dump(ledger))] if ledger != before else [],
        kept=len(wanted) - len(missing),
        older=len(ledger),
    )


def carry_out(bucket: Bucket, made: Plan, *, acl: str = "") -> Iterator[Upload]:
    """Send what the plan says, yielding each object once it is there. Raises `StorageError`.

    The manifest goes when all files are there; what is to be dropped goes after it.
    """
    yield from _send(bucket, made.hashed, acl)
    yield from _send(bucket, made.plain, acl)
    yield from _send(bucket, made.manifest, acl)
    bucket.delete(PREFIX + name for name in made.dropped)
    yield from _send(bucket, made.ledger, acl)


def _send(bucket: Bucket, uploads: Iterable[Upload], acl: str) -> Iterator[Upload]:
    def put(one: Upload) -> Upload:
        bucket.put(
            PREFIX + one.name,
            one.data,
            content_type=one.content_type,
            cache_control=one.cache,
            content_encoding=one.encoding,
            acl=acl,
        )
        return one

    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="upload") as pool:
        try:
            for done in as_completed([pool.submit(put, one) for one in uploads]):
                yield done.result()
        finally:
            # After a refusal nobody waits for hundreds of others to be refused too.
            pool.shutdown(wait=False, cancel_futures=True)


def _uploads(collection: Collection) -> Iterator[Upload]:
    for plain, name in collection.manifest.files.items():
        data = collection.contents[name]
        packed = gzipped(data) if is_compressible(name) else None
        body, encoding = (data, "") if packed is None else (packed, "gzip")
        yield Upload(name, body, encoding, FOREVER)
        yield Upload(plain, body, encoding, SHORTLY)


def _body(bucket: Bucket, there: Mapping[str, ObjectStat], name: str) -> bytes | None:
    return b"".join(bucket.get(PREFIX + name)) if name in there else None

"""Media moved between disk and a real bucket: all of it, read back, again after a stop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from devket.storage import Blobs, Bucket, LocalBlobs, S3Blobs
from devket.upkeep import place as places
from devket.upkeep.errors import UpkeepError
from devket.upkeep.moving import move
from devket.web.parts import install, parts
from tests.integration.upkeep.conftest import Devket, NewDevket, enrich
from tests.support.databases import POSTGRESQL, SQLITE
from tests.support.s3 import bucket, s3_server

__all__ = ["bucket", "s3_server"]


@pytest.fixture(params=["disk", "bucket"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """Another store: a second folder, a real bucket."""
    if request.param == "bucket":
        made: Blobs = S3Blobs(request.getfixturevalue("bucket"))
        return made
    return LocalBlobs(tmp_path / "other")


@pytest.fixture
def source(tmp_path: Path) -> Iterator[LocalBlobs]:
    store = LocalBlobs(tmp_path / "media")
    for number in range(40):
        store.put(f"picture {number}".encode() * 100, "image/png")
    yield store


def content(blobs: Blobs) -> dict[str, tuple[bytes, str | None]]:
    """Return all that a store holds, with its types."""
    found = blobs.keys()
    keys = [file.key for file in found]
    return {key: (b"".join(blobs.open(key)), blobs.content_type(key)) for key in keys}


def quiet(_done: int) -> None:
    """Tell nothing."""


def test_every_file_goes_with_its_type_and_stays_where_it_was(
    source: LocalBlobs, target: Blobs
) -> None:
    done = move(source, target, deletes=False, tell=quiet)
    assert (done.moved, done.there, done.damaged) == (40, 0, 0)
    assert content(target) == content(source)
    assert len(content(source)) == 40


def test_what_is_there_is_passed_over(source: LocalBlobs, target: Blobs) -> None:
    move(source, target, deletes=False, tell=quiet)
    source.put(b"one more", "image/png")
    done = move(source, target, deletes=False, tell=quiet)
    assert (done.moved, done.there) == (1, 40)


def test_with_delete_only_what_came_back_whole_goes(source: LocalBlobs, target: Blobs) -> None:
    everything = content(source)
    move(source, target, deletes=False, tell=quiet)
    done = move(source, target, deletes=True, tell=quiet)
    assert (done.there, content(source), content(target)) == (40, {}, everything)


def test_a_damaged_file_stays_and_is_told(source: LocalBlobs, target: Blobs) -> None:
    path = source.path(source.put(b"sound", "image/png"))
    assert path is not None
    path.write_bytes(b"ruins")
    done = move(source, target, deletes=True, tell=quiet)
    assert (done.moved, done.damaged) == (40, 1)
    assert path.exists() and target.stat(path.stem) is None


def test_of_the_right_size_but_other_bytes_is_not_there(source: LocalBlobs, tmp_path: Path) -> None:
    target = LocalBlobs(tmp_path / "other")
    key = source.put(b"sound", "image/png")
    path = target.path(target.put(b"sound", "image/png"))
    assert path is not None
    path.write_bytes(b"ruins")
    move(source, target, deletes=True, tell=quiet)
    assert b"".join(target.open(key)) == b"sound"


class Forgetful(LocalBlobs):
    """A store that keeps other bytes than it was given."""

    def put(self, data: bytes, content_type: str) -> str:
        key = super().put(data, content_type)
        path = self.path(key)
        assert path is not None
        path.write_bytes(b"x" + data[1:])
        return key


def test_what_does_not_come_back_stops_the_move(source: LocalBlobs, tmp_path: Path) -> None:
    with pytest.raises(UpkeepError, match="nothing was deleted"):
        move(source, Forgetful(tmp_path / "bad"), deletes=True, tell=quiet)
    assert len(content(source)) == 40


def with_stores(here: Devket, stores: dict[str, Blobs], at_work: str) -> None:
    """Let a Devket have these places for media."""
    with here.app.app_context():
        places.install(here.app, replace(places.place(), stores=stores, at_work=at_work))
        install(here.app, replace(parts(), blobs=stores[at_work]))


def run(app: Flask, *arguments: str) -> Result:
    done: Result = app.test_cli_runner().invoke(args=list(arguments))
    return done


def test_the_shell_moves_and_deletes_only_after_the_switch(
    new_devket: NewDevket, source: LocalBlobs, tmp_path: Path
) -> None:
    here, other = new_devket(SQLITE), LocalBlobs(tmp_path / "other")
    with_stores(here, {"local": source, "s3": other}, "local")
    done = run(here.app, "media", "move", "--to", "s3", "--delete")
    assert done.exit_code == 1 and "set DEVKET_MEDIA=s3" in done.output
    assert (
        "40 files of 0.0 MB moved, 0 were there"
        in run(here.app, "media", "move", "--to", "s3").output
    )
    with_stores(here, {"local": source, "s3": other}, "s3")
    done = run(here.app, "media", "move", "--to", "s3", "--delete")
    assert "0 files of 0.0 MB moved, 40 were there" in done.output
    assert (len(content(source)), len(content(other))) == (0, 40)


def test_without_a_bucket_the_setting_is_named(new_devket: NewDevket) -> None:
    done = run(new_devket(SQLITE).app, "media", "move", "--to", "s3")
    assert done.exit_code == 1 and "set DEVKET_S3_BUCKET" in done.output


@pytest.mark.parametrize(("one", "other"), [(SQLITE, POSTGRESQL), (POSTGRESQL, SQLITE)])
def test_a_devket_with_its_media_in_a_bucket_comes_back_on_disk_and_the_other_way(
    new_devket: NewDevket, bucket: Bucket, one: str, other: str
) -> None:
    here, there, back = new_devket(one), new_devket(other), new_devket(one)
    keys = enrich(here)
    with_stores(there, {"s3": S3Blobs(bucket)}, "s3")
    there.restore(here.back_up())
    back.restore(there.back_up())
    assert there.rows() == here.rows() == back.rows()
    assert there.files(keys) == here.files(keys) == back.files(keys)

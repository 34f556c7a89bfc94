"""What any store of files must do, tried on each there is."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from devket.core.clock import utcnow
from devket.storage import Blobs, LocalBlobs, MemoryBlobs, S3Blobs, StorageError

PICTURE = bytes(range(256)) * 1000
KEY = hashlib.sha256(PICTURE).hexdigest()
NO_KEYS = ["", "..", "../../etc/passwd", "/etc/passwd", KEY[:-1], KEY + "0", KEY.upper(), "%2e%2e",
           "a/" + KEY[2:], KEY[:-1] + "\n", KEY + "\n", "\x00" * 64, "é" * 64]  # fmt: skip


@pytest.fixture(params=["local", "memory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "s3":
        return S3Blobs(request.getfixturevalue("bucket"))
    return MemoryBlobs() if request.param == "memory" else LocalBlobs(tmp_path / "media")


def files(root: Path) -> list[Path]:
    """Return every file under a folder, half-written ones too."""
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_put_comes_back_under_its_hash(store: Blobs) -> None:
    assert store.put(PICTURE, "image/png") == KEY
    assert b"".join(store.open(KEY)) == PICTURE
    stat = store.stat(KEY)
    assert stat is not None
    assert (stat.size, stat.content_type) == (len(PICTURE), "image/png")


def test_a_file_is_kept_as_its_bytes_are(store: Blobs, tmp_path: Path) -> None:
    file = tmp_path / "picture"
    file.write_bytes(PICTURE)
    assert store.put_file(file, "image/png") == KEY
    assert file.exists()
    assert b"".join(store.open(KEY)) == PICTURE
    assert store.put(PICTURE, "image/png") == KEY
    assert len(list(store.keys())) == 1


def test_nothing_at_all_can_be_kept(store: Blobs) -> None:
    key = store.put(b"", "image/png")
    assert b"".join(store.open(key)) == b""


def test_the_type_is_known_of_what_is_there_and_of_nothing_else(store: Blobs) -> None:
    assert store.content_type(KEY) is None
    store.put(PICTURE, "image/png")
    assert store.content_type(KEY) == "image/png"
    store.delete(KEY)
    assert store.content_type(KEY) is None


def test_all_that_is_kept_is_listed(store: Blobs) -> None:
    assert list(store.keys()) == []
    before = utcnow()
    keys = {store.put(bytes([number]), "application/pdf") for number in range(3)}
    found = list(store.keys())
    assert {one.key for one in found} == keys
    assert {one.size for one in found} == {1}
    assert {one.content_type for one in found} <= {"", "application/pdf"}
    assert all(abs(one.stored_at - before) < timedelta(seconds=10) for one in found)


def test_what_was_put_first_keeps_its_type(store: Blobs) -> None:
    store.put(PICTURE, "image/png")
    store.put(PICTURE, "image/gif")
    stat = store.stat(KEY)
    assert stat is not None
    assert stat.content_type == "image/png"


def test_the_same_bytes_are_kept_once(store: Blobs) -> None:
    assert store.put(PICTURE, "image/png") == store.put(PICTURE, "image/png") == KEY
    store.delete(KEY)
    assert store.stat(KEY) is None


def test_what_is_missing_is_a_key_error_before_the_first_chunk(store: Blobs) -> None:
    with pytest.raises(KeyError):
        store.open(KEY)
    assert store.stat(KEY) is None


def test_deleting_what_is_gone_is_no_error(store: Blobs) -> None:
    store.put(PICTURE, "image/png")
    store.delete(KEY)
    store.delete(KEY)
    with pytest.raises(KeyError):
        store.open(KEY)


@pytest.mark.parametrize("name", NO_KEYS)
def test_a_name_from_outside_never_becomes_a_path(store: Blobs, name: str) -> None:
    store.put(PICTURE, "image/png")
    for ask in (store.open, store.path, store.content_type):
        with pytest.raises(KeyError):
            ask(name)
    assert _stat_or_none(store, name) is None


def _stat_or_none(store: Blobs, name: str) -> object:
    """Both answers are honest: there is no such file, and no such name."""
    try:
        return store.stat(name)
    except KeyError:
        return None


def test_a_type_nobody_knows_is_handed_out_as_bytes(tmp_path: Path) -> None:
    store = LocalBlobs(tmp_path)
    stat = store.stat(store.put(b"<script>", "text/html"))
    assert stat is not None
    assert stat.content_type == "application/octet-stream"


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    store = LocalBlobs(tmp_path)
    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(StorageError, match=r"^No space left on device below .*: free some space"):
        store.put(PICTURE, "image/png")
    assert files(tmp_path) == []
    assert store.stat(KEY) is None


def test_a_local_file_is_whole_or_not_there(tmp_path: Path) -> None:
    store = LocalBlobs(tmp_path)
    store.put(PICTURE, "image/png")
    (path,) = files(tmp_path)
    assert path.name == KEY + ".png"
    assert path.read_bytes() == PICTURE


def test_what_others_left_in_the_folder_is_not_listed(tmp_path: Path) -> None:
    store = LocalBlobs(tmp_path)
    store.put(PICTURE, "image/png")
    for name in ("ab/cd/.draft-1", "ab/cd/notes.txt", "lost+found/x", f"{KEY}.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert [found.key for found in list(store.keys())] == [KEY]


def test_a_local_file_put_again_counts_as_young(tmp_path: Path) -> None:
    store = LocalBlobs(tmp_path)
    store.put(PICTURE, "image/png")
    (path,) = files(tmp_path)
    os.utime(path, (1, 1))
    store.put(PICTURE, "image/png")
    assert utcnow() - next(store.keys()).stored_at < timedelta(seconds=10)


def test_a_folder_that_may_not_be_written_is_told_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError, match=r"Read-only file system below .*: mount the volume"):
        LocalBlobs(tmp_path / "media").put(PICTURE, "image/png")

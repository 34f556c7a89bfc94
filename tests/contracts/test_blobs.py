"""What any store of files must do, tried on each there is."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from devket.storage import Blobs, LocalBlobs, MemoryBlobs, StorageError

PICTURE = bytes(range(256)) * 1000
KEY = hashlib.sha256(PICTURE).hexdigest()
NO_KEYS = ["", "..", "../../etc/passwd", "/etc/passwd", KEY[:-1], KEY + "0", KEY.upper(), "%2e%2e",
           "a/" + KEY[2:], KEY[:-1] + "\n", KEY + "\n", "\x00" * 64, "é" * 64]  # fmt: skip


@pytest.fixture(params=[LocalBlobs, MemoryBlobs])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    made: Blobs = MemoryBlobs() if request.param is MemoryBlobs else LocalBlobs(tmp_path / "media")
    return made


def files(root: Path) -> list[Path]:
    """Return every file under a folder, half-written ones too."""
    return [path for path in root.rglob("*") if path.is_file()]


def test_what_is_put_comes_back_under_its_hash(store: Blobs) -> None:
    assert store.put(PICTURE, "image/png") == KEY
    assert b"".join(store.open(KEY)) == PICTURE
    stat = store.stat(KEY)
    assert stat is not None
    assert (stat.size, stat.content_type) == (len(PICTURE), "image/png")


def test_nothing_at_all_can_be_kept(store: Blobs) -> None:
    key = store.put(b"", "image/png")
    assert b"".join(store.open(key)) == b""


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
    with pytest.raises(KeyError):
        store.open(name)
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

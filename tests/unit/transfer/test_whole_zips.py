"""Zips of whole accounts beyond two and four gigabytes, made sparse: nearly nothing is written."""

from __future__ import annotations

import hashlib
import resource
import sys
from pathlib import Path

import pytest

from devket.transfer.formats import Source, UnreadableError, detect
from devket.transfer.formats import source as limits
from devket.transfer.formats.devket_zip import COMMENTS, SAVES, DevketZip
from tests.factories.transfers.whole import GAP, LINE, sparse


def test_what_lies_beyond_four_gigabytes_is_read(tmp_path: Path) -> None:
    path = sparse(tmp_path / "far.zip", lines=3)
    assert path.stat().st_size > GAP and path.stat().st_blocks * 512 < 1024**2
    source = Source(path)
    found = detect(source)
    assert found is not None and found.name == "devket"
    file = DevketZip(source)
    file.check()
    assert file.count(SAVES) == 3 and len(list(file.lines(SAVES))) == 3
    key = hashlib.sha256(b"picture 0").hexdigest()
    assert file.file_type(key) == ".png" and file.file(key) == b"picture 0"


def test_a_file_as_large_as_no_file_of_devket_is_left_out(tmp_path: Path) -> None:
    """Its size is told by the table of contents, in the wide form; none of it is read."""
    path = sparse(tmp_path / "far.zip")
    source = Source(path)
    file = DevketZip(source)
    (large,) = (one for one in source.members if one.filename.startswith("files/"))
    large.file_size = large.compress_size = 3 * 1024**3
    assert file.file(large.filename[6:70]) is None


def test_on_the_machine_itself_more_is_taken_than_by_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sparse(tmp_path / "far.zip", files=40)
    monkeypatch.setattr(limits, "MOST_MEMBERS", 20)
    monkeypatch.setattr(limits, "MOST_UNPACKED", 300)
    monkeypatch.setattr(limits, "MOST_INDEX", 1_000)
    with pytest.raises(UnreadableError):
        DevketZip(Source(path))
    assert DevketZip(Source(path, room=16)).file_count == 40


def test_lines_come_by_number_and_by_weight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = DevketZip(Source(sparse(tmp_path / "far.zip", lines=7)))
    parts = (COMMENTS, SAVES)
    sizes = [len(batch) for _, batch in file.batches(parts, start=2, most=3)]
    assert sizes == [3, 2]
    monkeypatch.setattr("devket.transfer.formats.devket_zip._HEAVY", 2 * len(LINE))
    assert [len(batch) for _, batch in file.batches(parts, start=0, most=5)] == [2, 2, 2, 1]


def test_a_long_part_is_read_in_little_memory(tmp_path: Path) -> None:
    file = DevketZip(Source(sparse(tmp_path / "far.zip", lines=400_000)))
    before = peak()
    file.check()
    assert sum(len(batch) for _, batch in file.batches((SAVES,), start=0, most=50)) == 400_000
    assert peak() - before < 8 * 1024**2


def peak() -> int:
    """Return the most memory that this process has had so far, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024

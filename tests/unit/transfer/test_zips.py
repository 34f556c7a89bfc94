"""Zips: read member by member, never unpacked, and no more of them than is allowed."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from devket.transfer.formats import Entry, Refused, Source, UnreadableError, detect
from devket.transfer.formats import source as limits
from devket.transfer.formats.archives import NESTED
from devket.transfer.formats.source import DAMAGED, LOCKED, TOO_LARGE, TOO_MANY
from tests.factories.transfers import SAMPLES, zipped
from tests.factories.transfers.pocket import CSV_B, CSV_B2, HEADER_B, many
from tests.unit.transfer.files import put, read

ROW = "Rye,https://bread.example/rye,1718000003,bread,archive\n"


def _refused(data: bytes, folder: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        detect(put(data, folder))
    return str(caught.value)


def test_a_dense_zip_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"part_000000.csv": HEADER_B + " " * 20 * 1024**2})
    assert len(bomb) < 100_000
    assert _refused(bomb, tmp_path) == TOO_LARGE


def test_a_zip_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000)
    assert _refused(many(100), tmp_path) == TOO_LARGE


def test_a_zip_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = zipped({f"part_{number:06}.csv": HEADER_B for number in range(30)})
    monkeypatch.setattr(limits, "MOST_MEMBERS", 29)
    assert _refused(data, tmp_path) == TOO_MANY


def test_a_table_of_contents_that_is_too_large_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_INDEX", 1_000)
    data = zipped({f"part_{number:06}.csv": HEADER_B for number in range(30)})
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("it was read"))
    assert _refused(data, tmp_path) == TOO_MANY


def test_a_zip_beyond_four_gigabytes_tells_its_contents_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(zipped({"part_000000.csv": HEADER_B + ROW}))
    end = data.rfind(b"PK\x05\x06")
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 2**40, 0)
    place = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    struct.pack_into("<L", data, end + 12, 0xFFFFFFFF)
    assert _refused(bytes(data[:end] + wide + place + data[end:]), tmp_path) == TOO_MANY


def test_a_locked_zip_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"part_000000.csv": HEADER_B}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert _refused(bytes(data), tmp_path) == LOCKED


@pytest.mark.parametrize("cut", [4, 30, 60, -1, -10, -30])
def test_a_zip_that_breaks_off_is_damaged(cut: int, tmp_path: Path) -> None:
    data = SAMPLES["Pocket zip, header B"].data
    assert _refused(data[:cut], tmp_path) == DAMAGED


def test_a_damaged_member_costs_itself_and_no_other() -> None:
    data = bytearray(zipped({"part_000000.csv": CSV_B * 50, "part_000001.csv": CSV_B2}))
    at = data.index(b"part_000000.csv") + 60
    data[at : at + 8] = b"\xff" * 8
    rows = read(bytes(data), "pocket")
    assert [row.url for row in rows if isinstance(row, Entry)] == ["https://bread.example/ovens"]


def test_a_member_that_is_longer_than_it_says_is_not_read_further() -> None:
    data = bytearray(zipped({"part_000000.csv": HEADER_B + ROW * 100}))
    size = len(HEADER_B) + len(ROW) * 3
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.rfind(mark) + at, size)
    rows = read(bytes(data), "pocket")
    assert len([row for row in rows if isinstance(row, Entry)]) <= 3
    assert len(rows) <= 4


def test_names_lead_nowhere(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    data = zipped(
        {"../../out.csv": HEADER_B + ROW, "/etc/out.csv": HEADER_B + ROW, "C:\\x.csv": HEADER_B}
    )
    source = put(data, inside)
    found = detect(source)
    assert found is not None
    assert len(list(found.read(source))) == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "file"]


def test_a_zip_within_a_zip_is_told_and_not_opened() -> None:
    inner = zipped({"part_000000.csv": HEADER_B + ROW})
    rows = read(zipped({"part_000000.csv": HEADER_B + ROW, "more.zip": inner}))
    assert [type(row) for row in rows] == [Entry, Refused]
    assert isinstance(rows[1], Refused)
    assert (rows[1].reason, rows[1].raw) == (NESTED, "more.zip")


def test_a_zip_of_zips_alone_has_no_format(tmp_path: Path) -> None:
    inner = zipped({"part_000000.csv": HEADER_B + ROW})
    assert detect(put(zipped({"a.zip": inner, "b.csv": inner}), tmp_path)) is None
    assert detect(put(zipped({}), tmp_path)) is None


def test_what_systems_hide_in_a_zip_is_not_looked_at(tmp_path: Path) -> None:
    hidden = {"__MACOSX/a.csv": HEADER_B, ".a.csv": HEADER_B, "x/.DS_Store": HEADER_B}
    assert detect(put(zipped(hidden), tmp_path)) is None


def test_two_members_of_one_name_are_both_read() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("part_000000.csv", HEADER_B + ROW)
        archive.writestr("part_000000.csv", CSV_B2)
    assert len(read(memory.getvalue())) == 2


def test_many_members_are_opened_without_reading_the_contents_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would cost a look through all of them: ten thousand files, a hundred million looks."""
    source = put(zipped({f"{number}.txt": b"" for number in range(3_000)}), tmp_path)
    made: list[Path] = []

    class Counted(zipfile.ZipFile):
        def __init__(self, path: Path) -> None:
            made.append(path)
            super().__init__(path)

    monkeypatch.setattr(zipfile, "ZipFile", Counted)
    assert sum(len(part.start) for part in source.parts()) == 0
    assert len(made) == 1


def test_a_file_that_only_begins_like_a_zip_is_damaged(tmp_path: Path) -> None:
    assert _refused(b"PK\x03\x04" + b"https://site.example/\n" * 100, tmp_path) == DAMAGED


def test_a_member_without_a_name_is_passed_over() -> None:
    data = bytearray(zipped({"x": b"", "part_000000.csv": HEADER_B + ROW}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<2H", data, at + 28, 0, 1)  # its name is taken for something else
    assert len(read(bytes(data))) == 1


def test_a_source_is_read_twice(tmp_path: Path) -> None:
    source = put(SAMPLES["Omnivore"].data, tmp_path)
    found = detect(source)
    assert found is not None
    assert list(found.read(source)) == list(found.read(Source(source.path)))

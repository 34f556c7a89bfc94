"""Files that are no backup, or no whole one: each is told, and nothing of it is restored."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest

from devket.upkeep.contents import contents
from devket.upkeep.errors import DamagedError, UpkeepError
from tests.integration.upkeep.conftest import Devket, NewDevket, enrich
from tests.support.databases import SQLITE

Members = list[tuple[tarfile.TarInfo, bytes]]


@pytest.fixture
def whole(new_devket: NewDevket) -> bytes:
    here = new_devket(SQLITE)
    enrich(here, saves=4)
    return here.back_up().getvalue()


@pytest.fixture
def there(new_devket: NewDevket) -> Devket:
    made: Devket = new_devket(SQLITE)
    return made


def read(data: bytes) -> None:
    """Read a backup to its end."""
    for _ in contents(BytesIO(data)):
        pass


def changed(whole: bytes, change: Callable[[Members], object]) -> bytes:
    """Return the archive with its members changed."""
    with tarfile.open(fileobj=BytesIO(whole)) as archive:
        found = [(info, archive.extractfile(info).read()) for info in archive]  # type: ignore[union-attr]  # all are files
    change(found)
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for info, data in found:
            info.size = len(data)
            archive.addfile(info, BytesIO(data))
    return file.getvalue()


def test_a_whole_one_is_read_to_its_end(whole: bytes) -> None:
    read(whole)
    read(gzip.compress(whole))


def test_one_that_was_cut_short_is_told_wherever_it_ends(whole: bytes) -> None:
    for end in [*range(0, len(whole), 997), len(whole) - 1, len(whole) - 512, len(whole) - 1024]:
        with pytest.raises(DamagedError, match=r"cut short|no backup"):
            read(whole[:end])


def test_a_packed_one_that_was_cut_short_is_told(whole: bytes) -> None:
    packed = gzip.compress(whole)
    for end in [*range(2, len(packed), 499), len(packed) - 1]:
        with pytest.raises(DamagedError):
            read(packed[:end])


def test_one_changed_byte_of_content_is_told(whole: bytes) -> None:
    # The padding between members is of no meaning, and so is the time in their heads.
    with tarfile.open(fileobj=BytesIO(whole)) as archive:
        places = [
            place
            for info in archive
            for place in range(info.offset_data, info.offset_data + info.size, 211)
        ]
    assert len(places) > 100
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 1
        with pytest.raises(UpkeepError):
            read(bytes(damaged))


def test_a_damaged_table_is_named(whole: bytes) -> None:
    place = whole.index(b"https://blog.example/posts/")
    damaged = whole[: place + 8] + b"X" + whole[place + 9 :]
    with pytest.raises(DamagedError, match=r"tables/saves/000001\.jsonl"):
        read(damaged)


def test_a_damaged_packed_one_is_told(whole: bytes) -> None:
    packed = bytearray(gzip.compress(whole))
    for place in range(10, len(packed), 509):
        packed[place] ^= 0x55
        if not unpacks_to(whole, packed):  # some bits of a packed file mean nothing
            with pytest.raises(DamagedError):
                read(bytes(packed))
        packed[place] ^= 0x55


def unpacks_to(whole: bytes, packed: bytearray) -> bool:
    """Tell whether this is the same file all the same."""
    try:
        return gzip.decompress(packed) == whole
    except (EOFError, OSError, zlib.error):
        return False


def swap(found: Members) -> None:
    found[2], found[3] = found[3], found[2]


def drop_a_file(found: Members) -> None:
    del found[-4]


def drop_a_table(found: Members) -> None:
    del found[2]


def repeat(found: Members) -> None:
    found.insert(-2, found[-3])


def add_after_the_end(found: Members) -> None:
    found.append(found[1])


def climb_out(found: Members) -> None:
    found[-3][0].name = "media/image/png/../../../../etc/passwd"


def be_absolute(found: Members) -> None:
    found[-3][0].name = "/etc/passwd"


def be_a_link(found: Members) -> None:
    found[-3][0].type, found[-3][0].linkname = tarfile.SYMTYPE, "/etc/passwd"


def add_a_row(found: Members) -> None:
    found[1] = (found[1][0], found[1][1] + found[1][1].split(b"\n")[0] + b"\n")


@pytest.mark.parametrize(
    "change",
    [swap, drop_a_file, drop_a_table, repeat, add_after_the_end, climb_out, be_absolute,
     be_a_link, add_a_row],
)  # fmt: skip
def test_what_was_put_together_otherwise_is_refused(
    whole: bytes, there: Devket, change: Callable[[Members], object]
) -> None:
    before = there.rows()
    with pytest.raises(DamagedError, match="damaged"):
        there.restore(BytesIO(changed(whole, change)))
    assert there.rows() == before
    assert list(there.blobs.keys()) == []


def test_a_length_that_cannot_be_true_takes_no_memory(whole: bytes) -> None:
    for size in (8**11 - 1, 200 * 1024 * 1024):
        info = tarfile.TarInfo("backup.json")
        info.size = size
        with pytest.raises(DamagedError, match=r"no plain file|cut short"):
            read(info.tobuf(tarfile.USTAR_FORMAT) + whole)


@pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04" * 400, bytes(4096), b"\x1f\x8b", b"{}"])
def test_what_is_no_backup_at_all_is_told(data: bytes) -> None:
    with pytest.raises(DamagedError):
        read(data)


def told_otherwise(whole: bytes, **says: object) -> bytes:
    """Return the backup with another manifest."""

    def change(found: Members) -> None:
        told = {**json.loads(found[0][1]), **says}
        found[0] = (found[0][0], json.dumps(told).encode())

    return changed(whole, change)


def test_a_newer_format_is_told_by_the_name_of_its_devket(whole: bytes) -> None:
    with pytest.raises(UpkeepError, match=r"made by Devket 9\.1 .*update Devket"):
        read(told_otherwise(whole, version=2, devket="9.1"))


@pytest.mark.parametrize("revision", ["9999", "head", "0001:0002", "-1", "", "../x"])
def test_migrations_nobody_knows_are_told(whole: bytes, there: Devket, revision: str) -> None:
    with pytest.raises(UpkeepError, match="made by a newer Devket"):
        there.restore(BytesIO(told_otherwise(whole, revision=revision)))


@pytest.mark.parametrize(
    "says", [{"tables": 1}, {"tables": [{}]}, {"made_at": "x"}, {"format": "zip"}, {"tables": None}]
)
def test_a_manifest_that_is_none_is_told(whole: bytes, says: dict[str, object]) -> None:
    with pytest.raises(DamagedError, match="no backup"):
        read(told_otherwise(whole, **says))


def test_standard_tools_open_and_check_it(whole: bytes) -> None:
    with tarfile.open(fileobj=io.BytesIO(whole)) as archive:
        names = archive.getnames()
    assert names[0] == "backup.json" and names[-2:] == ["media.json", "checksums"]

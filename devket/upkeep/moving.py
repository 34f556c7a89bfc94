"""Moving media from one store to another: file by file, each read back before it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from devket.core.ids import content_key
from devket.storage import Blobs, StoredKey
from devket.upkeep.ahead import ahead
from devket.upkeep.errors import UpkeepError


class Fate(Enum):
    """What became of one file."""

    MOVED = auto()
    THERE = auto()  # it was in the other store already
    DAMAGED = auto()  # it is not what it was when it was put, and stays where it is
    GONE = auto()  # it was deleted meanwhile


@dataclass(slots=True)
class Moved:
    """How many files met which fate, and how many bytes were moved."""

    moved: int = 0
    there: int = 0
    damaged: int = 0
    bytes: int = 0


def move(source: Blobs, target: Blobs, *, deletes: bool, tell: Callable[[int], object]) -> Moved:
    """Put every file of one store into the other; may be stopped and begun again at any time.

    With `deletes` a file goes from the source once it was read back whole from the target.
    """
    done = Moved()
    act = partial(_move_one, source, target, deletes=deletes)
    for file, fate in ahead(act, source.keys()):
        tell(1)
        done.moved += fate is Fate.MOVED
        done.there += fate is Fate.THERE
        done.damaged += fate is Fate.DAMAGED
        done.bytes += file.size if fate is Fate.MOVED else 0
    return done


def _move_one(
    source: Blobs, target: Blobs, file: StoredKey, *, deletes: bool
) -> tuple[StoredKey, Fate]:
    fate = _copy(source, target, file)
    if fate is Fate.THERE and deletes and not _is_whole(target, file.key):
        target.delete(file.key)
        fate = _copy(source, target, file)
    if deletes and fate in (Fate.MOVED, Fate.THERE):
        source.delete(file.key)
    return file, fate


def _copy(source: Blobs, target: Blobs, file: StoredKey) -> Fate:
    there = target.stat(file.key)
    if there is not None and there.size == file.size:
        return Fate.THERE
    try:
        data = b"".join(source.open(file.key))
    except KeyError:
        return Fate.GONE
    if content_key(data) != file.key:
        return Fate.DAMAGED
    if there is not None:  # half of it, from whatever wrote there before
        target.delete(file.key)
    target.put(data, file.content_type or source.content_type(file.key) or "")
    if not _is_whole(target, file.key):
        raise UpkeepError(f"{file.key} did not come back as it was put: nothing was deleted.")
    return Fate.MOVED


def _is_whole(blobs: Blobs, key: str) -> bool:
    try:
        return content_key(b"".join(blobs.open(key))) == key
    except KeyError:
        return False

"""Collecting into a local folder: the manifest, and beside it `public/`, which alone is served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from devket.web.static import manifest, retired
from devket.web.static.gather import Collection
from devket.web.static.kinds import is_compressible
from devket.web.static.manifest import link_whole, write_whole
from devket.web.static.packing import brotlied, gzipped
from devket.web.static.sources import StaticError

PUBLIC = "public"
TWINS = {".gz": gzipped, ".br": brotlied}


@dataclass(slots=True)
class Outcome:
    """What was done, or would be: names with their sizes in bytes."""

    written: dict[str, int] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    kept: int = 0  # were there already
    older: int = 0  # are of older releases and stay


class Folder:
    """A folder that static files are collected into; with `is_dry` nothing is written."""

    def __init__(self, root: Path, *, is_dry: bool = False) -> None:
        self.root = root
        self.public = root / PUBLIC
        self._is_dry = is_dry
        self._outcome = Outcome()

    def collect(
        self, collection: Collection, *, today: date, prune_days: int | None = None
    ) -> Outcome:
        """Put the files there, the manifest last. Raises `StaticError` when it cannot be written.

        Files of older releases stay, but for those of no use for `prune_days`.
        """
        self._outcome = Outcome()
        try:
            if not self._is_dry:
                self.public.mkdir(parents=True, exist_ok=True)
            self._put_all(collection)
            self._put(self.root / manifest.NAME, collection.manifest.dump())
            self._retire(collection, today, prune_days)
        except OSError as error:
            told = f"{error.filename or self.root} cannot be written: {error.strerror}"
            raise StaticError(f"{told}; make room, or name another DEVKET_STATIC_ROOT") from error
        return self._outcome

    def _put_all(self, collection: Collection) -> None:
        for plain, name in collection.manifest.files.items():
            data = collection.contents[name]
            self._put(self.public / name, data)
            for ending, pack in TWINS.items():
                twin = self.public / (name + ending)
                # The name says what is in it, and packing anew would take longer than all else.
                packed = pack(data) if is_compressible(name) and not twin.exists() else None
                if packed is not None:
                    self._put(twin, packed)
            self._name_plainly(plain, name)

    def _name_plainly(self, plain: str, name: str) -> None:
        """Let the name without a hash stand for the file and its twins, without more space."""
        if self._is_dry:
            return
        is_new = not _is_same(self.public / plain, self.public / name)
        for ending in TWINS if is_new else ():
            # Before the file changes: its old twin must not be taken for the new file's.
            (self.public / (plain + ending)).unlink(missing_ok=True)
        for ending in ("", *TWINS):
            to, path = self.public / (name + ending), self.public / (plain + ending)
            if to.exists() and not _is_same(path, to):
                link_whole(path, to, drafts=self.root)

    def _put(self, path: Path, data: bytes) -> None:
        if path.is_file() and path.read_bytes() == data:
            self._outcome.kept += 1
            return
        self._outcome.written[path.relative_to(self.root).as_posix()] = len(data)
        if not self._is_dry:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data, drafts=self.root)

    def _retire(self, collection: Collection, today: date, days: int | None) -> None:
        wanted = {*collection.manifest.files, *collection.contents}

        def is_wanted(name: str) -> bool:
            return name in wanted or any(name.removesuffix(end) in wanted for end in TWINS)

        path = self.root / retired.NAME
        before = retired.load(path.read_bytes() if path.is_file() else None)
        ledger = retired.update(before, self._present(), is_wanted, today)
        for name in retired.due(ledger, today, days=days):
            del ledger[name]
            self._outcome.dropped.append(name)
            if not self._is_dry:
                (self.public / name).unlink(missing_ok=True)
        self._outcome.older = len(ledger)
        if ledger != before and not self._is_dry:
            write_whole(path, retired.dump(ledger), drafts=self.root)

    def _present(self) -> Iterator[str]:
        for path in self.public.rglob("*"):
            if path.is_file():
                yield path.relative_to(self.public).as_posix()


def _is_same(one: Path, other: Path) -> bool:
    if not one.is_file() or not other.is_file():
        return False
    return one.samefile(other) or one.read_bytes() == other.read_bytes()

"""What the image weighs, by part: `python -m deploy.image.size ARCHIVE` of `docker save`.

Ends with status 1 when it is over the budget.
"""

from __future__ import annotations

import gzip
import json
import sys
import tarfile
import zlib
from collections import Counter
from pathlib import Path
from typing import IO

ADDED, PULLED = 130.0, 90.0  # MB of 10^6 bytes: unpacked over the base, and packed in all
BASE, NGINX = "base", "nginx and the user"
LIBRARIES, CODE, APP, STATIC = "libraries", "byte code", "app", "static files"
DEMO = "pages of the demo"
PARTS = (BASE, NGINX, LIBRARIES, CODE, APP, STATIC, DEMO)
_STARTS = {
    "app/static/": STATIC,
    "app/tests/": DEMO,
    "app/": APP,
    "opt/devket/": LIBRARIES,
}
_CHUNK = 1 << 20


class Weight:
    """Bytes by part, unpacked and as a registry would hand them out."""

    def __init__(self, archive: Path) -> None:
        self.unpacked: Counter[str] = Counter()
        self.packed: Counter[str] = Counter()
        self.app_layers: list[int] = []  # packed bytes of each layer of the app
        with tarfile.open(archive) as saved:
            manifest = json.load(_member(saved, "manifest.json"))[0]
            part = BASE
            for name in manifest["Layers"]:
                part = self._add(saved, name, is_base=part == BASE)

    def _add(self, saved: tarfile.TarFile, name: str, *, is_base: bool) -> str:
        """Count a layer in; return the part that it is of."""
        found = Counter[str]()
        with tarfile.open(fileobj=_unpacked(_member(saved, name))) as layer:
            for entry in layer:
                found[_part_of(entry.name)] += entry.size
        # Layers are the base's until the first that holds what only we have.
        if is_base and not {APP, LIBRARIES} & set(found) and not _is_ours(saved, name):
            found = Counter({BASE: found.total()})
        self.unpacked += found
        main = found.most_common(1)[0][0] if found else BASE
        packed = _packed_size(_unpacked(_member(saved, name)))
        self.packed[main] += packed
        if main in (APP, STATIC, DEMO):
            self.app_layers.append(packed)
        return main

    @property
    def added(self) -> float:
        """MB over the base, unpacked."""
        return (self.unpacked.total() - self.unpacked[BASE]) / 1e6

    @property
    def pulled(self) -> float:
        """MB to pull when nothing is there yet."""
        return self.packed.total() / 1e6


def _is_ours(saved: tarfile.TarFile, name: str) -> bool:
    """Tell whether a layer of the system is the one that brings nginx or what installs it."""
    with tarfile.open(fileobj=_unpacked(_member(saved, name))) as layer:
        return any(e.name in ("usr/sbin/nginx", "tmp/install") for e in layer)


def _part_of(name: str) -> str:
    name = name.removeprefix("./").lstrip("/")
    if name.endswith(".pyc") and not name.startswith("app/"):
        return CODE
    return next((part for start, part in _STARTS.items() if name.startswith(start)), NGINX)


def _member(saved: tarfile.TarFile, name: str) -> IO[bytes]:
    found = saved.extractfile(name)
    if found is None:
        raise SystemExit(f"the archive holds no {name}: is it one of `docker save`?")
    return found


def _unpacked(layer: IO[bytes]) -> IO[bytes]:
    """Return a layer as a plain tar; some engines save them packed."""
    is_packed = layer.read(2) == b"\x1f\x8b"
    layer.seek(0)
    return gzip.GzipFile(fileobj=layer) if is_packed else layer  # type: ignore[return-value]  # reads alike


def _packed_size(layer: IO[bytes]) -> int:
    packing = zlib.compressobj(6, wbits=31)
    size = 0
    while chunk := layer.read(_CHUNK):
        size += len(packing.compress(chunk))
    return size + len(packing.flush())


def main(archive: Path) -> int:
    """Print the table; return 1 when the image is over the budget."""
    weight = Weight(archive)
    print(f"{'part':<20}{'unpacked MB':>12}{'to pull MB':>12}")
    for part in PARTS:
        print(f"{part:<20}{weight.unpacked[part] / 1e6:>12.1f}{weight.packed[part] / 1e6:>12.1f}")
    whole = weight.unpacked.total() / 1e6
    print(f"{'whole':<20}{whole:>12.1f}{weight.pulled:>12.1f}")
    print(f"added over the base: {weight.added:.1f} MB, at most {ADDED:.0f}")
    print(f"to pull:             {weight.pulled:.1f} MB, at most {PULLED:.0f}")
    if weight.added > ADDED or weight.pulled > PULLED:
        print("The image is over its budget.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Releases of static files made of a few words, for tests of where they are put."""

from __future__ import annotations

from collections import Counter

from devket.web.static.gather import Collection
from devket.web.static.manifest import Manifest
from devket.web.static.naming import Naming


def release(**files: bytes) -> Collection:
    """Return a release of these files; the last `_` of a name stands for its dot."""
    sources = {".".join(name.rsplit("_", 1)): data for name, data in files.items()}
    naming = Naming(sources)
    names = {path: naming.name(path) for path in sources}
    contents = {names[path]: naming.content(path) for path in sources}
    return Collection(Manifest(names, "digest"), contents, Counter())

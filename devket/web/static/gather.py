"""All static files as they are to be served, in memory: read, checked, named, rewritten."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from flask import Flask

from devket.web.static.manifest import Manifest
from devket.web.static.naming import Naming
from devket.web.static.slimming import is_slimmed, slim
from devket.web.static.sources import Source, StaticError, own_digest, read, sources


@dataclass(frozen=True, slots=True)
class Collection:
    """`contents` holds the bytes of each hashed name, `warnings` what is wrong in others' files."""

    manifest: Manifest
    contents: dict[str, bytes]
    owners: Counter[str]
    warnings: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        """The bytes of all files, each counted once."""
        return sum(map(len, self.contents.values()))


def gather(app: Flask) -> Collection:
    """Return the static files of the app, its blueprints and its extensions.

    Raises `StaticError` when one of Devket's own names a file that is not there. What others wrote
    may do so, as no page of theirs need use it.
    """
    found = read(sources(app))
    naming = Naming({path: _as_sent(path, *one) for path, one in found.items()})
    faults: list[str] = []
    warnings: list[str] = []
    for path, target in naming.missing:
        source, _ = found[path]
        is_ours = source.is_ours and "/vendor/" not in f"/{path}"
        (faults if is_ours else warnings).append(f"{path} names {target}, which is not there")
    if faults:
        raise StaticError("\n".join(faults))
    names = {path: naming.name(path) for path in found}
    return Collection(
        Manifest(names, own_digest()),
        {names[path]: naming.content(path) for path in found},
        Counter(source.owner for source, _ in found.values()),
        warnings,
    )


def _as_sent(path: str, source: Source, data: bytes) -> bytes:
    return slim(data.decode()).encode() if source.is_ours and is_slimmed(path) else data

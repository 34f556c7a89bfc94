"""Names made from content: a file's name changes when it changes, or when anything it names does.

Pure: sources in, names and rewritten contents out.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote

from devket.web.static.references import references, without_source_map

DIGITS = 12
PREFIX = "/static/"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_PATH_AND_REST = re.compile(r"([^?#]*)(.*)", re.DOTALL)


class MissingFile(Exception):
    """A file names another that is not there."""


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    path: str
    rest: str  # query and fragment


class Naming:
    """The hashed names of a set of files, and their contents with the names rewritten.

    `missing` holds (file, reference) for each name of a file that is not in the set.
    """

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._texts: dict[str, str] = {}
        self._links: dict[str, list[_Link]] = {}
        self.missing: list[tuple[str, str]] = []
        for path in sorted(sources):
            self._read(path)
        self.name = cache(self._name)
        self._reach = cache(self._find_reach)

    def content(self, path: str) -> bytes:
        """Return the bytes to serve."""
        return self._rewritten(path, leave=frozenset())

    def _read(self, path: str) -> None:
        if not path.endswith((".css", ".js", ".mjs")):
            return
        # Bytes that are no UTF-8 come back as they were.
        text = self._sources[path].decode("utf-8", "surrogateescape")
        text = self._texts[path] = without_source_map(path, text)
        links = self._links[path] = []
        for found in references(path, text):
            try:
                target = _resolved(path, found.target, self._sources)
            except MissingFile:
                self.missing.append((path, found.target))
                continue
            if target is not None:
                links.append(_Link(found.start, found.end, *target))

    def _name(self, path: str) -> str:
        ring = self._ring(path)
        if ring:
            # Files that name each other in a circle have one digest, made without those names.
            parts = [f"{one}\0".encode() + self._rewritten(one, leave=ring) for one in sorted(ring)]
            digest = hashlib.sha256(b"\0".join([path.encode(), *parts]))
        else:
            digest = hashlib.sha256(self.content(path))
        stem, dot, extension = posixpath.basename(path).rpartition(".")
        name = f"{stem or extension}.{digest.hexdigest()[:DIGITS]}" + (dot + extension) * bool(stem)
        return posixpath.join(posixpath.dirname(path), name)

    def _ring(self, path: str) -> frozenset[str]:
        """Return the files that this one names and that name it, over whatever detours."""
        reach = self._reach(path)
        if path not in reach:
            return frozenset()
        return frozenset(one for one in reach if path in self._reach(one))

    def _find_reach(self, path: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [path]
        while waiting:
            for link in self._links.get(waiting.pop(), ()):
                if link.path not in found:
                    found.add(link.path)
                    waiting.append(link.path)
        return frozenset(found)

    def _rewritten(self, path: str, *, leave: frozenset[str]) -> bytes:
        if path not in self._texts:
            return self._sources[path]
        text, done = self._texts[path], 0
        pieces: list[str] = []
        for link in self._links[path]:
            if link.path not in leave:
                pieces += [text[done : link.start], self._written(path, link)]
                done = link.end
        return "".join([*pieces, text[done:]]).encode("utf-8", "surrogateescape")

    def _written(self, path: str, link: _Link) -> str:
        """Return a name as this file writes it: relative, so that it holds at every origin."""
        relative = posixpath.relpath(self.name(link.path), posixpath.dirname(path) or ".")
        is_bare = not relative.startswith("../") and not path.endswith(".css")
        return ("./" if is_bare else "") + quote(relative) + link.rest


def _resolved(path: str, target: str, sources: Mapping[str, bytes]) -> tuple[str, str] | None:
    """Return the file that is meant and what follows its name, None for what is no file of ours."""
    if not target.strip() or _ELSEWHERE.match(target):
        return None
    found = _PATH_AND_REST.fullmatch(target)
    name, rest = (unquote(found[1]), found[2]) if found else (target, "")
    if name.startswith(PREFIX):
        name = name.removeprefix(PREFIX)
    elif name.startswith("/"):
        return None
    else:
        name = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    if name not in sources:
        raise MissingFile(target)
    return name, rest

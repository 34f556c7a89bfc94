"""Where static files come from: the app, its blueprints, and the blueprints of extensions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from flask import Flask

PACKAGE = Path(__file__).parents[2]
ROOT = PACKAGE / "static"
# What no browser asks for: sources of style sheets, source maps; of Flask-Admin icon sets (14 MB)
# that no page of it names, maps, and twenty colour schemes that Devket's pages do not use.
LEFT_OUT = (
    *("*.map", "*.scss", "*.less", "*.md", "*.yml"),
    *("vendor/fontawesome-free-*", "vendor/leaflet/*", "bootstrap/bootstrap4/swatch/[!d]*"),
    *("bootstrap/bootstrap4/swatch/darkly/*",),
)


class StaticError(Exception):
    """Static files cannot be collected; each line of the text names what is wrong."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of static files; `prefix` is empty or ends in a slash."""

    owner: str
    prefix: str
    folder: Path

    @property
    def is_ours(self) -> bool:
        """Tell whether the folder is Devket's own, so that a mistake in it is Devket's to mend."""
        return self.folder.is_relative_to(PACKAGE)

    def files(self) -> Iterator[str]:
        """Yield the paths of the files under the folder, in order."""
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            is_hidden = any(part.startswith(".") for part in name.split("/"))
            is_left = any(fnmatch(name, pattern) for pattern in LEFT_OUT)
            if path.is_file() and not is_hidden and not is_left:
                yield name


def sources(app: Flask) -> list[Source]:
    """Return the app's own folder, then that of every blueprint that has one."""
    found = [Source("devket", "", ROOT)]
    for name, blueprint in sorted(app.blueprints.items()):
        folder = Path(blueprint.static_folder or "")
        if blueprint.has_static_folder and folder.is_dir():
            found.append(Source(name, f"{name}/", folder.resolve()))
    return found


def read(found: Iterable[Source]) -> dict[str, tuple[Source, bytes]]:
    """Return every file under the path it will be served at. Raises `StaticError`."""
    files: dict[str, tuple[Source, bytes]] = {}
    for source in found:
        for name in source.files():
            path = source.prefix + name
            if path in files:
                owners = f"{files[path][0].owner} and {source.owner}"
                raise StaticError(f"{path} is there twice, from {owners}: one must be renamed")
            try:
                files[path] = (source, (source.folder / name).read_bytes())
            except OSError as error:
                raise StaticError(f"{source.folder / name}: {error.strerror}") from error
    return files


def own_digest() -> str:
    """Return a digest of Devket's own files: another version of Devket has another."""
    digest = hashlib.sha256()
    for name in Source("devket", "", ROOT).files():
        data = (ROOT / name).read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()

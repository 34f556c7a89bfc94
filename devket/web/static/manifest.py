"""The manifest: which hashed name each static file was collected under."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

VERSION = 1
NAME = "manifest.json"


class ManifestError(Exception):
    """A manifest is there that cannot be read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files` maps paths to hashed paths; `own` is the digest of the sources of Devket itself."""

    files: dict[str, str]
    own: str

    def dump(self) -> bytes:
        """Return the manifest as a file, the same bytes for the same files."""
        told = {"version": VERSION, "own": self.own, "files": self.files}
        return json.dumps(told, indent=1, sort_keys=True).encode() + b"\n"


def load(root: Path) -> Manifest | None:
    """Return the manifest of a collected folder, None when there is none. May `ManifestError`."""
    path = root / NAME
    try:
        told = json.loads(path.read_bytes())
        if told["version"] != VERSION:
            raise ManifestError(f"{path} is of version {told['version']}, not {VERSION}")
        files = {str(name): str(hashed) for name, hashed in told["files"].items()}
        return Manifest(files, str(told["own"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ManifestError(f"{path} cannot be read: {error}") from error


def write_whole(path: Path, data: bytes, *, drafts: Path) -> None:
    """Write a file so that it is never seen half; `drafts` is a folder of the same file system."""
    draft = drafts / f".draft-{secrets.token_hex(8)}"
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def link_whole(path: Path, to: Path, *, drafts: Path) -> None:
    """Give a file a second name, or copy it where the file system knows no hard links."""
    draft = drafts / f".draft-{secrets.token_hex(8)}"
    try:
        os.link(to, draft)
        draft.replace(path)
    except OSError:
        write_whole(path, to.read_bytes(), drafts=drafts)
    finally:
        draft.unlink(missing_ok=True)

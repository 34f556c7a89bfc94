"""Where browsers find static files: which address a page writes for a path."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from functools import cache
from typing import Protocol
from urllib.parse import quote

from devket.web.static.kinds import SAME_ORIGIN
from devket.web.static.naming import PREFIX
from devket.web.static.sources import ROOT

log = logging.getLogger(__name__)


class Addresses(Protocol):
    """The ways to name a static file."""

    is_collected: bool

    def of(self, path: str) -> str:
        """Return the address of a file by its path; see `Collected` for one that is not there."""


class Live:
    """Straight from Devket's own folder, with a version that changes with the content."""

    is_collected = False

    def __init__(self, *, warning: str = "") -> None:
        self._warning = warning
        self._address = cache(self._find)

    def of(self, path: str) -> str:
        """See `Addresses.of`; raises `KeyError` for a file that is not there."""
        if self._warning:  # told when a page is made, so that `flask static collect` is not told
            log.warning("%s", self._warning)
            self._warning = ""
        return self._address(path)

    @staticmethod
    def _find(path: str) -> str:
        try:
            digest = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:10]
        except OSError as error:
            raise KeyError(f"no static file {path}") from error
        return f"{PREFIX}{path}?v={digest}"


class Collected:
    """From what was collected, at `base`: `/static/`, or the address of a bucket or CDN.

    A file that was not collected is a `KeyError` that names it when `is_strict` says so. In
    production a page without one of its pictures is better than none: the log names the file and
    the page gets its plain address.
    """

    is_collected = True

    def __init__(
        self, files: Mapping[str, str], *, base: str, is_strict: Callable[[], bool]
    ) -> None:
        self._files = files
        self._base = base
        self._is_strict = is_strict
        self._told: set[str] = set()

    def of(self, path: str) -> str:
        """See `Addresses.of`."""
        base = PREFIX if path in SAME_ORIGIN else self._base
        return base + quote(self._files.get(path) or self._missing(path))

    def elsewhere(self, path: str) -> str:
        """Return the address at `base` for whatever an old link asked for."""
        return self._base + quote(self._files.get(path, path))

    def _missing(self, path: str) -> str:
        told = f"no static file {path} was collected: run `flask static collect` again"
        if self._is_strict():
            raise KeyError(told)
        if path not in self._told:
            self._told.add(path)
            log.error("%s", told)
        return path

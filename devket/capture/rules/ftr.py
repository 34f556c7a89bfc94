"""Site rules in the text format of ftr-site-config, from a folder that an operator provides.

Only reading the files is here; `xpaths` uses them on a page. Lines that mean nothing are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from devket.capture.rules.match import names_of
from devket.core.urls import host_of

_LINE = re.compile(r"(?P<name>[a-z_]+)(?:\((?P<given>.*?)\))?:(?P<value>.*)")
_HOST = re.compile(r"\.?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_MOST_BYTES = 200_000
_MOST_LINES = 2_000
_LIST_WORDS = (
    "body title author date strip strip_id_or_class strip_image_src next_page_link single_page_link"
    " if_page_contains find_string replace_string"
)
_LISTS = frozenset(_LIST_WORDS.split())


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What one file says. Expressions are XPath and may be none that can be used."""

    name: str
    lists: dict[str, list[str]] = field(default_factory=dict)
    is_pruned: bool = True

    def of(self, name: str) -> list[str]:
        """Return the values given under a name, in their order."""
        return self.lists.get(name, [])

    @property
    def replacements(self) -> list[tuple[str, str]]:
        """Return what is to be replaced in the page's markup, and by what."""
        return list(zip(self.of("find_string"), self.of("replace_string"), strict=False))


def parse_config(name: str, text: str) -> SiteConfig:
    """Return what the text of a file says; never raises, whatever is in it."""
    lists: dict[str, list[str]] = {}
    is_pruned = True
    for line in text.splitlines()[:_MOST_LINES]:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            continue
        key, value = match["name"], match["value"].strip()
        if key == "replace_string" and match["given"] is not None:
            lists.setdefault("find_string", []).append(match["given"])
            lists.setdefault("replace_string", []).append(value)
        elif key == "prune":
            is_pruned = value != "no"
        elif key in _LISTS and (value or key == "replace_string"):
            lists.setdefault(key, []).append(value)
    return SiteConfig(name, lists, is_pruned)


def configs_for(folder: Path, url: str) -> Iterator[SiteConfig]:
    """Yield the files for a host: its own, then those for `.domain`, from itself upwards."""
    for name in names_of(host_of(url)):
        if _HOST.fullmatch(name) and (text := _text(folder / f"{name}.txt")) is not None:
            yield parse_config(name, text)


def _text(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None

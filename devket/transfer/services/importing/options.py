"""What a person chose for an import, and how it changes the entries of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from devket.core.errors import N_, InvalidError
from devket.core.tags import DEEPEST, NAME_LENGTH, tag_key, tag_name
from devket.transfer.formats import Entry

TAG_CUT = N_("A tag was too long and was cut.")
TAG_LEFT = N_("A tag could not be taken over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Tags for all, what becomes of folders, of states and of texts that the file holds."""

    tags: tuple[str, ...] = ()
    archives_all: bool = False
    fetches_again: bool = False  # though the file holds the text
    tags_folders: bool = True
    ignored: tuple[str, ...] = ()  # folders that become no tag, as `folder_name` says them

    def kept(self) -> dict[str, Any]:
        """Return them in words of JSON."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Options:
        """Return what such words say; what is not said is as by default."""
        known: dict[str, Any] = {
            name: kept[name] for name in cls.__dataclass_fields__ if name in kept
        }
        for name in known.keys() & {"tags", "ignored"}:
            known[name] = tuple(known[name])
        return cls(**known)

    def tags_of(self, entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the tags of an entry as they are kept, each once, and what was odd."""
        names, remarks = clean_tags((*entry.tags, *self.tags))
        folder = folder_name(entry.folder)
        if folder and self.tags_folders and folder not in self.ignored:
            more, odd = clean_tags([folder], is_path=True)
            names, remarks = (*names, *more), (*remarks, *odd)
        return tuple({tag_key(name): name for name in reversed(names)}.values())[::-1], remarks


def folder_name(folder: tuple[str, ...]) -> str:
    """Return a folder as a nested tag would be called: `Work/Python`."""
    return "/".join(part.strip().replace("/", "∕") for part in folder if part.strip())


def clean_tags(
    names: list[str] | tuple[str, ...], *, is_path: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return names as tags are called, cut where they are too long, and what was odd."""
    found: list[str] = []
    remarks: list[str] = []
    for name in names:
        plain = name.replace(",", " ").replace("，", " ")
        if not plain.strip("#/ \t\n"):
            continue
        try:
            found.append(tag_name(plain))
        except InvalidError:
            cut = "/".join(plain.split("/")[:DEEPEST])[: NAME_LENGTH // (2 if is_path else 1)]
            try:
                found.append(tag_name(cut))
                remarks.append(TAG_CUT)
            except InvalidError:
                remarks.append(TAG_LEFT)
    return tuple(found), tuple(remarks)

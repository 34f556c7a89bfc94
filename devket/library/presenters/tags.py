"""Tags as templates are given them: chips, the tree, a tag's head, what a change touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from flask import url_for
from flask_babel import gettext

from devket.core.tags import tag_key
from devket.library.queries import COUNTED_TO, TagRow
from devket.library.services.tagging import Plan

SHOWN_BELOW = 40


@dataclass(frozen=True, slots=True)
class TagChip:
    """A tag as a link; `count` where it is shown."""

    name: str
    href: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class TagLine:
    """One line of the page of all tags. Without a count, only others stand below the name."""

    name: str
    label: str
    href: str
    edit_href: str
    depth: int
    count: int | None


@dataclass(frozen=True, slots=True)
class TagHead:
    """What stands over the list of a tag."""

    id: int  # 0 where only what stands below has the name
    name: str
    href: str
    above: tuple[TagChip, ...]
    below: tuple[TagChip, ...]
    edit_href: str
    book_href: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of a tag would touch, in words and examples."""

    saves: str
    below: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging would do: each pair that becomes one, and how many saves carry both."""

    to: str
    pairs: tuple[tuple[str, str], ...]
    both: str


@lru_cache(maxsize=4096)
def tag_href(name: str) -> str:
    """Return the address of a tag."""
    return "/tags/" + quote(name, safe="/")


def edit_href(name: str, to: str = "") -> str:
    """Return the address at which a tag is changed; with the name that it is to have."""
    return url_for("library.edit_tag", name=name, to=to or None)


def chips(names: Iterable[str]) -> tuple[TagChip, ...]:
    """Return tags as links."""
    return tuple(TagChip(name, tag_href(name)) for name in names)


def top_chips(rows: Iterable[TagRow]) -> tuple[TagChip, ...]:
    """Return tags as links with their counts."""
    return tuple(TagChip(row.name, tag_href(row.name), row.save_count) for row in rows)


def flat_lines(rows: Iterable[TagRow]) -> tuple[TagLine, ...]:
    """Return tags with their whole names."""
    return tuple(_line(row.name, row.name, 0, row.save_count) for row in rows)


def tree_lines(rows: Iterable[TagRow]) -> tuple[TagLine, ...]:
    """Return tags, which come parents first, as a tree; parents that are no tags are put in."""
    return tuple(_tree(rows))


def _tree(rows: Iterable[TagRow]) -> Iterator[TagLine]:
    shown: set[str] = set()
    for row in rows:
        parts = row.name.split("/")
        for depth in range(len(parts) - 1):
            above = "/".join(parts[: depth + 1])
            if tag_key(above) not in shown:
                shown.add(tag_key(above))
                yield _line(above, parts[depth], depth, None)
        shown.add(row.key)
        yield _line(row.name, parts[-1], len(parts) - 1, row.save_count)


def _line(name: str, label: str, depth: int, count: int | None) -> TagLine:
    return TagLine(name, label, tag_href(name), edit_href(name), depth, count)


def head_of(name: str, rows: Sequence[TagRow]) -> TagHead:
    """Return the head of a tag's list; `rows` are the tag and all below it."""
    key = tag_key(name)
    own = next((row for row in rows if row.key == key), None)
    parts = own.name.split("/") if own else rows[0].name.split("/")[: key.count("/") + 1]
    paths = ["/".join(parts[:end]) for end in range(1, len(parts))]
    above = tuple(TagChip(path.rpartition("/")[2], tag_href(path)) for path in paths)
    below: dict[str, TagChip] = {}
    for row in rows:
        if row.key != key:
            child = "/".join(row.name.split("/")[: len(parts) + 1])
            count = row.save_count if tag_key(child) == row.key else 0
            label = child.rpartition("/")[2]
            below.setdefault(tag_key(child), TagChip(label, tag_href(child), count))
    whole = "/".join(parts)
    return TagHead(
        id=own.id if own else 0,
        name=whole,
        href=tag_href(whole),
        above=above,
        below=tuple(below.values())[:SHOWN_BELOW],
        edit_href=edit_href(whole),
        book_href="/tag/epub?" + urlencode({"name": whole}),  # of the room above
    )


def touched(name: str, rows: Sequence[TagRow], number: int, titles: Sequence[str]) -> Touched:
    """Return what renaming or deleting a tag touches."""
    below = tuple(row.name for row in rows if row.key != tag_key(name))
    return Touched(_saves(number), below, tuple(titles))


def merge_of(plan: Plan, both: int) -> Merge:
    """Return what merging touches."""
    pairs = tuple(
        (tag.name, plan.meets[tag.id].name) for tag, _ in plan.moves if tag.id in plan.meets
    )
    return Merge(plan.name, pairs, _saves(both) if both else "")


def _saves(number: int) -> str:
    if number > COUNTED_TO:
        return str(gettext("more than 1,000 saves"))
    if number == 1:
        return str(gettext("1 save"))
    return str(gettext("%(n)s saves", n=number))

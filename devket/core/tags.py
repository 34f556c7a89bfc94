"""Names of tags: as people type them, as they are kept, and the key that compares them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from devket.core.errors import InvalidError
from devket.core.text import one_line

NAME_LENGTH, KEY_LENGTH = 100, 200
DEEPEST = 8
# Marks that turn the direction of whatever is written after them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Marks that nobody sees and that would make two of one name.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff]")
_SLASH, _COMMA = re.compile("[/\uff0f]"), re.compile("[,\uff0c]")
# Only these part the words: a space that does not break keeps the words of a tag together.
_SPACE = re.compile("[ \t]+")


def tag_name(typed: str) -> str:
    """Return a name as it is kept: NFC, one line, parts trimmed, `#` before it dropped.

    Raises `InvalidError` with a sentence for the form: empty, a comma, too long, too deep.
    """
    if _COMMA.search(typed):
        raise InvalidError("A comma separates tags, so none can hold one.", field="tags")
    parts = [part for part in map(_part, _SLASH.split(typed)) if part]
    name = "/".join(parts)
    if not name:
        raise InvalidError("Give the tag a name.", field="tags")
    if len(name) > NAME_LENGTH or len(tag_key(name)) > KEY_LENGTH:
        raise InvalidError("A tag has at most %(max)s characters.", field="tags", max=NAME_LENGTH)
    if len(parts) > DEEPEST:
        raise InvalidError("Tags stand at most %(max)s deep.", field="tags", max=DEEPEST)
    return name


def tag_key(name: str) -> str:
    """Return what a name is compared by: compatible forms alike, case folded, parts trimmed."""
    return "/".join(part for part in map(_key, _SLASH.split(name)) if part)


def tag_names(field: str | Iterable[str]) -> tuple[str, ...]:
    """Return the names of a field, separated by commas; each once, the first way it was written.

    `InvalidError` as `tag_name`.
    """
    pieces = field.split("\n") if isinstance(field, str) else field
    typed = [piece for part in pieces for piece in _COMMA.split(part)]
    names = [tag_name(piece) for piece in typed if any(map(_part, _SLASH.split(piece)))]
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(tag_key(name), name)
    return tuple(first.values())


def address_and_tags(typed: str) -> tuple[str, str]:
    """Part `https://a.example/ #python #db/sqlite` into the address and a field of tags."""
    words = _SPACE.split(typed.strip(" \t"))
    tags: list[str] = []
    while len(words) > 1 and words[-1].strip("#") and words[-1].startswith("#"):
        tags.insert(0, words.pop())
    return (" ".join(words), ",".join(tags)) if tags else (typed, "")


def is_below(key: str, above: str) -> bool:
    """Tell whether a key is another's, or stands below it."""
    return key == above or key.startswith(above + "/")


def _part(typed: str) -> str:
    """Return one part of a path; empty when nothing of it would be seen, or it is only dots."""
    part = one_line(_TURNING.sub("", typed)).lstrip("# ").strip()
    # Browsers take `.` and `..` out of the address of a tag.
    return part if part.strip(".") and any(map(_is_seen, part)) else ""


def _key(part: str) -> str:
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", part)).casefold()
    # What folds to a slash (℅) is no path.
    return " ".join(unicodedata.normalize("NFKC", plain).replace("/", "\u2215").split())


def _is_seen(char: str) -> bool:
    return not _UNSEEN.match(char) and unicodedata.category(char)[0] not in "CZ"

"""Saves with their highlights and notes as Markdown, one file each: Obsidian reads the heads."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from flask_babel import gettext

from devket.core.text import one_line
from devket.library.presenters import original_of, title_of
from devket.reading.presenters.markdown import escaped, of_highlight
from devket.transfer.presenters.looking import Wanted, batches
from devket.transfer.presenters.zipping import ZipStream
from devket.transfer.queries.kept import Kept

# What file systems refuse, and what links of Obsidian cannot hold.
_REFUSED = re.compile(r"[\\/:*?\"<>|#^\[\]\x00-\x1f\x7f]+")
_BLANKS = re.compile(r"\s+")
_LONGEST_NAME = 120  # bytes: names may have 255, with a number and an ending
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)


def markdown(wanted: Wanted) -> Iterator[bytes]:
    """Yield a zip with one file for each save."""
    zipped, names = ZipStream(), _Names()
    for batch in batches(wanted):
        for kept in batch:
            name = names.of(title_of(kept.save), kept.save.id)
            yield zipped.add(f"Devket/{name}.md", page(kept), made_at=kept.save.saved_at)
    yield zipped.close()


def page(kept: Kept) -> str:
    """Return one save: its facts as YAML, its note, its highlights in their order."""
    marks = sorted(kept.marks, key=lambda mark: (mark.start is None, mark.start or 0))
    parts = [_head(kept), f"# {escaped(title_of(kept.save))}\n"]
    if kept.note:
        parts.append(f"## {gettext('Note')}\n\n{escaped(kept.note)}\n")
    if marks:
        parts.append(f"## {gettext('Highlights')}\n")
        parts += [of_highlight(mark.highlight) for mark in marks]
    return "\n".join(parts)


def _head(kept: Kept) -> str:
    """Return the facts. JSON is YAML, so a text in its quotes means what it says."""
    save = kept.save
    told: dict[str, object] = {
        "title": title_of(save),
        "url": original_of(save),
        "author": save.byline,
        "site": save.site,
        "saved": f"{save.saved_at:%Y-%m-%dT%H:%M:%SZ}",
        "published": f"{save.published_at:%Y-%m-%d}" if save.published_at else "",
        "status": "archive" if save.is_archived else "unread",
        "favorite": save.is_favorite,
        "progress": save.progress,
        "tags": [_tag(name) for name in kept.tags],
    }
    lines = (f"{name}: {_yaml(value)}" for name, value in told.items() if value not in ("", []))
    return "---\n" + "\n".join(lines) + "\n---\n"


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\u2028", " ").replace("\u2029", " ")


def _tag(name: str) -> str:
    """Return a tag as Obsidian takes it: without blanks, and not of digits alone."""
    word = _BLANKS.sub("-", name)
    return f"t-{word}" if word.isdecimal() else word


class _Names:
    """Names of files that no file system refuses, none twice."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def of(self, title: str, save_id: int) -> str:
        plain = _BLANKS.sub(" ", _REFUSED.sub(" ", one_line(title))).strip(" .")
        cut = plain.encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .")
        name = f"{cut} " if _RESERVED.fullmatch(cut) else cut
        # Many file systems take names for the same that differ in case or composition alone.
        key = hash(unicodedata.normalize("NFKC", name).casefold())
        if key in self._taken or name != cut or not cut:
            return f"{cut} ({save_id})".strip()
        self._taken.add(key)
        return name

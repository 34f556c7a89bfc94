"""Saves as a file of bookmarks, as browsers and nearly all keepers of links read it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from devket.library.presenters import title_of
from devket.transfer.presenters.looking import Wanted, batches
from devket.transfer.queries.kept import Kept

_HEAD = (
    "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
    "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
)


def bookmarks(wanted: Wanted) -> Iterator[bytes]:
    """Yield the file; what is on My List is marked as to be read, all of it as private."""
    yield _HEAD.encode()
    for batch in batches(wanted):
        yield "".join(map(_mark, batch)).encode()
    yield b"</DL><p>\n"


def _mark(kept: Kept) -> str:
    save = kept.save
    told = {
        "HREF": save.given_url,
        "ADD_DATE": str(int(save.saved_at.timestamp())),
        "PRIVATE": "1",
        "TOREAD": "0" if save.is_archived else "1",
        "TAGS": ",".join(kept.tags),  # no tag holds a comma
    }
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in told.items())
    note = f"    <DD>{escape(kept.note, quote=False)}\n" if kept.note else ""
    return f"    <DT><A{attributes}>{escape(title_of(save), quote=False)}</A>\n{note}"

"""What every format is read into: entries, or rows that cannot be taken, with what stood there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A passage that was marked, as it reads."""

    text: str
    note: str = ""
    at: datetime | None = None
    color: str = ""  # a name of `reading.models.Color`; empty when the file names none


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One kept page of a file.

    An empty value means that the file says nothing of it: it then changes nothing on a save that
    is there already. Several entries may tell of one address (a page, then its highlights).
    """

    url: str
    title: str = ""
    added: datetime | None = None  # aware
    is_archived: bool = False
    is_favorite: bool = False
    is_update: bool = False  # tells more of an address (its highlights); no state of its own
    tags: tuple[str, ...] = ()
    folder: tuple[str, ...] = ()  # from the outermost in
    note: str = ""
    quotes: tuple[Quote, ...] = ()
    progress: int = 0  # hundredths of the text
    html: str = ""  # the text as the file holds it, used in place of fetching
    lang: str = ""
    author: str = ""
    remarks: tuple[str, ...] = ()  # what was odd: a date in the future; gettext keys
    raw: str = ""  # the row as it stood in the file, for the report


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be taken, and why: `reason` is a sentence marked by `N_`, a gettext key.

    `read` is what could be read of it all the same, for whoever wants it nevertheless; its address
    is one that stands anywhere in the row, empty when none does.
    """

    reason: str
    raw: str = field(default="", kw_only=True)
    details: dict[str, object] = field(default_factory=dict, kw_only=True)
    read: Entry | None = field(default=None, kw_only=True)


Row = Entry | Refused

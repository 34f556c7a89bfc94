"""From rows of a file to what the library is brought: addresses read, choices applied, bounds."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from devket.core.errors import InvalidError
from devket.core.text import clip, one_line, storable
from devket.core.urls import address_in, host_of, parse_address
from devket.library.models import DONE, TITLE_LENGTH
from devket.library.services.bringing import Kept
from devket.library.services.saving import key_of
from devket.reading.services.bringing import Passage
from devket.transfer.formats import Entry, Refused, Row
from devket.transfer.services.importing.options import Options, folder_name
from devket.transfer.services.importing.reasons import Reason

RAW_LENGTH = 4_000  # characters of a row as it stood there
_STEP = timedelta(milliseconds=1)  # between rows without a time, so that they keep their order
KeepPage = Callable[[str], str]


class Spread:
    """When texts are to be had, in constant memory: one after the other for each host."""

    _SLOTS = 4096

    def __init__(self, start: datetime, pause: timedelta) -> None:
        self._start, self._pause = start, pause
        self._many = array("L", bytes(8 * self._SLOTS))

    def due(self, url: str) -> datetime:
        """Return when the text of this page is to be fetched, as the next of its host."""
        slot = zlib.crc32(host_of(url).encode()) % self._SLOTS
        at = self._start + self._pause * self._many[slot]
        self._many[slot] += 1
        return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of a file on its way in: what is brought, or why it is refused."""

    position: int
    raw: str
    kept: Kept | None = None
    passages: tuple[Passage, ...] = ()
    html: str = ""
    folder: str = ""
    reasons: tuple[Reason, ...] = ()
    read: Entry | None = None  # of a refused row

    def with_page(self, keep_page: KeepPage) -> Item:
        """Return it with its text put into the store of files."""
        if self.kept is None or not self.html:
            return self
        return replace(self, kept=replace(self.kept, page_key=keep_page(self.html)), html="")


@dataclass(frozen=True, slots=True)
class Entering:
    """What is the same for all rows of an import: its time, its choices."""

    now: datetime
    options: Options
    spread: Spread = field(repr=False)

    def item(self, position: int, row: Row) -> Item:
        """Return a row as it is brought."""
        raw = clip(storable(row.raw), RAW_LENGTH)
        if isinstance(row, Refused):
            reasons = (Reason(row.reason, row.details),)
            return Item(position=position, raw=raw, reasons=reasons, read=row.read)
        try:
            url = parse_address(row.url)
        except InvalidError as error:
            reason = Reason(error.message, error.details)
            raw = raw or clip(row.url, RAW_LENGTH)
            read = replace(row, url=address_in(row.url, row.raw))
            return Item(position=position, raw=raw, reasons=(reason,), read=read)
        tags, odd = self.options.tags_of(row)
        return Item(
            position=position,
            raw=raw,
            kept=self._kept(position, row, url, tags),
            passages=tuple(Passage(q.text, q.note, q.color, q.at) for q in row.quotes),
            html="" if self.options.fetches_again else storable(row.html),
            folder=folder_name(row.folder),
            reasons=tuple(map(Reason, (*row.remarks, *odd))),
        )

    def _kept(self, position: int, row: Entry, url: str, tags: tuple[str, ...]) -> Kept:
        title = clip(one_line(row.title), TITLE_LENGTH)
        return Kept(
            url=url,
            key=key_of(url),
            saved_at=min(row.added, self.now) if row.added is not None else None,
            now=self.now - position * _STEP,
            title="" if title == one_line(row.url) else title,
            is_archived=row.is_archived or self.options.archives_all,
            is_favorite=row.is_favorite,
            is_update=row.is_update,
            tags=tags,
            note=storable(row.note),
            progress=max(0, min(DONE, row.progress)),
            lang=one_line(row.lang)[:16],
            byline=clip(one_line(row.author), 255),
            due_at=self.spread.due(url),
        )


def prepare(
    rows: Iterable[tuple[int, Row]], *, now: datetime, options: Options, spread: Spread
) -> list[Item]:
    """Return rows as they are brought. `now` is that of the import, the same each time."""
    entering = Entering(now, options, spread)
    return [entering.item(position, row) for position, row in rows]

"""From what stands in a file to a row: texts that can be stored, addresses that can be kept."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable

from devket.core.errors import N_, InvalidError
from devket.core.text import one_line, storable
from devket.core.urls import address_in, parse_address
from devket.transfer.formats.dates import moment
from devket.transfer.formats.entries import Entry, Quote, Refused, Row

NO_ADDRESS = N_("No address stands here.")
LONGEST_RAW = 8_000  # letters
_LOOKED_AT = 64_000  # letters of a refused row, for an address
_YES = frozenset({"1", "true", "yes", "y", "on", "t"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def row(
    raw: str,
    *,
    url: object,
    title: object = "",
    added: object = None,
    tags: Iterable[object] = (),
    folder: Iterable[object] = (),
    note: object = "",
    quotes: Iterable[Quote] = (),
    progress: object = 0,
    html: str = "",
    lang: object = "",
    author: object = "",
    is_archived: bool = False,
    is_favorite: bool = False,
    is_update: bool = False,
) -> Row:
    """Return the row of a file that tells this, refused when its address cannot be kept."""
    reason = refusal(address := text(url).strip())
    at, remark = moment(added)
    entry = Entry(
        url=_address_in(address, title, note, raw) if reason else address,
        title=one_line(text(title)),
        added=at,
        is_archived=is_archived,
        is_favorite=is_favorite,
        is_update=is_update,
        tags=names(tags),
        folder=tuple(name for name in (one_line(text(part)) for part in folder) if name),
        note=passage(note),
        quotes=tuple(quotes),
        progress=_hundredths(progress),
        html=storable(html),
        lang=one_line(text(lang)),
        author=one_line(text(author)),
        remarks=(remark,) if remark else (),
        raw=kept_raw(raw),
    )
    return refused(entry, reason) if reason else entry


def refused(found: Row, reason: str) -> Refused:
    """Return a row as one that is refused for this reason, with what was read of it."""
    return Refused(reason, raw=found.raw, read=found if isinstance(found, Entry) else found.read)


def refusal(address: str) -> str:
    """Return why an address cannot be kept, as a sentence; empty when it can."""
    if not address:
        return NO_ADDRESS
    try:
        parse_address(address)
    except InvalidError as error:
        return error.message
    return ""


def _address_in(*places: object) -> str:
    """Return an address that stands in a row elsewhere; empty when none does.

    The whole row is looked at last: there the next cell of a table may follow right behind.
    """
    return address_in(*(text(one)[:_LOOKED_AT] for one in places))


def quote(words: object, *, note: object = "", at: object = None) -> tuple[Quote, ...]:
    """Return a marked passage as a tuple of one, of none when it is empty."""
    said = passage(words)
    return (Quote(text=said, note=passage(note), at=moment(at)[0]),) if said else ()


def text(value: object) -> str:
    """Return a value of a file as text: numbers as they read, nothing for what is none."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def passage(value: object) -> str:
    """Return a text of several lines, its line ends made one kind."""
    return text(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def plain(value: object) -> str:
    """Return a text that may hold entities and tags of HTML without them."""
    return entities.unescape(_TAG.sub("", text(value)))


def names(values: Iterable[object]) -> tuple[str, ...]:
    """Return names of tags in one line each, every one once."""
    found = (one_line(text(value)) for value in values)
    return tuple(dict.fromkeys(name for name in found if name))


def listed(value: object) -> list[object]:
    """Return a value as a list; anything that is none is an empty one."""
    return value if isinstance(value, list) else []


def is_yes(value: object) -> bool:
    """Tell whether a value says yes, in any way files say it."""
    if isinstance(value, (bool, int, float)):
        return bool(value)
    return text(value).strip().casefold() in _YES


def kept_raw(raw: str) -> str:
    """Return as much of a row as the report shows."""
    short = raw.strip("\r\n")[: LONGEST_RAW + 1]
    return storable(short if len(short) <= LONGEST_RAW else short[:LONGEST_RAW] + "…")


def _hundredths(value: object) -> int:
    try:
        return min(100, max(0, round(float(text(value)))))
    except (ValueError, OverflowError):
        return 0

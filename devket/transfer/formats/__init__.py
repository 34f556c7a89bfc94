"""Files of other programs, one module each. Pure: bytes in, entries out.

A module has `detect(source)`, by content alone, and `read(source)`, which yields its rows in the
order of the file, always the same, in memory that does not grow with it. Neither raises anything
but `UnreadableError`; a file that breaks off ends in a row that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from devket.transfer.formats import (
    any_csv,
    delicious,
    elcurator,
    goodlinks,
    instapaper,
    karakeep,
    linkwarden,
    matter,
    mymind,
    netscape,
    omnivore,
    pinboard,
    plain,
    pocket,
    pocket_html,
    raindrop,
    readability,
    readeck,
    reader,
    singlefile,
    wallabag,
    wallabag_csv,
)
from devket.transfer.formats.archives import Detect, Read, detect_among, read_among
from devket.transfer.formats.entries import Entry, Quote, Refused, Row
from devket.transfer.formats.source import Source, UnreadableError

__all__ = [
    "FORMATS",
    "Entry",
    "Format",
    "Quote",
    "Refused",
    "Row",
    "Source",
    "UnreadableError",
    "detect",
    "named",
]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its word in the database, its name for people, and how it is read."""

    name: str
    label: str  # a proper name, the same in every language
    detect: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Row]]


def _files(name: str, label: str, *kinds: tuple[Detect, Read]) -> Format:
    """Return a format of files that may stand alone or in a zip."""
    return Format(name, label, detect_among(*(kind[0] for kind in kinds)), read_among(*kinds))


# In the order in which they are asked: those that are sure first, plain text last. One that is a
# zip by its nature is asked of the whole file, those of single files of each member.
FORMATS = (
    Format("omnivore", "Omnivore", omnivore.detect, omnivore.read),
    _files(
        "pocket",
        "Pocket",
        (pocket.detect, pocket.read),
        (pocket.detect_annotations, pocket.read_annotations),
        (pocket.detect_collection, pocket.read_collection),
    ),
    _files("pocket_html", "Pocket (HTML)", (pocket_html.detect, pocket_html.read)),
    _files("singlefile", "SingleFile", (singlefile.detect, singlefile.read)),
    _files("netscape", "Bookmarks (HTML)", (netscape.detect, netscape.read)),
    _files("instapaper", "Instapaper", (instapaper.detect, instapaper.read)),
    _files("wallabag_csv", "wallabag (CSV)", (wallabag_csv.detect, wallabag_csv.read)),
    _files("reader", "Readwise Reader", (reader.detect, reader.read)),
    _files("matter", "Matter", (matter.detect, matter.read)),
    _files("readeck", "Readeck", (readeck.detect, readeck.read)),
    _files("mymind", "mymind", (mymind.detect, mymind.read)),
    _files("raindrop", "Raindrop.io", (raindrop.detect, raindrop.read)),
    _files("wallabag", "wallabag", (wallabag.detect, wallabag.read)),
    _files("pinboard", "Pinboard", (pinboard.detect, pinboard.read)),
    _files("karakeep", "Karakeep", (karakeep.detect, karakeep.read)),
    _files("linkwarden", "Linkwarden", (linkwarden.detect, linkwarden.read)),
    _files("readability", "Readability", (readability.detect, readability.read)),
    _files("goodlinks", "GoodLinks", (goodlinks.detect, goodlinks.read)),
    _files("delicious", "Delicious", (delicious.detect, delicious.read)),
    _files("elcurator", "elCurator", (elcurator.detect, elcurator.read)),
    _files("csv", "CSV", (any_csv.detect, any_csv.read)),
    _files("onetab", "OneTab", (plain.detect_onetab, plain.read)),
    _files("plain", "Plain text", (plain.detect, plain.read)),
)


def detect(source: Source) -> Format | None:
    """Return the format of a file by what is in it; raises `UnreadableError`."""
    return next((one for one in FORMATS if one.detect(source)), None)


def named(name: str) -> Format:
    """Return the format with this word; `KeyError` when there is none."""
    return {one.name: one for one in FORMATS}[name]

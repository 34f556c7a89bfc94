"""What a file holds, as its preview shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_decimal, gettext, ngettext, pgettext

from devket.transfer.models import Import
from devket.transfer.presenters.restores import Whole, whole_of
from devket.transfer.services.importing import CONTENTS, Reason, reasons_of


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its word, and where its rows are listed."""

    number: str
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that cannot be taken: where it stands, why, and how it reads."""

    row: int
    reason: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file holds."""

    counts: tuple[Count, ...]
    facts: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]
    more_tags: int
    folders: tuple[tuple[str, str], ...]
    more_folders: int
    refusals: tuple[Refusal, ...]
    remarks: tuple[tuple[str, str], ...]
    texts: str  # how many the file holds; empty for none
    has_unread: bool
    is_nothing: bool
    whole: Whole | None  # what else is in there, when a whole account comes back


def number(value: int) -> str:
    """Return a number as the reader's language writes it."""
    return str(format_decimal(value))


def sentence_of(reason: Reason) -> str:
    """Return a reason in the reader's language."""
    return str(gettext(reason.sentence, **reason.details))


def preview_of(found: Import) -> Preview:
    """Return what was counted of a file."""
    told = found.preview
    many = {name: int(told.get(name, 0)) for name in ("new", "merged", "twice", "refused")}
    many["twice"] += int(told.get("updates", 0))  # a page, then its highlights
    words = {
        "new": pgettext("rows", "new"),
        "merged": gettext("here already, merged"),
        "twice": gettext("twice in the file, merged"),
        "refused": gettext("refused"),
    }
    counts = (Count(number(n), words[name]) for name, n in many.items() if n or name == "new")
    tags = [(str(name), number(n)) for name, n in told.get("tags", ())]
    folders = [(str(name), number(n)) for name, n in told.get("folders", ())]
    return Preview(
        counts=tuple(counts),
        facts=_facts(told),
        tags=tuple(tags),
        more_tags=int(told.get("tag_total", 0)) - len(tags),
        folders=tuple(folders),
        more_folders=int(told.get("folder_total", 0)) - len(folders),
        refusals=tuple(_refusal(*one) for one in told.get("refusals", ())),
        remarks=tuple((gettext(words), number(n)) for words, n in told.get("remarks", ())),
        texts=number(told["texts"]) if told.get("texts") else "",
        has_unread=bool(told.get("unread")),
        is_nothing=not (many["new"] or many["merged"] or many["twice"] or found.is_restore),
        whole=whole_of(told) if found.is_restore else None,
    )


def _facts(told: dict[str, Any]) -> tuple[str, ...]:
    rows = int(told.get("rows", 0))
    facts = [] if CONTENTS in told else [ngettext("%(num)d row", "%(num)d rows", rows)]
    if told.get("first") and told.get("last"):
        first, last = (datetime.fromisoformat(told[name]) for name in ("first", "last"))
        days = {"first": format_date(first, "long"), "last": format_date(last, "long")}
        is_span = days["first"] != days["last"]
        facts.append(
            gettext("Saved between %(first)s and %(last)s", **days)
            if is_span
            else gettext("Saved on %(first)s", **days)
        )
    unread, archived, favorites, tagged, notes, highlights, undated = (
        int(told.get(name, 0))
        for name in ("unread", "archived", "favorites", "tagged", "notes", "highlights", "undated")
    )
    facts += [
        ngettext("%(num)d for My List", "%(num)d for My List", unread) if unread else "",
        ngettext("%(num)d archived", "%(num)d archived", archived) if archived else "",
        ngettext("%(num)d favourite", "%(num)d favourites", favorites) if favorites else "",
        ngettext("%(num)d with tags", "%(num)d with tags", tagged) if tagged else "",
        ngettext("%(num)d note", "%(num)d notes", notes) if notes else "",
        ngettext("%(num)d highlight", "%(num)d highlights", highlights) if highlights else "",
        ngettext("%(num)d without a date", "%(num)d without a date", undated) if undated else "",
    ]
    return tuple(str(fact) for fact in facts if fact)


def _refusal(position: int, reason: str, raw: str) -> Refusal:
    return Refusal(position + 1, " ".join(map(sentence_of, reasons_of(reason))), raw)

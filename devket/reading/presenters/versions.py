"""The versions of a save in a list: when, how much, how it was read, which is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from babel import Locale, parse_locale
from flask import url_for
from flask_babel import get_locale, gettext, ngettext

from devket.capture.model import State
from devket.library.models import Capture, Save
from devket.library.presenters import STATE_LABELS, reason_of
from devket.reading.presenters.log import made_label, way_of
from devket.reading.queries import Share


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version in the list."""

    number: int
    href: str  # empty when there is nothing to read
    log_href: str
    show_href: str
    made_label: str
    made_iso: str
    title: str
    state: str
    state_label: str
    reason: str
    amounts: tuple[str, ...]
    way: str
    is_shown: bool
    marks: str  # how many highlights found their place, empty where there are none
    lost: tuple[str, ...]  # the quotes of the others


def version_views(
    save: Save, versions: Sequence[Capture], shares: Mapping[int, Share] = MappingProxyType({})
) -> tuple[VersionView, ...]:
    """Return the versions as they are listed, newest first.

    `shares` tell by the ids of versions which highlights are in them.
    """
    return tuple(_view(save, capture, shares.get(capture.id)) for capture in versions)


def _view(save: Save, capture: Capture, share: Share | None) -> VersionView:
    ids: dict[str, Any] = {"save_id": save.id, "version": capture.version}
    has_text = capture.state not in (State.UNREACHABLE, State.BLOCKED)
    return VersionView(
        number=capture.version,
        href=url_for("reading.version", **ids) if has_text else "",
        log_href=url_for("reading.log", **ids),
        show_href=url_for("reading.show_version", **ids) if has_text else "",
        made_label=made_label(capture.captured_at),
        made_iso=capture.captured_at.isoformat(timespec="seconds"),
        title=capture.title,
        state=capture.state.value,
        state_label=str(STATE_LABELS[capture.state]),
        reason=reason_of(capture),
        amounts=tuple(_amounts(capture)) if has_text else (),
        way=way_of(capture) if has_text else "",
        is_shown=capture.id == save.capture_id,
        marks=_marks(share) if share and has_text else "",
        lost=tuple(share.lost) if share and has_text else (),
    )


def _marks(share: Share) -> str:
    total = share.found + len(share.lost)
    if not share.lost:
        return str(ngettext("%(num)s highlight", "%(num)s highlights", total))
    return str(gettext("%(found)s of %(total)s highlights", found=share.found, total=total))


def _amounts(capture: Capture) -> list[str]:
    told = [ngettext("%(num)s word", "%(num)s words", capture.word_count)]
    if capture.code_count:
        told.append(ngettext("%(num)s code block", "%(num)s code blocks", capture.code_count))
    if capture.image_count:
        told.append(ngettext("%(num)s picture", "%(num)s pictures", capture.image_count))
    if capture.lang:
        told.append(language_name(capture.lang))
    return [str(one) for one in told]


def language_name(tag: str) -> str:
    """Return the name of a language in the reader's own; the tag itself when nobody knows it."""
    try:
        language = parse_locale(tag, sep="-")[0]
    except ValueError:
        return str(gettext("Unknown language"))
    # The reader's language names all others; Babel's data of those need not be installed.
    return str((get_locale() or Locale("en")).languages.get(language, tag))

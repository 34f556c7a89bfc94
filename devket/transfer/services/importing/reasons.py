"""Why a row was refused or what was odd about it, kept so that it can be told in any language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from devket.core.errors import N_

_MOST = 400  # characters, as the column


class Reason(NamedTuple):
    """A sentence, a gettext key, and what its placeholders stand for."""

    sentence: str
    details: Mapping[str, Any] = {}

    @property
    def told(self) -> str:
        """Return it in English."""
        return self.sentence % self.details if self.details else self.sentence


CHANGED = Reason(N_("Changed since the import, so it was left as it is."))


def kept(reasons: Iterable[Reason]) -> str:
    """Return reasons in one text, those left out that have no room."""
    lines = ""
    for one in dict.fromkeys(_line(reason) for reason in reasons):
        if len(lines) + len(one) + 1 <= _MOST:
            lines += f"\n{one}" if lines else one
    return lines


def reasons_of(text: str) -> tuple[Reason, ...]:
    """Return the reasons of such a text."""
    return tuple(map(_reason, text.split("\n"))) if text else ()


def _line(reason: Reason) -> str:
    if not reason.details:
        return reason.sentence
    return json.dumps([reason.sentence, dict(reason.details)], ensure_ascii=False, default=str)


def _reason(line: str) -> Reason:
    if not line.startswith("["):
        return Reason(line)
    sentence, details = json.loads(line)
    return Reason(sentence, details)

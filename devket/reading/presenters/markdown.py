"""Highlights as Markdown: quotes as quotes, code in fences, and no markup by chance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from flask_babel import gettext

from devket.library.presenters import original_of, title_of
from devket.reading.models import Highlight
from devket.reading.queries import Marked

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_BEGINS = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))", re.MULTILINE)
_FENCE = re.compile("`{3,}")


def as_markdown(rows: Iterable[Marked]) -> Iterator[str]:
    """Yield a Markdown text: each run of highlights of one article under its title."""
    for number, (_, group) in enumerate(groupby(rows, key=lambda row: row.save.id)):
        of_one = list(group)
        save = of_one[0].save
        title, address = escaped(title_of(save)), original_of(save)
        yield ("\n" if number else "") + f"## [{title}](<{_address(address)}>)\n"
        for row in of_one:
            yield "\n" + of_highlight(row.highlight)


def of_highlight(highlight: Highlight) -> str:
    """Return one highlight as Markdown, its note below it."""
    quote = _fenced(highlight.quote) if highlight.is_code else escaped(highlight.quote)
    lines = "\n".join(f"> {line}".rstrip() for line in quote.splitlines())
    note = f"\n**{gettext('Note')}:** {escaped(highlight.note)}\n" if highlight.note else ""
    return f"{lines}\n{note}"


def escaped(text: str) -> str:
    """Return plain text so that Markdown shows it as it is."""
    return _BEGINS.sub(_escaped_beginning, _SIGNS.sub(r"\\\1", text))


def _escaped_beginning(found: re.Match[str]) -> str:
    # A number is no sign of its own: what follows it is.
    if found[2].isdigit():
        return f"{found[1]}{found[2]}\\"
    return f"{found[1]}\\{found[2]}"


def _fenced(code: str) -> str:
    longest = max((len(run) for run in _FENCE.findall(code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code}\n{fence}"


def _address(address: str) -> str:
    return address.replace("<", "%3C").replace(">", "%3E").replace("\n", "")

"""Python Enhancement Proposals: the text, with the fields of its head as facts."""

from __future__ import annotations

import re

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.sites.facts import first_text, known
from devket.capture.told import Told
from devket.core.text import one_line

_TITLE = re.compile(r"PEP\s+(\d{1,5})\s*[–-]+\s*(.+)")
_ADDRESS = re.compile(r"\s*<[^>]{1,100}>")


def read(document: Document, url: str) -> Told | None:
    """Read a proposal; None for the lists of them."""
    del url
    body = document.select_one("#pep-content, section#pep-content")
    head = document.select_one("dl.rfc2822")
    if body is None or head is None:
        return None
    title = _TITLE.search(first_text(body, "h1.page-title, h1"))
    fields = _fields(head)
    body.remove(
        "dl.rfc2822, h1, #contents, details.contents, .headerlink, #source-link, hr.docutils"
    )
    authors = _ADDRESS.sub("", fields.get("author", ""))
    number = title[1] if title else ""
    card = {"number": number, "status": fields.get("status", ""), "authors": authors}
    return Told(
        "pep",
        body,
        title=f"PEP {number} – {title[2]}" if title else "",
        byline=authors,
        site_name="Python Enhancement Proposals",
        published=read_date(fields.get("created", "").replace("-", " ")),
        card=known(card),
    )


def _fields(head: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in head.select("dt")[:40]:
        value = name.next_sibling
        while value is not None and not isinstance(value, Element):
            value = value.next_sibling
        if value is not None:
            found[one_line(name.text).rstrip(":").strip().lower()] = one_line(value.text)
    return found

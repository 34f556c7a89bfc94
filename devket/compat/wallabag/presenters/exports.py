"""One entry as a file: text, tables, trees. Books are written by `reading`."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree

from devket.compat.wallabag.presenters.entries import title_of
from devket.library.models import Save

_NO_NAME = re.compile(r"[^A-Za-z0-9._]+")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_USERS = ("user_id", "user_name", "user_email", "_links")
_COLUMNS = ("title", "url", "content", "tags", "mimetype", "language", "created_at")
_HEAD = ("Title", "URL", "Content", "Tags", "MIME Type", "Language", "Creation date")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def name_of(save: Save) -> str:
    """Return the name of a file, which is plain ASCII: some clients read no other."""
    plain = unicodedata.normalize("NFKD", title_of(save)).encode("ascii", "ignore").decode()
    return _NO_NAME.sub("-", plain).strip("-.")[:80].strip("-.") or f"entry-{save.id}"


def exported(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry as exports have it: its tags are words, its owner is left out."""
    told = {name: value for name, value in entry.items() if name not in _USERS}
    return {**told, "tags": [tag["label"] for tag in entry["tags"]]}


def as_json(entry: Mapping[str, Any], _text: str) -> str:
    """Return a list of the one entry."""
    return json.dumps([exported(entry)], ensure_ascii=False, indent=2)


def as_text(entry: Mapping[str, Any], text: str) -> str:
    """Return title, address and text."""
    return f"{entry['title']}\n\n{entry['url']}\n\n{text.strip()}\n"


def as_markdown(entry: Mapping[str, Any], text: str) -> str:
    """Return the same with its title as a heading."""
    paragraphs = "\n\n".join(part.strip() for part in text.splitlines() if part.strip())
    return f"# {entry['title']}\n\n<{entry['url']}>\n\n{paragraphs}\n"


def as_csv(entry: Mapping[str, Any], _text: str) -> str:
    """Return a table of one row. What a spreadsheet would reckon with is held by an apostrophe."""
    told = exported(entry)
    told["tags"] = ", ".join(told["tags"])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_HEAD)
    cells = (str(told[name] or "") for name in _COLUMNS)
    writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()


def as_xml(entry: Mapping[str, Any], _text: str) -> str:
    """Return a tree of the one entry."""
    root = ElementTree.Element("response")
    _grow(ElementTree.SubElement(root, "entry"), exported(entry))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + ElementTree.tostring(root, encoding="unicode") + "\n"


def _grow(parent: ElementTree.Element, told: Any) -> None:
    if isinstance(told, Mapping):
        for name, value in told.items():
            _grow(ElementTree.SubElement(parent, str(name)), value)
    elif isinstance(told, list):
        for value in told:
            _grow(ElementTree.SubElement(parent, "item"), value)
    elif told is not None:
        parent.text = _NOT_IN_XML.sub("", str(told))


FORMATS: Mapping[str, tuple[str, Callable[[Mapping[str, Any], str], str]]] = {
    "txt": ("text/plain; charset=utf-8", as_text),
    "json": ("application/json", as_json),
    "csv": ("application/csv", as_csv),
    "xml": ("application/xml", as_xml),
    "md": ("text/markdown; charset=utf-8", as_markdown),
}

"""One line of a save, checked: what of it can be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from devket.capture import place_images
from devket.core.tags import tag_names
from devket.core.text import storable
from devket.core.urls import parse_address
from devket.library.models import (
    NOTE_LENGTH,
    Article,
    Capture,
    CaptureImage,
    Save,
)
from devket.library.services.saving import key_of
from devket.library.services.tagging import MOST_A_SAVE
from devket.reading.models import (
    MOST_OF_A_SAVE,
    QUOTE_LENGTH,
    REMARK_LENGTH,
    Highlight,
    ReadingPosition,
)
from devket.transfer.services import names
from devket.transfer.services.columns import OddValueError, taken
from devket.transfer.services.restoring.files import Files

Values = dict[str, Any]
_PICTURES = ("lead_image", "thumb")
_DAYS = ("saved_at", "created_at")
_FOREIGN = re.compile(r'<img [^>]*src="(?!/media/images/)')


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlight and its place in the version that came with it."""

    values: Values
    start: int | None
    end: int | None

    @property
    def anchor(self) -> tuple[str, ...]:
        """Return what tells it from others."""
        return tuple(self.values.get(name, "") for name in names.ANCHOR)


@dataclass(frozen=True, slots=True)
class SaveLine:
    """A save as its line tells it. `keys` are its normalised addresses, the given one first."""

    values: Values
    keys: tuple[str, ...]
    tags: tuple[str, ...]
    note: str
    marks: tuple[Mark, ...]
    position: Values | None
    version: Values | None
    images: tuple[Values, ...]
    article: Values | None


def read_save(row: Mapping[str, Any], files: Files, now: datetime) -> SaveLine:
    """Return what a line tells; `OddValueError` or `InvalidError` for what cannot be used."""
    values = taken(Save, row, names.SAVE)
    values["given_url"] = parse_address(str(values.get("given_url", "")))
    values["saved_at"] = values.get("saved_at", now)
    for name in _DAYS:
        if name in values:
            values[name] = min(values[name], now)
    _check(values, files)
    version = _mapping(row.get("version"))
    found = _version(version, files) if version is not None else None
    return SaveLine(
        values=values,
        keys=_keys(values),
        tags=tag_names(map(_word, _list(row.get("tags"))))[:MOST_A_SAVE],
        note=storable(_word(row.get("note") or ""))[:NOTE_LENGTH].strip(),
        marks=tuple(map(_mark, _list(row.get("highlights"))[:MOST_OF_A_SAVE])),
        position=_position(row.get("position")),
        version=found,
        images=_images(version, files) if version is not None else (),
        article=_article(version) if version is not None else None,
    )


def _keys(values: Values) -> tuple[str, ...]:
    addresses = (values["given_url"], values.get("final_url"), values.get("canonical_url"))
    return tuple(dict.fromkeys(key_of(address) for address in addresses if address))


def _check(values: Values, files: Files) -> None:
    """Leave out addresses that are none and pictures that did not come along."""
    for name in ("final_url", "canonical_url"):
        if not str(values.get(name) or "").lower().startswith(("http://", "https://")):
            values[name] = None
    for name in _PICTURES:
        values[f"{name}_key"] = files.known(values.get(f"{name}_key"))
    values["progress"] = min(max(values.get("progress", 0), 0), 100)


def _version(row: Mapping[str, Any], files: Files) -> Values:
    values = taken(Capture, row, names.VERSION)
    _check(values, files)
    del values["progress"]
    values["source_key"] = files.known(values.get("source_key"))
    if "captured_at" not in values:
        raise OddValueError("captured_at")
    values["version"] = max(values.get("version", 1), 1)
    return values


def _images(row: Mapping[str, Any], files: Files) -> tuple[Values, ...]:
    found: dict[int, Values] = {}
    for image in _list(row.get("images")):
        values = taken(CaptureImage, _mapping(image) or {}, names.IMAGE)
        values["blob_key"] = files.known(values.get("blob_key"))
        if "position" in values and "source" in values:
            found[values["position"]] = values
    return tuple(found.values())


def _article(row: Mapping[str, Any]) -> Values | None:
    if row.get("html") is None:
        return None
    told = {"content_html": row["html"], "text": row.get("text") or ""}
    values = taken(Article, told, tuple(told))
    if _FOREIGN.search(values["content_html"]):  # a picture elsewhere becomes a link to it
        values["content_html"] = place_images(values["content_html"], {})
    return values


def _mark(row: object) -> Mark:
    told = _mapping(row) or {}
    values = taken(Highlight, told, names.HIGHLIGHT)
    values["quote"] = values.get("quote", "")[:QUOTE_LENGTH]
    values["note"] = values.get("note", "")[:REMARK_LENGTH]
    if not values["quote"].strip():
        raise OddValueError("quote")
    start, end = told.get("start"), told.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end < 2**31:
        return Mark(values, start, end)
    return Mark(values, None, None)


def _position(row: object) -> Values | None:
    told = _mapping(row)
    values = taken(ReadingPosition, told, names.POSITION) if told is not None else {}
    return values if {"block", "moved_at"} <= set(values) and values["block"] >= 0 else None


def _mapping(value: object) -> Mapping[str, Any] | None:
    if value is not None and not isinstance(value, Mapping):
        raise OddValueError("object")
    return value


def _list(value: object) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise OddValueError("list")
    return value or []


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise OddValueError("text")
    return value

"""How the sandbox's two sides speak: framed JSON, never pickle: one side handled hostile data."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from devket.capture.images.sizes import Size, Sizes
from devket.capture.model import Extracted, Kind, Reason, State
from devket.capture.sanitise import sanitise

_LENGTH = struct.Struct("!I")
MOST_BYTES = 64 * 1024 * 1024


class BrokenWireError(Exception):
    """The other side closed or spoke nonsense."""


def send_message(connection: socket.socket, head: Mapping[str, object], body: bytes = b"") -> None:
    """Send a JSON object and bytes."""
    packed = json.dumps(head).encode()
    connection.sendall(_LENGTH.pack(len(packed)) + _LENGTH.pack(len(body)) + packed)
    connection.sendall(body)


def receive_message(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Return the next message; `BrokenWireError` when there is none that can be."""
    sizes = _exactly(connection, 2 * _LENGTH.size)
    head, body = _LENGTH.unpack(sizes[:4])[0], _LENGTH.unpack(sizes[4:])[0]
    if head + body > MOST_BYTES:
        raise BrokenWireError("message too large")
    try:
        message = json.loads(_exactly(connection, head))
    except ValueError as error:
        raise BrokenWireError("not JSON") from error
    if not isinstance(message, dict):
        raise BrokenWireError("not an object")
    return message, _exactly(connection, body)


def _exactly(connection: socket.socket, count: int) -> bytes:
    buffer = bytearray()
    while len(buffer) < count:
        chunk = connection.recv(min(count - len(buffer), 1 << 20))
        if not chunk:
            raise BrokenWireError("closed")
        buffer += chunk
    return bytes(buffer)


def pack_page(page: Extracted) -> dict[str, object]:
    """Return a page as plain JSON values."""
    return {
        "title": page.title,
        "byline": page.byline,
        "site_name": page.site_name,
        "published": page.published.isoformat() if page.published else None,
        "lang": page.lang,
        "dir": page.dir,
        "lead_image": page.lead_image,
        "excerpt": page.excerpt,
        "canonical_url": page.canonical_url,
        "content_html": str(page.content_html),
        "text": page.text,
        "word_count": page.word_count,
        "code_languages": list(page.code_languages),
        "state": page.state.value,
        "reason": page.reason.value if page.reason else None,
        "log": page.log,
        "kind": page.kind.value,
        "card": page.card,
        "next_url": page.next_url,
        "better_url": page.better_url,
        "inline": page.inline,
    }


def unpack_page(fields: Mapping[str, Any]) -> Extracted:
    """Return the page; its markup is sanitised once more on this side of the wall."""
    try:
        return Extracted(
            title=str(fields["title"]),
            byline=str(fields["byline"]),
            site_name=str(fields["site_name"]),
            published=datetime.fromisoformat(fields["published"]) if fields["published"] else None,
            lang=str(fields["lang"]),
            dir="rtl" if fields["dir"] == "rtl" else "ltr",
            lead_image=_or_none(fields["lead_image"]),
            excerpt=str(fields["excerpt"]),
            canonical_url=_or_none(fields["canonical_url"]),
            content_html=sanitise(str(fields["content_html"])),
            text=str(fields["text"]),
            word_count=int(fields["word_count"]),
            code_languages=tuple(str(language) for language in fields["code_languages"]),
            state=State(fields["state"]),
            reason=Reason(fields["reason"]) if fields["reason"] else None,
            log=_words(fields["log"]),
            kind=Kind(fields["kind"]),
            card=_words(fields["card"]),
            next_url=_or_none(fields["next_url"]),
            better_url=_or_none(fields["better_url"]),
            inline=_words(fields["inline"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenWireError("not a page") from error


def _words(value: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key): str(item) for key, item in value.items()}


def _or_none(value: object) -> str | None:
    return str(value) if value else None


def pack_sizes(made: Sizes) -> tuple[dict[str, object], bytes]:
    """Return a picture's sizes as plain JSON values, and all their files in one."""
    sizes = [(one.width, one.height, len(one.data)) for one in made.sizes]
    return {"sizes": sizes, "placeholder": made.placeholder}, b"".join(
        one.data for one in made.sizes
    )


def unpack_sizes(fields: Mapping[str, Any], body: bytes) -> Sizes:
    """Return the sizes of a picture; `BrokenWireError` for what is none."""
    try:
        made, start = [], 0
        for width, height, length in fields["sizes"]:
            made.append(Size(body[start : start + int(length)], int(width), int(height)))
            start += int(length)
        return Sizes(tuple(made), str(fields["placeholder"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenWireError("not sizes") from error

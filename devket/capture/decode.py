"""Bytes of a page to text: byte-order mark, HTTP charset, `<meta charset>`, then detection.

Labels and decoders are the WHATWG Encoding standard's (turbohtml's C tables), as in browsers.
"""

from __future__ import annotations

import codecs
import re

import turbohtml
from turbohtml.detect import detect

from devket.core.text import storable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
)
# Names that Java and Windows write and the standard's list does not have.
_MORE_LABELS = {
    "cp949": "euc-kr",
    "ms949": "euc-kr",
    "uhc": "euc-kr",
    "euckr": "euc-kr",
    "cp932": "shift_jis",
    "ms932": "shift_jis",
    "eucjp": "euc-jp",
    "cp936": "gbk",
    "cp950": "big5",
    "utf8mb4": "utf-8",
}
_WESTERN = frozenset({"windows-1252", "iso-8859-15", "windows-1250", "iso-8859-2", "macintosh"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_META = re.compile(rb"<meta[^>]{1,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(rb"charset|encoding", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_FIRST_FOREIGN = re.compile(rb"[\x80-\xff\x1b]")
_HEAD_BYTES = 4096
# Detection costs 0.3 s a megabyte and is sure long before.
_SAMPLE_BYTES = 48 * 1024


def decode(body: bytes, content_type: str | None) -> tuple[str, str]:
    """Return the text and the WHATWG name (lower case) of the encoding it was read in.

    A declared charset is followed unless the bytes speak plainly against it. Malformed bytes
    become U+FFFD; NUL and lone surrogates are dropped. Never raises.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _read(body[len(mark) :], name), name
    if _FIRST_FOREIGN.search(body) is None and b"\x00" not in body[:_HEAD_BYTES]:
        return _read(body, "utf-8"), "utf-8"
    if _is_utf8(body):
        return _read(body, "utf-8"), "utf-8"
    name = _fitting(body, content_type) or _detected(body)
    return _read(body, name), name


def canonical_encoding(label: str) -> str | None:
    """Return the WHATWG name (lower case) that a charset label stands for, or None."""
    plain = label.strip().lower()
    try:
        name = turbohtml.parse(b"", encoding=_MORE_LABELS.get(plain, plain)).encoding
    except (LookupError, ValueError):
        return None
    # "replacement" is the standard's way to show nothing of encodings that were used in attacks.
    return None if name is None or name == "replacement" else name.lower()


def _read(body: bytes, name: str) -> str:
    return storable(body.decode(f"whatwg-{name}", "replace"))


def _is_utf8(body: bytes) -> bool:
    # An escape sequence is ISO-2022-JP, a NUL is UTF-16: both would pass as plain ASCII.
    if b"\x1b$" in body or b"\x00" in body[:_HEAD_BYTES]:
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A body that was cut may end in the middle of a character.
        return error.start >= len(body) - 3 and error.reason == "unexpected end of data"
    return True


def _fitting(body: bytes, content_type: str | None) -> str | None:
    # UTF-8 is tried unasked: hardly any other text looks like it, even with a few broken bytes.
    candidates = (_http_name(content_type), _meta_name(body), "utf-8")
    names = [name for name in candidates if name]
    # "iso-8859-1" is what servers say when nobody told them, so it is heard last.
    names.sort(key=lambda name: name in _WESTERN)
    for name in names:
        if name in _WESTERN and not _is_western(body):
            continue
        if _fits(body, name):
            return name
    return None


def _http_name(content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type or "")
    return canonical_encoding(found[1]) if found else None


def _meta_name(body: bytes) -> str | None:
    head = _COMMENT.sub(b"", body[:_HEAD_BYTES])
    found = _META.search(head) or _XML.search(head)
    name = canonical_encoding(found[1].decode("ascii", "replace")) if found else None
    # Whoever could read this tag byte by byte was not reading UTF-16 (HTML standard).
    return "utf-8" if name in ("utf-16le", "utf-16be") else name


def _fits(body: bytes, name: str) -> bool:
    if name != "iso-2022-jp" and b"\x1b$" in body and _HIGH.search(body) is None:
        return False
    text = body.decode(f"whatwg-{name}", "replace")
    broken = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    # Whole UTF-8 sequences do not come about by chance, so half of them may be broken.
    return broken <= foreign * (0.5 if name == "utf-8" else 0.05)


def _is_western(body: bytes) -> bool:
    """Tell by the look of it: accented letters stand alone, other scripts in runs."""
    runs = [len(run) for run in _HIGH.findall(body[: _SAMPLE_BYTES * 4])]
    if sum(runs) < 8:
        return True
    return sum(length for length in runs if length > 1) < sum(runs) / 2


def _detected(body: bytes) -> str:
    if body[:2] in (b"<\x00", b"\x00<"):
        return "utf-16le" if body[1] == 0 else "utf-16be"
    found = _FIRST_FOREIGN.search(body)
    start = found.start() if found else 0
    sample = body[max(0, start - 256) : start + _SAMPLE_BYTES]
    if len(sample) >= _SAMPLE_BYTES:
        # Not to end inside a character: "<" is never the second byte of one.
        sample = sample[: sample.rfind(b"<") + 1] or sample
    # The declaration was heard already and would decide again.
    name = detect(_DECLARATION.sub(b"-", sample)).encoding
    return canonical_encoding(name) or "windows-1252" if name else "windows-1252"

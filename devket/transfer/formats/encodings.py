"""In which encoding a file is: by its mark, by its zeros, by what decodes; bytes that do not fit
the rest are read as Windows did, so that one of them spoils one letter and not a file.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HANGUL = re.compile("[가-힣]")
_OTHER = re.compile("[^\x00-\x7f가-힣]")
STRAY = "devket-stray"


def encoding_of(start: bytes) -> tuple[str, str]:
    """Return the encoding that the first bytes of a file tell, and what to do with misfits."""
    if start.startswith(_MARKS):
        return "utf-16", "replace"
    if wide := _unmarked(start):
        return wide, "replace"
    if _decodes(start, "utf-8") is not None:
        return "utf-8-sig", STRAY
    korean = _decodes(start, "cp949") or ""
    if len(_HANGUL.findall(korean)) > len(_OTHER.findall(korean)):
        return "cp949", "replace"
    return ("cp1252", "replace") if _is_windows(start) else ("utf-8-sig", STRAY)


def decoded(start: bytes) -> str:
    """Return the first characters of a file from its first bytes."""
    encoding, errors = encoding_of(start)
    return start.decode(encoding, errors).removeprefix("\ufeff")


def _unmarked(start: bytes) -> str:
    """Return the kind of UTF-16 that has no mark, by where the zeros of its letters stand."""
    sample = start[: min(len(start) // 2 * 2, 128)]  # names of columns or a mark, ASCII in any case
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.7
    return "utf-16-le" if odd > most > even else "utf-16-be" if even > most > odd else ""


def _is_windows(start: bytes) -> bool:
    """Tell whether hardly anything of it is UTF-8: a few letters that are not make no other."""
    high = sum(1 for byte in start if byte >= 0x80)
    spoilt = start.decode("utf-8", "replace").count("\ufffd")
    return spoilt * 2 > high


def _decodes(start: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return None


def _stray(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(STRAY, _stray)

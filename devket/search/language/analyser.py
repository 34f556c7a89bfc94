"""From text to units and tokens, the same for what is indexed and for what is asked.

A unit is a word, or a run of a script that is written without spaces. A token is what an index
keeps: a word as it is, a run as its overlapping pairs and its last character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

# Scripts whose words are not set apart: Thai, Lao, Myanmar, Khmer, Hangul, Kana, Han.
RUN = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eb9\u0ebb-\u0ecd\u1000-\u104f\u1780-\u17d3"
    "\u1100-\u11ff\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099-\u309a"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff"
    "\U00016fe0-\U00018cff\U0001b000-\U0001b16f\U00020000-\U000323af"
)
# Marks that letters of other scripts carry: they belong to the word.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u0900-\u0903"
    "\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962-\u0963\u0980-\u0dff\u0f71-\u0f84\u135d-\u135f"
    "\u1ab0-\u1aff\u1dc0-\u1dff"
)
_EMOJI = (
    "\u203c\u2049\u20e3\u2139\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2b05-\u2b55"
    "\U0001f000-\U0001faff"
)
_LETTER = rf"(?:[^\W_{RUN}]|[{_MARKS}])"
_NUMBER = r"v?\d+(?:\.\d+)+"  # 3.11, v2.0.1: a version is one word
_ASCII_UNIT = re.compile(rf"(?<![a-z0-9]){_NUMBER}[a-z0-9]*|[a-z0-9]+")
_MARKED_UNIT = re.compile(rf"(?<![^\W_]){_NUMBER}{_LETTER}*|{_LETTER}+|[{RUN}]+|[{_EMOJI}]")
_UNIT = re.compile(rf"(?<![^\W_]){_NUMBER}[^\W_{RUN}]*|[^\W_{RUN}]+|[{RUN}]+|[{_EMOJI}]")
_HAS_MARKS = re.compile(f"[{_MARKS}]")
_IS_RUN = re.compile(f"[{RUN}]")
# Code words that their letters alone do not tell: --dry-run, .net, #include, @property, __init__,
# c++, c#
_SPECIAL = re.compile(
    r"(?<![\w+#@.-])(?:--[a-z0-9][\w-]*|[#@.][a-z]\w*|__\w+?__(?!\w)|[a-z]\w?(?:\+\+|#)(?![\w+#]))"
)
_SIGNS = re.compile(r"[#@]|--|__|\+\+|(?<!\w)\.[a-z]")
_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_LONGEST = 64  # of a unit: what is longer is no word that anybody looks for
# Letters that may carry marks which nobody types: Latin, Greek, Hebrew, Arabic.
_MARKED = re.compile("[\u00c0-\u024f\u0300-\u03ff\u0591-\u06ff\u1e00-\u1fff]+")
_FOLDED = re.compile(
    "([a-z\u0370-\u03ff\u05d0-\u06ff])[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+"
)


@dataclass(frozen=True, slots=True)
class Analysed:
    """A text as the index sees it."""

    units: tuple[str, ...]
    specials: frozenset[str]


def plain(text: str) -> str:
    """Return the text in compatible forms, case folded, Latin letters without their marks."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _MARKED.sub(_without_marks, folded).replace("ё", "е")


def _without_marks(found: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", found[0])
    return unicodedata.normalize("NFC", _FOLDED.sub(r"\1", apart)).replace("\u0640", "")


def units_of(text: str) -> list[str]:
    """Return the words and runs of a text, in their order."""
    return _units(plain(text))


def _units(folded: str) -> list[str]:
    if folded.isascii():
        pattern = _ASCII_UNIT
    else:
        pattern = _MARKED_UNIT if _HAS_MARKS.search(folded) else _UNIT
    found: list[str] = pattern.findall(folded)
    return (
        [unit[:_LONGEST] for unit in found] if max(map(len, found), default=0) > _LONGEST else found
    )


def specials_of(text: str) -> list[str]:
    """Return the code words of a text that their letters alone do not tell."""
    return _specials(plain(text))


def _specials(folded: str) -> list[str]:
    if not _SIGNS.search(folded):  # most texts have none, and this look is cheap
        return []
    return [found[:_LONGEST] for found in _SPECIAL.findall(folded)]


def analysed(text: str) -> Analysed:
    """Return what the index keeps of a text."""
    folded = plain(text)
    return Analysed(tuple(_units(folded)), frozenset(_specials(folded)))


def bare_address(address: str) -> str:
    """Return an address without what nobody looks for; what is no address stays as it is."""
    return unquote(_SCHEME.sub("", address)) if _SCHEME.match(address) else address


def is_run(unit: str) -> bool:
    """Tell whether a unit is a run of a script without spaces."""
    return not unit.isascii() and _IS_RUN.match(unit) is not None


def tokens_of(units: Iterable[str]) -> list[str]:
    """Return the tokens of units, one for each word and one for each character of a run."""
    tokens: list[str] = []
    for unit in units:
        if unit.isascii() or not _IS_RUN.match(unit):
            tokens.append(unit)
        else:
            tokens += [unit[at : at + 2] for at in range(len(unit))]
    return tokens


def analyse(text: str) -> list[str]:
    """Return the tokens of a text in their order, then its special code words."""
    known = analysed(text)
    return [*tokens_of(known.units), *sorted(known.specials)]

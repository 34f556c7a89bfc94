"""Which language a text is in and which way it runs: declared, by script, by detection."""

from __future__ import annotations

import re
from functools import lru_cache

from turbohtml import Document
from turbohtml.detect import detect_language

_RTL = frozenset(["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "ckb", "dv"])
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")
_THREE_TO_TWO = {
    "eng": "en",
    "kor": "ko",
    "jpn": "ja",
    "cmn": "zh",
    "zho": "zh",
    "deu": "de",
    "fra": "fr",
    "spa": "es",
    "por": "pt",
    "ita": "it",
    "nld": "nl",
    "rus": "ru",
    "ukr": "uk",
    "pol": "pl",
    "ces": "cs",
    "tur": "tr",
    "vie": "vi",
    "arb": "ar",
    "ara": "ar",
    "heb": "he",
    "pes": "fa",
    "fas": "fa",
    "hin": "hi",
    "swe": "sv",
    "dan": "da",
    "nob": "no",
    "fin": "fi",
    "ell": "el",
    "hun": "hu",
    "ron": "ro",
    "bul": "bg",
    "tha": "th",
    "ind": "id",
    "srp": "sr",
    "hrv": "hr",
    "slk": "sk",
    "lit": "lt",
    "lav": "lv",
    "est": "et",
    "cat": "ca",
}


def language_of_text(text: str, declared: str) -> str:
    """Return the language tag of a text: the page's own word, unless the script disproves it."""
    sample = text[:6000]
    script = _script_language(sample)
    base = declared.split("-", maxsplit=1)[0].lower()
    if script:
        agrees = base == script or (script == "zh" and base == "ja" and len(sample) < 200)
        return declared if agrees else script
    if base and base not in ("ko", "ja", "zh"):
        return declared
    return _detected(sample) or declared


@lru_cache(maxsize=8)
def _detected(sample: str) -> str:
    found = detect_language(sample).language if len(sample) > 60 else None
    return _THREE_TO_TWO.get(found or "", found or "")


def _script_language(sample: str) -> str:
    if sample.isascii():
        return ""
    letters = sum(map(str.isalpha, sample)) or 1
    hangul, kana, han = (len(p.findall(sample)) for p in (_HANGUL, _KANA, _HAN))
    if hangul > letters * 0.25:
        return "ko"
    if kana + han > letters * 0.3:
        return "ja" if kana > (kana + han) * 0.1 else "zh"
    return ""


def direction_of(document: Document, lang: str) -> str:
    """Return "rtl" or "ltr" by what the page declares, else by its language."""
    for element in (document.root, document.find("body")):
        declared = (element.attr("dir") or "").lower() if element is not None else ""
        if declared in ("rtl", "ltr"):
            return declared
    return "rtl" if lang.split("-", maxsplit=1)[0].lower() in _RTL else "ltr"

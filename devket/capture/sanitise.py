"""The last word on safety: a small allow-list, enforced by nh3. The only place that makes SafeHtml.

What is allowed is what the engine writes, not what pages contain: no svg, math, style, noscript,
template, form parts or custom elements; ids only with our prefix, so none can shadow a DOM name.
"""

from __future__ import annotations

import re

import nh3
from turbohtml import Element, parse_fragment

from devket.capture.bounds import bound, part_long_texts
from devket.capture.highlight import CLASSES as CODE_CLASSES
from devket.capture.model import Limits
from devket.core.types import SafeHtml

ID_PREFIX = "art-"
_MOST_ROUNDS = 4
CALLOUTS = frozenset({"note", "tip", "important", "warning", "caution"})
_PLAIN = (
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section"
    " "
    "small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
TAGS = frozenset(_PLAIN.split())
# Their text is no prose: it goes with them. Everything else unknown is unwrapped.
_DROPPED_WHOLE_WORDS = (
    "script style noscript template svg math iframe object embed applet textarea select"
    " option title xmp noembed noframes button audio video canvas frameset datalist"
)
_DROPPED_WHOLE = frozenset(_DROPPED_WHOLE_WORDS.split())
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "class", "dir", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
    "time": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "pre": {"data-file"},
    "code": {"data-lang"},
}
_CLASSES = (
    frozenset({"code", "callout", "footnote", "footnotes", "footnote-ref", "footnote-back", "math"})
    | frozenset({"image-missing", "image-link", "embed", "tab-label", "table-scroll", "prompt"})
    | frozenset({"task"})
    | frozenset({"post", "post-meta", "post-accepted"})
    | frozenset(f"callout-{kind}" for kind in CALLOUTS)
)
_SPAN_CLASSES = _CLASSES | CODE_CLASSES
_LANGUAGE_CLASS = re.compile(r"language-[a-z0-9+#._-]{1,32}")
_ID = re.compile(re.escape(ID_PREFIX) + r"[\w.:-]{1,128}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\\][^\s\x00-\x1f]*", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r"mailto:[^\s\x00-\x1f]+", re.IGNORECASE)
_OWN_IMAGE = re.compile(
    r"/media/images/[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*"
)
_NUMBER = re.compile(r"[0-9]{1,5}")
_DATE = re.compile(r"[0-9A-Za-z:+. -]{1,40}")
_LANG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_CODE_WORD = re.compile(r"[a-z0-9+#._-]{1,32}")
_ONE_LINE = re.compile(r"[^\x00-\x1f]{0,500}")
_OURS = 'rel="noopener nofollow"'
_ATTRIBUTE = r' [a-z-]+="[^"]*"'
_REL = re.compile(rf"<a((?:(?! rel=){_ATTRIBUTE})*) {_OURS}((?:{_ATTRIBUTE})+)>")
_RULES: dict[str, re.Pattern[str]] = {
    "id": _ID,
    "dir": re.compile("ltr|rtl|auto"),
    "lang": _LANG,
    "cite": _WEB_ADDRESS,
    "datetime": _DATE,
    "width": _NUMBER,
    "height": _NUMBER,
    "start": re.compile("-?[0-9]{1,6}"),
    "value": re.compile("-?[0-9]{1,6}"),
    "colspan": _NUMBER,
    "rowspan": _NUMBER,
    "span": _NUMBER,
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "type": re.compile("[1aAiI]"),
    "loading": re.compile("lazy|eager"),
    "decoding": re.compile("async|auto|sync"),
    "data-lang": _CODE_WORD,
    "data-file": _ONE_LINE,
    "title": _ONE_LINE,
}


def sanitise(html: str, limits: Limits | None = None) -> SafeHtml:
    """Return the fragment with nothing in it that could run, load from elsewhere or shadow a name.

    Idempotent. Pictures from elsewhere keep their address, for the worker to replace. Bounded in
    depth and attributes first, so no input takes long.
    """
    root = parse_fragment(html, positions=False)
    bound(root, limits or Limits())
    clean = _cleaned(root)
    for _ in range(_MOST_ROUNDS):
        # What loses its house may stand where a parser would not have it, as a heading in another.
        again = _cleaned(parse_fragment(clean, positions=False))
        if again == clean:
            break
        clean = again
    return SafeHtml(clean)


def _cleaned(root: Element) -> str:
    part_long_texts(root)
    clean = _CLEANER.clean(root.inner_html)
    # nh3 sets `rel` and may leave it anywhere, and a mark at the start is no text to a parser.
    return _REL.sub(rf"<a\1\2 {_OURS}>", clean).lstrip("\ufeff")


def _allow(tag: str, name: str, value: str) -> str | None:
    """Judge one attribute; None drops it."""
    if name == "class":
        return _allowed_classes(tag, value)
    if name == "href":
        return _allowed_link(value.strip())
    if name == "src":
        return value.strip() if _is_image_address(value.strip()) else None
    if name in ("open", "reversed"):
        return ""
    if name == "rel":
        return value  # ours: what the page said is dropped before nh3 sets it
    rule = _RULES.get(name)
    if rule is None:
        return value if tag == "img" and name == "alt" else None
    return value if rule.fullmatch(value) else None


def _allowed_classes(tag: str, value: str) -> str | None:
    """Colours are for spans only: pages use words as short for anything."""
    allowed = _SPAN_CLASSES if tag == "span" else _CLASSES
    if value in allowed:
        return value
    kept = [word for word in value.split() if word in allowed or _LANGUAGE_CLASS.fullmatch(word)]
    return " ".join(kept) or None


def _allowed_link(value: str) -> str | None:
    if value.startswith("#"):
        return value if _ID.fullmatch(value[1:]) else None
    allowed = _WEB_ADDRESS.fullmatch(value) or _MAIL_ADDRESS.fullmatch(value)
    return value if allowed else None


def _is_image_address(value: str) -> bool:
    return bool(_WEB_ADDRESS.fullmatch(value) or _OWN_IMAGE.fullmatch(value))


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=_DROPPED_WHOLE,
    attributes=ATTRIBUTES,
    attribute_filter=_allow,
    url_schemes={"http", "https", "mailto"},
    url_relative="pass_through",
    link_rel="noopener nofollow",
    strip_comments=True,
)

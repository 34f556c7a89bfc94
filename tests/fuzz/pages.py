"""Strategies for hostile pages: bytes, charsets, trees of the tags engines care for, mutations."""

from __future__ import annotations

import json
import random
from functools import cache
from html import escape

from hypothesis import strategies as st

from tests.corpus.server import PAGES


def _words(text: str) -> list[str]:
    return text.split()


_TAGS = _words(
    "p div span a b i em strong code pre br hr h1 h2 h3 ul ol li dl dt dd table tr td th thead"
    " tbody caption blockquote figure figcaption img picture source svg path title style script"
    " noscript template iframe object embed form input button textarea select option math mi mo"
    " annotation details summary section article main aside nav header footer video audio"
    " link meta base time ruby rt rp kbd samp var sup sub ins del q cite abbr font center"
    " listing xmp plaintext slot x-post astro-island body html head frameset dialog"
)
_NAMES = _words(
    "class id href src srcset style title alt lang dir data-src data-srcset data-lang data-tex"
    " onclick onerror onload rel type name content property itemprop itemscope itemtype hidden"
    " aria-hidden role width height datetime cite open start colspan rowspan srcdoc action"
    " formaction xlink:href data-page data-state shadowrootmode target poster ping"
)
_VALUES = (
    "javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x",
    "https://a.example/x?y=1#z", "//a.example/i.png", "/i.png", "#art-x", "#", "mailto:a@b.example",
    "highlight language-python", "comment sidebar", "article-body", "katex", "footnote", "line",
    "linenos gutter", "post-content", "math/tex", "application/json", "application/ld+json",
    "B:0", "S:0", "__NEXT_DATA__", "root", "2026-03-04", "display:none", "background:url(x)",
    "a 1x, b 2x", "9" * 40, "&#x6a;avascript:x", "https://a.example/\x01", "art-name", "__proto__",
    "og:title", "author", "description", "datePublished", "noindex", "true", "open", "rtl",
)  # fmt: skip
_WORDS = (
    "words of a text, with commas", "x = 1", "\tif a:\n\n    b()", "devketcode0x", "]]>",
    "&lt;b&gt;", "<!--", "-->", "</", "\u202e", "\u200b", "안녕", "こんにちは。", "$a_1$", "\x00",
    "\ufeff", "404 Not Found", "Just a moment...", "Subscribe to continue reading", "\\",
    "By Ada Miller", "{\"a\":[1,2]}", "self.__next_f.push([1,\"1:T5,\"])", 
    "window.__STATE__={a:1}", "2026-03-04",
)  # fmt: skip
_KEYS = _words("@type @graph author name type content children text blocks body data")
_CHARSETS = (
    "utf-8", "utf-16", "utf-16-be", "utf-7", "euc-kr", "shift_jis", "iso-2022-jp", "gb18030",
    "big5", "windows-1252", "iso-8859-8", "hz-gb-2312", "utf-32", "ascii", "x-user-defined",
)  # fmt: skip
ADDRESSES = (
    "https://a.example/post",
    "https://a.example/",
    "https://github.com/tide/ferrule/issues/7",
    "https://stackoverflow.com/questions/1/x",
    "https://en.wikipedia.org/wiki/Tap",
    "https://www.youtube.com/watch?v=x",
    "https://news.ycombinator.com/item?id=1",
    "https://a.example/file.md",
)
TYPES = ("text/html", "text/html; charset=euc-kr", "application/xhtml+xml", "", None)

_values = st.sampled_from(_VALUES) | st.text(max_size=12)
_attribute = st.tuples(st.sampled_from(_NAMES) | st.text(max_size=4), _values)
_text = st.sampled_from(_WORDS) | st.text(max_size=30)


def _element(inner: str, tag: str, attributes: list[tuple[str, str]], is_closed: bool) -> str:
    shown = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{shown}>{inner}" + (f"</{tag}>" if is_closed else "")


def _elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    held = st.lists(inner, max_size=5).map("".join)
    attributes = st.lists(_attribute, max_size=3)
    return st.builds(_element, held, st.sampled_from(_TAGS), attributes, st.booleans())


trees = st.recursive(_text, _elements, max_leaves=30)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(_WORDS) | st.sampled_from(_VALUES),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(_KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
data = st.builds(
    lambda value, kind: f"<script {kind}>{json.dumps(value)}</script><div id=root></div>",
    _json,
    st.sampled_from(
        ("type=application/ld+json", "id=__NEXT_DATA__ type=application/json",
         "id=__NUXT_DATA__ type=application/json", "type=application/json")
    ),
)  # fmt: skip


@cache
def corpus() -> tuple[bytes, ...]:
    """Return the pages of the corpus, each cut to a size that a mutation is quick with."""
    paths = sorted(PAGES.glob("*/page.html"))
    return tuple(path.read_bytes()[:30_000] for path in paths)


def mutated(page: bytes, seed: int) -> bytes:
    """Return a page with parts dropped, doubled, moved, broken or bent towards other charsets."""
    chance = random.Random(seed)
    body = bytearray(page)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(body) + 1)
        end = min(len(body), at + chance.choice((1, 3, 20, 400)))
        part = bytes(body[at:end])
        kind = chance.randrange(6)
        if kind == 0:
            del body[at:end]
        elif kind == 1:
            body[at:at] = part * chance.choice((1, 2, 30))
        elif kind == 2:
            body[at:at] = chance.choice(_WORDS).encode("utf-8", "replace")
        elif kind == 3:
            body[at:at] = _made_tag(chance).encode("utf-8", "replace")
        elif kind == 4 and part:
            body[at : at + 1] = bytes([chance.randrange(256)])
        else:
            other = chance.choice(corpus())
            body[at:end] = other[at : at + chance.choice((30, 2000))]
    return bytes(body)


def _made_tag(chance: random.Random) -> str:
    name, value = chance.choice(_NAMES), chance.choice(_VALUES)
    return f'<{chance.choice(("", "/"))}{chance.choice(_TAGS)} {name}="{escape(value)}">'


mutations = st.builds(
    lambda number, seed: mutated(corpus()[number % len(corpus())], seed),
    st.integers(0, 10_000),
    st.integers(0, 2**32),
)


def _encoded(text: str, charset: str, declared: str) -> bytes:
    head = f"<meta charset={declared}>"
    try:
        return f"{head}{text}".encode(charset, "replace")
    except LookupError:
        return f"{head}{text}".encode("utf-8", "replace")


encoded = st.builds(_encoded, trees, st.sampled_from(_CHARSETS), st.sampled_from(_CHARSETS))
pages = st.one_of(
    st.binary(max_size=600),
    encoded,
    mutations,
    trees.map(lambda text: text.encode("utf-8", "replace")),
    data.map(lambda text: text.encode("utf-8", "replace")),
)

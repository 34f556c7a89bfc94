"""Whatever goes in, only the allow-list comes out, and what is allowed comes out unharmed."""

from __future__ import annotations

import re

import pytest
from turbohtml import Element, parse, parse_fragment

from devket.capture.sanitise import ATTRIBUTES, ID_PREFIX, TAGS, sanitise
from devket.core.types import SafeHtml
from tests.unit.capture.attacks import ATTACKS, GROUPS

_SAFE_LINK = re.compile(r"https?://[^/?#\\]|mailto:|#art-", re.IGNORECASE)
_SAFE_IMAGE = re.compile(r"https?://[^/?#\\]|/media/images/[\w-]", re.IGNORECASE)


def _assert_safe(html: str) -> None:
    """Judge the markup as a browser parses it, in a page with scripting on."""
    page = parse(f"<!doctype html><body>{html}", scripting=True, positions=False)
    body = page.find("body")
    assert body is not None
    head = page.find("head")
    assert head is not None and not list(head.children)
    for element in body.iter_elements():
        if element != body:
            _assert_safe_element(element)
    for hidden in ("<!--", "<!", "<?", "]]>"):
        assert hidden not in html


def _assert_safe_element(element: Element) -> None:
    assert element.tag in TAGS
    assert element.namespace.value == "html"
    allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(element.tag, set()) | {"rel"}
    for name in element.attrs:
        value = element.attr(name) or ""
        assert name in allowed, name
        assert name != "href" or _SAFE_LINK.match(value), value
        assert name != "src" or (_SAFE_IMAGE.match(value) and ".." not in value), value
        assert name != "cite" or _SAFE_LINK.match(value), value
        assert name != "id" or value.startswith(ID_PREFIX)
        assert name not in ("width", "height", "colspan") or re.fullmatch("[0-9]{1,5}", value)


@pytest.mark.parametrize("group", GROUPS)
def test_nothing_that_runs_is_left(group: str) -> None:
    for attack in GROUPS[group]:
        _assert_safe(sanitise(attack))


def test_cleaning_twice_changes_nothing() -> None:
    for attack in ATTACKS:
        once = sanitise(attack)
        assert _sorted(sanitise(once)) == _sorted(once)


@pytest.mark.parametrize(
    "wrapper",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<p>before {} after</p>",
        "<pre><code>{}</code></pre>",
        "<a href='https://a.example/'>{}</a>",
        "<ruby>x<rt>{}</rt></ruby>",
        "<svg>{}</svg>",
        "<math><mtext>{}</mtext></math>",
        "<details><summary>{}</summary></details>",
    ],
)
def test_no_context_helps_an_attack(wrapper: str) -> None:
    for attack in ATTACKS:
        _assert_safe(sanitise(wrapper.format(attack)))


def test_all_attacks_together_are_as_harmless() -> None:
    _assert_safe(sanitise("".join(ATTACKS)))
    _assert_safe(sanitise("".join(reversed(ATTACKS))))


def test_there_are_well_over_a_hundred_different_attacks() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) > 200


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="art-a">A</h2>',
        '<p dir="rtl" lang="fa">متن</p>',
        '<a href="https://a.example/?a=1&amp;b=2#c" rel="noopener nofollow">x</a>',
        '<a href="#art-fn1" class="footnote-ref" rel="noopener nofollow">1</a>',
        '<a href="mailto:a@b.example" rel="noopener nofollow">x</a>',
        ('<img src="https://a.example/x.png" alt="a" width="3" height="4"'
         ' loading="lazy" decoding="async">'),
        '<img src="/media/images/ab/abcdef.webp" alt="">',
        ('<pre class="code" data-file="a.py"><code class="language-c++"'
         ' data-lang="c++">\n\n<span class="k">if</span>\t x\n</code></pre>'),
        ("<table><caption>c</caption><thead><tr><th scope=\"col\""
         " colspan=\"2\">h</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>"),
        "<figure><img src=\"https://a.example/x.png\" alt=\"\"><figcaption>c</figcaption></figure>",
        '<ol start="3" type="a" reversed=""><li value="7">x</li></ol>',
        '<details open=""><summary>s</summary>d</details>',
        "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
        ("<p>H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd> <samp>o</samp> <var>v</var>"
         " <mark>m</mark> <del>d</del> <ins>i</ins></p>"),
        "<dl><dt>t</dt><dd>d</dd></dl>",
        '<abbr title="x">X</abbr> <time datetime="2026-08-14T10:00:00Z">then</time>',
        '<blockquote cite="https://a.example/">q</blockquote>',
        '<div class="callout callout-note"><p>x</p></div>',
        '<section class="footnotes"><ol><li id="art-fn1">n</li></ol></section>',
        '<span class="math">e^{i\\pi}+1=0</span>',
    ],
)  # fmt: skip
def test_what_an_article_needs_comes_through_unchanged(html: str) -> None:
    assert _sorted(sanitise(html)) == _sorted(html)


def _sorted(html: str) -> str:
    """The fragment with attributes in the order of their names, which nh3 does not keep."""
    root = parse_fragment(html)
    for element in root.iter_elements():
        kept = sorted((name, element.attr(name)) for name in element.attrs)
        for name, _ in kept:
            del element.attrs[name]
        for name, value in kept:
            element.attrs[name] = value
    return root.inner_html


def test_only_known_classes_stay() -> None:
    assert sanitise('<span class="k site-header nf">x</span>') == '<span class="k nf">x</span>'
    assert sanitise('<p class="c">x</p>') == "<p>x</p>"


def test_text_of_unknown_elements_stays_but_not_that_of_scripts() -> None:
    html = sanitise("<main><x-y>kept</x-y><script>gone</script><button>gone</button></main>")
    assert html == "kept"


def test_code_keeps_every_character() -> None:
    code = "\n\n\tif (a < b && c > d) {\r\n  \"'`\\ \u00a0é漢🙂\n\n}\n\n"
    escaped = code.replace("&", "&amp;").replace("<", "&lt;")
    html = sanitise(f"<pre><code>{escaped}</code></pre>")
    assert parse_fragment(html).text == code.replace("\r\n", "\n")


def test_the_result_carries_its_promise() -> None:
    assert isinstance(sanitise("<p>x</p>"), SafeHtml)
    assert sanitise("") == ""

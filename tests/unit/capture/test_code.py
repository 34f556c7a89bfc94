"""Every way pages build a code block gives the same text back, character for character."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from turbohtml import parse

from devket.capture.code import CodeBlock, lift_code
from tests.unit.capture.code_forms import CODE, FORMS


def lifted(html: str) -> list[CodeBlock]:
    return lift_code(parse(f"<body><p>before</p>{html}<p>after</p>")).blocks


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gives_the_code_exactly(name: str) -> None:
    assert [block.text for block in lifted(FORMS[name])] == [CODE]


@pytest.mark.parametrize("name", FORMS)
def test_nothing_of_a_form_is_left_beside_the_code(name: str) -> None:
    document = parse(f"<body><p>before</p>{FORMS[name]}<p>after</p>")
    lift_code(document)
    body = document.find("body")
    assert body is not None
    assert body.inner_html == "<p>before</p><pre>devketcode0x</pre><p>after</p>"


def test_a_final_newline_of_the_source_stays() -> None:
    assert lifted("<pre><code>a\n</code></pre>")[0].text == "a\n"
    assert lifted("<pre>a\n\n\n</pre>")[0].text == "a\n\n\n"


def test_typesetting_marks_go_but_joined_emoji_stay() -> None:
    block = lifted("<pre>a\u00a0=\u200b 1\ufeff\nx = '👨\u200d👩\u200d👧' # می\u200cخواهم</pre>")[0]
    assert block.text == "a = 1\nx = '👨\u200d👩\u200d👧' # می\u200cخواهم"


def test_a_space_that_holds_an_empty_line_open_goes_and_one_of_the_source_stays() -> None:
    html = '<pre><code><span class="line">a</span>\n<span class="line"> </span>\n'
    html += '<span class="line"><span> </span></span>\n<span class="line">b</span></code></pre>'
    assert lifted(html)[0].text == "a\n\n \nb"


def test_numbers_that_are_code_stay() -> None:
    html = '<pre><span class="hljs-number">42</span>\n<span class="token number">7</span>\n'
    html += '<span class="mi">1</span><span class="line">3</span></pre>'
    assert lifted(html)[0].text == "42\n7\n13"


def test_prompts_and_diff_signs_stay() -> None:
    html = '<pre><span style="user-select:none">$ </span>ls\n<span class="gd">- a</span>\n+ b</pre>'
    assert lifted(html)[0].text == "$ ls\n- a\n+ b"


def test_a_command_that_is_marked_copyable_is_still_code() -> None:
    assert lifted('<pre><code class="copy">npm install</code></pre>')[0].text == "npm install"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Use <code>git add -p</code> and <kbd>Ctrl</kbd>.</p>",
        "<ul><li><code>one</code></li></ul>",
        "<p><code>alone</code></p>",
        "<table><tr><th>1</th><th>n</th></tr><tr><td>2</td><td><code>x</code></td></tr></table>",
        "<table><tr><td>1</td><td>one</td></tr><tr><td>2</td><td>two</td></tr></table>",
        "<pre>  \n </pre>",
    ],
)
def test_what_is_no_block_is_left_alone(html: str) -> None:
    assert lifted(html) == []


def test_links_in_code_are_kept_where_they_stand() -> None:
    block = lifted(
        '<pre>fn f() -> <a href="https://d.example/Vec">Vec</a>&lt;<a href="#l">u8</a>></pre>'
    )[0]
    links = [(block.text[link.start : link.end], link.href) for link in block.links]
    assert links == [("Vec", "https://d.example/Vec")]


def test_two_blocks_in_one_wrapper_stay_two() -> None:
    html = '<div class="code-block"><pre>a</pre><pre>b</pre></div>'
    assert [block.text for block in lifted(html)] == ["a", "b"]


def test_prose_beside_a_block_is_not_taken_for_its_label() -> None:
    document = parse("<body><div><p>Run this:</p><pre>ls</pre></div><div>Then <pre>cd</pre></div>")
    lift_code(document)
    body = document.find("body")
    assert body is not None and "Run this:" in body.text and "Then" in body.text


def _language(html: str) -> tuple[str, str]:
    block = lifted(html)[0]
    return block.language, block.file


LANGUAGES: dict[str, tuple[str, str]] = {
    '<div class="codeHeader code-title"><span class="language">C#</span><button>Copy</button></div>'
    '<div class="code-body"><pre>x</pre></div>': ("csharp", ""),
    '<div class="jp-Cell"><div class="jp-InputPrompt">In [1]:</div><div class="highlight'
    ' hl-ipython3">'
    "<pre>x</pre></div></div>": ("python", ""),
    '<div class="se-code-source"><div class="__se_code_view language-python">x</div></div>': (
        "python",
        "",
    ),
    '<div class="line-numbers">1<br>2</div><pre><span class="line" lang="go">x</span></pre>': (
        "go",
        "",
    ),
    '<div class="gist"><div class="highlight type-ruby"><pre>x</pre></div><div'
    ' class="gist-meta">view'
    " raw a.rb hosted with love by GitHub</div></div>": ("ruby", "a.rb"),
    '<pre><code class="language-py">x</code></pre>': ("python", ""),
    '<p><span class="filename">Filename: src/main.rs</span></p><pre><code>x</code></pre>': (
        "rust",
        "src/main.rs",
    ),
    '<div role=tabpanel><p>Words</p><span class="lang">sh</span><pre>x</pre></div>': ("bash", ""),
    '<div class="syntaxhighlighter java"><div class="lines"><p>x</p></div></div>': ("java", ""),
    '<div class="highlight"><span class="filename">Dockerfile</span><pre>x</pre></div>': (
        "dockerfile",
        "Dockerfile",
    ),
    '<pre class="lang-js prettyprint">x</pre>': ("javascript", ""),
    '<pre class="brush: ruby; gutter: false">x</pre>': ("ruby", ""),
    '<div class="highlight-source-ts"><pre>x</pre></div>': ("typescript", ""),
    '<div class="highlight highlight-source-shell"><pre>x</pre></div>': ("bash", ""),
    '<div class="highlight highlight-text-html-basic"><pre>x</pre></div>': ("html", ""),
    '<div class="highlight-console notranslate"><div class="highlight"><pre>x</pre></div></div>': (
        "console",
        "",
    ),
    '<div class="sourceCode"><pre class="sourceCode haskell"><code>x</code></pre></div>': (
        "haskell",
        "",
    ),
    '<pre class="hljs rust"><code>x</code></pre>': ("rust", ""),
    '<pre class="src src-python">x</pre>': ("python", ""),
    '<div class="mw-highlight mw-highlight-lang-python"><pre>x</pre></div>': ("python", ""),
    '<pre><code data-lang="go">x</code></pre>': ("go", ""),
    '<pre data-language="yml">x</pre>': ("yaml", ""),
    '<pre class="EnlighterJSRAW" data-enlighter-language="cpp">x</pre>': ("cpp", ""),
    '<pre lang="python"><code>x</code></pre>': ("python", ""),
    '<pre><code class="language-c++">x</code></pre>': ("cpp", ""),
    '<pre><code class="language-c#">x</code></pre>': ("csharp", ""),
    '<pre><code class="language-brainfuck">x</code></pre>': ("brainfuck", ""),
    '<figure class="highlight js"><table><tr><td class="gutter"><pre>1</pre></td><td'
    ' class="code"><pre>x</pre></td></tr></table></figure>': ("javascript", ""),
    '<div class="code-block"><div class="header">TypeScript</div><pre>x</pre></div>': (
        "typescript",
        "",
    ),
    '<div class="code"><div class="filename">src/main.rs</div><pre>x</pre></div>': (
        "rust",
        "src/main.rs",
    ),
    '<div class="gatsby-code-title">app/models.py</div><div'
    ' class="gatsby-highlight"><pre>x</pre></div>': ("python", "app/models.py"),
    "<div><label>Dockerfile</label><pre>x</pre></div>": ("dockerfile", "Dockerfile"),
    "<pre>x</pre>": ("", ""),
    '<pre lang="en">x</pre>': ("", ""),
    '<pre class="wp-block-code"><code>x</code></pre>': ("", ""),
    '<pre><code class="nohighlight">x</code></pre>': ("", ""),
}


@pytest.mark.parametrize("html", LANGUAGES)
def test_the_language_is_what_the_page_says(html: str) -> None:
    assert _language(html) == LANGUAGES[html]


@pytest.mark.parametrize(
    "make", [lambda depth: "<pre>" * depth, lambda depth: "<pre><span>" * depth]
)
def test_nested_blocks_are_one_block(make: Callable[[int], str]) -> None:
    assert len(lifted(make(50) + "x")) == 1

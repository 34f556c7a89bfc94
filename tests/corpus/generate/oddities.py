"""Markup of code that is rarer or older than that in `highlighters`, each a trap of its own."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.corpus.generate.tokens import Piece, kind_of, lines, text_of


def _spans(row: list[Piece], prefix: str = "token ") -> str:
    return "".join(
        f'<span class="{prefix}{kind_of(token)}">{text_of(text)}</span>'
        if kind_of(token)
        else text_of(text)
        for token, text in row
    )


def codemirror(code: str, language: str, name: str) -> str:
    """CodeMirror 6: no `<pre>` at all, a gutter beside lines that are blocks."""
    rows = lines(code, language)
    gutter = "".join(f'<div class="cm-gutterElement">{n + 1}</div>' for n in range(len(rows)))
    body = "".join(f'<div class="cm-line">{_spans(row, "tok-") or "<br>"}</div>' for row in rows)
    return (
        '<div class="cm-editor"><div class="cm-scroller">'
        '<div class="cm-gutters" aria-hidden="true">'
        f'<div class="cm-gutter cm-lineNumbers">{gutter}</div></div><div class="cm-content" '
        f'role="textbox" data-language="{language}">{body}</div></div></div>'
    )


def react_numbers(code: str, language: str, name: str) -> str:
    """react-syntax-highlighter: a line number inside each line that only CSS keeps from copying."""
    style = "display:inline-block;min-width:2.25em;text-align:right;user-select:none"
    body = "\n".join(
        f'<span class="linenumber react-syntax-highlighter-line-number" style="{style}">{n}</span>'
        + _spans(row)
        for n, row in enumerate(lines(code, language), 1)
    )
    return (
        '<pre style="display:block;overflow-x:auto"><code style="white-space:pre" '
        f'class="language-{language}">{body}</code></pre>'
    )


def syntaxhighlighter(code: str, language: str, name: str) -> str:
    """SyntaxHighlighter 3: a table of divs, each token a `<code>`, hard spaces for the indent."""
    gutter = body = ""
    for number, row in enumerate(lines(code, language), 1):
        css = f"line number{number} index{number - 1} alt{number % 2 + 1}"
        gutter += f'<div class="{css}">{number}</div>'
        raw = "".join(text for _, text in row)
        indent = len(raw) - len(raw.lstrip(" "))
        blank = "&nbsp;" * indent
        spaces = f'<code class="{language} spaces">{blank}</code>' if indent else ""
        rest = f'<code class="{language} plain">{text_of(raw.lstrip(" "))}</code>'
        body += f'<div class="{css}">{spaces}{rest}</div>'
    return (
        f'<div><div id="highlighter_1" class="syntaxhighlighter {language}"><div class="toolbar">'
        '<span><a href="#" class="toolbar_item command_help help">?</a></span></div>'
        f'<table border="0"><tbody><tr><td class="gutter">{gutter}</td>'
        f'<td class="code"><div class="container">{body}</div></td></tr></tbody></table>'
        "</div></div>"
    )


def gist(code: str, language: str, name: str) -> str:
    """An embedded gist: a row a line, numbers in an attribute, "view raw" below."""
    rows = "".join(
        f'<tr><td id="L{n}" class="blob-num js-line-number" data-line-number="{n}"></td>'
        f'<td id="LC{n}" class="blob-code blob-code-inner js-file-line">'
        f"{_spans(row, 'pl-')}</td></tr>"
        for n, row in enumerate(lines(code, language), 1)
    )
    return (
        '<div class="gist"><div class="gist-file"><div class="gist-data"><div class="file my-2">'
        f'<div itemprop="text" class="Box-body p-0 blob-wrapper data type-{language}"><table '
        f'class="highlight tab-size js-file-line-container" data-tab-size="8"><tbody>{rows}</tbody>'
        '</table></div></div></div><div class="gist-meta"><a href="#raw">view raw</a> '
        f'<a href="#file">{escape(name)}</a> hosted with &#10084; by <a href="#">GitHub</a>'
        "</div></div></div>"
    )


def hexo(code: str, language: str, name: str) -> str:
    """Hexo: two `<pre>` in a table, each line a span with a `<br>` behind it."""
    rows = lines(code, language)
    gutter = "".join(f'<span class="line">{n + 1}</span><br>' for n in range(len(rows)))
    body = "".join(f'<span class="line">{_spans(row, "hljs-")}</span><br>' for row in rows)
    return (
        f'<figure class="highlight {language}"><table><tr><td class="gutter"><pre>{gutter}'
        f'</pre></td><td class="code"><pre>{body}</pre></td></tr></table></figure>'
    )


def wp_syntax(code: str, language: str, name: str) -> str:
    """WP-Syntax with GeSHi: the language is a bare class of the `<pre>`."""
    rows = lines(code, language)
    gutter = "".join(f"{n + 1}\n" for n in range(len(rows)))
    body = "\n".join(_spans(row, "kw1 ") for row in rows)
    return (
        f'<div class="wp_syntax"><table><tr><td class="line_numbers"><pre>{gutter}</pre></td><td '
        f'class="code"><pre class="{language}" style="font-family:monospace;">{body}</pre></td>'
        "</tr></table></div>"
    )


def expressive(code: str, language: str, name: str) -> str:
    """Expressive Code in Starlight: a gutter in each line, the code again in a button."""
    body = "".join(
        '<div class="ec-line"><div class="gutter">'
        f'<div class="ln" aria-hidden="true">{n}</div>'
        f'</div><div class="code">{_spans(row) or chr(10)}</div></div>'
        for n, row in enumerate(lines(code, language), 1)
    )
    again = escape(code.replace("\n", "\x7f"))
    return (
        '<div class="expressive-code"><figure class="frame has-title"><figcaption class="header">'
        f'<span class="title">{escape(name)}</span></figcaption><pre data-language="{language}">'
        f'<code>{body}</code></pre><div class="copy"><button title="Copy to clipboard" '
        f'data-copied="Copied!" data-code="{again}"><div></div></button></div></figure></div>'
    )


def pretty_grid(code: str, language: str, name: str) -> str:
    """rehype-pretty-code: an empty line of a grid gets one space, lest it collapse."""
    body = "\n".join(
        f'<span data-line="">{_spans(row) or " "}</span>' for row in lines(code, language)
    )
    return (
        f'<figure data-rehype-pretty-code-figure=""><pre tabindex="0" data-language="{language}" '
        f'data-theme="github-dark"><code data-line-numbers="" data-language="{language}" '
        f'style="display: grid;">{body}</code></pre></figure>'
    )


def forem(code: str, language: str, name: str) -> str:
    """Forem: a panel with two icons whose titles are text."""
    body = "\n".join(map(_spans, lines(code, language)))
    icons = "".join(
        f'<div class="highlight__panel-action"><svg width="20" height="20"><title>{title}</title>'
        "</svg></div>"
        for title in ("Enter fullscreen mode", "Exit fullscreen mode")
    )
    return (
        f'<div class="highlight js-code-highlight"><pre class="highlight {language}"><code>{body}\n'
        f'</code></pre><div class="highlight__panel js-actions-panel">{icons}</div></div>'
    )


def token_divs(code: str, language: str, name: str) -> str:
    """prism-react-renderer: a div a line, and a newline inside the ones that are empty."""
    empty = '<span class="token plain" style="display:inline-block">\n</span>'
    body = "".join(
        f'<div class="token-line" style="color:#9CDCFE">{_spans(row) or empty}</div>'
        for row in lines(code, language)
    )
    block = f'<pre class="prism-code language-{language}">{body}</pre>'
    return f'<div class="gatsby-highlight">{block}</div>'


def prettify(code: str, language: str, name: str) -> str:
    """Google's prettify with `linenums`: the lines are items of a list."""
    items = "".join(
        f'<li class="L{n % 10}">{_spans(row, "kwd ")}</li>'
        for n, row in enumerate(lines(code, language))
    )
    return (
        f'<pre class="prettyprint lang-{language} linenums prettyprinted">'
        f'<ol class="linenums">{items}</ol></pre>'
    )


def rustdoc(code: str, language: str, name: str) -> str:
    """rustdoc: types are links, a button to run it stands beside the block."""
    body = "\n".join(_spans(row, "kw ") for row in lines(code, language))
    link = '<a class="struct" href="https://doc.example/std/struct.BTreeMap.html">BTreeMap</a>'
    return (
        f'<div class="example-wrap"><pre class="rust rust-example-rendered"><code>'
        f'{body.replace("BTreeMap", link, 1)}</code></pre><a class="test-arrow" target="_blank" '
        'href="https://play.example/?code=x">Run</a></div>'
    )


def code_lines(code: str, language: str, name: str) -> str:
    """A `<code>` for every line in one `<pre>`, numbered by CSS counters."""
    body = "\n".join(f"<code>{_spans(row)}</code>" for row in lines(code, language))
    return f'<pre class="src src-{language}">{body}</pre>'


ODD: dict[str, Callable[[str, str, str], str]] = {
    style.__name__: style
    for style in (
        codemirror, react_numbers, syntaxhighlighter, gist, hexo, wp_syntax, expressive,
        pretty_grid, forem, token_divs, prettify, rustdoc, code_lines,
    )
}  # fmt: skip

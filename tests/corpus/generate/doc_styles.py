"""Code as documentation generators and their hosts write it, beyond the common highlighters."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.corpus.generate.tokens import Piece, kind_of, lines, short_name, text_of


def _spans(row: list[Piece], prefix: str) -> str:
    return "".join(
        f'<span class="{prefix}{kind_of(token)}">{text_of(text)}</span>'
        if kind_of(token)
        else text_of(text)
        for token, text in row
    )


def _coloured(row: list[Piece]) -> str:
    return "".join(
        f'<span style="color:#CF222E;--shiki-dark:#9DA7B3">{text_of(text)}</span>'
        for _, text in row
    )


def rustdoc_item(code: str, language: str, name: str) -> str:
    """rustdoc's declaration of an item: its types are links."""
    body = text_of(code).replace("Currency", '<a class="trait" href="trait.C.html">Currency</a>')
    return f'<pre class="rust item-decl"><code>{body}</code></pre>'


def go_doc(code: str, language: str, name: str) -> str:
    """pkg.go.dev: plain code, known to be Go by the site alone."""
    return (
        '<div class="Documentation-declaration"><pre class="Documentation-exampleCode">'
        f'<code class="language-go">{text_of(code)}\n</code></pre></div>'
    )


def makeup(code: str, language: str, name: str) -> str:
    """ExDoc with Makeup."""
    body = "\n".join(
        "".join(
            f'<span class="{short_name(token)}">{text_of(text)}</span>'
            if short_name(token)
            else text_of(text)
            for token, text in row
        )
        for row in lines(code, language)
    )
    return f'<pre><code class="makeup {language}" translate="no">{body}</code></pre>'


def gitbook(code: str, language: str, name: str) -> str:
    """GitBook: a grid of lines, each with its number and its content, newlines in the last."""
    rows = "".join(
        '<span class="highlight-line grid [grid-column:1/3]"><span '
        f'class="highlight-line-content min-w-0">{_spans(row, "tok ")}\n</span></span>'
        for row in lines(code, language)
    )
    return (
        '<div class="group/codeblock grid grid-flow-col mx-auto w-full"><div class="flex '
        'items-center justify-start"></div><button class="button group/button">Copy</button><pre '
        f'class="relative overflow-auto border"><code id="x" class="language-{language} inline-grid'
        f' grid-cols-[auto_1fr]">{rows}</code></pre></div>'
    )


def mintlify(code: str, language: str, name: str) -> str:
    """Mintlify: Shiki inside a card with a header and two buttons."""
    rows = "\n".join(f'<span class="line">{_coloured(r)}</span>' for r in lines(code, language))
    return (
        f'<div class="code-block mt-5 mb-8 not-prose rounded-2xl relative group" language='
        f'"{language}" numberoflines="9"><div class="absolute top-3 right-4"><button '
        'aria-label="Copy the contents from the code block"><svg width="18"></svg><span '
        'aria-hidden="true" class="absolute">Copy</span></button><button>Ask AI</button></div>'
        '<div class="w-0 min-w-full max-w-full py-3.5 px-4 h-full" data-component-part='
        '"code-block-root"><div class="font-mono whitespace-pre leading-6"><pre class="shiki '
        f'shiki-themes github-light-default dark-plus" language="{language}"><code language='
        f'"{language}" numberoflines="9">{rows}\n</code></pre></div></div></div>'
    )


def nextra(code: str, language: str, name: str) -> str:
    """Nextra 4: a file name, a grid of spans, buttons behind."""
    rows = "\n".join(f"<span>{_coloured(row) or ' '}</span>" for row in lines(code, language))
    title = f'<div class="x:px-4 x:text-xs">{escape(name)}</div>' if name else ""
    return (
        f'<div class="nextra-code x:relative x:not-first:mt-[1.25em]">{title}<pre class="x:group '
        f'x:focus-visible:nextra-focus x:overflow-x-auto" tabindex="0"><code class="nextra-code" '
        f'dir="ltr" data-language="{language}">{rows}</code></pre><div class="x:opacity-0 '
        'x:absolute"><button title="Toggle word wrap" class="x:md:hidden"><svg></svg></button>'
        '<button title="Copy code"><svg></svg></button></div></div>'
    )


def mslearn(code: str, language: str, name: str) -> str:
    """Microsoft Learn: a header with the language and buttons, `lang-` on the code."""
    return (
        f'<div class="code-header" id="code-try-0" data-bi-name="code-header"><span '
        f'class="language">{language.upper()}</span><button type="button" class="action '
        'position-relative" data-bi-name="copy"><span>Copy</span></button></div>'
        f'<pre tabindex="0" class="has-inner-focus"><code class="lang-{language}" '
        f'data-author-content="{escape(code)}"><span>{_spans_joined(code, language)}\n</span>'
        "</code></pre>"
    )


def _spans_joined(code: str, language: str) -> str:
    return "\n".join(_spans(row, "hljs-") for row in lines(code, language))


def aws(code: str, language: str, name: str) -> str:
    """AWS documentation: buttons first, `programlisting`, classes of its own loader."""
    return (
        '<pre class="programlisting"><div class="code-btn-container"><div class="btn-copy-code" '
        'title="Copy"><awsui-icon name="copy"></awsui-icon></div></div><!--DEBUG: cli (x)-->'
        f'<code class="{language} ">{text_of(code)}</code></pre>'
    )


def php_manual(code: str, language: str, name: str) -> str:
    """The PHP manual: no `<pre>`, a `<br />` for each newline, hard blanks."""
    rows = (
        "".join(
            f'<span style="color: #0000BB">{_hard(text)}</span>' if kind_of(token) else _hard(text)
            for token, text in row
        )
        for row in lines(code, language)
    )
    return (
        '<div class="example-contents"><div class="phpcode"><code><span style="color: #000000">'
        f"{'<br />'.join(rows)}</span></code></div></div>"
    )


def _hard(text: str) -> str:
    return text_of(text).replace(" ", "&nbsp;")


def mdn(code: str, language: str, name: str) -> str:
    """MDN: a header with the language and a copy button beside Prism's `brush:` block."""
    body = "\n".join(_spans(row, "token ") for row in lines(code, language))
    return (
        '<div class="code-example"><div class="example-header"><span class="language-name">'
        f'{language}</span><button type="button" class="icon copy-icon"><span class='
        '"visually-hidden">Copy to Clipboard</span></button></div>'
        f'<pre class="brush: {language} notranslate"><code>{body}\n</code></pre></div>'
    )


def cppreference(code: str, language: str, name: str) -> str:
    """cppreference: GeSHi in a `t-example` with its output below."""
    body = "\n".join(_spans(row, "kw") for row in lines(code, language))
    return (
        '<div class="t-example-live-link"><div class="coliru-btn coliru-btn-run-init">Run this code'
        f'</div></div><div dir="ltr" class="mw-geshi t-example-code" style="text-align: left;">'
        f'<div class="cpp source-cpp"><pre class="de1">{body}</pre></div></div>'
    )


def programlisting(code: str, language: str, name: str) -> str:
    """DocBook's style sheets."""
    return f'<pre class="programlisting">{text_of(code)}\n</pre>'


def texinfo(code: str, language: str, name: str) -> str:
    """Texinfo: an example with the language as a class of its wrapper."""
    return (
        f'<div class="example user-{language}">\n<pre class="example-preformatted">'
        f"{text_of(code)}\n</pre></div>"
    )


def yard(code: str, language: str, name: str) -> str:
    """YARD: `<pre class="code ruby">` with short names of tokens."""
    body = "\n".join(_spans(row, "rubyid_") for row in lines(code, language))
    return f'<pre class="code {language}"><code class="{language}">{body}\n</code></pre>'


DOCS: dict[str, Callable[[str, str, str], str]] = {
    style.__name__: style
    for style in (
        rustdoc_item, go_doc, makeup, gitbook, mintlify, nextra, mslearn, aws, php_manual, mdn,
        cppreference, programlisting, texinfo, yard,
    )
}  # fmt: skip

"""One function per source highlighter: the markup it leaves around code on real pages.

Each takes the code without its last newline, the language and a file name, and returns HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from tests.corpus.generate.tokens import Piece, kind_of, lines, short_name, text_of

_PRISM = {"class": "class-name", "decorator": "decorator annotation punctuation"}
_HLJS = {
    "builtin": "built_in",
    "function": "title function_",
    "class": "title class_",
    "decorator": "meta",
    "deleted": "deletion",
    "inserted": "addition",
}
_GITHUB = {
    "keyword": "pl-k",
    "string": "pl-s",
    "comment": "pl-c",
    "number": "pl-c1",
    "function": "pl-en",
    "class": "pl-v",
    "builtin": "pl-c1",
    "operator": "pl-k",
}
_SHIKI = {
    "keyword": ("#D73A49", "#F97583"),
    "string": ("#032F62", "#9ECBFF"),
    "comment": ("#6A737D", "#6A737D"),
    "number": ("#005CC5", "#79B8FF"),
    "function": ("#6F42C1", "#B392F0"),
    "class": ("#6F42C1", "#B392F0"),
    "builtin": ("#005CC5", "#79B8FF"),
    "operator": ("#D73A49", "#F97583"),
}
_LABELS = {"python": "Python", "sql": "SQL", "javascript": "JavaScript", "bash": "Bash"}
_COPY_ICON = '<svg viewBox="0 0 24 24" width="18"><path d="M19 21H8V7h11m0-2H8v16h11"/></svg>'


def _spans(row: list[Piece], css: Callable[[str], str]) -> str:
    html = ""
    for token, text in row:
        name = css(kind_of(token)) if kind_of(token) else ""
        html += f'<span class="{name}">{text_of(text)}</span>' if name else text_of(text)
    return html


def _short_spans(row: list[Piece]) -> str:
    html = ""
    for token, text in row:
        name = short_name(token)
        html += f'<span class="{name}">{text_of(text)}</span>' if name else text_of(text)
    return html


def _prism_row(row: list[Piece]) -> str:
    return _spans(row, lambda kind: f"token {_PRISM.get(kind, kind)}")


def _hljs_row(row: list[Piece]) -> str:
    return _spans(
        row,
        lambda kind: "" if kind in ("operator", "punctuation") else f"hljs-{_HLJS.get(kind, kind)}",
    )


def prism(code: str, language: str, name: str) -> str:
    """Prism with its toolbar, copy button and line-numbers plugins."""
    rows = lines(code, language)
    body = "\n".join(map(_prism_row, rows))
    gutter = "<span></span>" * len(rows)
    label = name or _LABELS.get(language, language)
    return (
        f'<div class="code-toolbar"><pre class="line-numbers language-{language}" tabindex="0">'
        f'<code class="language-{language}">{body}\n'
        f'<span aria-hidden="true" class="line-numbers-rows">{gutter}</span></code></pre>'
        f'<div class="toolbar"><div class="toolbar-item"><span>{label}</span></div>'
        '<div class="toolbar-item"><button class="copy-to-clipboard-button" type="button" '
        'data-copy-state="copy"><span>Copy</span></button></div></div></div>'
    )


def prism_plain(code: str, language: str, name: str) -> str:
    """Prism without plugins, as velog and many static blogs leave it."""
    body = "\n".join(map(_prism_row, lines(code, language)))
    return f'<pre><code class="language-{language}">{body}\n</code></pre>'


def hljs(code: str, language: str, name: str) -> str:
    """highlight.js with the class of version 11."""
    body = "\n".join(map(_hljs_row, lines(code, language)))
    return (
        f'<pre class="lang-{language} s-code-block"><code class="hljs language-{language}">'
        f"{body}\n</code></pre>"
    )


def hljs_table(code: str, language: str, name: str) -> str:
    """highlight.js with highlightjs-line-numbers, which fills an empty line with one space."""
    cells = ""
    for number, row in enumerate(lines(code, language), 1):
        mark = f'data-line-number="{number}"'
        cells += (
            f'<tr><td class="hljs-ln-line hljs-ln-numbers" {mark}>'
            f'<div class="hljs-ln-n" {mark}></div></td>'
            f'<td class="hljs-ln-line hljs-ln-code" {mark}>{_hljs_row(row) or " "}</td></tr>'
        )
    return (
        f'<pre><code class="hljs language-{language}"><table class="hljs-ln"><tbody>'
        f"{cells}</tbody></table></code></pre>"
    )


def _shiki(code: str, language: str, glue: str) -> str:
    rows = []
    for row in lines(code, language):
        html = ""
        for token, text in row:
            light, dark = _SHIKI.get(kind_of(token), ("#24292E", "#E1E4E8"))
            html += f'<span style="color:{light};--shiki-dark:{dark}">{text_of(text)}</span>'
        rows.append(f'<span class="line">{html}</span>')
    return (
        '<pre class="shiki shiki-themes github-light github-dark" style="background-color:#fff;'
        '--shiki-dark-bg:#24292e;color:#24292e;--shiki-dark:#e1e4e8" tabindex="0">'
        f"<code>{glue.join(rows)}</code></pre>"
    )


def shiki(code: str, language: str, name: str) -> str:
    """Shiki in VitePress: two themes, lines separated by newlines, a label and a copy button."""
    return (
        f'<div class="language-{language} vp-adaptive-theme"><button title="Copy Code" '
        f'class="copy"></button><span class="lang">{language}</span>'
        f"{_shiki(code, language, chr(10))}</div>"
    )


def shiki_grid(code: str, language: str, name: str) -> str:
    """Shiki whose lines are parted by CSS alone: no newline in the text."""
    title = f"<figcaption>{escape(name)}</figcaption>" if name else ""
    block = _shiki(code, language, "").replace("<pre ", f'<pre data-language="{language}" ', 1)
    return f'<figure class="code-frame">{title}{block}</figure>'


def pygments_table(code: str, language: str, name: str) -> str:
    """Pygments with `linenos="table"`; the language stands on a wrapper only."""
    lexer = get_lexer_by_name(language, stripnl=False)
    table = highlight(code, lexer, HtmlFormatter(linenos="table", cssclass="highlight"))
    return f'<div class="code-block language-{language}">{table}</div>'


def sphinx(code: str, language: str, name: str) -> str:
    """Sphinx: `highlight-<language> notranslate` around Pygments, with sphinx-copybutton."""
    caption = (
        f'<div class="code-block-caption"><span class="caption-text">{escape(name)}</span>'
        '<a class="headerlink" href="#id1" title="Link to this code">¶</a></div>'
        if name
        else ""
    )
    inner = highlight(code, get_lexer_by_name(language, stripnl=False), HtmlFormatter())
    button = (
        '<button class="copybtn o-tooltip--left" data-tooltip="Copy" '
        f'data-clipboard-target="#codecell0">{_COPY_ICON}</button></pre>'
    )
    return (
        f'<div class="highlight-{language} notranslate">{caption}'
        f"{inner.replace('</pre>', button)}</div>"
    )


def material(code: str, language: str, name: str) -> str:
    """MkDocs Material: a link to each line, a file name, a copy button."""
    title = f'<span class="filename">{escape(name)}</span>' if name else ""
    body = ""
    for number, row in enumerate(lines(code, language), 1):
        mark = f"__codelineno-0-{number}"
        body += (
            f'<span id="{mark}"><a id="{mark}" name="{mark}" href="#{mark}"></a>'
            f"{_short_spans(row)}\n</span>"
        )
    return (
        f'<div class="language-{language} highlight">{title}<pre id="__code_0"><span></span>'
        '<nav class="md-code__nav"><button class="md-code__button" title="Copy to clipboard" '
        'data-clipboard-target="#__code_0 &gt; code" data-md-type="copy"></button></nav>'
        f"<code>{body}</code></pre></div>"
    )


def rouge(code: str, language: str, name: str) -> str:
    """Rouge in Jekyll's chirpy theme: a table of two `<pre>` inside `<code>`."""
    rows = lines(code, language)
    gutter = "".join(f"{number}\n" for number in range(1, len(rows) + 1))
    body = "".join(_short_spans(row) + "\n" for row in rows)
    label = name or _LABELS.get(language, language.capitalize())
    return (
        f'<div class="language-{language} highlighter-rouge"><div class="code-header">'
        f'<span data-label-text="{label}"><i class="fas fa-code fa-fw small"></i></span>'
        '<button aria-label="copy" data-title-succeed="Copied!"><i class="far fa-clipboard"></i>'
        '</button></div><div class="highlight"><code><table class="rouge-table"><tbody><tr>'
        f'<td class="rouge-gutter gl"><pre class="lineno">{gutter}</pre></td>'
        f'<td class="rouge-code"><pre>{body}</pre></td></tr></tbody></table></code></div></div>'
    )


def chroma(code: str, language: str, name: str) -> str:
    """Chroma in Hugo with `lineNos=table`: two cells, each with a `<pre>` and a `<code>`."""
    rows = lines(code, language)
    gutter = "".join(f'<span class="lnt">{n}\n</span>' for n in range(1, len(rows) + 1))
    body = "".join(
        f'<span class="line"><span class="cl">{_short_spans(row)}\n</span></span>' for row in rows
    )
    return (
        '<div class="highlight"><div class="chroma">\n<table class="lntable"><tr>'
        f'<td class="lntd">\n<pre tabindex="0" class="chroma"><code>{gutter}</code></pre></td>\n'
        '<td class="lntd">\n<pre tabindex="0" class="chroma">'
        f'<code class="language-{language}" data-lang="{language}">{body}</code></pre></td></tr>'
        "</table>\n</div>\n</div>"
    )


def docusaurus(code: str, language: str, name: str) -> str:
    """Docusaurus: React, a `token-line` element with a `<br>` for every line."""
    title = f'<div class="codeBlockTitle_Ktv7">{escape(name)}</div>' if name else ""
    body = ""
    for row in lines(code, language):
        inner = (
            "".join(
                f'<span class="token {_PRISM.get(kind_of(token), kind_of(token)) or "plain"}">'
                f"{text_of(text)}</span>"
                for token, text in row
            )
            or '<span class="token plain" style="display:inline-block"></span>'
        )
        body += f'<span class="token-line" style="color:#393A34">{inner}<br></span>'
    return (
        f'<div class="language-{language} codeBlockContainer_Ckt0 theme-code-block">{title}'
        f'<div class="codeBlockContent_biex"><pre tabindex="0" '
        f'class="prism-code language-{language} codeBlock_bY9V thin-scrollbar">'
        f'<code class="codeBlockLines_e6Vv">{body}</code></pre>'
        '<div class="buttonGroup__atx"><button type="button" aria-label="Copy code to clipboard" '
        f'title="Copy" class="clean-btn"><span aria-hidden="true">{_COPY_ICON}</span></button>'
        "</div></div></div>"
    )


def github(code: str, language: str, name: str) -> str:
    """GitHub's README: `highlight-source-*` and a clipboard element that holds the code again."""
    scope = {"bash": "shell", "javascript": "js"}.get(language, language)
    rows = lines(code, language)
    body = "\n".join(_spans(row, lambda kind: _GITHUB.get(kind, "")) for row in rows)
    value = escape(code)
    return (
        f'<div class="highlight highlight-source-{scope} notranslate position-relative '
        f'overflow-auto" dir="auto" data-snippet-clipboard-copy-content="{value}"><pre>{body}</pre>'
        f'<div class="zeroclipboard-container"><clipboard-copy aria-label="Copy" value="{value}" '
        'class="ClipboardButton btn btn-invisible" tabindex="0" role="button">'
        f"{_COPY_ICON}</clipboard-copy></div></div>"
    )


def zenn(code: str, language: str, name: str) -> str:
    """Zenn: a file name in a container of its own, Prism classes inside."""
    title = (
        '<div class="code-block-filename-container"><span class="code-block-filename">'
        f"{escape(name)}</span></div>"
        if name
        else ""
    )
    body = "\n".join(map(_prism_row, lines(code, language)))
    return (
        f'<div class="code-block-container">{title}<pre class="language-{language}">'
        f'<code class="language-{language} code-line" data-line="1">{body}\n</code></pre></div>'
    )


def numbered_list(code: str, language: str, name: str) -> str:
    """Chinese blog platforms: the gutter is a list after the code, the button stands inside it."""
    rows = lines(code, language)
    items = (f'<li style="color: rgb(153, 153, 153);">{n + 1}</li>' for n in range(len(rows)))
    gutter = "".join(items)
    body = "\n".join(map(_prism_row, rows))
    return (
        '<pre data-index="0" class="set-code-show prettyprint"><code '
        f'class="prism language-{language} has-numbering" style="position: unset;">'
        f'{body}\n<div class="hljs-button signin" '
        f'data-title="登录后复制"></div></code><ul class="pre-numbering">{gutter}</ul></pre>'
    )


def breaks(code: str, language: str, name: str) -> str:
    """Medium: one `<span>` in a `<pre>`, each newline a `<br>`, the language nowhere."""
    body = "<br>".join(map(_hljs_row, lines(code, language)))
    return (
        f'<pre class="mw mx my mz na"><span id="a1f0" class="nj ll gu bf" '
        f'data-selectable-paragraph="">{body}</span></pre>'
    )


def plain(code: str, language: str, name: str) -> str:
    """No highlighter: the bare `<pre>` of hand-made pages."""
    body = text_of(code)
    # The parser swallows a newline right after <pre>: one more keeps a leading blank line.
    return f"<pre>{chr(10) if body.startswith(chr(10)) else ''}{body}</pre>"


STYLES: dict[str, Callable[[str, str, str], str]] = {
    style.__name__: style
    for style in (
        prism,
        prism_plain,
        hljs,
        hljs_table,
        shiki,
        shiki_grid,
        pygments_table,
        sphinx,
        material,
        rouge,
        chroma,
        docusaurus,
        github,
        zenn,
        numbered_list,
        breaks,
        plain,
    )
}

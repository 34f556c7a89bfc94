"""Editors shown as pages, plugins of blog engines, forums and notebooks: more markup of code."""

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


def _short(row: list[Piece]) -> str:
    return "".join(
        f'<span class="{short_name(token)}">{text_of(text)}</span>'
        if short_name(token)
        else text_of(text)
        for token, text in row
    )


def codemirror5(code: str, language: str, name: str) -> str:
    """CodeMirror 5 as it stands in the DOM: a measuring copy, a `<pre>` a line, hidden input."""
    rows = "".join(
        '<div style="position: relative;"><div class="CodeMirror-gutter-wrapper" '
        f'style="left: -30px;"><div class="CodeMirror-linenumber CodeMirror-gutter-elt">{n}</div>'
        '</div><pre class=" CodeMirror-line " role="presentation"><span role="presentation" '
        f'style="padding-right: 0.1px;">{_spans(row, "cm-") or chr(0x200B)}</span></pre></div>'
        for n, row in enumerate(lines(code, language), 1)
    )
    return (
        f'<div class="CodeMirror cm-s-default" data-lang="{language}"><div style="overflow: hidden;'
        ' position: relative; width: 3px; height: 0px;"><textarea tabindex="0"></textarea></div>'
        '<div class="CodeMirror-scroll" tabindex="-1"><div class="CodeMirror-sizer"><div '
        'class="CodeMirror-lines" role="presentation"><div role="presentation"><div '
        'class="CodeMirror-measure"></div><div class="CodeMirror-code" role="presentation">'
        f'{rows}</div></div></div></div><div class="CodeMirror-gutters"></div></div></div>'
    )


def monaco(code: str, language: str, name: str) -> str:
    """Monaco: no `<pre>`, absolutely placed lines, every blank a hard one."""
    rows = ""
    for number, row in enumerate(lines(code, language)):
        inner = _spans(row, "mtk").replace("<span class", "<span\tclass")
        inner = inner.replace(" ", "\u00a0").replace("<span\tclass", "<span class")
        place = f"top:{number * 19}px;height:19px;"
        rows += f'<div style="{place}" class="view-line"><span><span>{inner}</span></span></div>'
    count = len(lines(code, language))
    numbers = "".join(
        f'<div style="top:{n * 19}px;width:100%;"><div class="line-numbers">{n + 1}</div></div>'
        for n in range(count)
    )
    return (
        f'<div class="monaco-editor vs" role="code" data-mode-id="{language}"><div '
        f'class="overflow-guard"><div class="margin" role="presentation" aria-hidden="true">'
        f'<div class="margin-view-overlays">{numbers}</div></div><div class="lines-content">'
        f'<div class="view-lines" role="presentation">{rows}</div></div></div></div>'
    )


def ace(code: str, language: str, name: str) -> str:
    """Ace: a gutter of cells, a text layer of line groups."""
    rows = lines(code, language)
    cells = "".join(f'<div class="ace_gutter-cell">{n + 1}</div>' for n in range(len(rows)))
    body = "".join(
        f'<div class="ace_line_group" style="height: 14px;"><div class="ace_line">'
        f"{_spans(row, 'ace_')}</div></div>"
        for row in rows
    )
    return (
        f'<div class="ace_editor ace-tm" data-lang="{language}"><textarea class="ace_text-input">'
        f'</textarea><div class="ace_gutter" aria-hidden="true"><div class="ace_layer '
        f'ace_gutter-layer">{cells}</div></div><div class="ace_scroller"><div class="ace_content">'
        f'<div class="ace_layer ace_text-layer">{body}</div></div></div></div>'
    )


def enlighter(code: str, language: str, name: str) -> str:
    """EnlighterJS 3: the original `<pre>` hidden behind a grid of divs."""
    rows = "".join(
        f"<div><div>{''.join(_enlighter_span(piece) for piece in row)}</div></div>"
        for row in lines(code, language)
    )
    raw = text_of(code)
    return (
        '<div class="enlighter-default enlighter-v-standard enlighter-t-enlighter enlighter-hover '
        'enlighter-linenumbers "><div class="enlighter-toolbar-top enlighter-toolbar"><div '
        'class="enlighter-btn enlighter-btn-raw" title="Plain text"></div><div class="enlighter-btn'
        ' enlighter-btn-copy" title="Copy to clipboard"></div></div><div '
        f'class="enlighter-code"><div class="enlighter">{rows}</div><pre class="enlighter-raw" '
        f'style="display: none;">{raw}</pre></div></div><pre class="EnlighterJSRAW '
        f'enlighter-origin" data-enlighter-language="{language}" style="display: none;">{raw}</pre>'
    )


def _enlighter_span(piece: Piece) -> str:
    token, text = piece
    return f'<span class="enlighter-{kind_of(token)[:2] or "text"}0">{text_of(text)}</span>'


def enlighter_raw(code: str, language: str, name: str) -> str:
    """Enlighter before its script has run."""
    return (
        f'<pre class="EnlighterJSRAW" data-enlighter-language="{language}" '
        f'data-enlighter-theme="" data-enlighter-linenumbers="">{text_of(code)}</pre>'
    )


def crayon(code: str, language: str, name: str) -> str:
    """Crayon for WordPress: a toolbar, a plain copy in a textarea, a table of numbers and lines."""
    rows = lines(code, language)
    numbers = "".join(
        f'<div class="crayon-num" data-line="crayon-5f-{n + 1}">{n + 1}</div>'
        for n in range(len(rows))
    )
    body = "".join(
        f'<div class="crayon-line" id="crayon-5f-{n}">{_spans(row, "crayon-") or "&nbsp;"}</div>'
        for n, row in enumerate(rows, 1)
    )
    return (
        '<div id="crayon-5f" class="crayon-syntax crayon-theme-classic" data-settings=" '
        'minimize scroll-mouseover"><div class="crayon-toolbar"><span class="crayon-title">'
        f'{escape(name)}</span><div class="crayon-tools"><div class="crayon-button '
        'crayon-nums-button" title="Toggle Line Numbers"></div><span class="crayon-language">'
        f'{language.capitalize()}</span></div></div><div class="crayon-info"></div><div '
        'class="crayon-plain-wrap"><textarea wrap="soft" class="crayon-plain print-no" readonly>'
        f'{text_of(code)}</textarea></div><div class="crayon-main"><table class="crayon-table"><tr '
        'class="crayon-row"><td class="crayon-nums" data-settings="show"><div '
        f'class="crayon-nums-content">{numbers}</div></td><td class="crayon-code"><div '
        f'class="crayon-pre">{body}</div></td></tr></table></div></div>'
    )


def chroma_inline(code: str, language: str, name: str) -> str:
    """Chroma with `lineNos=inline` and inline styles."""
    body = "".join(
        f'<span style="display:flex;"><span style="white-space:pre;-webkit-user-select:none;'
        f'user-select:none;margin-right:0.4em;padding:0 0.4em 0 0.4em;color:#7f7f7f">{n}\n</span>'
        f"<span>{_short(row)}\n</span></span>"
        for n, row in enumerate(lines(code, language), 1)
    )
    return (
        '<div class="highlight"><pre tabindex="0" style="background-color:#fff;-moz-tab-size:4;">'
        f'<code class="language-{language}" data-lang="{language}">{body}</code></pre></div>'
    )


def pygments_inline(code: str, language: str, name: str) -> str:
    """Pygments with `linenos="inline"`: a number in each line."""
    body = "\n".join(
        f'<span class="linenos">{n:>2}</span>{_short(row)}'
        for n, row in enumerate(lines(code, language), 1)
    )
    return (
        f'<div class="highlight-{language} notranslate"><div class="highlight"><pre><span></span>'
        f"{body}\n</pre></div></div>"
    )


def twoslash(code: str, language: str, name: str) -> str:
    """Shiki with twoslash: hover popups with types stand inside the lines."""
    rows, is_shown = [], False
    for row in lines(code, language):
        html = ""
        for token, text in row:
            span = f'<span style="color:#6F42C1">{text_of(text)}</span>'
            if not is_shown and kind_of(token) == "" and text.strip().isidentifier():
                is_shown = True
                popup = f"const {text.strip()}: string"
                span = (
                    '<span class="twoslash-hover"><span class="twoslash-popup-container"><code '
                    f'class="twoslash-popup-code"><span class="line">{popup}</span></code></span>'
                    f"{span}</span>"
                )
            html += span
        rows.append(f'<span class="line">{html}</span>')
    return (
        '<pre class="shiki github-light twoslash lsp" style="background-color:#fff;color:#24292e" '
        f'tabindex="0"><code class="language-{language}">{chr(10).join(rows)}</code></pre>'
    )


def jupyter(code: str, language: str, name: str) -> str:
    """nbconvert's lab template: a prompt, an editor, Pygments."""
    body = "\n".join(map(_short, lines(code, language)))
    return (
        '<div class="jp-Cell jp-CodeCell jp-Notebook-cell jp-mod-noOutputs"><div '
        'class="jp-Cell-inputWrapper" tabindex="0"><div class="jp-Collapser '
        'jp-InputCollapser jp-Cell-inputCollapser"></div><div class="jp-InputArea '
        'jp-Cell-inputArea"><div class="jp-InputPrompt jp-InputArea-prompt">In&nbsp;[1]:</div>'
        '<div class="jp-CodeMirrorEditor jp-Editor jp-InputArea-editor" data-type="inline"><div '
        f'class="cm-editor cm-s-jupyter"><div class="highlight hl-i{language}"><pre><span></span>'
        f"{body}\n</pre></div></div></div></div></div></div>"
    )


def confluence(code: str, language: str, name: str) -> str:
    """Confluence's code macro before its script has run."""
    return (
        '<div class="code panel pdl conf-macro output-block" style="border-width: 1px;" '
        f'data-hasbody="true" data-macro-name="code"><div class="codeHeader panelHeader pdl"><b>'
        f'{escape(name)}</b></div><div class="codeContent panelContent pdl"><pre '
        f'class="syntaxhighlighter-pre" data-syntaxhighlighter-params="brush: {language}; gutter: '
        f'false; theme: Confluence" data-theme="Confluence">{text_of(code)}</pre></div></div>'
    )


def brush(code: str, language: str, name: str) -> str:
    """SyntaxHighlighter before its script has run: what a fetcher of HTML sees."""
    return f'<pre class="brush: {language}; toolbar: false; gutter: true">{text_of(code)}</pre>'


def hljs_bare(code: str, language: str, name: str) -> str:
    """highlight.js 9: the language is a bare class beside `hljs`."""
    body = "\n".join(_spans(row, "hljs-") for row in lines(code, language))
    return f'<pre><code class="hljs {language}">{body}\n</code></pre>'


def phpbb(code: str, language: str, name: str) -> str:
    """phpBB 3.2 and later: a box with a link that selects everything."""
    return (
        '<div class="codebox"><p>Code: <a href="#" onclick="selectCode(this); return false;">'
        f"Select all</a></p><pre><code>{text_of(code)}</code></pre></div>"
    )


def xenforo(code: str, language: str, name: str) -> str:
    """XenForo 2: a titled block, Prism loaded later."""
    return (
        '<div class="bbCodeBlock bbCodeBlock--screenLimited bbCodeBlock--code"><div '
        f'class="bbCodeBlock-title">{language.capitalize()}:</div><div class="bbCodeBlock-content" '
        f'dir="ltr"><pre class="bbCodeCode" dir="ltr" data-xf-init="code-block" data-lang='
        f'"{language}"><code>{text_of(code)}</code></pre></div></div>'
    )


def vbulletin(code: str, language: str, name: str) -> str:
    """vBulletin 4: a caption and a `<pre>` of a fixed height."""
    return (
        '<div class="bbcode_container"><div class="bbcode_description">Code:</div><pre '
        f'class="bbcode_code" style="height:84px;">{text_of(code)}</pre></div>'
    )


def nbsp_lines(code: str, language: str, name: str) -> str:
    """Editors of hosted blogs: hard blanks for the indent, a `<br>` for each newline."""
    rows = (
        "&nbsp;" * (len(row) - len(row.lstrip(" "))) + text_of(row.lstrip(" "))
        for row in code.split("\n")
    )
    return f'<pre class="code-block">{"<br />".join(rows)}</pre>'


def div_lines(code: str, language: str, name: str) -> str:
    """A `<div>` for every line, an empty one with a `<br>` in it."""
    rows = "".join(f"<div>{_spans(row, 'hl-') or '<br>'}</div>" for row in lines(code, language))
    return f'<pre class="language-{language}"><code>{rows}</code></pre>'


def code_block(code: str, language: str, name: str) -> str:
    """A `<code>` that only CSS shows as a block, as some editors write it."""
    return f'<code style="display:block;white-space:pre">{text_of(code)}</code>'


def bare_code(code: str, language: str, name: str) -> str:
    """`<pre><code>` without a word about the language."""
    return f"<pre><code>{text_of(code)}\n</code></pre>"


def gatsby(code: str, language: str, name: str) -> str:
    """gatsby-remark-prismjs with a title, numbers and a highlighted line."""
    rows = [_spans(row, "token ") for row in lines(code, language)]
    marked = f'<span class="gatsby-highlight-code-line">{rows[0]}</span>'
    # The highlighted line is a block of its own, so the plugin leaves its newline out.
    body = marked + "\n".join(rows[1:])
    gutter = "<span></span>" * len(rows)
    title = f'<div class="gatsby-code-title">{escape(name)}</div>' if name else ""
    return (
        f'{title}<div class="gatsby-highlight has-highlighted-lines" data-language="{language}">'
        f'<pre style="counter-reset: linenumber NaN" class="language-{language} line-numbers">'
        f'<code class="language-{language}">{body}</code><span aria-hidden="true" '
        f'class="line-numbers-rows" style="white-space: normal; width: auto; left: 0;">{gutter}'
        "</span></pre></div>"
    )


def material_tabs(code: str, language: str, name: str) -> str:
    """A code block inside content tabs of MkDocs Material."""
    body = "\n".join(map(_short, lines(code, language)))
    return (
        '<div class="tabbed-set tabbed-alternate" data-tabs="1:1"><input checked="checked" '
        'id="__tabbed_1_1" name="__tabbed_1" type="radio" /><div class="tabbed-labels"><label '
        f'for="__tabbed_1_1">{escape(name)}</label></div><div class="tabbed-content"><div '
        f'class="tabbed-block"><div class="language-{language} highlight"><pre><span></span><code>'
        f"{body}\n</code></pre></div></div></div></div>"
    )


def mdbook(code: str, language: str, name: str) -> str:
    """mdBook: buttons inside the `<pre>`, lines that are hidden from the reader's eye."""
    body = "\n".join(_spans(row, "hljs-") for row in lines(code, language))
    hidden = '<span class="boring">#![allow(unused)]\n</span>' if language == "rust" else ""
    shown = "" if "fn main" in code else hidden
    return (
        '<pre><div class="buttons"><button class="fa fa-copy clip-button" title="Copy to clipboard"'
        ' aria-label="Copy to clipboard"><i class="tooltiptext"></i></button></div>'
        f'<code class="language-{language} hljs">{shown}{body}\n</code></pre>'
    )


def asciidoctor(code: str, language: str, name: str) -> str:
    """Asciidoctor: a listing block, the language as `data-lang`."""
    body = "\n".join(_spans(row, "hljs-") for row in lines(code, language))
    title = f'<div class="title">{escape(name)}</div>' if name else ""
    return (
        f'<div class="listingblock">{title}<div class="content"><pre class="highlightjs highlight">'
        f'<code class="language-{language} hljs" data-lang="{language}">{body}</code></pre></div>'
        "</div>"
    )


def mediawiki(code: str, language: str, name: str) -> str:
    """MediaWiki's SyntaxHighlight extension."""
    body = "\n".join(map(_short, lines(code, language)))
    return (
        f'<div class="mw-highlight mw-highlight-lang-{language} mw-content-ltr" dir="ltr"><pre>'
        f"<span></span>{body}\n</pre></div>"
    )


def dokuwiki(code: str, language: str, name: str) -> str:
    """DokuWiki: a definition list whose term is a link to download the file."""
    body = "\n".join(_spans(row, "kw") for row in lines(code, language))
    block = f'<pre class="code file {language}">{body}</pre>'
    if not name:
        return block
    link = f'<a href="/_export/code/x" title="Download Snippet" class="mediafile">{name}</a>'
    return f'<dl class="file">\n<dt>{link}</dt>\n<dd>{block}\n</dd></dl>'


def doxygen(code: str, language: str, name: str) -> str:
    """Doxygen: a `<div>` a line in a fragment, numbers as links, no `<pre>`."""
    rows = "".join(
        f'<div class="line"><a id="l{n:05}" name="l{n:05}"></a><span class="lineno">{n:5}</span>'
        f"{'&#160;' if not row else ''}{_doxygen_row(row)}</div>\n"
        for n, row in enumerate(lines(code, language), 1)
    )
    return f'<div class="fragment">{rows}</div><!-- fragment -->'


def _doxygen_row(row: list[Piece]) -> str:
    raw = "".join(text for _, text in row)
    indent = len(raw) - len(raw.lstrip(" "))
    return "&#160;" * indent + _spans(row, "")[indent:]


MORE: dict[str, Callable[[str, str, str], str]] = {
    style.__name__: style
    for style in (
        codemirror5, monaco, ace, enlighter, enlighter_raw, crayon, chroma_inline, pygments_inline,
        twoslash, jupyter, confluence, brush, hljs_bare, phpbb, xenforo, vbulletin, nbsp_lines,
        div_lines, code_block, bare_code, gatsby, material_tabs, mdbook, asciidoctor,
        mediawiki, dokuwiki, doxygen,
    )
}  # fmt: skip

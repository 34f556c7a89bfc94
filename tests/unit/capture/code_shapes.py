"""Editors, and shapes of markup that no single platform owns: the form and its language."""

from __future__ import annotations

from tests.unit.capture.code_pages import COPY, E, each, nums

SHAPES: dict[str, tuple[str, str]] = {
    "monaco": (
        '<div class="monaco-editor" data-uri="inmemory://1"><div class="overflow-guard"><div class='
        '"margin"><div class="margin-view-overlays">'
        + nums('<div class="line-numbers">{n}</div>')
        + '</div></div><div class="lines-content"><div class="view-lines">'
        + each('<div class="view-line"><span><span class="mtk1">{}</span></span></div>').replace(
            "    return", "&nbsp;&nbsp;&nbsp;&nbsp;return"
        )
        + "</div></div></div></div>",
        "",
    ),
    "ace": (
        '<div class="ace_editor ace-tm"><textarea class="ace_text-input"></textarea><div class='
        '"ace_gutter"><div class="ace_layer ace_gutter-layer">'
        + nums('<div class="ace_gutter-cell">{n}</div>')
        + '</div></div><div class="ace_scroller"><div class="ace_content"><div class="ace_layer '
        'ace_text-layer">'
        + each('<div class="ace_line_group"><div class="ace_line">{}</div></div>')
        + "</div></div></div></div>",
        "",
    ),
    "codemirror 6": (
        '<div class="cm-editor"><div class="cm-scroller"><div class="cm-gutters">'
        + nums('<div class="cm-gutterElement">{n}</div>')
        + '</div><div class="cm-content" data-language="typescript">'
        + each('<div class="cm-line">{}</div>', empty="<br>")
        + "</div></div></div>",
        "typescript",
    ),
    "verso": (f'<code class="hl lean block" style="display: block">{E}</code>', ""),
    "spans shown as blocks": (
        "<pre><code>" + each('<span style="display:block">{}</span>') + "</code></pre>",
        "",
    ),
    "numbers in data": (
        "<pre><code>" + each('<span class="l" data-n="{n}">{}</span>', "\n") + "</code></pre>",
        "",
    ),
    "anchors as numbers": (
        "<pre><code>"
        + each('<a class="line-number" href="#L{n}" id="L{n}">{n}</a>{}', "\n")
        + "</code></pre>",
        "",
    ),
    "ordered list": ('<ol class="code-list hljs"><li><pre>' + E + "</pre></li></ol>", ""),
    "code a line in pre": (
        '<pre class="language-ts">' + each("<code>{}</code>", "\n") + "</pre>",
        "typescript",
    ),
    "details": (
        f'<details><summary>Show the code</summary><pre><code class="language-ts">{E}</code></pre>'
        "</details>",
        "typescript",
    ),
    "blockquote": (
        f'<blockquote><pre><code class="language-ts">{E}</code></pre></blockquote>',
        "typescript",
    ),
    "in a cell": (
        f'<table><tr><th>Old</th><th>Why</th></tr><tr><td><pre><code class="language-ts">{E}</code>'
        "</pre></td><td>Longer, but it says more</td></tr></table>",
        "typescript",
    ),
    "list item": (
        f'<ol><li><p>First this step.</p><pre><code class="language-ts">{E}</code></pre></li>'
        "<li>Then that.</li></ol>",
        "typescript",
    ),
    "divs and br": (
        "<pre><code>" + each("<div>{}<br></div>") + "</code></pre>",
        "",
    ),
    "table a line": (
        '<div class="highlight"><table class="code-table"><tbody>'
        + each('<tr><td class="lineno">{n}</td><td class="code"><pre>{}</pre></td></tr>')
        + "</tbody></table></div>",
        "",
    ),
    "textarea twin": (
        f'<div class="code-box"><textarea class="hidden" readonly>{E}</textarea><pre><code class='
        f'"language-ts">{E}</code></pre></div>',
        "typescript",
    ),
    "custom element": (
        f'<code-snippet language="ts"><pre slot="code"><code>{E}</code></pre></code-snippet>',
        "typescript",
    ),
    "collapsed twice": (
        f'<div class="wrap"><div class="code-header"><span>pick.ts</span><span>8 lines</span>'
        f'{COPY}</div><div class="code-body"><div><pre><code class="hljs typescript">{E}</code>'
        "</pre></div></div></div>",
        "typescript",
    ),
}

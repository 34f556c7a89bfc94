"""Code that pages write without a `<pre>`, without newlines, or with labels and numbers in it."""

from __future__ import annotations

from tests.unit.capture.code_pages import BR, CODE, E, each, nums

_CODE_SPANS = each('<code class="line">{}</code>')
ODDITIES: dict[str, tuple[str, str]] = {
    "lines of an unknown class": (
        "<pre><code>" + each('<span class="row"><i>{}</i></span>') + "</code></pre>",
        "",
    ),
    "rows in rows": (
        '<pre><code><span class="block">'
        + each('<div class="h5"><span class="nr select-none">{n}</span><div>{}</div></div>')
        + "</span></code></pre>",
        "",
    ),
    "numbers that cannot be chosen": (
        "<pre>" + each('<span class="select-none pr-4">{n}</span>{}', "\n") + "</pre>",
        "",
    ),
    "numbers marked unselectable": (
        "<pre>" + each('<span unselectable="on">{n} </span>{}', "\n") + "</pre>",
        "",
    ),
    "numbers in bare spans": (
        "<pre>" + each('<span style="color:#088">{n}</span> {}', "\n") + "</pre>",
        "",
    ),
    "numbers of org mode": (
        '<pre class="src src-ts">' + each('<span class="linenr">{n}: </span>{}', "\n") + "</pre>",
        "typescript",
    ),
    "a column of numbers": (
        f'<div class="flex"><pre class="nums">{nums()}</pre><pre><code>{E}</code></pre></div>',
        "",
    ),
    "lines that say they have a number": (
        '<pre class="language-ts"><code class="language-ts">'
        + each('<span class="code-line line-number" line="{n}">{}\n</span>')
        + "</code></pre>",
        "typescript",
    ),
    "highlighted lines": (
        "<pre><code>"
        + each('<span class="highlight-line">{}</span>', empty="\n")
        + "</code></pre>",
        "",
    ),
    "a language before the code": (
        f'<pre><span class="lang-label">TypeScript</span><code>{E}</code></pre>',
        "typescript",
    ),
    "a header inside the block": (
        '<pre><div class="block-extension-header"><span>ts</span><div class="copyCodeBtn">'
        f'复制代码</div></div><code class="hljs language-ts">{E}</code></pre>',
        "typescript",
    ),
    "a file name before the code": (
        f'<pre><div class="name">src/pick.ts</div><code>{E}</code></pre>',
        "typescript",
    ),
    "a script for the highlighter": (
        f'<script type="syntaxhighlighter" class="brush: ts"><![CDATA[\n{CODE}\n]]></script>',
        "typescript",
    ),
    "a box of lines": (f'<div class="code">{BR}</div>', ""),
    "a paragraph of lines": (f'<p class="code">{BR}</p>', ""),
    "code with breaks and newlines": (f"<p><code>{BR}</code></p>".replace("<br>", "<br>\n"), ""),
    "teletype with breaks": (f"<tt>{BR}</tt>", ""),
    "a quote of lines": (f'<blockquote class="code"><code>{BR}</code></blockquote>', ""),
    "styled as code": (f'<div style="font-family:monospace;white-space:pre">{E}</div>', ""),
    "an office's export": (
        f'<p style="background:#eee"><span style="font-family:Consolas">{BR}</span></p>',
        "",
    ),
    "a text field": (f"<textarea readonly rows=9>{E}</textarea>", ""),
    "a plain table": (
        "<table><tbody>"
        + each("<tr><td>{n}</td><td><code>{}</code></td></tr>")
        + "</tbody></table>",
        "",
    ),
    "one code a line": (f'<div class="highlight">{_CODE_SPANS}</div>', ""),
    "a list of lines": ('<ol class="code">' + each("<li><code>{}</code></li>") + "</ol>", ""),
    "an old highlighter": (
        '<div class="dp-highlighter"><div class="bar"><a href="#">view plain</a></div><ol>'
        + each('<li class="alt"><span>{}</span></li>')
        + "</ol></div>",
        "",
    ),
    "an editor without its frame": (
        '<div class="CodeMirror-code">'
        + each('<pre class="CodeMirror-line"><span>{}</span></pre>')
        + "</div>",
        "",
    ),
    "a play ground": (
        '<pre><pre class="playground"><div class="buttons"><button class="clip-button"></button>'
        f'</div><code class="language-typescript">{E}</code></pre></pre>',
        "typescript",
    ),
    "an example with its header": (
        '<div class="code-example"><div class="example-header"><span class="language-name">ts'
        '</span><button><span class="visually-hidden">Copy to Clipboard</span></button></div>'
        f'<pre class="brush: ts notranslate"><code>{E}</code></pre></div>',
        "typescript",
    ),
}

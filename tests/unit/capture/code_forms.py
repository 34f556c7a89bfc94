"""One piece of code in the markup of every highlighter and editor we know, as data."""

from __future__ import annotations

from html import escape

# Tabs, blank lines, indentation, lines of digits only, markup and words that buttons use.
CODE = """import os

def copy(path):
\tif path < "a" && True:   # 1 < 2
        return {"x": [1, 2]}

42
  7
Copy

    run(&copy)  $HOME >>> 1"""
LINES = CODE.split("\n")


def _each(form: str, separator: str = "", empty: str = "") -> str:
    """The lines, each in a form with `{}` for its text (`empty` for none) and `{n}` its number."""
    return separator.join(
        form.replace("{n}", str(n)).replace("{}", escape(line) or empty) for n, line in _numbered()
    )


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(LINES, start=1))


def _numbers(form: str = "{n}\n") -> str:
    return "".join(form.replace("{n}", str(n)) for n, _ in _numbered())


E = escape(CODE)
_LNT = _numbers("<span class=lnt>{n}\n</span>")
_POPUP = "<span>os<div class=twoslash-popup-container>(module) os, a module</div></span>"
# Markup is kept in the shape its makers write it.
FORMS: dict[str, str] = {
    "pre": f"<pre>{E}</pre>",
    "rehype pretty code": '<figure data-rehype-pretty-code-figure=""><pre><code>'
    + _each('<span data-line="">{}</span>', "\n", empty=" ")
    + "</code></pre></figure>",
    "pre code": f"<pre><code>{E}</code></pre>",
    "leading newline": f"<pre>\n{E}</pre>",
    "prism": f'<pre class="language-python line-numbers"><code>{E}<span aria-hidden="true"'
    ' class="line-numbers-rows"><span></span><span></span></span></code></pre>',
    "rouge": '<div class="language-python highlighter-rouge"><div class="highlight"><pre class='
    f'"highlight"><code>{E}</code></pre></div></div>',
    "rouge table": '<div class="highlight"><pre class="highlight"><code><table class="rouge-table">'
    f'<tbody><tr><td class="rouge-gutter gl"><pre class="lineno">{_numbers()}</pre></td>'
    f'<td class="rouge-code"><pre>{E}</pre></td></tr></tbody></table></code></pre></div>',
    "pygments table": '<table class="highlighttable"><tr><td class="linenos"><div class=linenodiv>'
    f'<pre><span class="normal">{_numbers()}</span></pre></div></td><td class="code"><div>'
    f"<pre><span></span><code>{E}</code></pre></div></td></tr></table>",
    "pygments inline": "<div class=highlight><pre>"
    + _each('<span class="linenos">{n}</span>{}', "\n")
    + "</pre></div>",
    "chroma table": '<div class="highlight"><div class="chroma">\n<table class="lntable"><tr><td'
    f' class="lntd">\n<pre class="chroma"><code>{_LNT}</code>'
    f'</pre></td>\n<td class="lntd">\n<pre class="chroma"><code>{E}</code></pre></td></tr></table>'
    "</div></div>",
    "chroma inline": "<pre class=chroma><code>"
    + _each('<span class="line"><span class="ln">{n}</span><span class="cl">{}</span></span>', "\n")
    + "</code></pre>",
    "hexo": '<figure class="highlight python"><table><tr><td class="gutter"><pre>'
    + _numbers('<span class="line">{n}</span><br>')
    + '</pre></td><td class="code"><pre>'
    + _each('<span class="line">{}</span><br>')
    + "</pre></td></tr></table></figure>",
    "wp_syntax": f'<div class="wp_syntax"><table><tr><td class="line_numbers"><pre>{_numbers()}'
    f'</pre></td><td class="code"><pre class="python">{E}</pre></td></tr></table></div>',
    "hljs line numbers": '<pre><code class="hljs python"><table class="hljs-ln"><tbody>'
    + _each(
        '<tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="{n}"><div class="hljs-ln-n"'
        ' data-line-number="{n}"></div></td><td class="hljs-ln-line hljs-ln-code"'
        ' data-line-number="{n}">{}</td></tr>'
    )
    + "</tbody></table></code></pre>",
    "github blob": '<table class="highlight js-file-line-container">'
    + _each(
        '<tr><td id="L{n}" class="blob-num" data-line-number="{n}"></td>'
        '<td class="blob-code blob-code-inner js-file-line">{}</td></tr>\n'
    )
    + "</table>",
    "github react": '<div class="react-code-lines">'
    + _each('<div class="react-code-text react-file-line">{}</div>')
    + "</div>",
    "shiki": '<pre class="shiki"><code>'
    + _each('<span class="line">{}</span>', "\n")
    + "</code></pre>",
    "shiki without newline": '<pre class="shiki"><code>'
    + _each('<span class="line">{}</span>')
    + "</code></pre>",
    "rehype grid": '<pre><code style="display:grid">'
    + _each('<span data-line="">{}</span>', "\n")
    + "</code></pre>",
    "docusaurus": '<div class="codeBlockContainer language-python"><div class="codeBlockContent">'
    '<pre tabindex="0"><code class="codeBlockLines">'
    + _each('<span class="token-line" style="color:#393A34"><span class="token'
    ' plain">{}</span><br></span>')
    + '</code></pre><div class="buttonGroup"><button aria-label="Copy'
    ' code">Copy</button></div></div></div>',
    "prism react": '<pre class="prism-code">'
    + _each('<div class="token-line"><span class="token plain">{}</span></div>')
    + "</pre>",
    "react syntax highlighter": "<pre><code>"
    + _each(
        '<span style="display:flex"><span class="linenumber react-syntax-highlighter-line-number"'
        ' style="user-select:none">{n}</span><span>{}</span></span>'
    )
    + "</code></pre>",
    "codemirror 6": '<div class="cm-editor"><div class="cm-scroller"><div class="cm-gutters">'
    + _numbers('<div class="cm-gutterElement">{n}</div>')
    + '</div><div class="cm-content" role="textbox">'
    + _each('<div class="cm-line">{}</div>', empty="<br>")
    + "</div></div></div>",
    "codemirror 5": '<div class="CodeMirror"><div class="CodeMirror-code" role="presentation">'
    + _each(
        '<div style="position:relative"><div class="CodeMirror-gutter-wrapper">'
        '<div class="CodeMirror-linenumber CodeMirror-gutter-elt">{n}</div></div>'
        '<pre class="CodeMirror-line"><span>{}</span></pre></div>'
    )
    + "</div></div>",
    "syntax highlighter": '<div class="syntaxhighlighter  python"><table><tr><td class="gutter">'
    + _numbers('<div class="line number{n} index0 alt1">{n}</div>')
    + '</td><td class="code"><div class="container">'
    + _each('<div class="line number{n} index0 alt2"><code class="python'
    ' plain">{}</code></div>').replace(
        '<code class="python plain"></code>', "&nbsp;"
    )
    + "</div></td></tr></table></div>",
    "br": "<pre>" + _each("{}", "<br>") + "</pre>",
    "div a line": "<pre><code>" + _each("<div>{}</div>", empty="<br>") + "</code></pre>",
    "p a line": "<pre>" + _each("<p>{}</p>") + "</pre>",
    "prettyprint": '<pre class="prettyprint linenums"><ol class="linenums">'
    + _each('<li class="L0"><span class="pln">{}</span></li>')
    + "</ol></pre>",
    "csdn": f'<pre class="prettyprint"><code class="prism language-python has-numbering">{E}<div'
    ' class="hljs-button signin" data-title="x"></div></code><ul class="pre-numbering">'
    + _numbers('<li style="color:#999">{n}</li>')
    + "</ul></pre>",
    "unselectable numbers": "<pre>"
    + _each('<span style="user-select: none">{n} </span>{}', "\n")
    + "</pre>",
    "hidden numbers": "<pre>" + _each('<span aria-hidden="true">{n}</span>{}', "\n") + "</pre>",
    "crayon": '<div class="crayon-syntax"><table class="crayon-table"><tr class="crayon-row"><td'
    ' class="crayon-nums"><div class="crayon-nums-content">'
    + _numbers('<div class="crayon-num">{n}</div>')
    + '</div></td><td class="crayon-code"><div class="crayon-pre">'
    + _each('<div class="crayon-line">{}</div>', empty="&nbsp;")
    + "</div></td></tr></table></div>",
    "colour scripter": '<div class="colorscripter-code"><table'
        ' class="colorscripter-code-table"><tr>'
    f'<td><div>{_numbers("<div>{n}</div>")}</div></td><td><div>'
    + _each('<div style="white-space:pre">{}</div>', empty="&nbsp;")
    + '</div><div><a href="http://colorscripter.com">Colored by Color Scripter</a></div></td><td>'
    "<span>cs</span></td></tr></table></div>",
    "quill": '<div class="ql-code-block-container">'
    + _each('<div class="ql-code-block">{}</div>', empty="<br>")
    + "</div>",
    "asciidoctor": f'<div class="listingblock"><pre><code>{E}</code><div class="source-toolbox">'
    '<span class="source-lang">python</span></div></pre></div>',
    "numbers beside": f'<div class="code-wrapper"><div class="line-numbers">{_numbers("{n}<br>")}'
    f"</div><pre>{E}</pre></div>",
    "block code": f'<code style="display:block;white-space:pre">{E}</code>',
    "code in a house": f'<div class="highlight"><code class="language-python">{E}</code></div>',
    "copy inside": f'<pre><button class="copy">Copy</button><code>{E}</code></pre>',
    "toolbar around": '<div class="code-block"><div class="code-header"><span class="lang">Python'
    f'</span><button>Copy code</button></div><pre><code>{E}</code></pre></div>',
    "hover popup": f'<pre><code>{E.replace("os", _POPUP, 1)}</code></pre>',
}  # fmt: skip

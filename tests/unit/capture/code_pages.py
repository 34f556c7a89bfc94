"""More markup around one piece of code, as whole platforms write it: the form and its language."""

from __future__ import annotations

from html import escape

CODE = """type Row = { id: number; tags?: string[] };

// 1 < 2 && "quoted"
export function pick(rows: Row[], n = 0) {
\tconst at = rows.filter((r) => r.id > n);

    return `${at.length}` + "\\n";
}"""
LINES = CODE.split("\n")
E = escape(CODE, quote=False)
BR = E.replace("\n", "<br>")


def each(form: str, separator: str = "", *, empty: str = "") -> str:
    """The lines in a form: `{}` is the text (`empty` when there is none), `{n}` the number."""
    return separator.join(
        form.replace("{n}", str(n)).replace("{}", escape(line, quote=False) or empty)
        for n, line in enumerate(LINES, start=1)
    )


def nums(form: str = "{n}\n") -> str:
    """The numbers of all lines in a form."""
    return "".join(form.replace("{n}", str(n)) for n in range(1, len(LINES) + 1))


COPY = '<button type="button" aria-label="Copy code">Copy</button>'
_TOKENS = E.replace("export", '<span class="token keyword">export</span>').replace(
    "function", '<span class="token keyword">function</span>'
)
_TWO = each('<span class="line">{}</span>', "\n").replace(
    "Row[]",
    '<span class="twoslash-hover">Row[]<span class="twoslash-popup-container"><code class='
    '"twoslash-popup-code">type Row = { id: number }</code></span></span>',
    1,
)
FORMS: dict[str, tuple[str, str]] = {
    "expressive code": (
        '<div class="expressive-code"><figure class="frame has-title"><figcaption class="header">'
        '<span class="title">src/pick.ts</span></figcaption><pre data-language="ts"><code>'
        + each(
            '<div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">{n}</div>'
            '</div><div class="code">{}</div></div>',
            empty="\n",
        )
        + '</code></pre><div class="copy"><div aria-live="polite"></div><button title="Copy to '
        'clipboard" data-copied="Copied!" data-code="x"><div></div></button></div></figure></div>',
        "typescript",
    ),
    "shiki twoslash": (
        f'<pre class="shiki twoslash lsp" data-language="ts"><code>{_TWO}</code></pre>',
        "typescript",
    ),
    "shiki by counter": (
        '<pre class="shiki" style="counter-reset:line"><code class="language-ts">'
        + each('<span class="line" style="counter-increment:line">{}</span>', "\n")
        + "</code></pre>",
        "typescript",
    ),
    "pretty code with a title": (
        '<figure data-rehype-pretty-code-figure=""><figcaption data-rehype-pretty-code-title="" '
        'data-language="ts">pick.ts</figcaption><pre data-language="ts"><code data-language="ts" '
        'data-line-numbers="" style="display:grid">'
        + each('<span data-line="">{}</span>', "\n", empty=" ")
        + "</code></pre></figure>",
        "typescript",
    ),
    "vitepress": (
        '<div class="language-ts line-numbers-mode"><button title="Copy Code" class="copy">'
        '</button><span class="lang">ts</span><pre class="shiki vp-code" tabindex="0"><code>'
        + each('<span class="line"><span>{}</span></span>', "\n")
        + '</code></pre><div class="line-numbers-wrapper" aria-hidden="true">'
        + nums('<span class="line-number">{n}</span><br>')
        + "</div></div>",
        "typescript",
    ),
    "vuepress": (
        f'<div class="language-ts extra-class" data-ext="ts"><pre class="language-ts"><code>'
        f'{_TOKENS}</code></pre><div class="line-numbers" aria-hidden="true">'
        + nums('<div class="line-number"></div>')
        + "</div></div>",
        "typescript",
    ),
    "docusaurus with numbers": (
        '<div class="language-ts codeBlockContainer_Ckt0"><div class="codeBlockTitle_Ktv7">'
        'pick.ts</div><div class="codeBlockContent_biex"><pre class="prism-code language-ts '
        'thin-scrollbar"><code class="codeBlockLines_e6Vv codeBlockLinesWithNumbering_o6Pm">'
        + each(
            '<span class="token-line codeLine_lJS_" style="color:#F8F8F2"><span class='
            '"codeLineNumber_Tfdd"></span><span class="codeLineContent_feaV"><span class="token '
            'plain">{}</span><br></span></span>'
        )
        + f'</code></pre><div class="buttonGroup__atx">{COPY}</div></div></div>',
        "typescript",
    ),
    "gatsby": (
        '<div class="gatsby-highlight" data-language="ts"><pre class="language-ts"><code class='
        '"language-ts">'
        + _TOKENS.replace(
            "// 1 &lt; 2\n", '<span class="gatsby-highlight-code-line">// 1 &lt; 2</span>'
        )
        + "</code></pre></div>",
        "typescript",
    ),
    "prism toolbar": (
        f'<div class="code-toolbar"><pre class="language-ts" tabindex="0"><code class="language-ts'
        f'">{_TOKENS}</code></pre><div class="toolbar"><div class="toolbar-item"><span>TypeScript'
        '</span></div><div class="toolbar-item"><button class="copy-to-clipboard-button"><span>'
        "Copy</span></button></div></div></div>",
        "typescript",
    ),
    "prism command line": (
        '<pre class="command-line language-ts"><code class="language-ts"><span class="command-line'
        f'-prompt"><span data-user="a" data-host="b"></span></span>{E}</code></pre>',
        "typescript",
    ),
    "hugo table": (
        '<div class="highlight"><div class="chroma"><table class="lntable"><tr><td class="lntd">'
        '<pre tabindex="0" class="chroma"><code>'
        + nums('<span class="lnt">{n}\n</span>')
        + '</code></pre></td><td class="lntd"><pre tabindex="0" class="chroma"><code class='
        '"language-ts" data-lang="ts">'
        + each('<span class="line"><span class="cl">{}\n</span></span>')
        + "</code></pre></td></tr></table></div></div>",
        "typescript",
    ),
    "hugo inline": (
        '<div class="highlight"><pre tabindex="0" style="background:#fff"><code class="language-ts"'
        ' data-lang="ts">'
        + each(
            '<span style="display:flex;"><span style="white-space:pre;-webkit-user-select:none;'
            'user-select:none;margin-right:.4em"> {n}</span><span>{}\n</span></span>'
        )
        + "</code></pre></div>",
        "typescript",
    ),
    "mkdocs anchors": (
        '<div class="language-ts highlight"><table class="highlighttable"><tr><th colspan="2" '
        'class="filename"><span class="filename">pick.ts</span></th></tr><tr><td class="linenos">'
        '<div class="linenodiv"><pre><span></span>'
        + nums('<span class="normal"><a href="#__codelineno-0-{n}">{n}</a></span>\n')
        + '</pre></div></td><td class="code"><div><pre><span></span><code>'
        + each('<span id="__span-0-{n}"><a id="__codelineno-0-{n}"></a>{}\n</span>')
        + "</code></pre></div></td></tr></table></div>",
        "typescript",
    ),
    "pymdown inline": (
        '<div class="language-ts highlight"><pre><span></span><code>'
        + each('<a id="l{n}"></a><span class="linenos" data-linenos="{n} "></span>{}\n')
        + "</code></pre></div>",
        "typescript",
    ),
    "pandoc": (
        '<div class="sourceCode" id="cb1"><pre class="sourceCode numberSource ts '
        'numberLines"><code class="sourceCode typescript">'
        + each('<span id="cb1-{n}"><a href="#cb1-{n}"></a>{}</span>', "\n")
        + "</code></pre></div>",
        "typescript",
    ),
    "hexo": (
        '<figure class="highlight ts"><figcaption><span>pick.ts</span><a href="/x">view</a>'
        '</figcaption><table><tr><td class="gutter"><pre>'
        + nums('<span class="line">{n}</span><br>')
        + '</pre></td><td class="code"><pre>'
        + each('<span class="line">{}</span><br>')
        + "</pre></td></tr></table></figure>",
        "typescript",
    ),
    "enlighter": (
        f'<pre class="EnlighterJSRAW" data-enlighter-language="typescript" data-enlighter-title='
        f'"">{E}</pre>',
        "typescript",
    ),
    "enlighter drawn": (
        '<div class="enlighter-default enlighter-v-standard"><div class="enlighter-toolbar-top">'
        '<div class="enlighter-btn">Raw</div></div><div class="enlighter-code"><div class='
        '"enlighter">'
        + each('<div class=""><div><span class="enlighter-text">{}</span></div></div>', empty="​")
        + '</div><pre class="enlighter-raw"></pre></div></div>',
        "",
    ),
    "crayon urvanov": (
        '<div class="urvanov-syntax-highlighter-syntax"><div class="crayon-toolbar"><span '
        'class="crayon-language">TypeScript</span></div><table class="crayon-table"><tr '
        'class="crayon-row"><td class="crayon-nums"><div class="crayon-nums-content">'
        + nums('<div class="crayon-num">{n}</div>')
        + '</div></td><td class="crayon-code"><div class="crayon-pre">'
        + each('<div class="crayon-line">{}</div>', empty="&nbsp;")
        + "</div></td></tr></table></div>",
        "typescript",
    ),
    "wordpress code block": (
        f'<pre class="wp-block-code"><code lang="ts">{E}</code></pre>',
        "typescript",
    ),
    "kevinbatdorf": (
        '<div class="wp-block-kevinbatdorf-code-block-pro" data-code-block-pro-font-family="x">'
        f'<span role="button" tabindex="0" data-code="x" class="code-block-pro-copy-button">'
        '<pre class="code-block-pro-copy-button-pre" aria-hidden="true"><textarea readonly>'
        f'{E}</textarea></pre></span><pre class="shiki"><code>'
        + each('<span class="line">{}</span>', "\n")
        + "</code></pre></div>",
        "",
    ),
    "confluence": (
        '<div class="code panel pdl"><div class="codeHeader panelHeader"><b>pick.ts</b></div><div '
        'class="codeContent panelContent pdl"><pre class="syntaxhighlighter-pre" '
        f'data-syntaxhighlighter-params="brush: ts; gutter: false" data-theme="x">{E}</pre></div>'
        "</div>",
        "typescript",
    ),
    "jira": (
        f'<div class="code panel"><div class="codeContent panelContent"><pre class="code-ts">{E}'
        "</pre></div></div>",
        "typescript",
    ),
    "notion": (
        f'<pre class="code code-wrap"><code class="language-TypeScript" style="white-space:'
        f'pre-wrap;word-break:break-all">{E}</code></pre>',
        "typescript",
    ),
    "medium": (
        '<pre class="mo mp mq"><span id="1f" class="na bh" data-selectable-paragraph="">'
        f"{BR}</span></pre>",
        "",
    ),
    "substack": (
        '<div class="highlighted_code_block" data-attrs="{&quot;language&quot;:&quot;typescript'
        '&quot;}" data-component-name="HighlightedCodeBlockToDOM"><pre class="shiki"><code class='
        f'"language-typescript" data-wrap="false">{E}</code></pre></div>',
        "typescript",
    ),
    "dev.to": (
        f'<div class="highlight js-code-highlight"><pre class="highlight typescript"><code>{E}'
        '</code></pre><div class="highlight__panel js-actions-panel"><div class="highlight__panel'
        '-action js-fullscreen-code-action"><svg><title>Enter fullscreen mode</title></svg></div>'
        "</div></div>",
        "typescript",
    ),
    "qiita": (
        '<div class="code-frame" data-lang="ts"><div class="code-lang"><span class="bold">pick.ts'
        f'</span></div><div class="highlight"><pre><code>{E}</code></pre></div></div>',
        "typescript",
    ),
    "zenn": (
        '<div class="code-block-container"><div class="code-block-filename-container"><span '
        f'class="code-block-filename">pick.ts</span></div><pre class="language-ts"><code '
        f'class="language-ts code-line" data-line="4">{E}</code></pre></div>',
        "typescript",
    ),
    "tistory": (
        f'<pre id="code_17" class="typescript" data-ke-language="typescript" data-ke-type='
        f'"codeblock"><code>{E}</code></pre>',
        "typescript",
    ),
    "velog": (f'<pre><code class="language-ts">{E}</code></pre>', "typescript"),
    "naver": (
        '<div class="se-component se-code"><div class="se-code-source"><div class="__se_code_view '
        f'language-typescript">{E}</div></div></div>',
        "typescript",
    ),
    "nbconvert lab": (
        '<div class="jp-InputArea"><div class="jp-InputPrompt">In&nbsp;[3]:</div><div class='
        '"jp-CodeMirrorEditor"><div class="cm-editor cm-s-jupyter"><div class="highlight hl-ts">'
        f"<pre><span></span>{E}\n</pre></div></div></div></div>",
        "typescript",
    ),
    "nbconvert classic": (
        '<div class="input"><div class="prompt input_prompt">In&nbsp;[3]:</div><div class='
        f'"inner_cell"><div class="input_area"><div class="highlight hl-ts"><pre>{E}\n</pre></div>'
        "</div></div></div>",
        "typescript",
    ),
    "github comment": (
        f'<div class="highlight highlight-source-ts notranslate position-relative"><pre>{E}</pre>'
        '<div class="zeroclipboard-container"><clipboard-copy aria-label="Copy" value="x">'
        "<svg></svg></clipboard-copy></div></div>",
        "typescript",
    ),
    "gist": (
        '<div class="gist"><div class="gist-file"><div class="gist-data"><div class="js-gist-file'
        '-update-container"><div itemprop="text" class="Box-body p-0 blob-wrapper data type-ts">'
        '<table data-tab-size="8" class="highlight tab-size js-file-line-container">'
        + each(
            '<tr><td id="L{n}" class="blob-num js-line-number" data-line-number="{n}"></td><td '
            'class="blob-code blob-code-inner js-file-line">{}</td></tr>',
            empty="\n",
        )
        + '</table></div></div></div><div class="gist-meta"><a href="/r">view raw</a> <a href="/g">'
        "pick.ts</a> hosted with love by a forge</div></div></div>",
        "typescript",
    ),
    "gitea": (
        '<div class="file-view code-view"><table><tbody>'
        + each(
            '<tr><td id="L{n}" class="lines-num"><span data-line-number="{n}"></span></td><td '
            'rel="L{n}" class="lines-code chroma"><code class="code-inner">{}</code></td></tr>'
        )
        + "</tbody></table></div>",
        "",
    ),
    "gitlab": (
        '<div class="gl-relative markdown-code-block js-markdown-code"><pre data-canonical-lang='
        '"ts" class="code highlight js-syntax-highlight language-typescript" v-pre="true"><code>'
        + each('<span id="LC{n}" class="line" lang="typescript">{}</span>', "\n")
        + "</code></pre><copy-code></copy-code></div>",
        "typescript",
    ),
    "microsoft learn": (
        '<div class="codeHeader" id="code-try-0" data-bi-name="code-header"><span class="language">'
        "TypeScript</span><button>Copy</button></div>"
        f'<pre tabindex="0" class="has-inner-focus"><code class="lang-typescript" data-author-'
        f'content="x"><span>{E}\n</span></code></pre>',
        "typescript",
    ),
    "aws": (
        f'<awsdocs-code-block><pre class="programlisting"><div class="code-btn-container"><div '
        f'class="btn-copy-code" title="Copy"></div></div><code class="typescript">{E}</code></pre>'
        "</awsdocs-code-block>",
        "typescript",
    ),
    "oracle": (f'<pre class="pre codeblock" dir="ltr"><code>{E}</code></pre>', ""),
    "discourse": (
        '<pre class="codeblock-buttons"><div class="codeblock-button-wrapper"><button class="btn '
        f'copy-cmd"></button></div><code class="hljs lang-ts language-ts">{E}</code></pre>',
        "typescript",
    ),
    "phpbb": (
        '<div class="codebox"><p>Code: <a href="#" onclick="x">Select all</a></p><pre><code>'
        f"{E}</code></pre></div>",
        "",
    ),
    "vbulletin": (
        '<div class="bbcode_container"><div class="bbcode_description">Code:</div><pre class='
        f'"bbcode_code">{E}</pre></div>',
        "",
    ),
    "xenforo": (
        '<div class="bbCodeBlock bbCodeBlock--screenLimited bbCodeBlock--code"><div class='
        '"bbCodeBlock-title">TypeScript:</div><div class="bbCodeBlock-content" dir="ltr"><pre '
        f'class="bbCodeCode" dir="ltr" data-lang="typescript"><code>{E}</code></pre></div></div>',
        "typescript",
    ),
    "stack overflow": (
        f'<pre class="lang-ts s-code-block"><code class="hljs language-typescript">{E}\n</code>'
        "</pre>",
        "typescript",
    ),
}

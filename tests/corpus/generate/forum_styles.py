"""Code as forums and trackers write it; `more_styles` holds their older kin."""

from __future__ import annotations

from collections.abc import Callable

from tests.corpus.generate.tokens import text_of


def hljs_plain_lang(code: str, language: str, name: str) -> str:
    """Discourse for crawlers: a bare `lang-` class, nothing coloured yet."""
    return f'<pre><code class="lang-{language}">{text_of(code)}\n</code></pre>'


def ipscode(code: str, language: str, name: str) -> str:
    """Invision: prettyprint, named after the editor's box."""
    return f'<pre class="ipsCode prettyprint lang-{language}">{text_of(code)}</pre>'


def pipermail(code: str, language: str, name: str) -> str:
    """Mail is plain text throughout: code stands indented among the words."""
    return "".join(f"    {text_of(row)}\n" if row else "\n" for row in code.split("\n"))


def gist_file(code: str, language: str, name: str) -> str:
    """A gist on its own page: the table of a blob, `highlight-source` nowhere."""
    rows = "".join(
        f'<tr><td id="file-x-L{n}" class="blob-num js-line-number js-blob-rnum" '
        f'data-line-number="{n}"></td><td id="file-x-LC{n}" class="blob-code blob-code-inner '
        f'js-file-line">{text_of(row)}</td></tr>'
        for n, row in enumerate(code.split("\n"), 1)
    )
    return (
        f'<div itemprop="text" class="Box-body p-0 blob-wrapper data type-{language}">'
        '<div class="js-check-bidi js-blob-code-container blob-code-content"><table data-hpc '
        'class="highlight tab-size js-file-line-container" data-tab-size="4" '
        f'data-tagsearch-path="rename.py"><tbody>{rows}</tbody></table></div></div>'
    )


def gitlab(code: str, language: str, name: str) -> str:
    """GitLab: Rouge, a `<span>` a line with its language, a copy button beside."""
    rows = "\n".join(
        f'<span id="LC{n}" class="line" lang="{language}">{text_of(row)}</span>'
        for n, row in enumerate(code.split("\n"), 1)
    )
    return (
        '<div class="gl-relative markdown-code-block js-markdown-code"><pre data-canonical-lang='
        f'"{language}" class="code highlight js-syntax-highlight language-{language}" v-pre="true">'
        f"<code>{rows}</code></pre><copy-code></copy-code></div>"
    )


def chroma_bare(code: str, language: str, name: str) -> str:
    """Gitea: Chroma's spans in a code block with a copy button that scripts add."""
    body = f'<code class="chroma language-{language} display">{text_of(code)}\n</code>'
    return f'<div class="code-block-container code-overflow-scroll"><pre>{body}</pre></div>'


def pypi(code: str, language: str, name: str) -> str:
    """PyPI's renderer: `lang` on the block."""
    return f'<pre lang="{language}"><span class="kn">{text_of(code)}</span>\n</pre>'


def bare_pre(code: str, language: str, name: str) -> str:
    """xml2rfc's artwork."""
    return f"<pre>{text_of(code)}\n</pre>"


def pep(code: str, language: str, name: str) -> str:
    """A PEP: Sphinx's wrapper without a copy button."""
    return (
        f'<div class="highlight-{language} notranslate"><div class="highlight"><pre><span></span>'
        f"{text_of(code)}\n</pre></div></div>"
    )


def rouge_plain(code: str, language: str, name: str) -> str:
    """Rouge in Jekyll's own theme."""
    return (
        f'<div class="language-{language} highlighter-rouge"><div class="highlight"><pre '
        f'class="highlight"><code>{text_of(code)}\n</code></pre></div></div>'
    )


def tistory(code: str, language: str, name: str) -> str:
    """Tistory's editor: attributes of its own, highlight.js by the theme."""
    return (
        f'<pre id="code_1715" class="{language}" data-ke-language="{language}" '
        f'data-ke-type="codeblock"><code>{text_of(code)}</code></pre>'
    )


def qiita(code: str, language: str, name: str) -> str:
    """Qiita: a frame with `data-lang`, a label for the file, a copy button inside."""
    return (
        f'<div class="code-frame" data-lang="{language}"><div class="code-copy__button"></div>'
        f'<div class="highlight"><pre><code>{text_of(code)}\n</code></pre></div></div>'
    )


def habr(code: str, language: str, name: str) -> str:
    """Habr: the language as a bare class of the code."""
    return f'<pre><code class="{language}">{text_of(code)}</code></pre>'


def juejin(code: str, language: str, name: str) -> str:
    """Juejin: a header with the language and two buttons, inside the `<pre>`."""
    return (
        f'<pre><div class="code-block-extension-header"><span class="code-block-extension-lang">'
        f'{language}</span><div class="code-block-extension-foldBtn">代码解读</div><div '
        f'class="code-block-extension-copyCodeBtn">复制代码</div></div><code class="hljs '
        f'language-{language} code-block-extension-codeShowNum" lang="{language}">{text_of(code)}'
        "\n</code></pre>"
    )


FORUMS: dict[str, Callable[[str, str, str], str]] = {
    style.__name__: style for style in (
        hljs_plain_lang, ipscode, pipermail, gist_file, gitlab, chroma_bare, pypi, bare_pre, pep,
        juejin, rouge_plain, tistory, qiita, habr,
    )
}  # fmt: skip

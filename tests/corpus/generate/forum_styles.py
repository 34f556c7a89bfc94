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


FORUMS: dict[str, Callable[[str, str, str], str]] = {
    style.__name__: style for style in (hljs_plain_lang, ipscode, pipermail)
}

"""How generators write headings and the anchors beside them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

_ICON = '<svg class="octicon octicon-link" viewBox="0 0 16 16"><path d="m7.8 3.3 1.2-1.3"/></svg>'


def _plain(tag: str, mark: str, inner: str, name: str) -> str:
    return f'<{tag} id="{mark}">{inner}</{tag}>'


def _bare(tag: str, mark: str, inner: str, name: str) -> str:
    return f"<{tag}>{inner}</{tag}>"


def _sphinx(tag: str, mark: str, inner: str, name: str) -> str:
    title = "Link to this heading"
    return f'<{tag}>{inner}<a class="headerlink" href="#{mark}" title="{title}">¶</a></{tag}>'


def _permalink(tag: str, mark: str, inner: str, name: str) -> str:
    link = f'<a class="headerlink" href="#{mark}" title="Permanent link">&para;</a>'
    return f'<{tag} id="{mark}">{inner}{link}</{tag}>'


def _vitepress(tag: str, mark: str, inner: str, name: str) -> str:
    label = f"Permalink to &quot;{name}&quot;"
    link = f'<a class="header-anchor" href="#{mark}" aria-label="{label}">&ZeroWidthSpace;</a>'
    return f'<{tag} id="{mark}" tabindex="-1">{inner} {link}</{tag}>'


def _vuepress(tag: str, mark: str, inner: str, name: str) -> str:
    link = f'<a href="#{mark}" aria-hidden="true" class="header-anchor">#</a>'
    return f'<{tag} id="{mark}">{link} {inner}</{tag}>'


def _docusaurus(tag: str, mark: str, inner: str, name: str) -> str:
    label = f"Direct link to {name}"
    link = f'<a href="#{mark}" class="hash-link" aria-label="{label}" title="{label}">&#8203;</a>'
    css = "anchor anchorWithStickyNavbar_LWe7"
    return f'<{tag} class="{css}" id="{mark}">{inner}{link}</{tag}>'


def _github(tag: str, mark: str, inner: str, name: str) -> str:
    return (
        f'<div class="markdown-heading" dir="auto"><{tag} tabindex="-1" class="heading-element" '
        f'dir="auto">{inner}</{tag}><a id="user-content-{mark}" class="anchor" '
        f'aria-label="Permalink: {name}" href="#{mark}">{_ICON}</a></div>'
    )


def _mdbook(tag: str, mark: str, inner: str, name: str) -> str:
    return f'<{tag} id="{mark}"><a class="header" href="#{mark}">{inner}</a></{tag}>'


def _starlight(tag: str, mark: str, inner: str, name: str) -> str:
    return (
        f'<div class="sl-heading-wrapper level-{tag}"><{tag} id="{mark}">{inner}</{tag}>'
        f'<a class="sl-anchor-link" href="#{mark}"><span aria-hidden="true" '
        f'class="sl-anchor-icon"><svg width="16"></svg></span><span class="sr-only" '
        f'data-pagefind-ignore="">Section titled “{name}”</span></a></div>'
    )


def _asciidoctor(tag: str, mark: str, inner: str, name: str) -> str:
    return f'<{tag} id="{mark}"><a class="anchor" href="#{mark}"></a>{inner}</{tag}>'


def _mediawiki(tag: str, mark: str, inner: str, name: str) -> str:
    edit = (
        '<span class="mw-editsection"><span class="mw-editsection-bracket">[</span>'
        f'<a href="/w/index.php?action=edit" title="Edit section: {name}"><span>edit</span></a>'
        '<span class="mw-editsection-bracket">]</span></span>'
    )
    css = f"mw-heading mw-heading{tag[1]}"
    return f'<div class="{css}"><{tag} id="{mark}">{inner}</{tag}>{edit}</div>'


def _rustdoc(tag: str, mark: str, inner: str, name: str) -> str:
    return f'<{tag} id="{mark}"><a class="doc-anchor" href="#{mark}">§</a>{inner}</{tag}>'


def _mintlify(tag: str, mark: str, inner: str, name: str) -> str:
    return (
        f'<{tag} class="flex whitespace-pre-wrap group font-semibold" id="{mark}"><div '
        f'class="absolute" tabindex="-1"><a href="#{mark}" class="-ml-10 flex opacity-0" '
        f'aria-label="Navigate to header">\u200b<div class="w-6 h-6"><svg></svg></div></a></div>'
        f'<span class="cursor-pointer">{inner}</span></{tag}>'
    )


def _nextra(tag: str, mark: str, inner: str, name: str) -> str:
    link = f'<a href="#{mark}" class="x:focus nextra-focus subheading-anchor" '
    link += 'aria-label="Permalink for this section"></a>'
    return f'<{tag} class="x:tracking-tight" id="{mark}">{inner}{link}</{tag}>'


def _chirpy(tag: str, mark: str, inner: str, name: str) -> str:
    link = f'<a href="#{mark}" class="anchor text-muted"><i class="fas fa-hashtag"></i></a>'
    return f'<{tag} id="{mark}"><span class="me-2">{inner}</span>{link}</{tag}>'


def _papermod(tag: str, mark: str, inner: str, name: str) -> str:
    link = f'<a hidden class="anchor" aria-hidden="true" href="#{mark}">#</a>'
    return f'<{tag} id="{mark}">{inner}{link}</{tag}>'


def _manpage(tag: str, mark: str, inner: str, name: str) -> str:
    top = '<a href="#top_of_page"><span class="top-link">top</span></a>'
    return f'<{tag}><a id="{name}" href="#{name}"></a>{inner} &nbsp; &nbsp; &nbsp; {top}</{tag}>'


def _mdn(tag: str, mark: str, inner: str, name: str) -> str:
    return f'<{tag} id="{mark}"><a class="heading-anchor" href="#{mark}">{inner}</a></{tag}>'


def _cppreference(tag: str, mark: str, inner: str, name: str) -> str:
    edit = '<span class="editsection">[<a href="/edit" title="Edit section">edit</a>]</span>'
    return f'<{tag}>{edit} <span class="mw-headline" id="{mark}">{inner}</span></{tag}>'


def _latexml(tag: str, mark: str, inner: str, name: str) -> str:
    number, _, rest = inner.partition(" ")
    mark = f'<span class="ltx_tag ltx_tag_section">{number} </span>'
    return f'<{tag} class="ltx_title ltx_title_section">{mark}{rest}</{tag}>'


def _rfc(tag: str, mark: str, inner: str, name: str) -> str:
    number, _, rest = inner.partition(" ")
    link = f'<a href="#{mark}" class="section-name selfRef">{rest or number}</a>'
    first = f'<a href="#{mark}" class="section-number selfRef">{number} </a>' if rest else ""
    return f'<{tag} id="name-{mark}">{first}{link}</{tag}>'


def _pep(tag: str, mark: str, inner: str, name: str) -> str:
    return f'<{tag}><a class="toc-backref" href="#{mark}" role="doc-backlink">{inner}</a></{tag}>'


def _qiita(tag: str, mark: str, inner: str, name: str) -> str:
    link = f'<a href="#{mark}"><i class="fa fa-link"></i></a>'
    return f'<{tag}><span id="{mark}" class="fragment"></span>{link}{inner}</{tag}>'


HEADINGS: dict[str, Callable[[str, str, str, str], str]] = {
    "": _bare,
    "id": _plain,
    "sphinx": _sphinx,
    "permalink": _permalink,
    "vitepress": _vitepress,
    "vuepress": _vuepress,
    "docusaurus": _docusaurus,
    "github": _github,
    "mdbook": _mdbook,
    "starlight": _starlight,
    "asciidoctor": _asciidoctor,
    "mediawiki": _mediawiki,
    "rustdoc": _rustdoc,
    "mintlify": _mintlify,
    "nextra": _nextra,
    "chirpy": _chirpy,
    "papermod": _papermod,
    "manpage": _manpage,
    "qiita": _qiita,
    "latexml": _latexml,
    "rfc": _rfc,
    "pep": _pep,
    "mdn": _mdn,
    "cppreference": _cppreference,
}


def heading(style: str, tag: str, inner: str) -> str:
    """Return one heading as the generator `style` writes it."""
    name = unescape(re.sub(r"<[^>]*>", "", inner))
    mark = re.sub(r"\W+", "-", name.lower()).strip("-")
    return HEADINGS[style](tag, mark, inner, escape(name)) + "\n"

"""One page of each documentation generator, in its own markup; the text is invented."""

from __future__ import annotations

_P = "<p>The lantern is lit when the keeper asks, and stays lit until the morning comes.</p>" * 3
CODE = "lantern.light(\n    hours=3,\n)"
_H = "<h2 id=use>Use{0}</h2>"
_PRE = f"<pre><code>{CODE}</code></pre>"
TEXT = f"{_P}{_PRE}{_P}"
_SECTION = _H.format("") + TEXT


def headed(permalink: str) -> str:
    """Return the body with the generator's mark beside its heading."""
    return _H.format(permalink) + TEXT


PAGES = {
    "sphinx": f"""<body><div class=document><div class=documentwrapper><div class=bodywrapper>
<div class=body role=main><section id=lantern><h1>Lantern<a class=headerlink
href=#lantern>¶</a></h1>
<nav class="contents local"><p>Junk</p></nav>{headed("<a class=headerlink href=#use>¶</a>")}
<dl><dt id=f><code>light</code><a class=viewcode-link href=s.html>[Junk]</a></dt><dd>Lights it.</dd>
</dl></section></div></div></div><div class=sphinxsidebar><p>Junk</p></div></div>""",
    "mkdocs": f"""<meta name=generator content="mkdocs-1.6.0, mkdocs-material-9.5"><main
class=md-main>
<article class="md-content__inner md-typeset"><a class="md-content__button" href=e>Junk</a>
<h1>Lantern</h1>{headed("<a class=headerlink href=#use>¶</a>")}<aside
class=md-source-file>Junk</aside>
<form class=md-feedback>Junk</form><h2 id=__comments>Junk</h2><div>Junk</div></article></main>""",
    "docusaurus": f"""<meta name=generator content="Docusaurus v3.5.2"><main><nav
class=theme-doc-breadcrumbs>Junk</nav><article><span class=theme-doc-version-badge>Junk</span>
<div class="theme-doc-markdown markdown"><header><h1>Lantern</h1></header>
{headed("<a class=hash-link href=#use>​</a>")}</div><footer class=theme-doc-footer>Junk</footer>
</article><nav class=pagination-nav>Junk</nav></main>""",
    "vitepress": f"""<meta name=generator content="VitePress v1.3.4"><div class=VPDoc><main>
<div class="vp-doc _guide"><div><h1>Lantern</h1>{headed("<a class=header-anchor href=#use>​</a>")}
</div></div></main><footer class=VPDocFooter>Junk</footer></div>""",
    "mdbook": f"""<div id=page-wrapper><div id=content><nav class=nav-wide-wrapper>Junk</nav><main>
<h1 id=l><a class=header href=#l>Lantern</a></h1>{headed("")}<pre><code class="language-rust">
<span class=boring>fn junk() {{ // Junk
</span>light();
<span class=boring>}}</span></code></pre></main><nav class=nav-wrapper>Junk</nav></div></div>""",
    "antora": f"""<meta name=generator content="Antora 3.1"><main><article class=doc><h1 class=page>
Lantern</h1>{headed("<a class=anchor href=#use></a>")}<pre><code>on() <i class=conum data-value=1>
</i><b>(Junk)</b></code></pre><nav class=pagination>Junk</nav></article></main>""",
    "asciidoctor": f"""<meta name=generator content="Asciidoctor 2.0.23"><body class=article>
<div id=header><h1>Lantern</h1><div id=toc class=toc>Junk</div></div><div id=content>
{headed("<a class=anchor href=#use></a>")}</div><div id=footnotes><hr><div class=footnote id=n1>
<a href=#r1>1</a>. A note.</div></div><div id=footer>Junk</div>""",
    "docsy": f"""<main class=td-main><div class=td-content><h1>Lantern</h1><div
class=reading-time>Junk
</div>{headed("<a class=td-heading-self-link href=#use></a>")}<h2 class=feedback--title>Junk</h2>
<p class=feedback--prompt>Junk</p><div class=td-page-meta__lastmod>Junk</div></div></main>""",
    "hugo-book": f"""<main class="container flex"><div class=book-page><article class="markdown
book-article"><h1>Lantern</h1>{headed("<a class=anchor href=#use>#</a>")}</article>
<footer class=book-footer>Junk</footer></div><aside class=book-toc>Junk</aside></main>""",
    "geekdoc": f"""<div class="gdoc-page"><div class=gdoc-page__header>Junk</div>
<article class="gdoc-markdown"><h1>Lantern</h1>
{headed("<a class=gdoc-page__anchor href=#use>#</a>")}
</article><div class=gdoc-page__footer>Junk</div></div>""",
    "relearn": f"""<main id=R-body-inner><article class=default><header class=headline></header>
<h1>Lantern</h1>{headed("<span class=anchor>Junk</span>")}<footer class=footline>Junk</footer>
</article></main>""",
    "hextra": f"""<main><nav class=hextra-toc>Junk</nav><article><div class=content><h1>Lantern</h1>
{headed("<a class=subheading-anchor href=#use></a>")}</div></article><div>Junk</div></main>""",
    "starlight": f"""<meta name=generator content="Starlight v0.28"><main><h1 id=_top>Lantern</h1>
<div class=sl-markdown-content>{headed("<a class=sl-anchor-link href=#use>Junk</a>")}</div>
<footer><div class=pagination-links>Junk</div></footer></main>""",
    "nextra": f"""<article class=nextra-content><main><div class="nextra-breadcrumb">Junk</div>
<h1>Lantern</h1>{headed("<a class=subheading-anchor href=#use></a>")}
<div class="nx-mt-12 nx-mb-8 nx-text-xs">Junk on <time>May 1</time></div>
<div class="nx-mb-8 nx-flex nx-border-t nx-pt-8"><a title=Next
href=/n>Junk</a></div></main></article>""",
    "fumadocs": f"""<article id=nd-page><h1>Lantern</h1><div class=prose>{headed("")}</div>
<div><a href=/n>Junk</a></div></article>""",
    "mintlify": f"""<meta name=generator content=Mintlify><div id=content-area><header>Junk</header>
<div class=mdx-content id=content>{headed('<a aria-label="Navigate to header" href=#use>Junk</a>')}
</div><div id=pagination>Junk</div></div>""",
    "gitbook-legacy": f"""<meta name=generator content="GitBook 3.2.3"><div class=book-body>
<div class=page-inner><section
class="normal markdown-section"><h1>Lantern</h1>{headed("")}</section>
</div><a class=navigation>Junk</a></div>""",
    "gitbook": f"""<meta name=generator
content="GitBook (9f2c)"><aside>Junk</aside><main><header><h1>
Lantern</h1><nav>Junk</nav></header><div class=grid>{headed("")}</div></main>""",
    "readme-io": f"""<div id=content-container><article class=rm-Article><header>Junk</header>
<div class=rm-Markdown>{headed("<a class=heading-anchor-icon href=#use>Junk</a>")}</div>
<div class=UpdatedAt>Junk</div></article></div>""",
    "slate": f"""<div class=tocify-wrapper>Junk</div><div class=page-wrapper><div
class=dark-box></div>
<div class=content><h1>Lantern</h1>{headed("")}</div><div class=lang-selector>Junk</div></div>""",
    "just-the-docs": f"""<div class=side-bar><nav id=site-nav class=site-nav>Junk</nav></div>
<div id=main-content class=main-content><nav class=breadcrumb-nav>Junk</nav><main><h1>Lantern</h1>
<h2 class="text-delta">Junk</h2><ul id=markdown-toc><li>Junk</ul>
{headed("<a class=anchor-heading href=#use></a>")}</main></div>""",
    "mediawiki": f"""<meta name=generator content="MediaWiki 1.43"><h1 id=firstHeading>Lantern</h1>
<div id=mw-content-text><div class=mw-parser-output><div class=shortdescription>Junk</div>
<table class=ambox><tr><td>Junk</table>{headed("<span class=mw-editsection>[<a>Junk</a>]</span>")}
<div class=reflist><ol><li>A reference.</ol></div><div class=navbox>Junk</div></div></div>
<div id=catlinks class=catlinks>Junk</div>""",
    "dokuwiki": f"""<meta name=generator content=DokuWiki><div class=dokuwiki><div
id=dokuwiki__content>
<div class=page><div id=dw__toc>Junk</div><h1>Lantern</h1>{headed("")}<div class=secedit>Junk</div>
</div><div class=docInfo>Junk</div></div></div>""",
    "confluence": f"""<body id=com-atlassian-confluence><div class=page-metadata>Junk</div>
<div id=main-content class=wiki-content><div class=toc-macro>Junk</div>{headed("")}</div>""",
    "moinmoin": f"""<div id=page dir=ltr><div id=content dir=ltr><div
class=table-of-contents>Junk</div>
<h1>Lantern</h1>{headed("")}</div><p id=pageinfo class=info>Junk</p></div>""",
    "trac": f"""<div id=content class=wiki><div id=wikipage class=trac-content><div
class=wiki-toc>Junk
</div><h1>Lantern</h1>{headed("<a class=anchor href=#use> ¶</a>")}</div>
<div class=trac-modifiedby>Junk</div></div>""",
    "tiki-xwiki": f"""<div id=xwikicontent><h1>Lantern</h1>{headed("")}</div><div>Junk</div>""",
    "docbook": f"""<meta name=generator content="DocBook XSL Stylesheets V1.79"><body>
<div class=navheader>Junk</div><div class=chapter><h1>Lantern</h1><div class=toc>Junk</div>
{headed("")}</div><div class=navfooter>Junk</div>""",
    "publican": f"""<meta name=generator content="publican v4.3.2"><body><p id=title>Junk</p>
<ul class=docnav><li>Junk</ul><div class=section><h1>Lantern</h1>{headed("")}</div>""",
    "texinfo": f"""<meta name=Generator content=makeinfo><body><div class=nav-panel><p>Junk</div>
<div class=chapter><h2>3 Lantern</h2>{headed("<a class=copiable-link href=#use> ¶</a>")}</div>
<div class=nav-panel><p>Next: <a accesskey=n>Junk</a></p></div>""",
    "quarto": f"""<meta name=generator content=quarto-1.5.57><nav id=TOC>Junk</nav>
<main class=content id=quarto-document-content><header id=title-block-header><h1>Lantern</h1>
<div class=quarto-title-meta>Junk</div></header>{headed("<a class=anchorjs-link href=#use></a>")}
</main>""",
    "bookdown": f"""<meta name=generator content="bookdown 0.40 and GitBook 2.6.7"><div
class=book-body>
<section class=normal id=section-><h1>Lantern</h1>{headed("")}</section>
<a class="navigation navigation-next">Junk</a></div>""",
    "pkgdown": f"""<div class="container template-article"><main id=main><h1>Lantern</h1>
<small class=dont-index>Junk</small>{headed("<a class=anchor href=#use></a>")}</main></div>""",
    "documenter": f"""<div id=documenter><div class=docs-main><article class=content
id=documenter-page>
<h1>Lantern<a class=docs-heading-anchor-permalink href=#l>Junk</a></h1>{headed("")}
<a class=docs-sourcelink href=s>Junk</a></article><nav class=docs-footer>Junk</nav></div></div>""",
    "jupyter": f"""<main><div class=jp-Notebook><div class=jp-Cell><div
class=jp-InputPrompt>In [Junk]:
</div></div><h1>Lantern<a class=anchor-link href=#l>¶</a></h1>{headed("")}</div></main>""",
    "google-devsite": f"""<devsite-content><article class=devsite-article><div class=devsite-banner>
Junk</div><h1>Lantern</h1><div class="devsite-article-body">{headed("")}
<devsite-thumb-rating>Junk</devsite-thumb-rating></div></article></devsite-content>""",
    "microsoft-learn": f"""<main id=main><div class=content><h1>Lantern</h1></div>
<div id=article-header>Junk</div><div class=content><nav
id=center-doc-outline>Junk</nav>{headed("")}
</div><section data-bi-name=recommendations>Junk</section></main>""",
    "aws-docs": f"""<div id=main-content><div id=main-col-body><h1>Lantern</h1>
<awsdocs-page-utilities>Junk</awsdocs-page-utilities>{headed("")}<div
class=prev-next>Junk</div></div>
</div>""",
    "github-docs": f"""<main><h1>Lantern</h1><div data-container=toc>Junk</div>
<div id=article-contents>{headed("")}</div></main>""",
}
HOSTS = {
    "microsoft-learn": "learn.microsoft.com",
    "aws-docs": "docs.aws.amazon.com",
    "github-docs": "docs.github.com",
}

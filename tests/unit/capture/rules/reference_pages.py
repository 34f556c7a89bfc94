"""One page of each maker of references, in its own markup; the text is invented."""

from __future__ import annotations

from tests.unit.capture.rules.doc_pages import CODE, headed

_BODY = headed("")

PAGES = {
    "rustdoc": f"""<meta name=generator content=rustdoc><body class="rustdoc struct"><main><section
id=main-content class=content><div class=main-heading><span class=rustdoc-breadcrumbs>Junk</span>
<h1>Struct <span class=struct>Lantern</span><button id=copy-path>Junk</button></h1>
<rustdoc-toolbar>Junk</rustdoc-toolbar></div><pre class="rust item-decl"><code>{CODE}</code></pre>
<details class="toggle top-doc" open><summary class=hideme><span>Junk</span></summary>
<div class=docblock>{headed("<a class=doc-anchor href=#use>§</a>")}</div></details>
<a class="src rightside" href=s>Junk</a></section></main>""",
    "javadoc": f"""<meta name=generator content="javadoc/ClassWriterImpl"><header><nav><div
class=topNav>
Junk</div></nav></header><main><div class=header><h1 class=title>Class Lantern</h1></div>
<section class=class-description>{_BODY}</section><button>Junk</button></main>""",
    "doxygen": f"""<meta name=generator content="Doxygen 1.12.0"><div class=header><div class=title>
Lantern</div></div><div class=contents><div class=dynheader>Junk</div><div class=textblock>{_BODY}
</div></div><div class=ttc>Junk</div><hr class=footer><address>Junk</address>""",
    "go-dev": f"""<main><article class=Article><h1>Lantern</h1><div class=TOC>Junk</div>{_BODY}
<div class=Article-next>Junk</div></article></main>""",
    "typedoc": f"""<div class="container container-main"><div class=col-content>
<ul class=tsd-breadcrumb><li>Junk</ul><h1>Class Lantern</h1><section class="tsd-panel">{_BODY}
<aside class=tsd-sources>Junk</aside></section></div><div class=col-sidebar>Junk</div></div>""",
    "jsdoc": f"""<div id=main><h1 class=page-title>Lantern</h1><section><article>{_BODY}
<dl class=details><dt>Source:</dt><dd class=tag-source>Junk</dd></dl></article></section></div>
<nav>Junk</nav>""",
    "yard": f"""<div id=main><div id=menu>Junk</div><div id=content><h1>Class: Lantern</h1>
<div class=docstring><div class=discussion>{_BODY}</div></div><a class=summary_toggle>Junk</a></div>
<div id=footer>Junk</div></div>""",
    "rdoc": f"""<nav>Junk</nav><main role=main><h1>class Lantern</h1><section
class=description>{_BODY}
</section><div class=method-detail><span class=method-click-advice>Junk</span></div></main>""",
    "exdoc": f"""<meta name=generator content="ExDoc v0.34"><main class=content><div id=content
class=content-inner><h1><a class=icon-action>Junk</a>Lantern</h1>
{headed("<a class=hover-link href=#use></a>")}<div
class=bottom-actions>Junk</div><footer>Junk</footer>
</div></main>""",
    "haddock": f"""<body><div id=package-header>Junk</div><div id=content><div id=module-header>
<table class=info><tr><td>Junk</table><p class=caption>Lantern</p></div>
<div id=table-of-contents>Junk</div><div id=synopsis>Junk</div>{_BODY}
<p class=src>light :: Int <a class=link href=s>Junk</a><a class=selflink href=#l>#</a></p></div>""",
    "scaladoc": f"""<div id=content-container><div id=template><div
id=definition><h1>Lantern</h1></div>
<h4 id=signature></h4><div id=comment>{_BODY}</div><div id=mbrsel>Junk</div></div></div>""",
    "dokka": f"""<div id=main><div id=content class=main-content data-page-type=classlike>
<div class=breadcrumbs>Junk</div><div class=cover><h1>Lantern</h1></div>{_BODY}
<span class=anchor-icon>Junk</span></div></div>""",
    "dartdoc": f"""<meta name=generator content="made with love by dartdoc"><main>
<div id=dartdoc-main-content class=main-content><h1>Lantern</h1>{_BODY}
<span class=anchor-container>Junk</span></div></main>""",
    "odoc": f"""<body class=odoc><nav class=odoc-nav>Junk</nav><header
class=odoc-preamble><h1>Module
Lantern</h1></header><div class=odoc-tocs><nav class=odoc-toc>Junk</nav></div>
<div class=odoc-content>{headed("<a class=anchor href=#use></a>")}</div>""",
    "pdoc": f"""<nav class=pdoc>Junk</nav><main class=pdoc><section
class=module-info><h1>lantern</h1>
<div class=docstring>{_BODY}</div><label class=view-source-button>Junk</label></section></main>""",
    "pydoctor": f"""<meta name=generator content="pydoctor 24.3"><nav>Junk</nav><div id=main>
<div id=current-docs-container>Junk</div><div id=search-results-container>Junk</div>
<div class=page-header><h1>lantern</h1></div><div class=moduleDocstring>{_BODY}</div>
<a class=functionSourceLink href=s>Junk</a></div>""",
    "gi-docgen": f"""<div id=body-wrapper><nav class=sidebar>Junk</nav><section id=main
class=content>
<section><h1>Lantern</h1>{headed("<a class=anchor href=#use></a>")}<a
class=srclink>Junk</a></section>
</section></div>""",
    "erlang-doc": f"""<div id=container><aside id=leftnav><nav class=leftnav-tube>Junk</nav></aside>
<div id=content><div class=innertube><h1>lantern</h1><div class=description-body>{_BODY}</div></div>
<div class=footer>Junk</div></div></div>""",
    "scribble": f"""<div class=tocset>Junk</div><div class=maincolumn><div class=main>
<div class=navsettop>Junk</div><h1>Lantern</h1>{headed("<a class=heading-anchor href=#use>#</a>")}
<div class=navsetbottom>Junk</div></div></div>""",
    "php-manual": f"""<nav>Junk</nav><section id=layout-content><div class=page-tools>Junk</div>
<div class=refentry><h1>lantern</h1>{headed("<a class=genanchor href=#use> ¶</a>")}</div>
<section id=usernotes>Junk</section></section>""",
    "cppreference": f"""<div id=content><h1 id=firstHeading>Lantern</h1><div id=bodyContent>
<div id=siteSub>Junk</div><div id=mw-content-text><div class=t-navbar>Junk</div>
{headed("<span class=editsection>[Junk]</span>")}<div
class=t-example-live-link>Junk</div></div></div>
</div>""",
    "mdn": f"""<main id=content><article class=main-page-content lang=en><h1>Lantern</h1>
<div class=article-actions>Junk</div><details
class=baseline-indicator><summary>Junk</summary></details>
<div class=section-content>{_BODY}</div><aside class=metadata>Junk</aside></article></main>
<aside class=document-toc-container>Junk</aside>""",
    "man7": f"""<body><div class=page-top>Junk</div><table class=nav-bar><tr><td>Junk</table>
<h1>lantern(1)</h1>{headed("<a href=#top_of_page><span class=top-link>Junk</span></a>")}
<hr class=end-man-text><p>Junk</p><div class=footer>Junk</div>""",
    "man-pages": f"""<body><div class=page-top>Junk</div><h1>lantern(1)</h1>
<h2 id=use>Use &nbsp; <a href=#top_of_page><span class=top-link>Junk</span></a></h2>{_BODY}
<hr class=end-footer><p>Junk</p>""",
    "mandoc": f"""<table class=head><tr><td class=head-ltitle>LANTERN(1)</td><td>Junk</td></table>
<div class=manual-text><section class=Sh>{_BODY}</section></div>
<table class=foot><tr><td>Junk</table>""",
    "devdocs": f"""<main><div class=_content><div class="_page _simple"><h1>Lantern</h1>{_BODY}
<div class=_attribution>Junk</div></div></div></main>""",
    "node-api": f"""<div id=column1><header>Junk</header><div id=apicontent><h1>Lantern</h1>
{headed("<span><a class=mark href=#use>#</a></span>")}<details id=toc>Junk</details></div></div>""",
    "postgresql-docs": f"""<div id=docContainer><div id=docContent><div class=navheader>Junk</div>
<div class=sect1><h2 class=title>9.1. Lantern</h2>
{headed("<a class=id_link href=#use> #</a>")}</div>
<div class=navfooter>Junk</div></div></div>""",
    "metacpan": f"""<div class=breadcrumbs>Junk</div><div class="pod content"><ul
class=toc><li>Junk</ul>
<h1>NAME</h1>{_BODY}</div>""",
    "w3c-spec": f"""<meta name=generator content="ReSpec 35.1"><body><div
class=head><h1>Lantern</h1>
<details>Junk</details></div><nav id=toc>Junk</nav>
{headed('<a class=self-link href=#use aria-label="§"></a>')}<div id=back-to-top>Junk</div>""",
}
HOSTS = {
    "go-dev": "go.dev/doc",
    "php-manual": "www.php.net/manual",
    "cppreference": "en.cppreference.com",
    "mdn": "developer.mozilla.org",
    "man7": "man7.org/linux/man-pages",
    "devdocs": "devdocs.io",
    "postgresql-docs": "www.postgresql.org/docs",
    "metacpan": "metacpan.org",
}

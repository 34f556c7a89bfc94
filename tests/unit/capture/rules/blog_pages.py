"""One page of each place where people publish, in its own markup; the text is invented."""

from __future__ import annotations

from tests.unit.capture.rules.doc_pages import TEXT

_T = TEXT
_RELATED = "<div class=related><h3>Junk</h3><p>Junk of another article.</p></div>"

PAGES = {
    "medium": f"""<article><div><h1 class=pw-post-title>Lantern</h1><div class=speechify-ignore>Junk
</div><section><p class=pw-post-body-paragraph>It begins.</p>{_T}</section><button>Junk</button>
</div>
</article>""",
    "substack": f"""<h1 class=post-title>Lantern</h1><div class=available-content>
<div class="body markup">{_T}<div class=subscription-widget-wrap>Junk</div><p class=button-wrapper>
<a>Junk</a></p></div></div><div>Junk</div>""",
    "forem": f"""<main><article><header class=crayons-article__header><a
class=crayons-link>Ada Lane</a>
<time datetime=2026-03-14T09:26:00Z>Mar</time></header><div id=article-body
class="crayons-article__body text-styles">{_T}<div class=highlight__panel>Junk</div></div></article>
<section id=comments><p>Junk</p></section></main>""",
    "hashnode": f"""<main><div id=post-content-wrapper class=prose>{_T}</div><p>Junk</p></main>""",
    "ghost": f"""<meta name=generator content="Ghost 5.96"><article
class=gh-article><header><h1>Lantern
</h1><figure class=gh-article-image><img src=/i/cover.jpg></figure></header>
<section class="gh-content gh-canvas">{_T}<div
class=kg-signup-card>Junk</div></section></article>""",
    "papermod": f"""<main class=main><article class=post-single><header
class=post-header><h1>Lantern</h1>
</header><figure class=entry-cover><img src=/i/cover.jpg></figure><div class=toc>Junk</div>
<div class=post-content>{_T}</div><footer class=post-footer>Junk</footer></article></main>""",
    "hatena": f"""<article class=entry><div class="entry-content hatenablog-entry">{_T}
<ul class=table-of-contents><li>Junk</ul></div></article>""",
    "tistory": f"""<div class=entry-content><div
class="tt_article_useless_p_margin contents_style">{_T}
</div><div class=container_postbtn>Junk</div><div class=another_category><p>Junk</p></div></div>""",
    "naver-blog": f"""<div class=se-title-text>Lantern</div><span class=nick>Ada Lane</span>
<span class=se_publishDate>2026. 3. 14. 9:26</span><div class=se-main-container>{_T}
<div class=se-placesMap>Junk</div></div><div>Junk</div>""",
    "velog": f"""<div class="sc-1 head"><p>Junk</p></div><div
class="sc-2 abc atom-one">{_T}</div>""",
    "brunch": f"""<h1 class=cover_title>Lantern</h1><div class=wrap_body>{_T}</div><div
class=wrap_keyword>Junk</div>""",
    "qiita": f"""<div id=personal-public-article-body><div class=mdContent-inner><h2><span id=s
class=fragment></span><a href=#s><i class="fa fa-link"></i></a>Start</h2>{_T}</div></div><p>Junk""",
    "zenn": f"""<article><div class=znc>{_T}</div><aside>Junk</aside></article>""",
    "note": f"""<article><nav>Junk</nav><div
class=note-common-styles__textnote-body>{_T}</div><p>Junk
</article>""",
    "csdn": f"""<h1 id=articleContentId>Lantern</h1><a class=follow-nickName>Ada Lane</a>
<div id=article_content><div id=content_views>{_T}<div class=hide-article-box>Junk</div></div></div>
<p>Junk""",
    "juejin": f"""<article><div class=author-info-block><a class=author-name><span
class=name>Ada Lane
</span></a></div><div id=article-root class=article-viewer>{_T}</div></article><p>Junk""",
    "zhihu-article": f"""<header><h1 class=Post-Title>Lantern</h1></header><div class=Post-RichText>
{_T}</div><div class=ContentItem-time>Junk</div>""",
    "zhihu": f"""<div class=QuestionHeader-main><h1 class=QuestionHeader-title>Lantern</h1>
<div class=QuestionRichText><span class="RichText ztext">How is it lit?</span></div></div>
<div class=AnswerItem><div class=AuthorInfo><meta itemprop=name content="Ada Lane"></div>
<meta itemprop=upvoteCount content=7><div class=RichContent-inner><span class="RichText ztext">{_T}
</span></div></div><div>Junk</div>""",
    "v2ex": f"""<div id=Main><div class=box><div class=header><small><a
href=/member/ada>Ada Lane</a>
</small></div><div class=cell><div class=topic_content>{_T}</div></div></div><div class=cell id=r_1>
<strong><a href=/member/bo class=dark>Bo Reed</a></strong><span class=ago title="2026-03-15 10:00">
</span><div class=reply_content>So it is.</div></div></div><p>Junk""",
    "habr": f"""<article><a class=tm-user-info__username>Ada Lane</a><div id=post-content-body>
<div class=article-formatted-body>{_T}</div></div></article><p>Junk""",
    "telegraph": f"""<main><article id=_tl_editor class=tl_article_content><h1>Lantern</h1><address>
<a rel=author>Ada Lane</a></address>{_T}</article><aside>Junk</aside></main>""",
    "notion": f"""<div class=notion-topbar>Junk</div><main class=notion-page>
<div class=notion-page-content>{_T}</div></main>""",
    "blogger": f"""<meta name=generator content=blogger><div class=post><div class="post-body
entry-content" id=post-body-1>{_T}</div><div class=post-footer>Junk</div></div><div>Junk</div>""",
    "wordpress": f"""<meta name=generator content="WordPress 6.6"><article
class="post type-post hentry">
<div class=entry-content>{_T}{_T}<div class=sharedaddy>Junk</div><div
class=jp-relatedposts>Junk</div>
{_RELATED}</div></article><div id=comments><p>Junk</p></div>""",
    "writefreely": f"""<meta name=generator content="Write.as"><article id=post-body
class=norm><div class="e-content">{_T}</div></article><p>Junk""",
    "hexo": f"""<meta name=generator content="Hexo 7.3.0"><article><div class=post-body>{_T}
<div class=reward-container>Junk</div></div></article><p>Junk""",
    "jekyll": f"""<meta name=generator content="Jekyll v4.3.3"><article><div
class=page__content>{_T}
{_RELATED}</div></article><p>Junk""",
    "hugo": f"""<meta name=generator content="Hugo 0.134"><article><div class=post-content>
<nav id=TableOfContents>Junk</nav>{_T}</div></article><p>Junk""",
    "hubspot": f"""<meta name=generator content=HubSpot><span
id=hs_cos_wrapper_post_body>{_T}</span>
<p>Junk""",
    "squarespace": f"""<article><div class=blog-item-content>{_T}</div></article><p>Junk""",
    "joomla": f"""<meta name=generator content="Joomla! - Open Source"><div class=item-page>
<div itemprop=articleBody>{_T}</div></div><p>Junk""",
    "drupal": f"""<meta name=Generator content="Drupal 10 (https://www.drupal.org)"><article
class=node><div class=node__content><div
class="field--name-body">{_T}</div></div></article><p>Junk""",
    "wikidot": f"""<div id=page-content>{_T}<div class=page-rate-widget-box>Junk</div></div>
<div id=page-info-break></div><p>Junk""",
    "instapaper": f"<div class=instapaper_body>{_T}{_T}</div><p>Junk",
    "microformats": f"<div class=h-entry><div class=e-content>{_T}{_T}</div></div><p>Junk",
    "hatom": f"<div class=hentry><div class=entry-content>{_T}{_T}</div></div><p>Junk",
}
HOSTS = {
    "naver-blog": "blog.naver.com",
    "velog": "velog.io",
    "brunch": "brunch.co.kr",
    "qiita": "qiita.com",
    "zenn": "zenn.dev",
    "note": "note.com",
    "csdn": "blog.csdn.net",
    "juejin": "juejin.cn",
    "zhihu-article": "zhuanlan.zhihu.com",
    "zhihu": "www.zhihu.com/question/1",
    "v2ex": "www.v2ex.com/t",
    "habr": "habr.com",
    "telegraph": "telegra.ph",
}
AUTHORED = ("forem", "naver-blog", "csdn", "juejin", "v2ex", "habr", "telegraph")

"""Rules for single hosts: each keeps its article or thread, and only on its own host."""

from __future__ import annotations

import pytest

from devket.capture import Extracted
from devket.capture.engine import extract

_T = "<p>The lantern is lit when the keeper asks, and stays lit until the morning comes.</p>" * 4

PAGES = {
    ("t.me/a", "telegram"): f"<div class=tgme_widget_message_text>{_T}</div><p>Junk",
    ("lwn.net/Articles/1", "lwn"): f"""<div class=ArticleText><div
class=FeatureByline>By <b>Ada Lane
</b></div>{_T}<details class=CommentBox>Junk</details></div>""",
    ("www.infoq.com/a", "infoq"): f"""<div class=article__data>{_T}<div
class=related>Junk</div></div>""",
    ("dzone.com/a", "dzone"): f"<div class=content-html>{_T}</div><p>Junk",
    ("www.geeksforgeeks.org/a", "geeksforgeeks"): f"""<article><div class=article-meta>Junk</div>
<div class=text>{_T}</div></article>""",
    ("www.freecodecamp.org/news/a", "freecodecamp"): f"""<section class=post-full-content><div
class=post-content>{_T}<div class=ad-wrapper>Junk</div></div></section>""",
    ("realpython.com/a", "real-python"): f"""<div class=article-body>{_T}<div
class=toc>Junk</div></div>""",
    ("www.digitalocean.com/community/a", "digitalocean"): f"""<div
class=Markdown_markdown__x>{_T}</div>
<p>Junk""",
    ("aws.amazon.com/blogs/a", "aws-blog"): f"""<section
class=blog-post-content>{_T}</section><p>Junk""",
    ("arstechnica.com/a", "arstechnica"): f"""<div class=post-content>{_T}<div
class=sidebar>Junk</div>
</div>""",
    ("www.clien.net/service/board/a", "clien"): f"""<div class=content_view><input class=nickname
value="Ada Lane"><div class=post_article>{_T}</div></div><div class=comment_row><input
class=nickname
value="Bo Reed"><div class=comment_view>So it is.</div></div><p>Junk""",
    ("okky.kr/questions/1", "okky"): f"""<article><a href=/users/1>Ada Lane</a>
<div class="remirror-editor ProseMirror">{_T}</div></article><p>Junk""",
    ("news.hada.io/topic", "geeknews"): f"""<div class=topic-table><div class=topicinfo>
<a href=/user?id=a>Ada Lane</a></div><div class=topic_contents>{_T}</div></div><div
class=comment_row>
<a href=/user?id=b>Bo Reed</a><span class=comment_contents>So it is.</span></div><p>Junk""",
}


def read(address: str, page: str) -> Extracted:
    return extract(f"<title>Lantern</title><body>{page}", f"https://{address}")


@pytest.mark.parametrize(("address", "rule"), PAGES)
def test_the_article_is_kept_and_nothing_else(address: str, rule: str) -> None:
    page = read(address, PAGES[address, rule])
    assert page.log["rule"] == rule
    assert page.text.count("The lantern is lit") == 4 and "Junk" not in page.text


@pytest.mark.parametrize(("address", "rule"), PAGES)
def test_elsewhere_the_rule_is_not_asked(address: str, rule: str) -> None:
    assert read("other.example/a", PAGES[address, rule]).log["rule"] != rule


@pytest.mark.parametrize("address", ["lwn.net/a", "www.clien.net/board/a", "okky.kr/articles/1"])
def test_the_author_is_told(address: str) -> None:
    pages = {place.split("/")[0]: page for (place, _), page in PAGES.items()}
    assert read(address, pages[address.split("/", maxsplit=1)[0]]).byline == "Ada Lane"

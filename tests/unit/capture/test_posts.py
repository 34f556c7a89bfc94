"""A thread is shown as posts: who, when and votes above each, comments folded under it."""

from __future__ import annotations

from datetime import UTC, datetime

from turbohtml import Element, parse_fragment

from devket.capture.about.bylines import says_only_who_and_when
from devket.capture.about.metadata import Metadata
from devket.capture.finish.article import finish
from devket.capture.heuristic import clean, prune
from devket.capture.posts import Post, thread
from devket.capture.sanitise import sanitise

_AT = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
_META = Metadata("A title", "Ada Lane", "Board", _AT, "en", None, None, "", "", None)


def body(markup: str) -> list[Element]:
    root = parse_fragment(f"<div class='cooked' id=p7>{markup}</div>")
    return [element for element in root.children if isinstance(element, Element)]


def shown(*posts: Post) -> str:
    """Return the thread after the same way that every article goes."""
    root = Element("div", None, [thread(posts)])
    prune(root, unlikely=False)
    clean(root, fishy=False)
    finish(root, _META, "https://board.example/t/1")
    return str(sanitise(root.inner_html))


def test_a_post_stands_under_who_when_and_votes() -> None:
    post = Post("Ada Lane", _AT, body("<p>Words of hers.</p>"), score="12", is_accepted=True)
    assert shown(post) == (
        '<section class="post post-accepted"><p class="post-meta"><strong>Ada Lane</strong> · '
        '<time datetime="2026-03-14T09:26:00+00:00">2026-03-14</time> · ▲ 12 · ✓</p>'
        "<p>Words of hers.</p></section>"
    )


def test_the_line_of_the_first_post_stays_though_it_repeats_the_byline() -> None:
    assert says_only_who_and_when("Ada Lane · 2026-03-14", "Ada Lane")
    markup = shown(Post("Ada Lane", _AT, body("<p>Short.</p>" * 5)), Post("Bo", None, body("Yes.")))
    assert "<strong>Ada Lane</strong>" in markup and "<strong>Bo</strong>" in markup


def test_comments_are_folded_with_their_number() -> None:
    reply = Post("Cy", None, body("<p>A reply.</p>"))
    comment = Post("Bo", None, body("<p>A comment.</p>"), comments=(reply,))
    other = Post("Dee", None, body("<p>Another.</p>"))
    markup = shown(Post("Ada", None, body("<p>Post.</p>"), comments=(comment, other)))
    assert markup.count("<section") == 4
    assert "<details><summary>3 comments</summary>" in markup
    assert markup.endswith("</details></section>")


def test_one_comment_is_one() -> None:
    said = Post("Bo", None, body("<p>Yes.</p>"))
    assert "1 comment<" in shown(Post("Ada", None, body("<p>P.</p>"), comments=(said,)))


def test_a_post_that_says_nothing_is_left_out() -> None:
    posts = [
        Post("Ada", _AT, body(" ")),
        Post("Bo", None, body("<img src=https://a.example/i.png>")),
    ]
    markup = shown(*posts)
    assert "Ada" not in markup and "<strong>Bo</strong>" in markup


def test_a_post_of_nobody_has_no_line() -> None:
    assert shown(Post("", None, body("<p>Words.</p>"))) == (
        '<section class="post"><p>Words.</p></section>'
    )


def test_what_a_name_holds_is_text() -> None:
    markup = shown(Post("<b>Ada</b>\n x", None, body("<p>Words.</p>"), label="<i>"))
    assert "<strong>&lt;b&gt;Ada&lt;/b&gt; x</strong> · &lt;i&gt;" in markup


def test_replies_without_end_do_not_nest_without_end() -> None:
    last = Post("Z", None, body("<p>Last.</p>"))
    for _ in range(3000):
        last = Post("Y", None, body("<p>Said.</p>"), comments=(last,))
    markup = thread([Post("Ada", None, body("<p>Post.</p>"), comments=(last,))])
    assert len(markup.select("section")) == 3002
    assert markup.select_one("section " * 30) is None


def test_code_in_a_post_keeps_its_house() -> None:
    [pre] = parse_fragment("<pre class=x><code>a\n  b</code></pre>").select("pre")
    assert thread([Post("Ada", None, [pre])]).select("section > pre.x > code")[0].text == "a\n  b"


def test_a_cell_or_item_is_no_cell_in_a_post() -> None:
    root = parse_fragment("<table><tr><td id=p1>Words in a cell.</td></tr></table>")
    post = thread([Post("Ada", None, root.select("td"))])
    assert post.select_one("td") is None and "Words in a cell." in post.text

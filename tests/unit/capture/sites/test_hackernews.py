"""Hacker News and Lobsters: the story, then what was said, replies inside what they answer."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from turbohtml import parse_fragment

from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, metas, read

_HN = "https://news.ycombinator.com/item?id=42"


def row(name: str, depth: int, text: str) -> str:
    return (
        f'<tr class="athing comtr" id="{name}"><td><table><tr><td class="ind" indent="{depth}">'
        f'<img src="s.gif" height="1" width="{depth * 40}"></td><td class="votelinks"></td><td'
        f" class="
        f'"default"><div><span class="comhead"><a href="user?id={name}" class="hnuser">{name}</a>'
        '<span class="age" title="2024-04-05T06:07:08 1712297228"><a href="item?id=1">3 hours'
        " ago</a>"
        '</span><a class="togg" n="1">[–]</a></span></div><br><div class="comment"><div'
        ' class="commtext'
        f' c00">{text}</div><div class="reply"><p><font size="1"><u><a href="reply?id=1">reply'
        f"</a></u>"
        "</font></div></div></td></tr></table></td></tr>"
    )


def item(head: str, rows: str) -> str:
    return (
        "<title>x | Hacker News</title><table id=hnmain><tr><td><a href=news>Hacker News</a> new"
        " | past"
        f'</td></tr><tr><td><table class="fatitem">{head}</table><table class="comment-tree">{rows}'
        "</table></td></tr></table>"
    )


_SUBLINE = (
    '<tr><td class="subtext"><span class="subline"><span class="score">128 points</span> by <a'
    " class="
    '"hnuser" href="user?id=mel">mel</a> <span class="age" title="2024-04-05T01:02:03 1712278923">'
    '<a>8 hours ago</a></span> | <a>hide</a> | <a href="item?id=42">5&nbsp;comments</a></span>'
    "</td></tr>"
)
_STORY = (
    '<tr class="athing submission" id="42"><td class="title"><span class="titleline"><a href='
    '"https://kilnlog.example/slow-builds">Why builds are slow</a><span class="sitebit"> (<a href='
    f'"from?site=x"><span class="sitestr">kilnlog.example</span></a>)</span></span></td>'
    f"</tr>{_SUBLINE}"
)
_ROWS = (
    row("ann", 0, f"First.<p>More.<pre><code>{escape(CODE)}</code></pre>")
    + row("ben", 1, "Answer to ann.")
    + row("cat", 2, "Answer to ben.")
    + row("dov", 1, "Another to ann.")
    + row("eve", 0, "Second.")
)


def test_a_story_leads_to_its_page_and_keeps_what_was_said() -> None:
    page = read(item(_STORY, _ROWS), _HN)
    assert page.kind is Kind.DISCUSSION
    assert page.card == {"score": "128", "comments": "5"}
    assert (page.title, page.byline) == ("Why builds are slow", "mel")
    assert page.published == datetime(2024, 4, 5, 1, 2, 3, tzinfo=UTC)
    assert [line.split(" ")[0] for line in metas(page)] == ["ann", "ben", "cat", "dov", "eve"]
    root = parse_fragment(page.content_html)
    assert [a.attr("href") for a in root.select("a")] == ["https://kilnlog.example/slow-builds"]
    assert codes(page) == [CODE]
    assert "reply" not in page.text


def test_replies_stand_inside_what_they_answer() -> None:
    root = parse_fragment(read(item(_STORY, _ROWS), _HN).content_html)
    quotes = root.select("blockquote")
    depths = {
        line.text.split(" ")[0]: sum(quote in quotes for quote in line.ancestors)
        for line in root.select(".post-meta")
    }
    assert depths == {"ann": 0, "ben": 1, "cat": 2, "dov": 1, "eve": 0}


def test_a_question_to_all_begins_with_its_own_words() -> None:
    story = (
        '<tr class="athing"><td><span class="titleline"><a href="item?id=42">Ask HN: Which kiln?'
        "</a>"
        f'</span></td></tr>{_SUBLINE}<tr><td><div class="toptext">I have a small one.<p>What'
        f" now?</div>"
        "</td></tr>"
    )
    page = read(item(story, row("ann", 0, "A big one.")), _HN)
    assert page.title == "Ask HN: Which kiln?"
    assert "I have a small one." in page.text
    assert parse_fragment(page.content_html).find("a") is None


def test_more_comments_are_on_a_next_page_which_does_not_say_the_story_again() -> None:
    more = _ROWS + '<tr><td><a class="morelink" href="item?id=42&amp;p=2">More</a></td></tr>'
    first, second = read(item(_STORY, more), _HN), read(item(_STORY, _ROWS), f"{_HN}&p=2")
    assert first.next_url == "https://news.ycombinator.com/item?id=42&p=2"
    assert (second.next_url, "kilnlog.example" in second.text) == (None, False)


def test_a_thousand_replies_deep_are_still_read() -> None:
    rows = "".join(row(f"u{n}", n, f"Answer {n}.") for n in range(400))
    page = read(item(_STORY, rows), _HN)
    assert len(metas(page)) == 400
    assert "Answer 399." in page.text


def lobster(name: str, text: str, replies: str = "") -> str:
    return (
        f'<li class="comments_subtree"><div class="comment" id="c_{name}" data-shortid="{name}">'
        '<div class="voters"><a class="upvoter">4</a></div><div class="details"><div'
        ' class="byline">'
        f'<a href="/~{name}"><img class="avatar" src="/a.png"></a><a class="u-author"'
        f' href="/~{name}">'
        f'{name}</a><a href="/c/1"><time datetime="2024-07-01 12:00:00">then</time></a></div>'
        f"<div class="
        f'"comment_text"><p>{text}</p></div></div></div><ol class="comments">{replies}</ol></li>'
    )


def test_lobsters_reads_the_same() -> None:
    page = read(
        '<ol class="stories list"><li class="story"><div class="voters"><a class="upvoter">77'
        "</a><span"
        ' class="score">77</span></div><div class="details"><span class="link"><a class="u-url"'
        " href="
        '"https://kilnlog.example/x">Firing order</a></span><span class="tags"><a'
        ' class="tag">perf</a>'
        '</span><div class="byline"><a class="u-author" href="/~mel">mel</a> <time datetime='
        '"2024-07-01 10:00:00">then</time></div></div></li></ol><ol class="comments comments1">'
        + lobster("ann", "First.", lobster("ben", "To ann."))
        + lobster("cat", "Second.")
        + "</ol>",
        "https://lobste.rs/s/abc123/firing_order",
    )
    assert (page.title, page.byline, page.kind) == ("Firing order", "mel", Kind.DISCUSSION)
    assert page.card == {"score": "77", "comments": "3", "tags": "perf"}
    assert [line.split(" ")[0] for line in metas(page)] == ["ann", "ben", "cat"]
    quoted = parse_fragment(page.content_html).select("blockquote .post-meta")
    assert [line.text.split(" ")[0] for line in quoted] == ["ben"]

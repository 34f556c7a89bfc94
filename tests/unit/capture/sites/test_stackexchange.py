"""Stack Exchange: the question, the accepted answer, the others by votes, comments folded."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest
from turbohtml import parse_fragment

from devket.capture.engine import extract
from devket.capture.model import Kind
from tests.unit.capture.sites.reading import CODE, codes, metas, read

_URL = "https://stackoverflow.com/questions/4711/how-do-i-float-a-boat"
_COPY = (
    f'<pre class="lang-py s-code-block"><code class="hljs language-python">{escape(CODE)}'
    f"</code></pre>"
)


def signed(name: str, day: str, *, is_owner: bool = False) -> str:
    words = "post-signature owner" if is_owner else "post-signature"
    return (
        f'<div class="{words} flex--item"><div class="s-user-card user-info"><div class='
        f'"user-action-time">written <span title="{day} 10:20:30Z" class="relativetime">then</span>'
        f'</div><div class="user-details" itemprop="author"><a href="/users/1/{name}">{name}</a>'
        '<span class="d-none" itemprop="name">x</span><div class="-flair"><span>1,024</span></div>'
        "</div></div></div>"
    )


def comment(name: str, text: str) -> str:
    return (
        '<li class="comment js-comment" data-comment-id="5"><div class="comment-score'
        ' js-comment-score">'
        f'<span title="useful" class="cool">3</span></div><div class="comment-text'
        f' js-comment-text">'
        f'<div class="comment-body"><span class="comment-copy">{text}</span> – <a'
        f' class="comment-user"'
        f' href="/users/2">{name}</a><span class="comment-date"><a><span title="2024-02-02'
        f" 01:02:03Z,"
        ' License: CC BY-SA 4.0" class="relativetime-clean">Feb 2</span></a></span></div></div>'
        "</li>"
    )


def post(words: str, body: str, votes: int, by: str, *, comments: str = "", sign: str = "") -> str:
    return (
        f'<div {words}><div class="post-layout"><div class="votecell"><div'
        f' class="js-voting-container">'
        f'<button aria-label="Up vote"></button><div class="js-vote-count" itemprop="upvoteCount"'
        f' data-value="{votes}">{votes}</div>{sign}</div></div><div class="postcell"><div class='
        f'"s-prose js-post-body" itemprop="text">{body}</div><div class="js-post-menu">Share'
        f" Improve"
        f' this question Follow</div>{by}<ul class="comments-list">{comments}</ul></div>'
        f"</div></div>"
    )


_OFF = '<div class="js-accepted-answer-indicator d-none">Accepted</div>'
_ON = '<div class="js-accepted-answer-indicator">Accepted</div>'
_PAGE = (
    '<meta property="og:title" content="python - How do I float a boat? - Stack Overflow">'
    '<div id="question-header"><h1 itemprop="name"><a class="question-hyperlink" href="/q/4711">'
    "How do I float a boat?</a></h1></div><div>Asked 2 years ago Viewed 3k times</div>"
    + post(
        'class="question js-question" id="question" data-questionid="4711"',
        f"<p>It sinks. 404 not found.</p>{_COPY}",
        41,
        signed("ed", "2024-02-09") + signed("ana", "2024-02-01", is_owner=True),
        comments=comment("bo", "Is it a <code>boat</code>?"),
    )
    + '<div class="post-taglist"><a class="post-tag">python</a><a class="post-tag">boats</a></div>'
    '<div id="answers"><h2 data-answercount="3">3 Answers</h2>'
    + post('class="answer js-answer" data-answerid="1" data-score="-2"', "<p>Use a bucket.</p>", -2,
           signed("cy", "2024-02-03"), sign=_OFF)
    + post('class="answer js-answer" data-answerid="2" data-score="99"', "<p>Use wood.</p>", 99,
           signed("di", "2024-02-04"), sign=_OFF)
    + post('class="answer js-answer accepted-answer" data-answerid="3" data-score="7"',
           f"<p>Use cork.</p>{_COPY}", 7,
           signed("ed", "2024-02-09") + signed("flo", "2024-02-05"),
           comments=comment("gus", "Thanks!") + comment("hal", "Cork floats."), sign=_ON)
    + '</div><h2>Not the answer you\'re looking for?</h2><div class="sidebar">Hot Network'
    ' Questions</div>'
)  # fmt: skip


def test_the_accepted_answer_comes_first_then_those_with_most_votes() -> None:
    page = read(_PAGE, _URL)
    assert [line for line in metas(page) if "2024-02-02" not in line] == [
        "ana · 2024-02-01 · ▲ 41",
        "flo · 2024-02-05 · ▲ 7 · ✓",
        "di · 2024-02-04 · ▲ 99",
        "cy · 2024-02-03 · ▲ -2",
    ]
    assert codes(page) == [CODE, CODE]
    assert page.code_languages == ("python",)
    assert "Hot Network" not in page.text
    assert "Improve this" not in page.text


def test_comments_are_folded_under_what_they_are_about() -> None:
    folded = parse_fragment(read(_PAGE, _URL).content_html).select("details")
    assert [fold.select_one("summary").text for fold in folded] == ["1 comment", "2 comments"]  # type: ignore[union-attr]  # each has one
    assert "bo · 2024-02-02 · ▲ 3" in folded[0].text
    assert folded[0].select_one("code") is not None


def test_a_question_has_its_card_and_its_own_title() -> None:
    page = read(_PAGE, _URL)
    assert page.kind is Kind.QUESTION
    assert page.card == {"answers": "3", "accepted": "1", "score": "41", "tags": "python, boats"}
    assert (page.title, page.byline) == ("How do I float a boat?", "ana")
    assert page.published == datetime(2024, 2, 1, 10, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "host", ["unix.stackexchange.com", "serverfault.com", "ru.stackoverflow.com", "askubuntu.com"]
)
def test_its_sisters_are_read_the_same_way(host: str) -> None:
    assert read(_PAGE, f"https://{host}/questions/1/x").log["rule"] == "stackexchange"


def test_a_list_of_questions_is_no_question() -> None:
    page = extract("<h1>Newest</h1><div class=s-post-summary>One</div>", "https://superuser.com/")
    assert page.kind is not Kind.QUESTION

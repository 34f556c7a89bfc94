"""Threads that only JSON-LD tells of: its posts are found again in the page, with their markup."""

from __future__ import annotations

import json

import pytest
from turbohtml import parse_fragment

from devket.capture import Extracted
from devket.capture.engine import extract
from devket.capture.model import Kind

_ASKED = "Why does the loader read its file twice, when it has been asked for it only once?"
_ANSWER = "Since nobody keeps what was read. Lend it out: keep(file), and read no more."
_SHOWN = f"<p>{_ANSWER.replace('keep(file)', '<code>keep(file)</code>')}</p>"


def claim(kind: str, text: str, author: str, **more: object) -> dict[str, object]:
    person = {"@type": "Person", "name": author}
    return {"@type": kind, "text": text, "author": person, **more}


def read(claims: object, answer: str = _SHOWN, beside: str = "") -> Extracted:
    page = (
        f"<title>Twice</title><script type='application/ld+json'>{json.dumps(claims)}</script>"
        f"<body><nav>Junk</nav><div class=x1><b>Junk</b><div class=x2><p>{_ASKED}</p></div></div>"
        f"<div class=x1><div>Junk</div><div class=x2>{answer}</div></div>{beside}"
    )
    return extract(page, "https://talk.example/t/1")


def thread() -> dict[str, object]:
    answer = claim("Comment", _ANSWER, "Bo Reed", upvoteCount=4)
    return claim(
        "DiscussionForumPosting",
        _ASKED,
        "Ada Lane",
        datePublished="2026-03-14T09:26:00Z",
        comment=[answer],
    )


def test_posts_are_found_with_their_markup_under_who_and_when() -> None:
    page = read(thread())
    assert page.log["rule"] == "claims.thread" and page.kind is Kind.DISCUSSION
    root = parse_fragment(page.content_html)
    assert [name.text for name in root.select(".post-meta strong")] == ["Ada Lane", "Bo Reed"]
    assert root.select("section.post code")[0].text == "keep(file)"
    assert "Junk" not in page.text and page.byline == "Ada Lane"
    assert page.card == {"comments": "1"}


def test_a_question_tells_its_accepted_answer() -> None:
    answer = claim("Answer", f"<p>{_ANSWER}</p>", "Bo Reed")
    question = claim("Question", _ASKED, "Ada Lane", acceptedAnswer=answer, suggestedAnswer=[])
    page = read({"@type": "QAPage", "mainEntity": question})
    assert page.kind is Kind.QUESTION and "post-accepted" in page.content_html
    assert page.card == {"answers": "1"}


@pytest.mark.parametrize(
    "claims",
    [
        {"@type": "Question", "text": 7, "acceptedAnswer": [[1], None, "x"]},
        {"@type": "Question", "text": "Words that stand nowhere in this page at all, not once."},
        {"@type": ["DiscussionForumPosting"], "comment": {"comment": []}},
        {
            "@graph": [
                {"@type": "DiscussionForumPosting", "text": "the", "comment": [{"text": "the"}]}
            ]
        },
        {"@type": "Article", "name": "Question"},
        "Question",
        None,
    ],
)
def test_claims_that_do_not_fit_the_page_are_not_believed(claims: object) -> None:
    assert read(claims).log["rule"] == ""


def test_a_thread_of_which_little_is_told_is_not_believed() -> None:
    others = "".join(f"<div class=x2><p>{n} {_ANSWER[::-1]}</p></div>" for n in range(9))
    assert read(thread(), beside=others).log["rule"] == ""


def test_posts_that_are_not_all_found_are_not_believed() -> None:
    assert (
        read(thread(), answer="<p>Something else was said here in the end.</p>").log["rule"] == ""
    )

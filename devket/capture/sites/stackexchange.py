"""Stack Overflow and its sisters: a question, its accepted answer, then the others by votes."""

from __future__ import annotations

import re
from datetime import datetime

from turbohtml import Document, Element

from devket.capture.about.dates import read_date
from devket.capture.model import Kind
from devket.capture.posts import Post, thread
from devket.capture.sites.facts import first_text, known, meta
from devket.capture.told import Told
from devket.core.text import one_line

_MOST_ANSWERS = 200
_MOST_COMMENTS = 100
_SCORE = re.compile(r"[-–−]?\d[\d,]*")
_SITE_END = re.compile(r" - [^-]{1,60}$")
_FIRST_TAG = re.compile(r"^[\w.#+-]+ - ")


def read(document: Document, url: str) -> Told | None:
    """Read a question with all the answers that its page shows; None for lists and profiles."""
    del url
    question = document.select_one("#question, .question[data-questionid]")
    if question is None or question.select_one(".js-post-body, .post-text") is None:
        return None
    first = _post(question)
    boxes = document.select(".answer[data-answerid], #answers .answer")[:_MOST_ANSWERS]
    answers = sorted(map(_post, boxes), key=_rank)
    accepted = any(answer.is_accepted for answer in answers)
    tags = [one_line(tag.text) for tag in document.select(".post-taglist .post-tag")[:20]]
    card = {
        "answers": str(max(len(answers), _told_answers(document))),
        "accepted": "1" if accepted else "",
        "score": first.score,
        "tags": ", ".join(dict.fromkeys(tags)),
    }
    return Told(
        "stackexchange",
        thread([first, *answers]),
        title=_title(document),
        byline=first.author,
        published=first.at,
        kind=Kind.QUESTION,
        card=known(card),
    )


def _title(document: Document) -> str:
    shown = first_text(document, "#question-header h1, h1[itemprop=name]")
    return shown or _SITE_END.sub("", _FIRST_TAG.sub("", meta(document, "og:title")))


def _told_answers(document: Document) -> int:
    head = document.select_one("[data-answercount]")
    count = (head.attr("data-answercount") or "") if head is not None else ""
    return int(count) if re.fullmatch(r"\d{1,6}", count) else 0


def _rank(answer: Post) -> tuple[bool, int]:
    return not answer.is_accepted, -_number(answer.score)


def _number(score: str) -> int:
    return int(re.sub(r"\D", "", score) or 0) * (-1 if score[:1] == "-" else 1)


def _post(box: Element) -> Post:
    body = box.select_one(".js-post-body, .post-text")
    owner = _owner(box)
    return Post(
        _name(owner) if owner is not None else "",
        _day(owner) if owner is not None else None,
        [body] if body is not None else [],
        score=_score(box),
        is_accepted=_is_accepted(box),
        comments=_comments(box),
    )


def _owner(box: Element) -> Element | None:
    """Return the signature of who wrote a post: editors sign before the author."""
    signatures = box.select(".post-signature.owner") or box.select(".post-signature")
    return signatures[-1] if signatures else None


def _name(signature: Element) -> str:
    name = first_text(signature, ".user-details a, .user-details [itemprop=name]")
    return name or first_text(signature, ".user-details, .community-wiki")


def _day(signature: Element) -> datetime | None:
    shown = signature.select_one(".user-action-time [title], .relativetime[title], time[datetime]")
    stamp = (shown.attr("title") or shown.attr("datetime")) if shown is not None else ""
    return read_date((stamp or "").split(",")[0])


def _score(box: Element) -> str:
    claimed = box.attr("data-score") or ""
    shown = claimed or first_text(box, ".js-vote-count, .vote-count-post")
    match = _SCORE.search(shown[:40])
    return re.sub("[–−]", "-", match[0]).replace(",", "") if match else ""


def _is_accepted(box: Element) -> bool:
    sign = box.select_one(".js-accepted-answer-indicator, .vote-accepted-on")
    hidden = sign is not None and sign.has_class("d-none")
    return box.has_class("accepted-answer") or (sign is not None and not hidden)


def _comments(box: Element) -> tuple[Post, ...]:
    found: list[Post] = []
    for comment in box.select(".comment[data-comment-id], li.comment, tr.comment")[:_MOST_COMMENTS]:
        text = comment.select_one(".comment-copy")
        if text is None:
            continue
        moment = comment.select_one(".comment-date [title]")
        stamp = (moment.attr("title") or "") if moment is not None else ""
        author = first_text(comment, ".comment-user")
        score = first_text(comment, ".comment-score")
        found.append(Post(author, read_date(stamp.split(",")[0]), [text], score=score))
    return tuple(found)

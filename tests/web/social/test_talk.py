"""Comments on the pages: said, answered, refused without loss, closed, opened, deleted."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.social.models import Comment, Commenting, Post, Visibility
from tests.factories.social import make_block, make_comment, make_post
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock


@pytest.fixture
def post(session: Session, alice: Person) -> Post:
    return make_post(session, alice.user_id)


def _typed(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def _count(session: Session, post: Post) -> int:
    session.expire_all()
    return session.get_one(Post, post.id).comment_count


def test_a_comment_stands_on_the_page_with_its_links(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    said = "<script>alert(1)</script> @alice #reading https://a.example/x"
    answer = bob.client.post(f"/posts/{post.id}/comments", data={"text": said})
    assert answer.status_code == 303
    assert "#comment-" in answer.location
    page = alice.client.get(f"/p/{post.id}").text
    assert "&lt;script&gt;" in page
    assert 'href="/@alice">@alice</a>' in page
    assert 'href="https://a.example/x"' in page
    assert _count(session, post) == 1


def test_htmx_is_answered_with_the_comment_an_empty_box_and_the_count(
    bob: Person, post: Post
) -> None:
    answer = bob.client.htmx.post(f"/posts/{post.id}/comments", data={"text": "Well said"})
    assert "Well said" in answer.text
    assert _typed(answer.text) == ""
    assert "1 comment" in answer.text


@pytest.mark.parametrize(
    "text", ["", "  \n ", "\u200b", "\u202e\u202c", "x" * 1_001, "\uac00" * 100_000]
)
def test_what_is_refused_comes_back_in_the_box(
    session: Session, bob: Person, post: Post, text: str
) -> None:
    answer = bob.client.post(f"/posts/{post.id}/comments", data={"text": text})
    assert answer.status_code == 422
    assert _typed(answer.text) == text
    assert (
        bob.client.htmx.post(f"/posts/{post.id}/comments", data={"text": text}).status_code == 422
    )
    assert _count(session, post) == 0


def test_what_turns_words_about_is_left_out(alice: Person, bob: Person, post: Post) -> None:
    bob.client.post(f"/posts/{post.id}/comments", data={"text": "gpj.\u202eexe\x00"})
    assert "gpj.exe" in alice.client.get(f"/p/{post.id}").text


@pytest.mark.parametrize("change", ["closed", "hidden", "deleted", "private", "blocked"])
def test_another_tab_that_comes_too_late_is_told_and_keeps_its_text(
    session: Session, alice: Person, bob: Person, post: Post, clock: HandClock, change: str
) -> None:
    if change in ("closed", "hidden"):
        post.commenting = Commenting(change)
    elif change == "deleted":
        post.deleted_at = clock()
    elif change == "private":
        post.visibility = Visibility.ONLY_ME
    else:
        make_block(session, alice.user_id, bob.user_id)
    status = 409 if change in ("closed", "hidden") else 404
    at, text = f"/posts/{post.id}/comments", "I took an hour over this"
    answer = bob.client.post(at, data={"text": text})
    assert answer.status_code == status
    assert _typed(answer.text) == text
    by_htmx = bob.client.htmx.post(at, data={"text": text})
    assert by_htmx.status_code == status
    assert "toast error" in by_htmx.text
    if status == 404:
        absent = bob.client.post("/posts/4321/comments", data={"text": text})
        assert _bare(absent.text) == _bare(answer.text)
    assert session.scalars(select(Comment)).all() == []


def _bare(page: str) -> str:
    return re.sub(r'csrf_token" value="[^"]*"|nonce="[^"]*"|/posts/\d+/', "", page)


def test_the_author_closes_hides_and_opens(
    session: Session, alice: Person, bob: Person, post: Post, nobody: AuditingClient
) -> None:
    make_comment(session, post, bob.user_id, text="Said before")
    at, page = f"/posts/{post.id}/commenting", f"/p/{post.id}"
    assert bob.client.post(at, data={"to": "closed"}).status_code == 404
    assert alice.client.post(at, data={"to": "whatever"}).status_code == 422
    alice.client.post(at, data={"to": "closed"})
    for client in (bob.client, nobody):
        shown = client.get(page).text
        assert "Said before" in shown
        assert "Comments are closed." in shown
        assert 'id="comment-text"' not in shown
    by_htmx = alice.client.htmx.post(at, data={"to": "hidden"}).text
    assert "you alone see them" in by_htmx
    for client in (bob.client, nobody):
        assert "Said before" not in client.get(page).text
    (comment,) = session.scalars(select(Comment))
    assert bob.client.get(f"/comments/{comment.id}").status_code == 404
    assert "Said before" in alice.client.get(page).text
    alice.client.post(at, data={"to": "open"})
    assert 'id="comment-text"' in bob.client.get(page).text


def test_an_answer_stands_under_what_it_answers(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    root = make_comment(session, post, alice.user_id)
    box = bob.client.get(f"/comments/{root.id}/answer").text
    assert f'name="parent" value="{root.id}"' in box
    at = f"/posts/{post.id}/comments"
    first = bob.client.post(at, data={"text": "One", "parent": str(root.id)})
    assert f"/comments/{root.id}#comment-" in first.location
    number = int(first.location.rpartition("-")[2])
    assert _typed(alice.client.htmx.get(f"/comments/{number}/answer").text) == "@bob "
    deeper = alice.client.htmx.post(at, data={"text": "Two", "parent": str(number)})
    assert f'hx-target="#answers-{root.id}"' in deeper.text
    assert bob.client.get(f"/comments/{number}").location.startswith(f"/comments/{root.id}?before=")
    assert bob.client.post(at, data={"text": "Three", "parent": "x"}).status_code == 409


def test_a_comment_is_put_right_within_its_time(
    bob: Person, alice: Person, post: Post, clock: HandClock
) -> None:
    made = bob.client.post(f"/posts/{post.id}/comments", data={"text": "Teh end"})
    at = f"/comments/{made.location.rpartition('-')[2]}/edit"
    assert _typed(bob.client.get(at).text) == "Teh end"
    assert alice.client.get(at).status_code == 404
    assert alice.client.post(at, data={"text": "Mine"}).status_code == 404
    assert "edited" in bob.client.htmx.post(at, data={"text": "The end"}).text
    assert bob.client.post(at, data={"text": " "}).status_code == 422
    clock.advance(minutes=15)
    late = bob.client.post(at, data={"text": "The very end"})
    assert late.status_code == 409
    assert _typed(late.text) == "The very end"
    page = bob.client.get(f"/p/{post.id}").text
    assert "The end" in page
    assert at not in page


def test_a_deleted_comment_leaves_its_place_while_it_has_answers(
    session: Session, alice: Person, bob: Person, carol: Person, post: Post
) -> None:
    root = make_comment(session, post, bob.user_id, text="Regretted")
    answer = make_comment(session, post, alice.user_id, text="Why?", parent_id=root.id)
    at = f"/comments/{root.id}"
    assert carol.client.post(f"{at}/delete").status_code == 404
    assert "deleted" in bob.client.htmx.post(f"{at}/delete").text
    page = carol.client.get(f"/p/{post.id}").text
    assert "Regretted" not in page
    assert "This comment was deleted." in page
    assert "Why?" in page
    assert _count(session, post) == 1
    assert alice.client.post(f"{at}/restore").status_code == 404
    assert 'hx-swap="delete"' in alice.client.htmx.post(f"/comments/{answer.id}/delete").text
    assert "This comment was deleted." not in carol.client.get(f"/p/{post.id}").text
    bob.client.post(f"{at}/restore")
    assert "Regretted" in carol.client.get(f"/p/{post.id}").text


def test_nobody_reads_what_a_person_says_whom_they_are_apart_from(
    session: Session, bob: Person, carol: Person, post: Post
) -> None:
    said = make_comment(session, post, carol.user_id, text="From carol")
    make_block(session, bob.user_id, carol.user_id)
    assert "From carol" not in bob.client.get(f"/p/{post.id}").text
    assert bob.client.get(f"/comments/{said.id}").status_code == 404
    assert bob.client.get(f"/comments/{said.id}/answer").status_code == 404


def test_earlier_comments_are_a_page_away(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    for number in range(45):
        make_comment(session, post, bob.user_id, text=f"Number {number}.")
    seen: list[str] = []
    page = f"/p/{post.id}"
    while page:
        text = alice.client.get(page).text
        seen = [*re.findall(r"Number \d+\.", text), *seen]
        earlier = re.search(r'href="(/p/\d+\?before=\d+)#thread"', text)
        page = earlier[1] if earlier else ""
    assert seen == [f"Number {number}." for number in range(45)]


def test_many_answers_stand_on_a_page_of_their_own(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    root = make_comment(session, post, alice.user_id)
    for number in range(25):
        make_comment(session, post, bob.user_id, text=f"Number {number}.", parent_id=root.id)
    page = alice.client.get(f"/p/{post.id}").text
    assert re.findall(r"Number (\d+)\.", page) == [str(n) for n in range(20, 25)]
    own = alice.client.get(f"/comments/{root.id}").text
    assert re.findall(r"Number (\d+)\.", own) == [str(n) for n in range(5, 25)]
    earlier = re.search(rf'href="(/comments/{root.id}\?before=\d+)"', own)
    assert earlier
    first = alice.client.get(earlier[1]).text
    assert re.findall(r"Number (\d+)\.", first) == [str(n) for n in range(5)]


def test_a_post_with_many_comments_costs_the_same(
    session: Session, alice: Person, bob: Person, post: Post
) -> None:
    made: list[int] = []

    def grow_to(number: int) -> None:
        while len(made) < number:
            root = make_comment(session, post, bob.user_id)
            make_comment(session, post, alice.user_id, parent_id=root.id)
            made.append(root.id)
        session.commit()

    assert_same_cost(alice.client, f"/p/{post.id}", grow_to, at_most=11)


def test_the_61st_comment_in_an_hour_is_refused_and_kept_in_its_box(
    session: Session, bob: Person, post: Post, clock: HandClock
) -> None:
    at = f"/posts/{post.id}/comments"
    for number in range(60):
        assert bob.client.htmx.post(at, data={"text": f"{number}"}).status_code == 200
    refused = bob.client.post(at, data={"text": "One more"})
    assert refused.status_code == 429
    assert _typed(refused.text) == "One more"
    clock.advance(hours=1)
    assert bob.client.post(at, data={"text": "One more"}).status_code == 303

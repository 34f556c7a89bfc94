"""Versions on their pages: the list, one to look at, which is shown, how each was read."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.capture.model import Choice, Reason, State
from devket.core.clock import utcnow
from devket.library.models import CaptureImage, Owed, Save
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import queries
from tests.support.twins import HandQueue


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    """A save with two versions, the second of which is shown."""
    save = make_save(session, alice.user_id, title="As it is", lang="en")
    make_version(session, save, 1, html="<p>What it said.</p>", title="As it was", word_count=700)
    second = make_version(
        session,
        save,
        2,
        html="<p>What it says.</p>",
        title="As it is",
        word_count=900,
        code_count=3,
        image_count=2,
    )
    image = CaptureImage(capture_id=second.id, position=0, source="x", failure="status_404")
    session.add(image)
    session.commit()
    return save


def again(session: Session, save: Save) -> Save:
    session.expire_all()
    return session.get_one(Save, save.id)


def test_the_list_tells_each_version_and_which_is_shown(alice: Person, save: Save) -> None:
    page = parse(alice.client.get(f"/saves/{save.id}/versions").text)
    rows = page.select("[data-version]")
    assert [str(row.attrs["data-version"]) for row in rows] == ["2", "1"]
    assert ["aria-current" in row.attrs for row in rows] == [True, False]
    words = " ".join(rows[0].text.split())
    for told in ("900 words", "3 code blocks", "2 pictures", "English", "Found by its shape"):
        assert told in words, words


def test_the_list_asks_the_database_little(session: Session, alice: Person, save: Save) -> None:
    for version in range(3, 9):
        make_version(session, save, version)
    path = f"/saves/{save.id}/versions"
    alice.client.get(path)  # so that the test's own session has nothing left to refresh
    with queries() as seen:
        alice.client.get(path)
    assert len(seen) <= 7, "\n".join(seen)


def test_a_version_can_be_looked_at_and_nothing_changes(
    session: Session, alice: Person, save: Save
) -> None:
    page = alice.client.get(f"/saves/{save.id}/versions/1")
    assert "What it said." in page.text and "As it was" in page.text
    assert f"/saves/{save.id}/versions/1/show" in page.text
    assert f"/saves/{save.id}/incomplete" not in page.text, "it is only looked at"
    assert again(session, save).title == "As it is"


@pytest.mark.parametrize("is_htmx", [False, True])
def test_showing_a_version_and_letting_devket_choose(
    session: Session, alice: Person, save: Save, *, is_htmx: bool
) -> None:
    post = alice.client.htmx.post if is_htmx else alice.client.post
    answer = post(f"/saves/{save.id}/versions/1/show")
    where = answer.headers["HX-Redirect"] if is_htmx else answer.location
    assert where == f"/saves/{save.id}"
    assert "What it said." in alice.client.get(f"/saves/{save.id}").text
    assert "Let Devket choose" in alice.client.get(f"/saves/{save.id}/versions").text
    post(f"/saves/{save.id}/versions/choose")
    assert again(session, save).title == "As it is"
    assert "Let Devket choose" not in alice.client.get(f"/saves/{save.id}/versions").text


def test_a_version_without_text_has_no_reading_and_no_button(
    session: Session, alice: Person
) -> None:
    save = make_save(session, alice.user_id, state=State.UNREACHABLE, reason=Reason.TIMEOUT)
    capture = make_version(session, save)
    capture.article = None
    session.commit()
    page = alice.client.get(f"/saves/{save.id}/versions").text
    assert "took too long" in page
    assert "/versions/1/show" not in page
    assert alice.client.post(f"/saves/{save.id}/versions/1/show").status_code == 404


def test_a_save_without_versions_says_so(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id, state=State.PENDING)
    assert "There is no version yet" in alice.client.get(f"/saves/{save.id}/versions").text


def test_how_it_was_read_is_told_in_sentences(session: Session, alice: Person, save: Save) -> None:
    log = {
        "engine": "2",
        "rule": "stackexchange",
        "guard": "code",
        "encoding": "euc-kr",
        "code_found": "12",
        "code_kept": "11",
        "pages": "3 of 4",
    }
    make_version(
        session,
        save,
        3,
        log=log,
        final_url="https://blog.example/there",
        state=State.PARTIAL,
        reason=Reason.TEASER,
        choice=Choice.MAIN,
    )
    session.commit()
    page = " ".join(parse(alice.client.get(f"/saves/{save.id}/versions/3/log").text).text.split())
    for told in (
        "https://blog.example/there",
        "version 2",
        "stackexchange knows this kind of page",
        "Much of the code was about to be lost",
        "The main part of the page",
        "euc-kr",
        "11 of 12 blocks kept",
        "3 / 4",
        "only the beginning",
    ):
        assert told in page, told
    assert "code_found" not in page, "no raw keys"


def test_lost_pictures_are_told_with_their_reason(alice: Person, save: Save) -> None:
    page = alice.client.get(f"/saves/{save.id}/versions/2/log").text
    assert "0 of 1 kept" in page
    assert "the site has lost it" in page


def test_others_see_no_version_of_it(carol: Person, nobody: AuditingClient, save: Save) -> None:
    for path in ("versions", "versions/1", "versions/1/log", "file"):
        assert carol.client.get(f"/saves/{save.id}/{path}").status_code == 404
        assert nobody.get(f"/saves/{save.id}/{path}").status_code == 302
    for path in ("versions/1/show", "versions/choose", "incomplete"):
        assert carol.client.post(f"/saves/{save.id}/{path}").status_code == 404


def test_saying_that_it_is_incomplete_owes_another_part(
    session: Session, alice: Person, save: Save, queue: HandQueue
) -> None:
    answer = alice.client.post(f"/saves/{save.id}/incomplete")
    assert answer.location == f"/saves/{save.id}?was=2"
    assert again(session, save).asked_at is not None
    assert queue.huey.pending_count() == 1
    waiting = alice.client.get(answer.location)
    assert "What it says." in waiting.text, "it stays readable"
    assert "Devket is reading this page again" in waiting.text
    article = alice.client.htmx.post(f"/saves/{save.id}/incomplete")
    assert 'hx-trigger="every 1s"' in article.text and "<html" not in article.text


def test_the_answer_to_a_poll_is_empty_until_something_is_new(
    session: Session, alice: Person, save: Save
) -> None:
    save.asked_at, save.owed, save.capture_due_at = utcnow(), Owed.NEXT_PART, utcnow()
    session.commit()
    path = f"/saves/{save.id}?was=2"
    assert alice.client.htmx.get(path).status_code == 204
    make_version(session, save, 3, html="<p>All of it.</p>", choice=Choice.PAGE)
    save.asked_at = None
    session.commit()
    done = alice.client.htmx.get(path)
    assert "All of it." in done.text and "Another part of the page is shown now." in done.text
    undo = parse(done.text).select("#toasts form")[0].attrs["action"]
    assert undo == f"/saves/{save.id}/versions/2/show?undo=1"
    alice.client.post(str(undo))
    assert "What it says." in alice.client.get(f"/saves/{save.id}").text
    assert not again(session, save).chosen_by_reader


def test_without_scripts_the_result_is_told_on_the_page(
    session: Session, alice: Person, save: Save
) -> None:
    make_version(session, save, 3, html="<p>All of it.</p>", choice=Choice.PAGE)
    session.commit()
    answer = alice.client.get(f"/saves/{save.id}?was=2")
    assert answer.location == f"/saves/{save.id}"
    told = alice.client.get(answer.location).text
    assert "Another part of the page is shown now." in told
    assert "This is all that the kept page holds." in told and "/save/bookmarklet" in told


def test_nothing_better_is_told_too(alice: Person, save: Save) -> None:
    told = alice.client.get(f"/saves/{save.id}?was=2", follow_redirects=True).text
    assert "What you see is still the best version." in told


def test_the_last_part_offers_other_ways(session: Session, alice: Person, save: Save) -> None:
    make_version(session, save, 3, is_last_part=True)
    session.commit()
    page = alice.client.get(f"/saves/{save.id}").text
    assert f"/saves/{save.id}/incomplete" not in page
    assert "/save/bookmarklet" in page


def test_a_pending_page_asks_ever_more_seldom(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id, state=State.PENDING, asked_at=utcnow())
    session.commit()
    assert "load delay:1s" in alice.client.get(f"/saves/{save.id}").text


@pytest.mark.parametrize("was", ["-1", "0", "99999999999999999999999", "2147483648"])
def test_no_way_back_is_offered_to_what_cannot_be(
    session: Session, alice: Person, was: str
) -> None:
    save = make_save(session, alice.user_id)
    make_version(session, save)
    session.commit()
    answer = alice.client.get(f"/saves/{save.id}?was={was}", follow_redirects=True)
    assert answer.status_code == 200
    assert "undo=1" not in answer.text

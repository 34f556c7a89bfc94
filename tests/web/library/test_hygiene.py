"""Snoozing, picking by minutes, reviewing what is old: by their owner, plain and by htmx."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.core.clock import utcnow
from devket.library.models import Save
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock


@pytest.fixture
def save_id(session: Session, alice: Person) -> int:
    return make_save(session, alice.user_id, title="Put me off").id


def again(session: Session, save_id: int) -> Save:
    session.expire_all()
    return session.get_one(Save, save_id)


def undo_of(html: str) -> str:
    return str(parse(html).select("#toasts form")[0].attrs["action"])


def test_a_save_is_put_off_and_taken_back(session: Session, alice: Person, save_id: int) -> None:
    page = alice.client.get(f"/saves/{save_id}/snooze")
    assert "Next week" in page.text
    answer = alice.client.post(
        f"/saves/{save_id}/snooze",
        data={"until": "tomorrow", "offset": "540", "next": "/saves"},
        follow_redirects=True,
    )
    assert "Snoozed until" in answer.text
    assert f'data-save-id="{save_id}"' not in answer.text
    alice.client.post(undo_of(answer.text))
    assert again(session, save_id).snoozed_until is None
    assert f'data-save-id="{save_id}"' in alice.client.get("/saves").text


def test_htmx_gets_the_choices_alone_and_the_row_goes(alice: Person, save_id: int) -> None:
    choices = alice.client.htmx.get(f"/saves/{save_id}/snooze?row=1")
    assert "<html" not in choices.text
    assert f"#save-{save_id}" in choices.text
    answer = alice.client.htmx.post(f"/saves/{save_id}/snooze", data={"until": "later"})
    assert answer.status_code == 200
    assert "Snoozed for 3 hours." in answer.text
    assert "data-save-id" not in answer.text
    (told,) = parse(alice.client.get("/snoozed").text).select(".meta .wakes")
    assert told.text == "Back in 3 hours"


def test_taking_a_second_snooze_back_leaves_the_first(
    session: Session, alice: Person, save_id: int
) -> None:
    alice.client.htmx.post(f"/saves/{save_id}/snooze", data={"until": "week"})
    first = again(session, save_id).snoozed_until
    answer = alice.client.post(
        f"/saves/{save_id}/snooze", data={"until": "later"}, follow_redirects=True
    )
    alice.client.post(undo_of(answer.text))
    assert again(session, save_id).snoozed_until == first


def test_an_archived_save_goes_back_into_the_archive(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id, is_archived=True)
    answer = alice.client.post(
        f"/saves/{save.id}/snooze", data={"until": "later"}, follow_redirects=True
    )
    assert not again(session, save.id).is_archived
    alice.client.post(undo_of(answer.text))
    assert again(session, save.id).is_archived


def test_a_save_is_woken_onto_the_top_and_put_back(
    session: Session, alice: Person, save_id: int, clock: HandClock
) -> None:
    alice.client.post(f"/saves/{save_id}/snooze", data={"until": "month"})
    assert "Wake now" in alice.client.get(f"/saves/{save_id}/snooze").text
    until = again(session, save_id).snoozed_until
    answer = alice.client.post(f"/saves/{save_id}/wake", follow_redirects=True)
    woken = again(session, save_id)
    assert woken.snoozed_until is None
    assert clock() - woken.saved_at < timedelta(minutes=1)
    alice.client.post(undo_of(answer.text))
    assert again(session, save_id).snoozed_until == until


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"until": "day", "day": ""}, "Choose a day."),
        ({"until": "day", "day": "soon"}, "Choose a day."),
        ({"until": "day", "day": "2001-01-01"}, "yet to come"),
        ({"until": "day", "day": "2999-01-01"}, "within the next five years"),
        ({"until": "never"}, "when it is to come back"),
        ({"until": "day", "day": "2999-01-01", "offset": "x"}, "when it is to come back"),
        ({}, "when it is to come back"),
    ],
)
def test_a_snooze_that_makes_no_sense_is_told_with_what_was_typed(
    session: Session, alice: Person, save_id: int, typed: dict[str, str], sentence: str
) -> None:
    answer = alice.client.post(f"/saves/{save_id}/snooze", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed.get("day", "")}"' in answer.text
    assert again(session, save_id).snoozed_until is None


@pytest.mark.parametrize("was", ["soon", "2001-01-01T00:00:00+00:00", "2999-01-01", "%00"])
def test_a_strange_undo_wakes_and_breaks_nothing(
    session: Session, alice: Person, save_id: int, was: str
) -> None:
    alice.client.post(f"/saves/{save_id}/snooze", data={"until": "week"})
    assert alice.client.post(f"/saves/{save_id}/wake?undo=1&was={was}").status_code == 303
    assert again(session, save_id).snoozed_until is None


def test_minutes_are_filled_without_going_over(session: Session, alice: Person) -> None:
    for words in (230 * 5, 230 * 6, 230 * 40):
        make_save(session, alice.user_id, title=f"{words} words", word_count=words)
    page = alice.client.get("/saves/minutes?n=12")
    assert "2 saves, 11 minutes in all" in page.text
    assert "9200 words" not in page.text
    assert "Start reading" in page.text


def test_favourites_are_picked_first_and_archived_ones_never(
    session: Session, alice: Person
) -> None:
    make_save(session, alice.user_id, title="Plain", word_count=2300)
    make_save(session, alice.user_id, title="Starred", word_count=2300, is_favorite=True)
    make_save(session, alice.user_id, title="Away", word_count=2300, is_archived=True)
    page = alice.client.get("/saves/minutes?n=10")
    assert "Starred" in page.text
    assert "Plain" not in page.text
    other = alice.client.get("/saves/minutes?n=10&other=1")
    assert "Plain" in other.text
    assert "Away" not in other.text


@pytest.mark.parametrize("typed", ["0", "-3", "soon", "601", "9" * 40, "1e3", "٣"])
def test_minutes_that_are_none_are_told(alice: Person, typed: str) -> None:
    page = alice.client.get("/saves/minutes", query_string={"n": typed})
    assert page.status_code == 422
    assert "Give a number of minutes from 1 to 600." in page.text
    assert f'value="{typed}"' in page.text


def test_the_minutes_are_asked_for_and_nothing_may_fit(alice: Person) -> None:
    assert "How much time do you have?" in alice.client.get("/saves/minutes").text
    assert "Nothing fits" in alice.client.get("/saves/minutes?n=12&other=77").text


def old(session: Session, who: Person, number: int) -> list[int]:
    long_ago = utcnow() - timedelta(days=400)
    return [
        make_save(session, who.user_id, saved_at=long_ago + timedelta(hours=n)).id
        for n in range(number)
    ]


def test_old_saves_come_a_few_at_a_time_and_all_is_taken_back(
    session: Session, alice: Person
) -> None:
    ids = old(session, alice, 10)
    make_save(session, alice.user_id, title="Young")
    page = alice.client.get("/stale")
    assert "10 left" in page.text
    assert page.text.count("<fieldset") == 8
    assert "Young" not in page.text
    verbs = ("keep", "archive", "delete", "snooze")
    answer = alice.client.post(
        "/stale",
        data={f"do-{save_id}": verb for save_id, verb in zip(ids, verbs, strict=False)},
        follow_redirects=True,
    )
    assert "4 saves looked through." in answer.text
    assert "6 left" in answer.text
    done = [again(session, save_id) for save_id in ids[:4]]
    assert done[0].reviewed_at is not None
    assert done[1].is_archived
    assert done[2].deleted_at is not None
    assert done[3].snoozed_until is not None
    back = alice.client.post(undo_of(answer.text), follow_redirects=True)
    assert "10 left" in back.text


def test_what_was_kept_is_not_asked_about_for_half_a_year(session: Session, alice: Person) -> None:
    (save_id,) = old(session, alice, 1)
    alice.client.post("/stale", data={f"do-{save_id}": "keep"})
    assert "Nothing has grown old" in alice.client.get("/stale").text
    again(session, save_id).reviewed_at = utcnow() - timedelta(days=190)
    assert f"do-{save_id}" in alice.client.get("/stale").text


def test_a_review_of_nothing_and_of_what_is_gone_is_told(session: Session, alice: Person) -> None:
    (save_id,) = old(session, alice, 1)
    empty = alice.client.post("/stale", data={}, follow_redirects=True)
    assert "at least one of them" in empty.text
    session.delete(again(session, save_id))
    data = {f"do-{save_id}": "archive", "do-x": "keep", "do-9": "eat", f"do-{10**12}": "keep"}
    gone = alice.client.post("/stale", data=data, follow_redirects=True)
    assert "gone already" in gone.text
    assert alice.client.post("/stale/undo?did=nonsense").status_code == 422
    assert alice.client.post(f"/stale/undo?did={save_id}k").status_code == 303


def test_carol_touches_nothing_of_alice(
    session: Session, alice: Person, carol: Person, nobody: AuditingClient
) -> None:
    (save_id,) = old(session, alice, 1)
    assert carol.client.get(f"/saves/{save_id}/snooze").status_code == 404
    posted = carol.client.post(f"/saves/{save_id}/snooze", data={"until": "later"})
    assert posted.status_code == 404
    assert carol.client.post(f"/saves/{save_id}/wake").status_code == 404
    carol.client.post("/stale", data={f"do-{save_id}": "delete"})
    carol.client.post(f"/stale/undo?did={save_id}a")
    kept = again(session, save_id)
    assert (kept.snoozed_until, kept.deleted_at) == (None, None)
    assert f"do-{save_id}" not in carol.client.get("/stale").text
    assert nobody.get("/stale").status_code == 302


def test_a_lost_original_is_told_with_the_comfort_of_the_copy(
    session: Session, alice: Person
) -> None:
    save = make_save(session, alice.user_id, link_gone_at=utcnow())
    make_version(session, save)
    assert "Original is gone" in alice.client.get("/saves").text
    page = alice.client.get(f"/saves/{save.id}").text
    assert "This copy is yours to keep" in page
    assert "web.archive.org" in page


@pytest.mark.parametrize("path", ["/stale", "/saves/minutes?n=20"])
def test_the_pages_cost_the_same_however_many_there_are(
    session: Session, alice: Person, path: str
) -> None:
    def grow_to(number: int) -> None:
        have = session.query(Save).filter_by(owner_id=alice.user_id).count()
        old(session, alice, number - have)
        session.commit()

    assert_same_cost(alice.client, path, grow_to, at_most=8)


def test_a_save_is_shared_from_its_row(session: Session, alice: Person) -> None:
    save = make_save(session, alice.user_id, title="On reading twice")
    share = f'href="/posts/new?save={save.id}"'
    at = f"/saves/{save.id}/snooze"
    assert share in alice.client.htmx.get(f"{at}?row=1").text
    assert share in alice.client.get(at).text
    assert share not in alice.client.htmx.get(at).text  # the reader has it beside this menu
    assert "On reading twice" in alice.client.get(f"/posts/new?save={save.id}").text

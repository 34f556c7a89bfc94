"""Deliveries as a receiver meets them: signed, tried again, bounded, ended; never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.api.jobs import webhooks as jobs
from devket.api.models import Delivery, Webhook
from devket.api.presenters.shapes import slug
from devket.api.services import delivering
from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Fetched, FetchError, Limits, Reason
from devket.core.clock import monotonic
from devket.web.parts import Parts
from tests.factories.library import make_save
from tests.support.people import Person
from tests.support.receiver import Receiver, receiving
from tests.support.twins import HandClock, HandQueue, LetterBox
from tests.web.api.asking import Program
from tests.web.api.hooking import deliveries, make_hook

ChangeParts = Callable[..., Parts]


class Killed(BaseException):
    """The worker dies here."""


def save_one(session: Session, person: Person) -> None:
    make_save(session, person.user_id)
    session.commit()


def ping(hers: Program, hook: dict[str, Any]) -> None:
    hers.told("POST", f"/webhooks/{hook['id']}/test", 202)


def test_a_test_is_sent_and_verified(hers: Program, receiver: Receiver, queue: HandQueue) -> None:
    hook = make_hook(hers, receiver)
    ping(hers, hook)
    queue.run_pending()
    assert not receiver.refused
    hook.pop("secret")
    assert receiver.got[0]["type"] == "ping"
    assert receiver.got[0]["data"] == hook
    (told,) = deliveries(hers, hook)
    assert (told["state"], told["status"], told["tries"]) == ("delivered", 204, 1)
    assert receiver.ids == [told["message_id"]]


def test_what_fails_is_sent_again_ever_later_until_it_is_taken(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    queue: HandQueue,
    clock: HandClock,
) -> None:
    hook = make_hook(hers, receiver)
    receiver.is_strict = False
    receiver.answers = [500, 302, 404]
    save_one(session, alice)
    queue.run_pending()
    (told,) = deliveries(hers, hook)
    assert (told["state"], told["status"], told["answer"]) == ("waiting", 500, "not now, later")
    for step in (timedelta(seconds=6), timedelta(minutes=6), timedelta(minutes=31)):
        jobs.enqueue_overdue_deliveries()
        assert queue.run_pending() == 0, "it is too early"
        clock.advance(seconds=step.total_seconds())
        jobs.enqueue_overdue_deliveries()
        queue.run_pending()
    assert len(receiver.got) == 4
    assert len(set(receiver.ids)) == 1, "a receiver knows it again"
    (told,) = deliveries(hers, hook)
    assert (told["state"], told["tries"], told["next_try_at"]) == ("delivered", 4, None)
    assert hers.told("GET", f"/webhooks/{hook['id']}")["failing_since"] is None


def test_the_first_try_again_comes_in_seconds(
    hers: Program, alice: Person, receiver: Receiver, session: Session, queue: HandQueue,
    clock: HandClock,
) -> None:  # fmt: skip
    make_hook(hers, receiver)
    receiver.answers = [503]
    save_one(session, alice)
    queue.run_pending()
    clock.advance(seconds=6)
    assert queue.run_delayed() == 1
    assert len(receiver.got) == 2


def test_what_is_never_taken_is_given_up_and_can_be_sent_again(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    queue: HandQueue,
    clock: HandClock,
) -> None:
    hook = make_hook(hers, receiver)
    receiver.is_strict = False
    receiver.answers = [500] * 8
    save_one(session, alice)
    queue.run_pending()
    for wait in delivering.BACK_OFF:
        clock.advance(seconds=wait.total_seconds() + 1)
        jobs.enqueue_overdue_deliveries()
        queue.run_pending()
    (told,) = deliveries(hers, hook)
    assert (told["state"], told["tries"], len(receiver.got)) == ("failed", 8, 8)
    clock.advance(days=1)
    jobs.enqueue_overdue_deliveries()
    assert queue.run_pending() == 0
    at = f"/webhooks/{hook['id']}/deliveries/{told['id']}/retry"
    assert hers.told("POST", at, 202)["state"] == "waiting"
    queue.run_pending()
    assert deliveries(hers, hook)[0]["state"] == "delivered"
    assert len(set(receiver.ids)) == 1


def test_waits_only_grow() -> None:
    assert all(one < other for one, other in pairwise(delivering.BACK_OFF))


def test_gone_ends_it_and_its_owner_is_told(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    queue: HandQueue,
    letters: LetterBox,
) -> None:
    hook = make_hook(hers, receiver)
    receiver.answers = [410]
    for _ in range(3):
        save_one(session, alice)
    queue.run_pending()
    assert len(receiver.got) == 1
    told = hers.told("GET", f"/webhooks/{hook['id']}")
    assert (told["state"], told["reason"]) == ("ended", "gone")
    assert [one["state"] for one in deliveries(hers, hook)] == ["failed", "dropped", "dropped"]
    (mail,) = letters.to(alice.email)
    assert receiver.url in mail.text
    assert f"/settings/apps/webhooks/{hook['id']}" in mail.text
    save_one(session, alice)
    assert len(deliveries(hers, hook)) == 3, "nothing more is owed"
    hers.told("POST", f"/webhooks/{hook['id']}/test", 409)
    hers.told("PATCH", f"/webhooks/{hook['id']}", json={"is_active": True})
    ping(hers, hook)
    queue.run_pending()
    assert receiver.types[-1] == "ping"


def test_days_of_failures_end_it(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    queue: HandQueue,
    clock: HandClock,
    letters: LetterBox,
) -> None:
    hook = make_hook(hers, receiver)
    receiver.is_strict = False
    receiver.answers = [500] * 40
    for _ in range(6):
        save_one(session, alice)
        queue.run_pending()
        clock.advance(hours=25)
    told = hers.told("GET", f"/webhooks/{hook['id']}")
    assert (told["state"], told["reason"]) == ("ended", "failing")
    assert len(letters.to(alice.email)) == 1


def test_a_pause_sends_nothing_and_a_resume_what_was_owed(
    hers: Program, alice: Person, receiver: Receiver, session: Session, queue: HandQueue
) -> None:
    hook = make_hook(hers, receiver)
    save_one(session, alice)
    at = f"/webhooks/{hook['id']}"
    hers.told("PATCH", at, json={"is_active": False})
    save_one(session, alice)
    queue.run_pending()
    assert receiver.got == []
    hers.told("PATCH", at, json={"is_active": True})
    queue.run_pending()
    assert receiver.types == ["save.created"]


@pytest.mark.parametrize(
    "comes_after", [False, True], ids=["before it is sent", "before it is kept"]
)
def test_a_worker_that_is_killed_loses_nothing(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    queue: HandQueue,
    clock: HandClock,
    change_parts: ChangeParts,
    comes_after: bool,
) -> None:
    hook = make_hook(hers, receiver)
    receiver.is_strict = False
    sends = receiver.fetch().post

    def dies(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Fetched:
        if comes_after:
            sends(url, body, headers=headers, limits=limits)
        raise Killed

    save_one(session, alice)
    change_parts(post=dies)
    with pytest.raises(Killed):
        jobs.deliver.run(hook["id"])
    change_parts(post=sends)
    queue.run_pending()
    jobs.enqueue_overdue_deliveries()
    queue.run_pending()
    assert len(receiver.got) == comes_after, "its lease holds still"
    clock.advance(minutes=3)
    jobs.enqueue_overdue_deliveries()
    queue.run_pending()
    assert len(receiver.got) == 1 + comes_after
    assert len(set(receiver.ids)) == 1
    assert deliveries(hers, hook)[0]["state"] == "delivered"


def test_a_second_worker_leaves_a_webhook_to_the_first(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    change_parts: ChangeParts,
) -> None:
    hook = make_hook(hers, receiver)
    sends = receiver.fetch().post

    def slow(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Fetched:
        jobs.deliver.run(hook["id"])
        return sends(url, body, headers=headers, limits=limits)

    save_one(session, alice)
    save_one(session, alice)
    change_parts(post=slow)
    jobs.deliver.run(hook["id"])
    assert len(receiver.ids) == len(set(receiver.ids)) == 2


def test_who_never_answers_keeps_no_worker(
    hers: Program,
    alice: Person,
    receiver: Receiver,
    session: Session,
    queue: HandQueue,
    change_parts: ChangeParts,
) -> None:
    hook = make_hook(hers, receiver)
    sends, asked = receiver.fetch().post, list[Limits]()

    def hasty(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Fetched:
        asked.append(limits)
        short = replace(limits, total_seconds=0.4)
        return sends(url, body, headers=headers, limits=short)

    change_parts(post=hasty)
    receiver.answers = [None] * 9
    for _ in range(9):
        save_one(session, alice)
    begun = monotonic()
    queue.run_pending()
    assert monotonic() - begun < 8
    assert len(asked) == jobs.FAILURES, "then it rests"
    assert {limits.total_seconds for limits in asked} == {15.0}
    told = deliveries(hers, hook)
    assert {one["failure"] for one in told if one["tries"]} == {"timeout"}
    receiver.answers.clear()
    ping(hers, hook)
    change_parts(post=sends)
    queue.run_pending()
    assert "ping" in receiver.types, "a test wakes it"


def test_a_redirect_leads_nowhere(
    hers: Program, receiver: Receiver, queue: HandQueue, session: Session, alice: Person
) -> None:
    with receiving() as inside:
        hook = make_hook(hers, receiver)
        receiver.answers = [(307, {"Location": inside.url})]
        save_one(session, alice)
        queue.run_pending()
        assert not inside.got and not inside.refused
    (told,) = deliveries(hers, hook)
    assert (told["state"], told["status"]) == ("waiting", 307)


def test_addresses_of_this_machine_get_nothing(
    hers: Program, receiver: Receiver, queue: HandQueue, change_parts: ChangeParts
) -> None:
    change_parts(post=GuardedFetch(AddressGuard(), user_agent="Devket/test").post)
    hook = make_hook(hers, receiver)
    ping(hers, hook)
    queue.run_pending()
    assert not receiver.got and not receiver.refused
    (told,) = deliveries(hers, hook)
    assert (told["state"], told["failure"]) == ("failed", "forbidden_address")


def test_every_kind_of_failure_is_told(
    hers: Program, receiver: Receiver, queue: HandQueue, change_parts: ChangeParts
) -> None:
    hook = make_hook(hers, receiver)
    for reason in (Reason.TLS, Reason.UNKNOWN_HOST, Reason.BAD_RESPONSE):
        change_parts(post=_failing(reason))
        ping(hers, hook)
        queue.run_pending()
        assert deliveries(hers, hook)[-1]["failure"] == slug(reason)


def _failing(reason: Reason) -> Callable[..., Fetched]:
    def fails(url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Fetched:
        raise FetchError(reason, url)

    return fails


def test_for_a_day_the_old_secret_is_good_as_well(
    hers: Program, receiver: Receiver, queue: HandQueue, clock: HandClock
) -> None:
    hook = make_hook(hers, receiver)
    receiver.is_strict = False
    fresh = hers.told("POST", f"/webhooks/{hook['id']}/secret")["secret"]
    assert fresh != hook["secret"]
    for secret, hours, is_good in ((hook["secret"], 0, True), (fresh, 25, True),
                                   (hook["secret"], 0, False)):  # fmt: skip
        clock.advance(hours=hours)
        receiver.secret = secret
        ping(hers, hook)
        queue.run_pending()
        assert (not receiver.refused) is is_good


def test_another_key_of_the_installation_ends_it_until_it_has_a_new_secret(
    app: Flask, hers: Program, receiver: Receiver, queue: HandQueue, letters: LetterBox,
    alice: Person,
) -> None:  # fmt: skip
    hook = make_hook(hers, receiver)
    at = f"/webhooks/{hook['id']}"
    ping(hers, hook)
    kept, app.secret_key = app.secret_key, "another key"
    try:
        queue.run_pending()
        assert not receiver.got and not receiver.refused
        assert hers.told("GET", at)["reason"] == "key"
        assert len(letters.to(alice.email)) == 1
        hers.told("PATCH", at, 409, json={"is_active": True})
        receiver.secret = hers.told("POST", f"{at}/secret")["secret"]
        hers.told("PATCH", at, json={"is_active": True})
        ping(hers, hook)
        queue.run_pending()
        assert receiver.types == ["ping"]
    finally:
        app.secret_key = kept


def test_old_deliveries_are_forgotten(
    hers: Program, receiver: Receiver, session: Session, queue: HandQueue, clock: HandClock
) -> None:
    hook = make_hook(hers, receiver)
    session.add_all(
        Delivery(webhook_id=hook["id"], message_id="m", event="ping", happened_at=clock())
        for _ in range(130)
    )
    ping(hers, hook)
    queue.run_pending()
    assert len(deliveries(hers, hook)) == 100
    clock.advance(days=15)
    jobs.forget_deliveries()
    assert deliveries(hers, hook) == []
    session.expire_all()
    assert session.scalars(select(Webhook)).one().held_until is None

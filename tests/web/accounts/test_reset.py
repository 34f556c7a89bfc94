"""Forgotten passwords: alike for known and unknown, one link, used once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import User
from tests.support.client import CSRF_FIELD, AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.twins import HandClock, HandQueue, LetterBox
from tests.web.accounts.conftest import CountingPasswords, csrf_in, link_in

NEW = "nine loud geese"


@pytest.fixture
def ask(nobody: AuditingClient, letters: LetterBox, queue: HandQueue) -> Callable[[str], str]:
    """Ask for a link and return its path, as a person would find it in the mail."""

    def ask(email: str) -> str:
        assert nobody.post("/password/reset", data={"email": email}).status_code == 303
        queue.run_pending()
        return link_in(letters.to(email.lower())[-1].text)

    return ask


def can_log_in(client: AuditingClient, password: str) -> bool:
    answer = client.post("/login", data={"login": "alice", "password": password})
    return answer.status_code == 303


def test_a_link_sets_a_new_password_once(
    alice: Person, nobody: AuditingClient, ask: Callable[[str], str]
) -> None:
    link = ask("Alice@example.org")
    assert nobody.get(link).status_code == 200
    answer = nobody.post(link, data={"password": NEW})
    assert (answer.status_code, answer.location) == (303, "/login")
    assert nobody.get(link).status_code == 404
    assert nobody.post(link, data={"password": "ten tiny turtles"}).status_code == 404
    assert not can_log_in(nobody, PASSWORD)
    assert can_log_in(nobody, NEW)


def test_a_reset_signs_every_browser_out_and_tells_the_owner(
    alice: Person,
    nobody: AuditingClient,
    ask: Callable[[str], str],
    letters: LetterBox,
    queue: HandQueue,
) -> None:
    nobody.post(ask(alice.email), data={"password": NEW})
    assert alice.client.get("/saves").status_code == 302
    queue.run_pending()
    assert letters.to(alice.email)[-1].subject == "Your password was changed"


def test_known_and_unknown_are_answered_alike(
    alice: Person,
    new_client: Callable[[], AuditingClient],
    hasher: CountingPasswords,
    queue: HandQueue,
    letters: LetterBox,
) -> None:
    told = set()
    for email in (alice.email, "nemo@example.org", "not an address", "nul\x00@example.org"):
        client = new_client()
        answer = client.post("/password/reset", data={"email": email})
        told.add((answer.status_code, answer.location, client.get(answer.location).text))
        assert queue.huey.pending_count() == 1, "the same work, whoever is asked for"
        queue.run_pending()
    assert len(told) == 1
    assert [mail.to for mail in letters.mails] == [alice.email]
    assert (hasher.checked, hasher.hashed) == (0, 0)


def test_the_link_comes_from_the_settings_not_from_the_host_header(
    alice: Person, nobody: AuditingClient, letters: LetterBox, queue: HandQueue
) -> None:
    evil = {"base_url": "http://evil.example", "headers": {"X-Forwarded-Host": "evil.example"}}
    page = nobody.get("/password/reset", **evil)
    data = {"email": alice.email, CSRF_FIELD: csrf_in(page.text)}
    assert nobody.post_without_csrf("/password/reset", data=data, **evil).status_code == 303
    queue.run_pending()
    (mail,) = letters.mails
    assert "evil" not in mail.text + (mail.html or "")
    assert link_in(mail.text).startswith("/password/reset/")


def test_only_the_newest_link_works(
    alice: Person, nobody: AuditingClient, ask: Callable[[str], str]
) -> None:
    older, newer = ask(alice.email), ask(alice.email)
    assert nobody.get(older).status_code == 404
    assert nobody.post(older, data={"password": NEW}).status_code == 404
    assert nobody.get(newer).status_code == 200


def test_a_link_expires(
    alice: Person, nobody: AuditingClient, ask: Callable[[str], str], clock: HandClock
) -> None:
    link = ask(alice.email)
    clock.advance(minutes=61)
    assert nobody.get(link).status_code == 404
    assert nobody.post(link, data={"password": NEW}).status_code == 404
    assert can_log_in(nobody, PASSWORD)


def test_a_link_dies_with_a_password_change(
    alice: Person, nobody: AuditingClient, ask: Callable[[str], str]
) -> None:
    link = ask(alice.email)
    changed = alice.client.post("/settings/password", data={"current": PASSWORD, "password": NEW})
    assert changed.status_code == 303
    assert nobody.post(link, data={"password": "ten tiny turtles"}).status_code == 404


def test_opening_a_link_changes_nothing(
    session: Session, alice: Person, nobody: AuditingClient, ask: Callable[[str], str]
) -> None:
    link = ask(alice.email)
    before = session.get_one(User, alice.user_id).password_hash
    for _ in range(3):
        assert nobody.get(link).status_code == 200
    session.expire_all()
    assert session.get_one(User, alice.user_id).password_hash == before


@pytest.mark.parametrize("password", ["short", "password1", "alice@example.org", "x" * 1001, ""])
def test_a_bad_new_password_leaves_the_link_alive(
    alice: Person, nobody: AuditingClient, ask: Callable[[str], str], password: str
) -> None:
    link = ask(alice.email)
    assert nobody.post(link, data={"password": password}).status_code == 422
    assert nobody.post(link, data={"password": NEW}).status_code == 303


def test_a_forged_reset_is_refused(
    alice: Person, nobody: AuditingClient, ask: Callable[[str], str]
) -> None:
    link = ask(alice.email)
    assert nobody.post_without_csrf(link, data={"password": NEW}).status_code == 400
    assert nobody.post_without_csrf("/password/reset", data={"email": "x"}).status_code == 400


def test_a_mailbox_cannot_be_flooded(
    alice: Person, new_client: Callable[[], AuditingClient], letters: LetterBox, queue: HandQueue
) -> None:
    codes = []
    for number in range(6):
        origin = {"REMOTE_ADDR": f"192.0.2.{number}"}
        data = {"email": alice.email}
        answer = new_client().post("/password/reset", data=data, environ_base=origin)
        codes.append(answer.status_code)
    queue.run_pending()
    assert codes == [303] * 5 + [429]
    assert len(letters.mails) == 5


@pytest.mark.parametrize("token", ["x", "x" * 3000, "%00", "%ED%A0%80", "a%2Fb"])
def test_a_guessed_link_is_nothing(nobody: AuditingClient, token: str) -> None:
    for path in (f"/password/reset/{token}", f"/email/confirm/{token}"):
        assert nobody.get(path).status_code == 404
        assert nobody.post(path, data={"password": NEW}).status_code == 404

"""No password is hashed while a lock is held: the hasher of these tests fails if one is."""

from __future__ import annotations

from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.twins import HandQueue, LetterBox
from tests.web.accounts.conftest import CountingPasswords, link_in

NEW = "nine loud geese"


def test_changing_a_password_holds_no_lock(alice: Person, hasher: CountingPasswords) -> None:
    data = {"current": PASSWORD, "password": NEW}
    assert alice.client.post("/settings/password", data=data).status_code == 303
    assert (hasher.checked, hasher.hashed) == (1, 1)


def test_changing_an_address_holds_no_lock(alice: Person, hasher: CountingPasswords) -> None:
    data = {"email": "new@example.org", "password": PASSWORD}
    assert alice.client.post("/settings/email", data=data).status_code == 303
    assert hasher.checked == 1


def test_resetting_a_password_holds_no_lock(
    alice: Person,
    nobody: AuditingClient,
    hasher: CountingPasswords,
    queue: HandQueue,
    letters: LetterBox,
) -> None:
    nobody.post("/password/reset", data={"email": alice.email})
    queue.run_pending()
    link = link_in(letters.mails[-1].text)
    assert nobody.post(link, data={"password": NEW}).status_code == 303
    assert hasher.hashed == 1


def test_coming_in_holds_no_lock(nobody: AuditingClient, hasher: CountingPasswords) -> None:
    data = {"handle": "dora", "email": "dora@example.org", "password": NEW}
    assert nobody.post("/signup", data=data).status_code == 303
    assert nobody.post("/logout").status_code == 303
    assert nobody.post("/login", data={"login": "dora", "password": NEW}).status_code == 303
    assert (hasher.checked, hasher.hashed) == (1, 1)

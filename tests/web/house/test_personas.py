"""The people of the tests are signed in for real, and strangers to each other."""

from __future__ import annotations

from tests.support.client import AuditingClient
from tests.support.people import Person


def test_alice_is_signed_in(alice: Person) -> None:
    page = alice.client.get("/settings/sessions")
    assert page.status_code == 200
    assert page.text.count("/revoke") == 0


def test_nobody_is_sent_to_the_login_page(nobody: AuditingClient) -> None:
    answer = nobody.get("/saves")
    assert answer.status_code == 302
    assert answer.location == "/login?next=/saves"


def test_alice_signs_out_and_a_copy_of_her_cookie_is_worth_nothing(
    alice: Person, nobody: AuditingClient
) -> None:
    cookie = alice.client.get_cookie("devket")
    assert cookie is not None
    nobody.set_cookie("devket", cookie.value)
    assert nobody.get("/saves").status_code == 200
    assert alice.client.post("/logout").status_code == 303
    assert nobody.get("/saves").status_code == 302


def test_a_form_without_its_token_is_refused(alice: Person) -> None:
    assert alice.client.post_without_csrf("/logout").status_code == 400
    assert alice.client.get("/saves").status_code == 200

"""Logging in: by either name, told nothing, counted, and back to where one came from."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import User
from devket.accounts.services import Passwords
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.queries import queries
from tests.support.twins import HandClock
from tests.web.accounts.conftest import CountingPasswords, csrf_in

EVIL = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "http:///evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "//localhost@evil.example",
    "///evil.example",
    "evil.example",
    "/" + "x" * 5000,
]


def enter(client: AuditingClient, login: str, password: str = PASSWORD, **options: Any) -> Any:
    return client.post("/login", data={"login": login, "password": password}, **options)


@pytest.mark.parametrize("login", ["alice", "@Alice", "ALICE", "alice@example.org", " Alice "])
def test_a_person_logs_in_by_either_name(alice: Person, nobody: AuditingClient, login: str) -> None:
    answer = enter(nobody, login)
    assert (answer.status_code, answer.location) == (303, "/saves")
    assert nobody.get("/settings/profile").status_code == 200


def test_an_address_in_any_script_is_known_again(nobody: AuditingClient) -> None:
    email = "Leser@Bücher.example"
    nobody.post("/signup", data={"handle": "leser", "email": email, "password": PASSWORD})
    for typed in (email, "leser@xn--bcher-kva.example", "LESER@BÜCHER.EXAMPLE"):
        nobody.post("/logout")
        assert enter(nobody, typed).status_code == 303


def test_known_and_unknown_are_answered_alike(
    alice: Person, nobody: AuditingClient, hasher: CountingPasswords
) -> None:
    told, work = [], []
    for login in ("alice", "alice@example.org", "nemo", "nemo@example.org"):
        before = hasher.checked
        answer = enter(nobody, login, "a wrong password")
        assert answer.status_code == 422
        body = answer.text.replace(f'value="{login}"', 'value=""')
        told.append(body.replace(csrf_in(body), ""))
        work.append(hasher.checked - before)
    assert len(set(told)) == 1
    assert work == [1, 1, 1, 1]
    assert hasher.hashed == 0


def test_what_was_typed_comes_back_but_the_password(nobody: AuditingClient) -> None:
    answer = enter(nobody, "ne<mo", "my secret word")
    assert 'value="ne&lt;mo"' in answer.text
    assert "my secret word" not in answer.text


@pytest.mark.parametrize("login", ["", "x" * 5000, "\x00", "'; DROP TABLE users; --", "\ufeff"])
@pytest.mark.parametrize("password", ["", "x" * 5000, "\x00"])
def test_nonsense_is_refused_quietly(nobody: AuditingClient, login: str, password: str) -> None:
    assert enter(nobody, login, password).status_code == 422


def test_guessing_one_account_is_stopped(
    alice: Person, new_client: Callable[[], AuditingClient], clock: HandClock
) -> None:
    for number in range(10):
        login = "alice" if number % 2 else "alice@example.org"
        guess = enter(new_client(), login, "guess", environ_base=_from(f"192.0.2.{number}"))
        assert guess.status_code == 422
    refused = enter(new_client(), "alice", environ_base=_from("192.0.2.99"))
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert "too often" in refused.text
    assert 'value="alice"' in refused.text
    clock.advance(minutes=15)
    assert enter(new_client(), "alice").status_code == 303


def test_guessing_an_unknown_account_is_stopped_alike(nobody: AuditingClient) -> None:
    codes = [enter(nobody, "nemo", "guess").status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_changing_forwarded_headers_do_not_help(nobody: AuditingClient, header: str) -> None:
    codes = []
    for number in range(61):
        told = f"for=10.0.0.{number}" if header == "Forwarded" else f"10.0.0.{number}"
        answer = enter(nobody, f"nemo{number}", "guess", headers={header: told})
        codes.append(answer.status_code)
    assert codes == [422] * 60 + [429]


def test_a_success_wipes_out_only_the_own_account(alice: Person, nobody: AuditingClient) -> None:
    for number in range(60):
        enter(nobody, f"nemo{number}", "guess")
    assert enter(nobody, "alice").status_code == 429
    assert enter(nobody, "alice", environ_base=_from("192.0.2.1")).status_code == 303


def test_a_right_password_forgives_the_wrong_ones(
    alice: Person, new_client: Callable[[], AuditingClient]
) -> None:
    for _round in range(2):
        for _ in range(9):
            assert enter(new_client(), "alice", "guess").status_code == 422
        assert enter(new_client(), "alice").status_code == 303


def _from(address: str) -> dict[str, str]:
    return {"REMOTE_ADDR": address}


@pytest.mark.parametrize("target", EVIL)
def test_next_never_leaves_the_site(alice: Person, nobody: AuditingClient, target: str) -> None:
    data = {"login": "alice", "password": PASSWORD, "next": target}
    assert nobody.post("/login", data=data).location == "/saves"


def test_next_in_the_address_never_leaves_the_site(alice: Person) -> None:
    for target in EVIL[:-1]:
        answer = alice.client.get("/login", query_string={"next": target})
        assert answer.location == "/saves", target


def test_a_person_comes_back_to_where_they_wanted(alice: Person, nobody: AuditingClient) -> None:
    answer = nobody.get("/settings/sessions?from=mail")
    assert answer.status_code == 302
    page = nobody.get(answer.location)
    assert 'value="/settings/sessions?from=mail"' in page.text
    data = {"login": "alice", "password": PASSWORD, "next": "/settings/sessions?from=mail"}
    assert nobody.post("/login", data=data).location == "/settings/sessions?from=mail"


def test_htmx_is_sent_to_the_whole_log_in_page(nobody: AuditingClient) -> None:
    answer = nobody.htmx.get("/settings/profile")
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/login?next=/")


def test_a_log_in_changes_the_session(alice: Person) -> None:
    before = alice.client.get_cookie("devket")
    assert before is not None
    alice.client.post("/logout")
    enter(alice.client, "alice")
    after = alice.client.get_cookie("devket")
    assert after is not None and after.value != before.value
    assert after.http_only
    alice.client.set_cookie("devket", before.value)
    assert alice.client.get("/saves").status_code == 302


def test_a_hash_made_with_other_parameters_is_renewed(
    session: Session, alice: Person, nobody: AuditingClient
) -> None:
    user = session.get_one(User, alice.user_id)
    user.password_hash = old = Passwords(2).hash(PASSWORD)
    assert enter(nobody, "alice").status_code == 303
    session.expire_all()
    assert user.password_hash != old
    assert enter(nobody, "alice").status_code == 303


def test_a_forged_log_in_is_refused(alice: Person, nobody: AuditingClient) -> None:
    data = {"login": "alice", "password": PASSWORD}
    assert nobody.post_without_csrf("/login", data=data).status_code == 400
    assert nobody.get("/saves").status_code == 302


def test_a_forged_log_out_is_refused(alice: Person) -> None:
    assert alice.client.post_without_csrf("/logout").status_code == 400
    assert alice.client.get("/logout").status_code == 405
    assert alice.client.get("/saves").status_code == 200


def test_a_deleted_account_is_nobody(session: Session, alice: Person) -> None:
    session.delete(session.get_one(User, alice.user_id, options=[]))
    session.commit()
    assert alice.client.get("/saves").status_code == 302


def test_a_browser_with_a_dead_session_logs_in(
    alice: Person, new_client: Callable[[], AuditingClient]
) -> None:
    other = new_client()
    enter(other, "alice")
    alice.client.post("/settings/sessions/revoke-others")
    # Its cookie has already been looked up in the database when the tries are to be counted.
    assert enter(other, "alice").status_code == 303
    assert other.get("/saves").status_code == 200


def test_eight_people_log_in_at_once(
    alice: Person, new_client: Callable[[], AuditingClient]
) -> None:
    def log_in(client: AuditingClient) -> int:
        return int(enter(client, "alice").status_code)

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(log_in, [new_client() for _ in range(8)]))
    assert codes == [303] * 8


def test_the_log_in_page_asks_the_database_nothing(nobody: AuditingClient) -> None:
    with queries() as seen:
        assert nobody.get("/login").status_code == 200
        assert nobody.get("/signup").status_code == 200
    assert seen == []

"""Signing up, in each mode, with good and with bad input."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.accounts.models import User, UserSession
from devket.accounts.services import joining
from devket.core.clock import utcnow
from devket.web.parts import Parts
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandQueue, LetterBox
from tests.web.accounts.conftest import link_in

DORA = {"handle": "dora", "email": "dora@example.org", "password": "seven slow herons"}


def users(session: Session) -> int:
    return session.scalar(select(func.count(User.id))) or 0


@pytest.mark.parametrize("way", ["plain", "htmx"])
def test_a_newcomer_is_signed_in_at_once(
    session: Session, client: AuditingClient, way: str
) -> None:
    if way == "plain":
        answer = client.post("/signup", data=DORA)
        assert (answer.status_code, answer.location) == (303, "/saves")
    else:
        answer = client.htmx.post("/signup", data=DORA)
        assert answer.headers["HX-Redirect"] == "/saves"
    assert client.get("/settings/profile").status_code == 200
    user = session.scalars(select(User)).one()
    assert (user.handle, user.display_name) == ("dora", "dora")


def test_the_confirmation_is_mailed_in_the_background(
    session: Session, client: AuditingClient, letters: LetterBox, queue: HandQueue
) -> None:
    client.post("/signup", data=DORA, headers={"Host": "localhost"})
    assert letters.mails == []
    queue.run_pending()
    (mail,) = letters.to("dora@example.org")
    link = link_in(mail.text)
    assert link in (mail.html or "")
    page = client.get(link)
    assert page.status_code == 200
    assert session.scalars(select(User)).one().email_confirmed_at is None, "a GET changes nothing"
    assert client.post(link).status_code == 303
    session.expire_all()
    assert session.scalars(select(User)).one().email_confirmed_at is not None
    assert client.get(link).status_code == 404


def test_a_mail_server_that_is_away_is_tried_again(
    client: AuditingClient, letters: LetterBox, queue: HandQueue
) -> None:
    letters.fail_with = ConnectionRefusedError("the mail server is away")
    assert client.post("/signup", data=DORA).status_code == 303
    queue.run_pending()
    assert letters.mails == []
    letters.fail_with = None
    queue.run_delayed()
    (mail,) = letters.mails
    assert client.get(link_in(mail.text)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"handle": "a"}, "2 to 30 letters"),
        ({"handle": "x" * 5000}, "longer than 31"),
        ({"handle": "admin"}, "kept for the site"),
        ({"handle": ""}, "This is needed."),
        ({"email": "dora"}, "does not look like an e-mail address"),
        ({"email": "d" * 5000 + "@example.org"}, "longer than 254"),
        ({"password": "short"}, "at least 8"),
        ({"password": "x" * 1001}, "longer than 1000"),
        ({"password": "password1"}, "everybody tries first"),
        ({"password": "dora@example.org"}, "not your handle or e-mail"),
    ],
)
def test_bad_input_comes_back_with_the_reason(
    session: Session, client: AuditingClient, changes: dict[str, str], sentence: str
) -> None:
    answer = client.post("/signup", data={**DORA, **changes})
    assert answer.status_code == 422
    assert sentence in answer.text
    typed = {**DORA, **changes}
    assert f'value="{typed["email"]}"' in answer.text
    assert typed["password"] not in answer.text.replace(typed["email"], "")
    assert users(session) == 0


def test_bytes_no_database_takes_are_dropped(session: Session, client: AuditingClient) -> None:
    data = {**DORA, "handle": "do\x00ra", "email": "do\x00ra@example.org"}
    assert client.post("/signup", data=data).status_code == 303
    assert session.scalars(select(User)).one().handle == "dora"


def test_what_is_taken_is_told(session: Session, client: AuditingClient, alice: Person) -> None:
    answer = client.post("/signup", data={**DORA, "handle": "Alice"})
    assert answer.status_code == 422
    assert "This handle is taken." in answer.text
    answer = client.post("/signup", data={**DORA, "email": "ALICE@example.org"})
    assert answer.status_code == 422
    assert "There is an account with this e-mail address already." in answer.text
    assert users(session) == 1


def test_a_forged_form_is_refused(session: Session, client: AuditingClient) -> None:
    assert client.post_without_csrf("/signup", data=DORA).status_code == 400
    assert users(session) == 0


def test_the_cursor_waits_in_the_first_field_that_was_refused(client: AuditingClient) -> None:
    answer = client.post("/signup", data={**DORA, "email": "dora", "password": "short"})
    first, *_ = parse(answer.text).select("[autofocus]:not([popover] *)")
    assert first.attrs["name"] == "email"


def test_one_address_cannot_sign_up_for_ever(session: Session, client: AuditingClient) -> None:
    taken = {**DORA, "email": "not an address"}
    answers = [client.post("/signup", data=taken) for _ in range(41)]
    assert [answer.status_code for answer in answers] == [422] * 40 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "too often" in answers[-1].text


def test_a_closed_site_lets_nobody_in(
    session: Session, client: AuditingClient, change_parts: Callable[..., Parts]
) -> None:
    change_parts(signup="closed")
    assert "Sign-up is closed" in client.get("/signup").text
    assert client.post("/signup", data=DORA).status_code == 403
    assert users(session) == 0
    assert "Sign up</a></p>" not in client.get("/login").text


def test_an_invitation_opens_the_door_once(
    session: Session, new_client: Callable[[], AuditingClient], change_parts: Callable[..., Parts]
) -> None:
    change_parts(signup="invite")
    token = joining.invite(session, clock=utcnow)
    assert new_client().post("/signup", data=DORA).status_code == 403
    assert new_client().get("/signup?invite=guess").status_code == 403
    page = new_client().get(f"/signup?invite={token}")
    assert f'value="{token}"' in page.text
    assert new_client().post("/signup", data={**DORA, "invite": token}).status_code == 303
    eve = {**DORA, "handle": "eve", "email": "eve@example.org", "invite": token}
    assert new_client().post("/signup", data=eve).status_code == 403
    assert users(session) == 1


def test_who_is_in_already_goes_home(session: Session, alice: Person) -> None:
    assert alice.client.get("/signup").location == "/saves"
    assert alice.client.get("/login?next=/archive").location == "/archive"
    assert session.scalar(select(func.count(UserSession.id))) == 1

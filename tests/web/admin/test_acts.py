"""What admins do: who may, what must never be, and that each act leaves its trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from devket.accounts.models import User, UserSession
from devket.admin.models import Act, AdminEvent, FileKind, StorageUse
from devket.admin.services import MOST_AT_ONCE
from devket.capture.model import Reason, State
from devket.library.models import CaptureImage, Save
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandClock, HandQueue, LetterBox
from tests.web.accounts.conftest import link_in


def addresses(app: Flask, person_id: int, save_id: int) -> list[tuple[str, str]]:
    """Return method and path of everything in the admin area but its static files."""
    values = {"user_id": person_id, "save_id": save_id, "act": "freeze"}
    values |= {"report_id": 4321, "position": 1}

    def path(rule: Rule) -> str:
        built = rule.build({name: values[name] for name in rule.arguments})
        assert built is not None
        return built[1]

    return [
        (method, path(rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("admin") and rule.endpoint != "admin.static"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]


def without_token(page: str) -> str:
    """Return a page without what differs from one request to the next."""
    return re.sub(r'name="(csrf_token|next)" value="[^"]*"', "", page)


def traces(session: Session) -> list[tuple[Act, str, str]]:
    """Return what is in the trail, oldest first."""
    session.expire_all()
    rows = session.scalars(select(AdminEvent).order_by(AdminEvent.id))
    return [(row.act, row.actor, row.person) for row in rows]


def do(admin: Person, who: Person, act: str) -> TestResponse:
    """Do something to an account as an admin."""
    return admin.client.post(f"/admin/people/{who.user_id}/{act}")


def user(session: Session, who: Person) -> User:
    """Return an account as it is now."""
    session.expire_all()
    return session.get_one(User, who.user_id)


def test_who_is_no_admin_finds_nothing_at_any_address(
    app: Flask, admin: Person, carol: Person, nobody: AuditingClient, session: Session
) -> None:
    save = make_save(session, admin.user_id)
    session.commit()
    missing = without_token(carol.client.get("/saves/4321").text)
    found = addresses(app, admin.user_id, save.id)
    assert len(found) == 16
    for method, path in found:
        ask = {"GET": "get", "POST": "post"}[method]
        refused = getattr(carol.client, ask)(path)
        assert refused.status_code == 404 and without_token(refused.text) == missing, path
        sent = getattr(nobody, ask)(path)
        assert sent.status_code == 302 and sent.location.startswith("/login?next="), path
    assert traces(session) == [] and user(session, admin).frozen_at is None


def test_each_act_needs_the_token_of_the_form(
    app: Flask, admin: Person, bob: Person, session: Session
) -> None:
    save = make_save(session, bob.user_id)
    session.commit()
    for method, path in addresses(app, bob.user_id, save.id):
        if method == "POST":
            assert admin.client.post_without_csrf(path).status_code == 400, path
    assert traces(session) == []


def test_the_way_in_is_shown_to_admins_alone(admin: Person, carol: Person) -> None:
    assert 'href="/admin/"' in admin.client.get("/saves").text
    assert 'href="/admin/"' not in carol.client.get("/saves").text


def test_an_official_check_tells_who_gave_it_and_when(
    admin: Person, bob: Person, session: Session, clock: HandClock
) -> None:
    assert "Official account" not in bob.client.get("/saves").text
    assert do(admin, bob, "grant-check").status_code == 303
    told = admin.client.get(f"/admin/people/{bob.user_id}").text
    assert "@bob is an official account now." in told and "verified by @alice" in told
    now = user(session, bob)
    assert now.is_verified and now.verified_by_id == admin.user_id
    assert now.verified_at is not None and clock() - now.verified_at < timedelta(minutes=1)
    assert bob.client.get("/settings/profile").text.count("Official account") == 2
    do(admin, bob, "grant-check")  # changes nothing, so it is not written down
    do(admin, bob, "take-check")
    now = user(session, bob)
    assert (now.is_verified, now.verified_at, now.verified_by_id) == (False, None, None)
    acts = [(Act.GRANT_CHECK, "alice", "bob"), (Act.TAKE_CHECK, "alice", "bob")]
    assert traces(session) == acts


def test_an_admin_is_made_and_unmade(admin: Person, bob: Person, session: Session) -> None:
    do(admin, bob, "make-admin")
    assert bob.client.get("/admin/").status_code == 200
    do(admin, bob, "unmake-admin")
    assert bob.client.get("/admin/").status_code == 404
    assert [act for act, *_ in traces(session)] == [Act.MAKE_ADMIN, Act.UNMAKE_ADMIN]


@pytest.mark.parametrize("act", ["unmake-admin", "freeze"])
def test_nobody_puts_themselves_out(admin: Person, session: Session, act: str) -> None:
    do(admin, admin, act)
    assert "Nobody can do this to their own account." in admin.client.get("/admin/").text
    now = user(session, admin)
    assert now.is_admin and now.frozen_at is None and traces(session) == []


def test_the_last_admin_stays_one(admin: Person, bob: Person, session: Session) -> None:
    do(admin, bob, "make-admin")
    do(bob, admin, "freeze")
    assert admin.client.get("/admin/").status_code == 302
    session.get_one(User, admin.user_id).frozen_at = None  # by the shell; alice is no admin now
    session.get_one(User, admin.user_id).is_admin = False
    session.commit()
    do(bob, bob, "unmake-admin")
    assert user(session, bob).is_admin


def test_a_frozen_person_is_out_and_told_so(
    admin: Person, bob: Person, nobody: AuditingClient, session: Session
) -> None:
    do(admin, bob, "freeze")
    assert bob.client.get("/saves").status_code == 302
    live = select(func.count()).select_from(UserSession).filter_by(user_id=bob.user_id)
    assert session.scalar(live) == 0
    tried = nobody.post("/login", data={"login": "bob", "password": bob.password})
    assert tried.status_code == 403
    assert "This account is frozen. Write to whoever runs this site." in tried.text
    wrong = nobody.post("/login", data={"login": "bob", "password": "something else"})
    assert wrong.status_code == 422 and "frozen" not in wrong.text
    do(admin, bob, "unfreeze")
    again = nobody.post("/login", data={"login": "bob", "password": bob.password})
    assert again.status_code == 303 and nobody.get("/saves").status_code == 200
    assert [act for act, *_ in traces(session)] == [Act.FREEZE, Act.UNFREEZE]


def test_a_session_of_a_frozen_person_opens_nothing(bob: Person, session: Session) -> None:
    assert bob.client.get("/saves").status_code == 200
    session.get_one(User, bob.user_id).frozen_at = session.get_one(User, bob.user_id).created_at
    session.commit()
    assert bob.client.get("/saves").status_code == 302


def test_an_act_can_be_taken_back_from_its_toast(admin: Person, bob: Person) -> None:
    do(admin, bob, "freeze")
    page = admin.client.get(f"/admin/people/{bob.user_id}").text
    assert f'<form method="post" action="/admin/people/{bob.user_id}/unfreeze">' in page


def test_a_person_is_logged_out_everywhere(admin: Person, bob: Person, session: Session) -> None:
    do(admin, bob, "sign-out")
    assert bob.client.get("/saves").status_code == 302
    assert traces(session) == [(Act.SIGN_OUT, "alice", "bob")]


def test_mails_are_sent_for_a_person(
    admin: Person, bob: Person, session: Session, queue: HandQueue, letters: LetterBox
) -> None:
    do(admin, bob, "send-reset")
    do(admin, bob, "send-confirmation")  # refused: it is confirmed
    assert "confirmed already" in admin.client.get("/admin/").text
    session.get_one(User, bob.user_id).email_confirmed_at = None
    session.commit()
    do(admin, bob, "send-confirmation")
    queue.run_pending()
    links = [link_in(mail.text) for mail in letters.to(bob.email)]
    assert [link.split("/")[1] for link in links] == ["password", "email"]
    assert [act for act, *_ in traces(session)] == [Act.SEND_RESET, Act.SEND_CONFIRMATION]


def test_an_act_nobody_knows_is_not_found(admin: Person, bob: Person) -> None:
    for act in ("delete", "retry", "measure", "%00"):
        assert do(admin, bob, act).status_code == 404


def test_anybodys_save_is_fetched_again(
    admin: Person, bob: Person, session: Session, queue: HandQueue
) -> None:
    save = make_save(session, bob.user_id, state=State.UNREACHABLE, reason=Reason.TIMEOUT)
    session.commit()
    assert admin.client.post(f"/admin/saves/{save.id}/retry").status_code == 303
    session.expire_all()
    assert save.state is State.PENDING and save.capture_due_at is not None
    assert queue.waiting() == 1
    assert traces(session) == [(Act.RETRY, "alice", "bob")]
    assert f"#{save.id}" in admin.client.get("/admin/trail/").text


def test_what_failed_for_one_reason_is_fetched_again_in_bounded_numbers(
    admin: Person, session: Session, queue: HandQueue
) -> None:
    for _ in range(MOST_AT_ONCE + 5):
        make_save(session, admin.user_id, state=State.UNREACHABLE, reason=Reason.TIMEOUT)
    make_save(session, admin.user_id, state=State.UNREACHABLE, reason=Reason.NOT_FOUND)
    session.commit()
    left = select(func.count()).select_from(Save).filter_by(reason=Reason.TIMEOUT)
    for expected in (5, 0, 0):
        admin.client.post("/admin/jobs/retry", data={"reason": "timeout"})
        assert session.scalar(left) == expected
    assert queue.waiting() == MOST_AT_ONCE + 5
    assert len(traces(session)) == 2  # the third press found nothing to do
    assert "The site took too long to answer. (200)" in admin.client.get("/admin/trail/").text
    assert admin.client.post("/admin/jobs/retry", data={"reason": "x"}).status_code == 422


def test_storage_is_measured_by_kind_and_person(
    admin: Person, bob: Person, session: Session, queue: HandQueue, put: Callable[[bytes], str]
) -> None:
    assert "has not been measured yet" in admin.client.get("/admin/storage/").text
    shared, page = put(b"x" * 3000), put(b"y" * 500)
    for owner in (admin, bob, bob):
        version = make_version(session, make_save(session, owner.user_id), source_key=page)
        image = {"capture_id": version.id, "position": 0, "source": "https://a.example/x.png"}
        session.add(CaptureImage(**image, blob_key=shared))
    session.commit()
    admin.client.post("/admin/storage/measure")
    queue.run_pending()
    queue.run_pending()
    use = session.scalars(select(StorageUse).filter_by(owner_id=bob.user_id))
    found = {row.kind: (row.files, row.size) for row in use}
    assert found[FileKind.PICTURE] == (1, 3000) and found[FileKind.PAGE] == (1, 500)
    text = admin.client.get("/admin/storage/").text
    assert "7 kB" in text and "3.5 kB" in text and "@bob" in text
    assert "3.5 kB" in admin.client.get(f"/admin/people/{bob.user_id}").text


def test_the_trail_outlives_an_account(admin: Person, bob: Person, session: Session) -> None:
    do(admin, bob, "grant-check")
    session.delete(user(session, bob))
    session.commit()
    assert "@bob" in admin.client.get("/admin/trail/").text

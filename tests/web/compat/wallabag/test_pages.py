"""The way wallabag's Android app sets itself up: pages read by patterns, with a jar of cookies."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import Credential, Kind
from devket.accounts.services import credentials
from devket.core.clock import utcnow
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person

# As the app has them.
LOGIN_FORM = re.compile(r'<form action="[^"]*?/login_check" method="post" name="loginform">')
LOGO = re.compile(r'alt="wallabag logo" ?/?>')
TOKEN = re.compile(r'<input type="hidden" name="_csrf_token" value="([^" ]+)" />')
CLIENT_TOKEN = re.compile(
    r'<input type="hidden" id="client__token" name="client\[_token\]" value="([^" ]+)" />'
)
CLIENT = re.compile(
    r'<div class="collapsible-header">([^<]+)</div>.*?'
    + r".*?".join([r"<strong><code>([^<]+)</code></strong>"] * 4)
    + r".*?/developer/client/delete/",
    re.DOTALL,
)


def log_in(client: AuditingClient, name: str, password: str) -> str:
    page = client.get("/wallabag/").text
    found = TOKEN.search(page)
    assert LOGIN_FORM.search(page) and LOGO.search(page) and found
    form = {"_username": name, "_password": password, "_csrf_token": found[1]}
    answer = client.post_without_csrf("/wallabag/login_check", data=form, follow_redirects=True)
    return answer.text


def is_regular(page: str) -> bool:
    return bool('/logout">' in page and LOGO.search(page) and not LOGIN_FORM.search(page))


def test_the_app_sets_itself_up(nobody: AuditingClient, alice: Person) -> None:
    assert is_regular(log_in(nobody, "alice", PASSWORD))
    assert is_regular(nobody.get("/wallabag/").text)
    assert CLIENT.search(nobody.get("/wallabag/developer").text) is None
    token = CLIENT_TOKEN.search(nobody.get("/wallabag/developer/client/create").text)
    assert token
    form = {"client[name]": "Android app", "client[redirect_uris]": "", "client[save]": ""}
    made = nobody.post_without_csrf(
        "/wallabag/developer/client/create", data={**form, "client[_token]": token[1]}
    )
    assert made.status_code == 200
    found = CLIENT.search(nobody.get("/wallabag/developer").text)
    assert found and found[1].startswith("Android app - #")
    asked = {"grant_type": "password", "client_id": found[2], "client_secret": found[3]}
    asked.update(username="alice", password=PASSWORD)
    pair = nobody.post_without_csrf("/wallabag/oauth/v2/token", data=asked).get_json()
    headers = {"Authorization": f"Bearer {pair['access_token']}"}
    odd = nobody.get("/wallabag/api/entries/exists.json?url=not-a-url", headers=headers)
    assert odd.get_json() == {"exists": False}
    query = "perPage=1&since=4102444800&detail=metadata&order=asc&sort=updated"
    listed = nobody.get(f"/wallabag/api/entries.json?{query}", headers=headers)
    assert listed.get_json()["_embedded"]["items"] == []


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_shows_the_form_again(
    nobody: AuditingClient, alice: Person, password: str
) -> None:
    assert LOGIN_FORM.search(log_in(nobody, "alice", password))


def test_a_form_without_its_token_does_nothing(nobody: AuditingClient, alice: Person) -> None:
    form = {"_username": "alice", "_password": PASSWORD, "_csrf_token": "x"}
    answer = nobody.post_without_csrf("/wallabag/login_check", data=form)
    assert answer.status_code == 400 and LOGIN_FORM.search(answer.text)
    assert LOGIN_FORM.search(nobody.get("/wallabag/").text)
    for path in ("developer/client/create", "logout"):
        answer = alice.client.post_without_csrf(f"/wallabag/{path}", data={"client[name]": "x"})
        assert answer.status_code == 400
    assert CLIENT.search(alice.client.get("/wallabag/developer").text) is None


def test_an_app_password_opens_these_pages_and_no_others(
    nobody: AuditingClient, alice: Person, session: Session
) -> None:
    issued = credentials.issue(session, alice.user_id, Kind.APP_PASSWORD, clock=utcnow)
    session.commit()
    assert is_regular(log_in(nobody, alice.email, issued.secret))
    assert nobody.get("/wallabag/developer").status_code == 200
    assert nobody.get("/saves").status_code == 302
    assert nobody.get("/settings/apps/wallabag").status_code == 302
    session.delete(session.get_one(Credential, issued.row.id))
    session.commit()
    assert nobody.get("/wallabag/developer").status_code == 302


def test_logging_out_needs_more_than_a_link(alice: Person) -> None:
    assert alice.client.get("/wallabag/logout").status_code == 200
    assert is_regular(alice.client.get("/wallabag/").text)
    assert alice.client.post("/wallabag/logout").status_code == 302
    assert LOGIN_FORM.search(alice.client.get("/wallabag/login").text)


def test_keys_are_made_shown_and_taken_back_in_settings(alice: Person, carol: Person) -> None:
    path = "/settings/apps/wallabag"
    assert "wallabag://alice@http://localhost/wallabag" in alice.client.get(path).text
    made = alice.client.post(path, data={"name": "KO<b>Reader"}, follow_redirects=True)
    assert "KO&lt;b&gt;Reader" in made.text
    delete = re.findall(r'action="(/wallabag/developer/client/delete/\d+)"', made.text)
    assert len(delete) == 1
    assert carol.client.post(delete[0]).status_code == 404
    gone = alice.client.post(delete[0], data={"back": "settings"}, follow_redirects=True)
    assert "KO&lt;b&gt;Reader" not in gone.text


def test_the_picture_of_the_link_is_an_image_that_cannot_act(alice: Person) -> None:
    answer = alice.client.get("/settings/apps/wallabag/qr.svg")
    assert answer.mimetype == "image/svg+xml" and b"<svg" in answer.data
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_wallabags_pages_lead_to_ours(alice: Person, carol: Person, session: Session) -> None:
    save = make_save(session, alice.user_id)
    session.commit()
    view = f"/wallabag/view/{save.id}"
    assert alice.client.get(view).location == f"/saves/{save.id}"
    assert carol.client.get(view).status_code == 404
    for theirs, ours in (("unread", "/saves"), ("starred", "/favorites"), ("tag", "/tags")):
        assert alice.client.get(f"/wallabag/{theirs}/list").location == ours


def test_the_page_tells_which_password(alice: Person) -> None:
    alice.client.post("/settings/apps/wallabag", data={"name": "E-reader"})
    page = alice.client.get("/settings/apps/wallabag").text
    assert "or better an app password" in page

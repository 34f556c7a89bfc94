"""The settings pages, as a person uses them and as a stranger tries them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, ReaderFont, Theme, User
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.twins import HandQueue, LetterBox
from tests.web.accounts.conftest import CountingPasswords, link_in

PAGES = ["profile", "appearance", "email", "password", "sessions", "apps"]
NEW = "nine loud geese"


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_sent_to_log_in(nobody: AuditingClient, page: str) -> None:
    answer = nobody.get(f"/settings/{page}")
    assert (answer.status_code, answer.location) == (302, f"/login?next=/settings/{page}")
    assert nobody.post(f"/settings/{page}").status_code in (302, 405)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_and_marks_its_tab(alice: Person, page: str) -> None:
    shown = alice.client.get(f"/settings/{page}")
    assert shown.status_code == 200
    assert f'href="/settings/{page}" aria-current="page"' in shown.text


@pytest.mark.parametrize("page", ["profile", "appearance", "email", "password"])
def test_a_forged_change_is_refused(alice: Person, page: str) -> None:
    assert alice.client.post_without_csrf(f"/settings/{page}", data={}).status_code == 400


def test_a_profile_is_kept(session: Session, alice: Person) -> None:
    data = {
        "display_name": "  Alice\tB. ",
        "website": "alice.example/me",
        "bio": "Reads.\r\nWrites.",
    }
    assert alice.client.post("/settings/profile", data=data).status_code == 303
    profile = session.get_one(Profile, alice.user_id)
    assert session.get_one(User, alice.user_id).display_name == "Alice B."
    assert profile.website == "https://alice.example/me"
    assert profile.bio == "Reads.\nWrites."
    assert "Saved." in alice.client.get("/settings/profile").text


def test_an_empty_name_is_the_handle(session: Session, alice: Person) -> None:
    alice.client.post("/settings/profile", data={"display_name": " ", "website": "", "bio": ""})
    assert session.get_one(User, alice.user_id).display_name == "alice"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("website", "javascript:alert(1)", "http or https"),
        ("website", "data:text/html,x", "http or https"),
        ("website", "https://a:b@x.example/", "user name and password"),
        ("website", "https://x.example/" + "y" * 400, "longer than 400"),
        ("display_name", "x" * 81, "longer than 80"),
        ("bio", "x" * 501, "longer than 500"),
    ],
)
def test_a_bad_profile_comes_back_with_the_reason(
    session: Session, alice: Person, field: str, typed: str, sentence: str
) -> None:
    data = {"display_name": "A", "website": "", "bio": "", field: typed}
    alice.client.is_auditing = not typed.startswith("javascript:")  # the value of the input
    answer = alice.client.post("/settings/profile", data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.get_one(Profile, alice.user_id).website == ""


def test_markup_in_a_name_is_only_text(alice: Person) -> None:
    data = {"display_name": "<img src=x onerror=alert(1)>", "website": "", "bio": "</textarea><b>"}
    alice.client.post("/settings/profile", data=data)
    shown = alice.client.get("/settings/profile").text
    assert "<img src=x" not in shown
    assert "</textarea><b>" not in shown


def test_appearance_can_be_sent_in_part(session: Session, alice: Person) -> None:
    answer = alice.client.post("/settings/appearance", data={"theme": "sepia", "reader_size": "21"})
    assert (answer.status_code, answer.location) == (303, "/settings/appearance")
    user = session.get_one(User, alice.user_id)
    assert (user.theme, user.reader_size, user.reader_font) == (Theme.SEPIA, 21, ReaderFont.SERIF)
    assert 'data-theme="sepia"' in alice.client.get("/settings/appearance").text


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "neon"},
        {"language": "xx"},
        {"reader_size": "99"},
        {"reader_size": "x"},
        {"reader_font": "\x00"},
        {"list_view": ""},
    ],
)
def test_what_is_not_offered_is_refused(
    session: Session, alice: Person, change: dict[str, str]
) -> None:
    assert alice.client.post("/settings/appearance", data=change).status_code == 422
    user = session.get_one(User, alice.user_id)
    assert (user.theme, user.language, user.reader_size) == (Theme.SYSTEM, "", 19)


def test_a_language_is_kept(session: Session, alice: Person) -> None:
    alice.client.post("/settings/appearance", data={"language": "ko"})
    assert '<html lang="ko"' in alice.client.get("/settings/profile").text


def test_a_new_password_logs_all_other_browsers_out(
    alice: Person, new_client: Callable[[], AuditingClient], queue: HandQueue, letters: LetterBox
) -> None:
    other = new_client()
    other.post("/login", data={"login": "alice", "password": PASSWORD})
    assert other.get("/saves").status_code == 200
    answer = alice.client.post("/settings/password", data={"current": PASSWORD, "password": NEW})
    assert answer.status_code == 303
    assert alice.client.get("/saves").status_code == 200
    assert other.get("/saves").status_code == 302
    queue.run_pending()
    assert letters.to(alice.email)[-1].subject == "Your password was changed"


def test_guessing_the_present_password_is_stopped(alice: Person, hasher: CountingPasswords) -> None:
    data = {"current": "guess", "password": NEW}
    codes = [alice.client.post("/settings/password", data=data).status_code for _ in range(11)]
    assert codes == [422] * 10 + [429]
    assert hasher.checked == 10
    data = {"email": "new@example.org", "password": "guess"}
    assert alice.client.post("/settings/email", data=data).status_code == 429, "counted together"
    assert hasher.checked == 10


def test_few_mails_go_to_addresses_that_somebody_names(
    alice: Person, bob: Person, queue: HandQueue, letters: LetterBox
) -> None:
    codes = []
    for person, email in [(alice, "victim@example.org")] * 6 + [(bob, "victim@example.org")]:
        data = {"email": email, "password": PASSWORD}
        codes.append(person.client.post("/settings/email", data=data).status_code)
        queue.run_pending()
    assert codes == [303] * 5 + [429] * 2
    assert len(letters.to("victim@example.org")) == 5


def test_a_new_address_counts_once_confirmed_and_the_old_one_is_told(
    session: Session, alice: Person, queue: HandQueue, letters: LetterBox
) -> None:
    data = {"email": "New@example.org", "password": PASSWORD}
    assert alice.client.post("/settings/email", data=data).status_code == 303
    user = session.get_one(User, alice.user_id)
    assert user.email == alice.email
    queue.run_pending()
    assert [mail.to for mail in letters.mails] == [alice.email, "new@example.org"]
    assert "new@example.org" in letters.mails[0].text
    assert "/email/confirm/" not in letters.mails[0].text
    link = link_in(letters.mails[1].text)
    assert alice.client.get(link).status_code == 200
    session.refresh(user)
    assert user.email == alice.email, "a GET changes nothing"
    assert alice.client.post(link).status_code == 303
    session.refresh(user)
    assert user.email == "new@example.org"
    assert alice.client.post(link).status_code == 404


def test_an_address_of_another_is_refused_to_its_reader_only(
    session: Session, alice: Person, bob: Person, queue: HandQueue, letters: LetterBox
) -> None:
    data = {"email": bob.email, "password": PASSWORD}
    assert alice.client.post("/settings/email", data=data).status_code == 303
    queue.run_pending()
    answer = alice.client.post(link_in(letters.to(bob.email)[-1].text))
    assert answer.status_code == 422
    assert "already" in answer.text
    assert session.get_one(User, alice.user_id).email == alice.email


def test_a_new_address_needs_the_password(alice: Person, queue: HandQueue) -> None:
    data = {"email": "new@example.org", "password": "guess"}
    answer = alice.client.post("/settings/email", data=data)
    assert answer.status_code == 422
    assert "This is not your password." in answer.text
    assert 'value="new@example.org"' in answer.text
    assert queue.run_pending() == 0


def test_the_confirmation_can_be_sent_again(
    session: Session, alice: Person, queue: HandQueue, letters: LetterBox
) -> None:
    session.get_one(User, alice.user_id).email_confirmed_at = None
    session.commit()
    assert "not confirmed yet" in alice.client.get("/settings/email").text
    for _ in range(2):
        assert alice.client.post("/settings/email/confirm").status_code == 303
        queue.run_pending()
    older, newer = (link_in(mail.text) for mail in letters.mails)
    assert alice.client.get(older).status_code == 404
    assert alice.client.post(newer).status_code == 303
    assert "This address is confirmed." in alice.client.get("/settings/email").text


def test_asking_twice_in_a_row_leaves_the_last_link_working(
    session: Session, alice: Person, queue: HandQueue, letters: LetterBox
) -> None:
    session.get_one(User, alice.user_id).email_confirmed_at = None
    session.commit()
    for _ in range(2):
        alice.client.post("/settings/email/confirm")
    assert queue.run_pending() == 2
    assert alice.client.post(link_in(letters.mails[-1].text)).status_code == 303


def test_mails_are_written_in_the_language_of_the_account(
    session: Session, alice: Person, queue: HandQueue, letters: LetterBox
) -> None:
    session.get_one(User, alice.user_id).language = "ko"
    session.commit()
    alice.client.post("/password/reset", data={"email": alice.email})
    queue.run_pending()
    assert '<html lang="ko">' in (letters.mails[0].html or "")


def test_settings_lead_to_the_first_page(alice: Person) -> None:
    assert alice.client.get("/settings").location == "/settings/profile"

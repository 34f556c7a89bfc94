"""Korean from the first page on: pages, refusals, times, mails, and no English left in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from babel.messages.pofile import read_po
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.accounts.models import User
from devket.capture.model import Choice, Kind, Reason, State
from devket.core.clock import utcnow
from tests.architecture.sources import ROOT
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import PASSWORD, Person
from tests.support.twins import HandQueue, LetterBox
from tests.web.accounts.conftest import link_in

ASKS = {"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.8"}
PUBLIC = ("/", "/login", "/signup", "/password/reset", "/nothing-here")
PRIVATE = (
    *("/saves", "/favorites", "/archive", "/save?url=https://blog.example/1"),
    *("/save/bookmarklet", "/save/page?url=https://blog.example/1", "/settings/apps/feeds"),
    *(f"/settings/{page}" for page in ("profile", "appearance", "email", "password", "sessions")),
)


@cache
def english() -> frozenset[str]:
    """Return every English sentence of more than one word that has a Korean twin."""
    path = ROOT / "devket" / "translations" / "ko" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        found = {message.id for message in read_po(file) if isinstance(message.id, str)}
    return frozenset(text for text in found if " " in text.strip() and "%(" not in text)


def leftovers(html: str) -> list[str]:
    """Return the English sentences in what a page shows, reads out or hints."""
    page = parse(html)
    shown = [" ".join(element.text.split()) for element in page.select("title, body")]
    names = ("aria-label", "placeholder", "title", "alt")
    shown += [str(e.attrs[n]) for e in page.select("*") for n in names if n in e.attrs]
    return sorted(text for text in english() if any(text in words for words in shown))


@pytest.fixture
def korean(session: Session, alice: Person) -> Person:
    """Alice, who has chosen Korean in her settings."""
    session.get_one(User, alice.user_id).language = "ko"
    session.commit()
    return alice


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitors_browser_asks_for_korean_and_gets_it(nobody: AuditingClient, path: str) -> None:
    page = nobody.get(path, headers=ASKS)
    assert '<html lang="ko"' in page.text
    assert leftovers(page.text) == []


def test_the_chosen_language_holds_on_every_page(korean: Person) -> None:
    for path in PRIVATE:
        page = korean.client.get(path, headers={"Accept-Language": "en"})
        assert page.status_code == 200 and '<html lang="ko"' in page.text
        assert leftovers(page.text) == [], path


def test_the_admin_area_speaks_one_language(session: Session, korean: Person) -> None:
    session.get_one(User, korean.user_id).is_admin = True
    failed = {"state": State.UNREACHABLE, "reason": Reason.TIMEOUT, "title": "글"}
    save = make_save(session, korean.user_id, capture_due_at=utcnow(), **failed)
    make_version(session, save)
    session.commit()
    korean.client.post("/admin/jobs/retry", data={"reason": "timeout"})
    korean.client.post(f"/admin/people/{korean.user_id}/grant-check")
    tabs = ("", "people/", "saves/", "jobs/", "storage/", "trail/")
    for path in (*tabs, f"people/{korean.user_id}", f"saves/{save.id}"):
        page = korean.client.get(f"/admin/{path}")
        assert page.status_code == 200 and leftovers(page.text) == [], path


@pytest.mark.parametrize("reason", [*Reason])
def test_every_reason_is_told_in_korean(session: Session, korean: Person, reason: Reason) -> None:
    save = make_save(session, korean.user_id, state=State.UNREACHABLE, reason=reason, title="글")
    session.commit()
    page = korean.client.get(f"/saves/{save.id}")
    assert leftovers(page.text) == []
    assert "열 수 없음" in page.text


@pytest.mark.parametrize("kind", [*Kind])
def test_every_kind_and_its_versions_are_told_in_korean(
    session: Session, korean: Person, kind: Kind
) -> None:
    card = {"status": "merged", "answers": "3", "accepted": "1", "license": "MIT", "pages": "3"}
    save = make_save(session, korean.user_id, kind=kind, card=card, title="글", excerpt="")
    make_version(session, save, choice=Choice.PAGE, code_count=2, image_count=2)
    session.commit()
    at = f"/saves/{save.id}"
    for path in ("/saves", at, f"{at}/versions", f"{at}/versions/1", f"{at}/versions/1/log"):
        assert leftovers(korean.client.get(path).text) == [], path


def test_times_are_told_as_korean_tells_them(session: Session, korean: Person) -> None:
    now, day = utcnow(), datetime.fromisoformat("2024-03-09T12:00+00:00")
    make_save(session, korean.user_id, saved_at=now - timedelta(hours=2, minutes=1))
    make_save(session, korean.user_id, saved_at=now - timedelta(days=3, minutes=1))
    save = make_save(session, korean.user_id, saved_at=day, published_at=day)
    session.commit()
    shown = korean.client.get("/saves").text
    assert "2시간 전" in shown and "3일 전" in shown and "2024. 3. 9." in shown and "4분<" in shown
    assert "2024년 3월 9일" in korean.client.get(f"/saves/{save.id}").text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"handle": "alice"}, "이미 사용 중인 핸들이에요."),
        ({"handle": "a!"}, "핸들은 영문자, 숫자, 밑줄만 써서 2~30자로 지어 주세요."),
        ({"email": "no address"}, "이메일 주소가 아닌 것 같아요."),
        ({"email": "alice@example.org"}, "이 이메일 주소로 만든 계정이 이미 있어요."),
        ({"password": "short"}, "비밀번호는 8자 이상이어야 해요."),
        ({"password": ""}, "꼭 입력해 주세요."),
    ],
)
def test_what_services_refuse_is_told_in_korean(
    alice: Person, nobody: AuditingClient, sent: dict[str, str], told: str
) -> None:
    whole = {"handle": "minji", "email": "minji@example.org", "password": PASSWORD, **sent}
    page = nobody.post("/signup", data=whole, headers=ASKS)
    assert page.status_code in (409, 422)
    assert told in page.text


def test_refusals_of_the_house_are_told_in_korean(korean: Person) -> None:
    client = korean.client
    assert "여기에는 아무것도 없어요." in client.get("/saves/999999").text
    assert "페이지를 너무 오래 열어 두었어요." in client.post_without_csrf("/view").text
    assert "이 주소는 그렇게 쓸 수 없어요." in client.post("/favorites").text
    assert "페이지 주소가 아닌 것 같아요." in client.post("/save", data={"url": "no address"}).text
    # From WTForms' own catalogue.
    refused = client.post("/settings/appearance", data={"theme": "plaid"})
    assert "올바르지 않은 선택값입니다." in refused.text


def test_acts_are_answered_in_korean(session: Session, korean: Person) -> None:
    save = make_save(session, korean.user_id, title="글")
    session.commit()
    answer = korean.client.htmx.post(f"/saves/{save.id}/archive")
    assert "보관했어요." in answer.text and "되돌리기" in answer.text
    assert 'aria-label="내 목록으로 옮기기"' in korean.client.get("/archive").text
    korean.client.post(f"/saves/{save.id}/unarchive")
    assert 'aria-label="보관"' in korean.client.get("/saves").text


def test_every_mail_is_written_in_korean(
    session: Session, korean: Person, queue: HandQueue, letters: LetterBox
) -> None:
    client, new = korean.client, "a wide calm lake"

    def send(path: str, **data: Any) -> None:
        assert client.post(path, data=data).status_code == 303, path
        queue.run_pending()

    session.get_one(User, korean.user_id).email_confirmed_at = None
    session.commit()
    send("/settings/email/confirm")
    send("/settings/email", email="new@example.org", password=PASSWORD)
    send("/settings/password", current=PASSWORD, password=new)
    send("/password/reset", email=korean.email)
    assert link_in(letters.mails[-1].text).startswith("/password/reset/")
    assert [mail.subject for mail in letters.mails] == [
        "이메일 주소 확인",
        "이메일 주소 변경 요청을 받았어요",
        "새 이메일 주소 확인",
        "비밀번호가 바뀌었어요",
        "새 비밀번호 정하기",
    ]
    for mail in letters.mails:
        assert mail.text.startswith("Alice 님, 안녕하세요.") and mail.html is not None
        assert leftovers(mail.html) == [] and leftovers(mail.text) == []

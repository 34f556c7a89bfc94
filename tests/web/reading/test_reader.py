"""The reader: the article, its honest state, and how people like to read."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.accounts.models import ReaderFont, Theme, User
from devket.capture import sanitise
from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from devket.library.models import Article, Capture, Save
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import queries

LIKED = {"font": "sans", "size": "21", "width": "wide", "leading": "loose", "theme": "sepia"}


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    save = make_save(session, alice.user_id, title="Tabs & <spaces>", byline="Mina", lang="en")
    html = sanitise("<h2 id=x>Part</h2><p>The text.</p><pre><code>\ta &lt; b\n\n</code></pre>")
    capture = Capture(save_id=save.id, version=1, captured_at=utcnow(), state=State.FULL_TEXT)
    capture.log = {"engine": "1", "guard": "none"}
    capture.article = Article(content_html=html, text="Part The text.")
    session.add(capture)
    session.flush()
    save.capture_id = capture.id
    session.commit()
    return save


def test_the_article_stands_in_its_own_element(alice: Person, save: Save) -> None:
    page = alice.client.get(f"/saves/{save.id}")
    document = parse(page.text)
    assert document.select("h1")[0].text.strip() == "Tabs & <spaces>"
    (reader,) = document.select("article#reader")
    assert reader.attrs["data-save-id"] == str(save.id)
    assert "The text." in reader.text
    assert reader.select("pre")[0].text.endswith("\ta < b\n\n")


def test_the_reader_asks_the_database_little(alice: Person, save: Save) -> None:
    path = f"/saves/{save.id}"
    alice.client.get(path)  # so that the test's own session has nothing left to refresh
    with queries() as seen:
        alice.client.get(path)
    assert len(seen) <= 10, "\n".join(seen)


def test_carol_and_nobody_cannot_read_it(carol: Person, nobody: AuditingClient, save: Save) -> None:
    assert carol.client.get(f"/saves/{save.id}").status_code == 404
    assert nobody.get(f"/saves/{save.id}").status_code == 302
    assert carol.client.get("/saves/99999999999999999999").status_code == 404


@pytest.mark.parametrize(
    ("state", "reason", "told"),
    [
        (State.PENDING, None, "fills itself in"),
        (State.UNREACHABLE, Reason.TIMEOUT, "took too long"),
        (State.BLOCKED, Reason.LOGIN, "after logging in"),
        (State.NOT_AN_ARTICLE, Reason.NO_TEXT, "no article text"),
        (State.PARTIAL, Reason.TEASER, "only the beginning"),
    ],
)
def test_a_page_without_its_text_says_why(
    session: Session, alice: Person, state: State, reason: Reason | None, told: str
) -> None:
    save = make_save(session, alice.user_id, state=state, reason=reason)
    page = alice.client.get(f"/saves/{save.id}")
    assert page.status_code == 200
    assert told in page.text


def test_htmx_gets_the_article_alone(alice: Person, save: Save) -> None:
    answer = alice.client.htmx.get(f"/saves/{save.id}")
    assert "<html" not in answer.text
    assert 'id="reader"' in answer.text


def test_preferences_are_kept_on_the_account(session: Session, alice: Person, save: Save) -> None:
    answer = alice.client.post("/reading/preferences", data=LIKED)
    assert answer.status_code == 303
    session.expire_all()
    user = session.get_one(User, alice.user_id)
    assert (user.reader_font, user.reader_size, user.theme) == (ReaderFont.SANS, 21, Theme.SEPIA)
    assert 'data-theme="sepia"' in alice.client.get(f"/saves/{save.id}").text
    assert alice.client.htmx.post("/reading/preferences", data=LIKED).status_code == 204


@pytest.mark.parametrize(
    "change", [{"size": "99"}, {"size": "x"}, {"font": "comic"}, {"theme": ""}, {"width": "\x00"}]
)
def test_preferences_nobody_offers_are_refused(alice: Person, change: dict[str, str]) -> None:
    assert alice.client.post("/reading/preferences", data={**LIKED, **change}).status_code == 422

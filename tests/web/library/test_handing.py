"""Pages that a person's own browser hands in: the bookmarklet, its window, the paste box."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.capture.model import State
from devket.library.models import Capture, Save
from devket.library.views.handing import LARGEST_PAGE
from devket.web.sizes import USUAL
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.twins import HandQueue, Pages

URL = "https://wall.example/members/post"
PAGE = (
    "<html lang=en><head><meta charset=euc-kr><title>Für Mitglieder · 회원</title></head><body>"
    "<article><h1>Für Mitglieder · 회원</h1>"
    + "<p>A sentence that only members see, with a comma, and enough words.</p>" * 12
    + "</article></body></html>"
)


def hand_in(person: Person, **changes: str) -> tuple[int, str]:
    """Send the form of the window as a browser does."""
    form = {"url": URL, "title": "As the tab says", "html": PAGE, **changes}
    # Written by hand: the test client's own writer leaves a file open for what is large.
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}' for n, v in form.items()
    ]
    body = "\r\n".join([*parts, "--x--\r\n"]).encode()
    kind = "multipart/form-data; boundary=x"
    answer = person.client.post("/save/page", data=body, content_type=kind)
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def test_a_page_is_kept_at_once_and_read_without_asking_the_site(
    session: Session, alice: Person, pages: Pages, queue: HandQueue
) -> None:
    status, where = hand_in(alice)
    save = session.scalars(select(Save)).one()
    assert (status, where) == (303, f"/saves/{save.id}")
    assert (save.state, save.title, bool(save.handed_key)) == (
        State.PENDING, "As the tab says", True)  # fmt: skip
    queue.run_pending()
    session.expire_all()
    assert (save.state, save.title) == (State.FULL_TEXT, "Für Mitglieder · 회원")
    assert URL not in pages.asked
    assert session.scalars(select(Capture.source_key)).one()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"url": "not an address"}, "does not look like the address"),
        ({"url": "javascript:alert(1)"}, "http or https"),
        ({"html": "  "}, "Paste the source of the page as well."),
    ],
)
def test_what_is_missing_is_told_on_the_page(
    session: Session, alice: Person, changes: dict[str, str], told: str
) -> None:
    status, text = hand_in(alice, **changes)
    assert status == 422
    assert told in text
    assert session.scalars(select(Save.id)).first() is None


def test_large_pages_are_taken_here_and_nowhere_else(session: Session, alice: Person) -> None:
    large = PAGE + "<!--" + "x" * (LARGEST_PAGE - len(PAGE) - 1000) + "-->"
    assert hand_in(alice, html=large)[0] == 303
    assert hand_in(alice, html=large + "x" * 100_000)[0] == 413
    elsewhere = {"url": "https://a.example/", "title": "x" * (USUAL + 1)}
    assert alice.client.post("/save", data=elsewhere).status_code == 413
    assert alice.client.post("/login", data=elsewhere).status_code == 413


def test_another_site_cannot_hand_a_page_in(
    session: Session, alice: Person, nobody: AuditingClient
) -> None:
    form = {"url": URL, "html": PAGE}
    assert alice.client.post_without_csrf("/save/page", data=form).status_code == 400
    assert nobody.post("/save/page", data=form).status_code == 302
    assert session.scalars(select(Save.id)).first() is None


def test_htmx_is_sent_to_the_reader_too(session: Session, alice: Person) -> None:
    answer = alice.client.htmx.post("/save/page", data={"url": URL, "html": PAGE})
    assert answer.headers["HX-Redirect"].startswith("/saves/")


def test_the_window_keeps_its_opener_and_saves_nothing_by_itself(
    session: Session, alice: Person
) -> None:
    answer = alice.client.get(f"/save/page?url={URL}")
    assert answer.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    other = alice.client.get("/saves")
    assert other.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    form = parse(answer.text).select("main form")[0]
    assert form.attrs["enctype"] == "multipart/form-data"
    assert parse(answer.text).select("#page-url")[0].attrs["value"] == URL
    assert session.scalars(select(Save.id)).first() is None


def test_the_bookmarklet_names_this_very_devket(alice: Person) -> None:
    page = parse(alice.client.get("/save/bookmarklet").text)
    code = str(page.select("bookmarklet-link")[0].attrs["data-code"])
    assert code.startswith("javascript:(()=>{") and '"http://localhost"' in code
    assert "/save/page?url=" in code
    assert len(code) < 600, "bookmarks of some browsers are cut short"
    assert page.select("textarea")[0].text.strip() == code

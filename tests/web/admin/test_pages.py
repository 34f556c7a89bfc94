"""The admin's pages: what they show, how they search and page, that nothing strange breaks them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.accounts.models import User
from devket.admin.queries import PAGE_SIZE, saves
from devket.capture.model import Reason, State
from devket.core.clock import utcnow
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import fill, make_save
from tests.support.people import Person
from tests.support.queries import assert_same_cost
from tests.support.twins import HandClock, HandQueue

PAGES = tuple(f"/admin/{page}" for page in ("", "people/", "saves/", "jobs/", "storage/", "trail/"))
STRANGE = (
    "page=-1&sort=99&group=x&search=%25&after=x&before=-1&state=x&reason=x&owner=x",
    "search=%00&after=%00&before=%00&owner=%00&sort=%00",
    "sort=handle&after=%00%ED%A0%80&search=%5C_%25",
    "before=99999999999999999999&owner=99999999999999999999&after=99999999999999999999",
    "before=0&owner=0&after=0&search=%23" + "9" * 300,
    "before=٣&owner=٣&after=٣&search=" + "가" * 300,
    "sort=oldest&after=1e3&search=%27%22%3E%3Cscript%3E",
)
XSS = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def shown(html: str, selector: str = ".row-link") -> list[str]:
    """Return the words of each row."""
    return [" ".join(found.text.split()) for found in parse(html).select(selector)]


def further(html: str) -> str:
    """Return the address of the next page, empty at the end."""
    found = parse(html).select_one("a[rel=next]")
    return str(found.attrs["href"]) if found else ""


@pytest.mark.parametrize("path", PAGES)
def test_each_page_stands_on_an_empty_devket(admin: Person, path: str) -> None:
    assert admin.client.get(path).status_code == 200


@pytest.mark.parametrize("query", STRANGE)
@pytest.mark.parametrize("path", PAGES)
def test_what_an_address_asks_for_in_vain_breaks_nothing(
    admin: Person, session: Session, path: str, query: str
) -> None:
    make_save(session, admin.user_id, capture_due_at=utcnow())
    session.commit()
    assert admin.client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_as_often_however_much_there_is(
    admin: Person, session: Session, clock: HandClock, path: str
) -> None:
    def grow(total: int) -> None:
        clock.advance(minutes=11)  # so that totals are counted and the visit is noted each time
        fill(session, admin.user_id, total)
        for _ in range(total):
            make_user(session)
            make_save(session, admin.user_id, capture_due_at=utcnow(), reason=Reason.TIMEOUT)
        session.commit()

    assert_same_cost(admin.client, path, grow, at_most=13)


def test_the_start_page_tells_the_state_at_a_glance(
    admin: Person, session: Session, queue: HandQueue, clock: HandClock
) -> None:
    make_save(session, admin.user_id)
    make_save(session, admin.user_id, state=State.UNREACHABLE, reason=Reason.TIMEOUT)
    late = clock() - timedelta(minutes=12)
    make_save(session, admin.user_id, state=State.PENDING, capture_due_at=late)
    make_save(session, admin.user_id, deleted_at=clock())
    session.commit()
    clock.advance(minutes=2)
    page = admin.client.get("/admin/").text
    assert shown(page, ".big-number") == ["1", "3", "1", "–"]
    assert shown(page, ".amount") == ["1", "1", "0", "0", "0", "1"]
    assert "1 overdue" in page and "14 minutes ago" in page


def test_totals_are_counted_once_a_minute_and_what_waits_now(
    admin: Person, session: Session, clock: HandClock
) -> None:
    clock.advance(minutes=5)
    admin.client.get("/admin/")
    make_save(session, admin.user_id, state=State.PENDING, capture_due_at=clock())
    session.commit()
    assert shown(admin.client.get("/admin/").text, ".big-number")[1:3] == ["0", "1"]
    clock.advance(minutes=2)
    assert shown(admin.client.get("/admin/").text, ".big-number")[1:3] == ["1", "1"]


def test_people_are_found_narrowed_and_sorted(admin: Person, bob: Person, session: Session) -> None:
    get = admin.client.get
    session.get_one(User, bob.user_id).email_confirmed_at = None
    session.commit()
    assert shown(get("/admin/people/").text) == ["Bob", "Alice"]
    assert shown(get("/admin/people/?sort=oldest").text) == ["Alice", "Bob"]
    assert shown(get("/admin/people/?sort=handle").text) == ["Alice", "Bob"]
    assert shown(get("/admin/people/?search=BOB@EX").text) == ["Bob"]
    assert shown(get("/admin/people/?search=@ali").text) == ["Alice"]
    assert shown(get("/admin/people/?group=admins").text) == ["Alice"]
    assert shown(get("/admin/people/?group=unconfirmed").text) == ["Bob"]
    assert shown(get("/admin/people/?group=confirmed").text) == ["Alice"]
    assert shown(get("/admin/people/?group=frozen").text) == []
    assert shown(get("/admin/people/?search=%25").text) == []


@pytest.mark.parametrize("sort", ["newest", "oldest", "handle"])
def test_people_are_paged_without_a_gap(admin: Person, session: Session, sort: str) -> None:
    for _ in range(PAGE_SIZE + 10):
        make_user(session)
    session.commit()
    first = admin.client.get(f"/admin/people/?sort={sort}").text
    second = admin.client.get(further(first)).text
    assert len(shown(first)) == PAGE_SIZE and further(second) == ""
    assert len({*shown(first), *shown(second)}) == PAGE_SIZE + 11


def test_saves_are_found_by_beginning_state_reason_and_owner(
    admin: Person, bob: Person, session: Session
) -> None:
    make_save(session, bob.user_id, title="Alpha", given_url="https://www.one.example/a")
    failed = {"state": State.UNREACHABLE, "reason": Reason.TIMEOUT}
    make_save(session, admin.user_id, title="Beta 100%", given_url="https://two.example", **failed)
    session.commit()

    def found(query: str) -> list[str]:
        return shown(admin.client.get(f"/admin/saves/?{query}").text)

    assert found("") == ["Beta 100%", "Alpha"]
    assert found("search=alp") == found("search=one.example") == ["Alpha"]
    assert found("search=HTTPS://two") == ["Beta 100%"]
    assert found("search=lpha") == found("search=%25") == []
    assert found("state=unreachable") == found("reason=timeout") == ["Beta 100%"]
    assert found(f"owner={bob.user_id}") == ["Alpha"]
    assert found(f"owner={bob.user_id}&state=unreachable") == []


def test_saves_are_paged_without_a_gap(admin: Person, session: Session) -> None:
    fill(session, admin.user_id, PAGE_SIZE + 10)
    first = admin.client.get("/admin/saves/?state=full+text").text
    second = admin.client.get(further(first)).text
    assert len(shown(first)) == PAGE_SIZE and len(shown(second)) == 10
    assert "state=full" in further(first) and further(second) == ""


def test_a_search_goes_no_further_than_its_window_and_on_from_there(
    admin: Person, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saves, "WINDOW", 5)
    make_save(session, admin.user_id, title="Wanted")
    for _ in range(7):
        make_save(session, admin.user_id)
    session.commit()
    first = admin.client.get("/admin/saves/?search=wanted").text
    assert shown(first) == [] and "None among the newest" in first
    assert shown(admin.client.get(further(first)).text) == ["Wanted"]


def test_a_number_leads_to_its_save(admin: Person, bob: Person, session: Session) -> None:
    save = make_save(session, bob.user_id)
    session.commit()
    assert (
        f'href="/admin/saves/{save.id}"'
        in admin.client.get(f"/admin/saves/?search=%23{save.id}").text
    )


def test_an_admin_sees_how_captures_went_and_no_word_of_the_text(
    admin: Person, bob: Person, session: Session
) -> None:
    save = make_save(session, bob.user_id, title="A title", excerpt="Secret excerpt")
    make_version(session, save, html="<p>Secret text.</p>", word_count=1234)
    session.commit()
    for path in ("/admin/saves/", f"/admin/saves/{save.id}", f"/admin/people/{bob.user_id}"):
        page = admin.client.get(path).text
        assert "Secret" not in page and "/media/" not in page
    page = admin.client.get(f"/admin/saves/{save.id}").text
    assert "A title" in page and "1,234 words" in page and "@bob" in page
    assert admin.client.get(f"/saves/{save.id}").status_code == 404


def test_a_deleted_save_is_nobodys(admin: Person, bob: Person, session: Session) -> None:
    save = make_save(session, bob.user_id, deleted_at=utcnow())
    session.commit()
    assert admin.client.get(f"/admin/saves/{save.id}").status_code == 404
    assert admin.client.post(f"/admin/saves/{save.id}/retry").status_code == 404
    assert shown(admin.client.get("/admin/saves/").text) == []


def test_what_people_write_stays_words(admin: Person, bob: Person, session: Session) -> None:
    session.get_one(User, bob.user_id).display_name = XSS
    url = f"https://blog.example/?{XSS}"
    save = make_save(session, bob.user_id, title=XSS, given_url=url, capture_due_at=utcnow())
    make_version(session, save)
    session.commit()
    paths = (*PAGES, f"/admin/people/{bob.user_id}", f"/admin/saves/{save.id}")
    for path in (*paths, "/admin/saves/?search=%22%3E%3Cscript%3E"):
        page = parse(admin.client.get(path).text)
        assert [s for s in page.select("script") if "src" not in s.attrs] == []
        assert page.select("img") == []


def test_what_is_owed_stands_in_the_order_of_its_time(
    admin: Person, session: Session, clock: HandClock
) -> None:
    for number in range(PAGE_SIZE + 3):
        due = clock() + timedelta(minutes=number - 10)
        make_save(session, admin.user_id, title=f"Due {number:03}", capture_due_at=due)
    make_save(session, admin.user_id, title="Done")
    session.commit()
    first = admin.client.get("/admin/jobs/").text
    second = admin.client.get(further(first)).text
    titles = [*shown(first), *shown(second)]
    assert titles == [f"Due {number:03}" for number in range(PAGE_SIZE + 3)]

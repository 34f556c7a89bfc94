"""The place one is at, as tabs tell it; what stands around an article; what is read and unread."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.library.models import Save
from devket.reading.models import ReadingPosition
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.support.client import AuditingClient
from tests.support.people import Person

HTML = "".join(f"<h2>Part {n}</h2><p>Words of part {n}, and more of them.</p>" for n in range(10))
PLACE = {
    "block": "7",
    "words": "Words of part 3, and more of them.",
    "progress": "40",
    "version": "1",
    "device": "laptop.tab",
    "known": "",
    "age": "0",
}


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    save = make_save(session, alice.user_id, title="Long", lang="en")
    make_version(session, save, html=HTML)
    session.commit()
    return save


def test_a_place_is_kept_and_the_page_leads_there(alice: Person, save: Save) -> None:
    path = f"/saves/{save.id}"
    assert "Continue at" not in alice.client.get(path).text
    assert alice.client.post(f"{path}/position", data=PLACE).status_code == 204
    page = parse(alice.client.get(path).text)
    (link,) = page.select(".place-link a")
    assert (link.text, link.attrs["href"]) == ("Continue at 40 %", "#b7")
    assert "Words of part 3" in page.select("#b7")[0].text
    (place,) = page.select("reading-place")
    assert place.attrs["data-device"] == "laptop.tab"
    assert 'class="read-so-far" max="100" value="40"' in alice.client.get("/saves").text


def test_in_another_version_the_place_is_found_by_its_words(
    session: Session, alice: Person, save: Save
) -> None:
    alice.client.post(f"/saves/{save.id}/position", data=PLACE)
    make_version(session, save, 2, html=f"<p>New at the top.</p><p>And this.</p>{HTML}<p>Also.</p>")
    page = parse(alice.client.get(f"/saves/{save.id}").text)
    assert page.select(".place-link a")[0].attrs["href"] == "#b9"
    assert page.select("#b9")[0].text.startswith("Words of part 3")


def test_words_that_are_gone_leave_the_share(session: Session, alice: Person, save: Save) -> None:
    alice.client.post(f"/saves/{save.id}/position", data=PLACE)
    make_version(session, save, 2, html="<p>All is new.</p>" * 11)
    page = parse(alice.client.get(f"/saves/{save.id}").text)
    assert page.select(".place-link a")[0].attrs["href"] == "#b4"


def test_another_tab_is_told_of_the_newer_place(alice: Person, save: Save) -> None:
    path = f"/saves/{save.id}/position"
    alice.client.post(path, data=PLACE)
    answer = alice.client.post(path, data={**PLACE, "device": "phone.tab", "block": "3"})
    assert answer.status_code == 409
    told = answer.get_json()
    assert (told["block"], told["percent"], told["device"]) == (7, 40, "laptop.tab")
    told_of = {**PLACE, "device": "phone.tab", "block": "3", "known": told["known"]}
    assert alice.client.post(path, data=told_of).status_code == 204


@pytest.mark.parametrize(
    "change",
    [
        {"block": "-1"},
        {"block": "x"},
        {"block": str(2**40)},
        {"progress": "101"},
        {"progress": ""},
        {"version": "1.5"},
        {"age": "-5"},
        {"age": "9" * 30},
        {"device": ""},
        {"device": "<b>"},
        {"device": "d" * 65},
        {"device": "a b"},
        {"words": "w" * 81},
        {"known": "k" * 41},
    ],
)
def test_what_is_no_place_is_refused(
    session: Session, alice: Person, save: Save, change: dict[str, str]
) -> None:
    answer = alice.client.post(f"/saves/{save.id}/position", data={**PLACE, **change})
    assert answer.status_code == 422
    assert session.get(ReadingPosition, save.id) is None


def test_odd_words_are_kept_as_words(session: Session, alice: Person, save: Save) -> None:
    odd = "\x00</p><script>“漢字” {percent} %(n)s"
    answer = alice.client.post(f"/saves/{save.id}/position", data={**PLACE, "words": odd})
    assert answer.status_code == 204
    assert "<script>“" not in alice.client.get(f"/saves/{save.id}").text


def test_nobody_else_tells_a_place(carol: Person, nobody: AuditingClient, save: Save) -> None:
    for verb in ("position", "progress?to=100"):
        path = f"/saves/{save.id}/{verb}"
        assert carol.client.post(path, data=PLACE).status_code == 404
        assert nobody.post(path, data=PLACE).status_code == 302
        assert carol.client.post_without_csrf(path, data=PLACE).status_code == 400
        assert carol.client.get(path).status_code == 405


@pytest.mark.parametrize("is_htmx", [False, True])
def test_read_and_unread_and_back(
    session: Session, alice: Person, save: Save, is_htmx: bool
) -> None:
    client = alice.client.htmx if is_htmx else alice.client
    path = f"/saves/{save.id}/progress"
    for to, told in (("100", "Marked as read."), ("0", "Marked as unread."), ("40", "It is as")):
        answer = client.post(path, data={"to": to})
        assert answer.status_code == (204 if is_htmx else 303)
        page = alice.client.get(f"/saves/{save.id}")
        assert told in page.text
        session.expire_all()
        assert session.get_one(Save, save.id).progress == int(to)
    assert f"{path}?to=0" in page.text  # the way back
    assert alice.client.post(f"{path}?to=0").status_code == 303


@pytest.mark.parametrize("to", ["", "x", "-1", "101", "9" * 40, "٣"])
def test_read_so_far_is_a_number_of_hundredths(alice: Person, save: Save, to: str) -> None:
    answer = alice.client.post(f"/saves/{save.id}/progress", data={"to": to})
    assert answer.status_code == (303 if to == "٣" else 422)  # digits are digits in any script


def test_contents_are_for_articles_with_several_parts(session: Session, alice: Person) -> None:
    for headings, lines in ((2, 0), (3, 3)):
        save = make_save(session, alice.user_id)
        make_version(session, save, html="<h2>Part</h2><p>Words.</p>" * headings)
        page = parse(alice.client.get(f"/saves/{save.id}").text)
        assert len(page.select("#toc a")) == lines
        fragment = parse(alice.client.htmx.get(f"/saves/{save.id}").text)
        assert fragment.select("#toc")[0].attrs["hx-swap-oob"] == "outerHTML"


def test_one_goes_on_in_the_list_one_came_from(session: Session, alice: Person) -> None:
    newest, middle, oldest = (
        make_save(session, alice.user_id, is_favorite=True, title=title)
        for title in ("Newest", "Middle & more", "Oldest")
    )
    session.commit()
    page = parse(alice.client.get(f"/saves/{middle.id}").text)
    assert [link.attrs["href"] for link in page.select(".reader-around a")] == [
        f"/saves/{newest.id}",
        f"/saves/{oldest.id}",
    ]
    query = "?in=favorites&sort=oldest"
    page = parse(alice.client.get(f"/saves/{middle.id}{query}").text)
    ways = [page.select(f".reader-around a[rel={rel}]")[0] for rel in ("prev", "next")]
    assert [way.attrs["href"] for way in ways] == [
        f"/saves/{oldest.id}{query}",
        f"/saves/{newest.id}{query}",
    ]
    assert {link.attrs["data-key"] for link in page.select("[data-key]")} >= {"p", "n"}
    (back,) = page.select("[aria-label='Back to the list']")
    assert back.attrs["href"] == f"/favorites?sort=oldest#save-{middle.id}"


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("", "/saves"),
        ("?in=saves&pages=5", "/saves?pages=5"),
        ("?in=archive&pages=999999", "/archive"),
        ("?found=tag%3Arust+x", "/search?q=tag:rust+x"),
    ],
)
def test_the_way_back_leads_to_the_row(alice: Person, save: Save, query: str, there: str) -> None:
    page = parse(alice.client.get(f"/saves/{save.id}{query}").text)
    (back,) = page.select("[aria-label='Back to the list']")
    assert back.attrs["href"] == f"{there}#save-{save.id}"


def test_archiving_and_deleting_go_on_to_the_next(session: Session, alice: Person) -> None:
    first, second = (make_save(session, alice.user_id) for _ in range(2))
    session.commit()
    page = parse(alice.client.get(f"/saves/{first.id}").text)
    acts = [b.attrs["formaction"] for b in page.select("#actions button[formaction]")]
    assert f"/saves/{first.id}/archive?next={quote(f'/saves/{second.id}', safe='')}" in acts
    for verb, here, there in (
        ("archive", first.id, f"/saves/{second.id}"),
        ("delete", second.id, "/saves"),
    ):
        page = parse(alice.client.get(f"/saves/{here}").text)
        act = next(
            str(button.attrs["formaction"])
            for button in page.select("#actions button[formaction]")
            if f"/{verb}?" in str(button.attrs["formaction"])
        )
        assert alice.client.post(act).headers["Location"] == there


@pytest.mark.parametrize(
    "query", ["?in=nothing", "?in=", "?in=tags&tag=x", "?in=reading&sort=😀", "?in=all&before=1"]
)
def test_a_list_that_nobody_knows_is_no_obstacle(alice: Person, save: Save, query: str) -> None:
    assert alice.client.get(f"/saves/{save.id}{query}").status_code == 200

"""Annotations: ranges told as they came, quotes marked in our own text, and the other way about."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.compat.wallabag.annotator import Article, is_range
from devket.library.models import Save
from devket.reading.models import Highlight, HighlightPlace
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.factories.reading import make_highlight
from tests.support.people import Person
from tests.support.wallabag import ANNOTATION, Program

HTML = "<h2>Herons</h2><p>They wait &amp; wait.</p><p>They <em>wait</em> again, for long.</p>"
RANGES = [{"start": "/p[2]", "startOffset": "5", "end": "/p[2]", "endOffset": 9}]


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    save = make_save(session, alice.user_id)
    make_version(session, save, html=HTML, text="Herons\nThey wait & wait.\nThey wait again.")
    session.commit()
    return save


def place(session: Session, highlight_id: int) -> tuple[int | None, int | None]:
    session.expire_all()
    chosen = select(HighlightPlace.start, HighlightPlace.end)
    found = session.execute(chosen.where(HighlightPlace.highlight_id == highlight_id)).one()
    return found.start, found.end


def test_an_annotation_is_told_as_it_came(api: Program, save: Save) -> None:
    path = f"/api/annotations/{save.id}"
    sent = {"text": "look", "quote": "wait", "ranges": RANGES}
    made = api("POST", path + ".json", json=sent)
    assert ANNOTATION(made)
    assert (made["text"], made["quote"], made["ranges"]) == ("look", "wait", RANGES)
    assert api("GET", path) == {"total": 1, "rows": [made]}
    assert api("GET", f"/api/entries/{save.id}")["annotations"] == [made]
    changed = api("PUT", f"/api/annotations/{made['id']}", json={"text": "look twice"})
    assert changed["text"] == "look twice"
    gone = api("DELETE", f"/api/annotations/{made['id']}.json")
    assert (gone["id"], gone["text"]) == (made["id"], "look twice")
    api("DELETE", f"/api/annotations/{made['id']}", 404)
    api("PUT", f"/api/annotations/{made['id']}", 404, json={"text": "x"})
    assert api("GET", path)["total"] == 0


def test_of_several_places_the_range_names_one(api: Program, save: Save, session: Session) -> None:
    sent = {"text": "", "quote": "wait", "ranges": RANGES}
    made = api("POST", f"/api/annotations/{save.id}", json=sent)
    text = "HeronsThey wait & wait.They wait again, for long."
    assert place(session, made["id"]) == (text.rindex("wait"), text.rindex("wait") + 4)


def test_what_is_in_no_text_is_kept_all_the_same(
    api: Program, save: Save, session: Session
) -> None:
    for quote in ("never said in here", "", None):
        sent = {"text": "kept", "quote": quote, "ranges": RANGES}
        made = api("POST", f"/api/annotations/{save.id}", json=sent)
        assert (made["quote"], made["ranges"]) == (quote or None, RANGES)
        assert session.get_one(Highlight, made["id"]).is_detached
    assert api("GET", f"/api/annotations/{save.id}")["total"] == 3


def test_the_same_twice_is_one_and_another_note_is_another(api: Program, save: Save) -> None:
    sent: dict[str, Any] = {"text": "one", "quote": "for long", "ranges": []}
    path = f"/api/annotations/{save.id}"
    first = api("POST", path, json=sent)
    assert api("POST", path, json=sent)["id"] == first["id"]
    assert api("POST", path, json={**sent, "text": "two"})["id"] != first["id"]


def test_a_highlight_of_ours_has_ranges(api: Program, save: Save, session: Session) -> None:
    made = make_highlight(session, save, "again, for")
    session.commit()
    told = api("GET", f"/api/annotations/{save.id}")["rows"][0]
    assert (told["id"], told["quote"], told["text"]) == (made.id, "again, for", "")
    end = {"end": "/p[2]", "endOffset": "20"}
    assert told["ranges"] == [{"start": "/p[2]", "startOffset": "10", **end}]


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "x", "quote": "y" * 10_001, "ranges": []},
        {"text": "x", "quote": 5, "ranges": []},
        {"text": "x" * 10_001, "quote": "y", "ranges": []},
        {"text": "x", "quote": "y", "ranges": "no"},
        {"text": "x", "quote": "y", "ranges": [{"start": "/p", "end": "/p"}]},
    ],
)
def test_what_is_too_long_or_no_range_is_refused_without_a_word(
    api: Program, save: Save, sent: dict[str, Any]
) -> None:
    answer = api.ask("POST", f"/api/annotations/{save.id}", json=sent)
    assert (answer.status_code, answer.data) == (400, b"")


def test_ranges_lead_there_and_back() -> None:
    article = Article('<div><p>a</p><p>b<br>c <a href="https://e.example/?a>b">d</a></p></div>e')
    assert article.range_at(1, 5)["start"] == "/div[1]/p[2]"
    told = article.range_at(4, 6)
    assert told == {"start": "/div[1]/p[2]/a[1]", "startOffset": "0", "end": "", "endOffset": "6"}
    assert article.start_of(told) == 4
    assert article.start_of({"start": "/DIV/p[2]", "startOffset": 2}) == 3
    assert article.start_of({"start": "/table", "startOffset": 0}) is None
    assert article.start_of("no") is None


@pytest.mark.parametrize("offset", [True, None, -1, "1.5", "٣", 10**12, [1]])
def test_an_odd_offset_is_none(offset: object) -> None:
    assert not is_range({"start": "", "end": "", "startOffset": offset, "endOffset": "1"})

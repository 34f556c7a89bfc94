"""Highlights over HTTP: plain and by htmx, the page of all, Markdown, versions, bad input."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from turbohtml import parse

from devket.library.models import Save, SaveTag, Tag
from devket.reading.models import Color, Highlight
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.factories.reading import make_highlight
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost, queries

HTML = (
    "<p>Four plain words here, and a <b>bold</b> one &amp; more of the same in a longer line.</p>\n"
    '<pre><code data-lang="python"><span class="k">return</span> `x` * 2\n# done</code></pre>'
)
FIELDS = {
    "version": 1,
    "start": 5,
    "end": 16,
    "quote": "plain words",
    "prefix": "Four ",
    "suffix": " here, and a bold one",
    "color": "green",
}


@pytest.fixture
def save(session: Session, alice: Person) -> Save:
    save = make_save(session, alice.user_id, title="A *title*", lang="en")
    make_version(session, save, html=HTML)
    session.commit()
    return save


def all_of(session: Session) -> list[Highlight]:
    session.expire_all()
    return list(session.scalars(select(Highlight).order_by(Highlight.id)))


def post(client: AuditingClient, path: str, data: dict[str, Any], *, is_htmx: bool) -> Any:
    return (client.htmx if is_htmx else client).post(path, data=data)


@pytest.mark.parametrize("is_htmx", [False, True])
def test_made_changed_deleted_and_taken_back(
    session: Session, alice: Person, save: Save, *, is_htmx: bool
) -> None:
    made = post(alice.client, f"/saves/{save.id}/highlights", FIELDS, is_htmx=is_htmx)
    (one,) = all_of(session)
    assert (one.quote, one.color, one.is_code) == ("plain words", Color.GREEN, False)
    if is_htmx:
        assert f'data-places="[[{one.id},5,16,&#34;green&#34;,0]]"' in made.text
    else:
        assert made.location == f"/saves/{save.id}#h{one.id}"
    page = parse(alice.client.get(f"/saves/{save.id}").text)
    assert [mark.text for mark in page.select(f"mark#h{one.id}")] == ["plain words"]
    fields = {"color": "pink", "note": "Why <b>?", "version": 1}
    post(alice.client, f"/highlights/{one.id}", fields, is_htmx=is_htmx)
    (one,) = all_of(session)
    assert (one.color, one.note) == (Color.PINK, "Why <b>?")
    post(alice.client, f"/highlights/{one.id}/delete", {"version": 1}, is_htmx=is_htmx)
    assert 'class="hl"' not in alice.client.get(f"/saves/{save.id}").text
    again = post(alice.client, f"/highlights/{one.id}/delete", {"version": 1}, is_htmx=is_htmx)
    assert again.status_code == 409 and "deleted meanwhile" in again.text
    stale = post(alice.client, f"/highlights/{one.id}", {"color": "blue"}, is_htmx=is_htmx)
    assert stale.status_code == 409 and "Nothing was changed" in stale.text
    for _ in range(2):
        back = alice.client.post(f"/highlights/{one.id}/restore")
        assert back.location == f"/saves/{save.id}#h{one.id}"
    assert len(parse(alice.client.get(f"/saves/{save.id}").text).select("mark.hl")) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"quote": "  "}, 422),
        ({"quote": "", "start": "", "end": ""}, 422),
        ({"quote": "no such words", "prefix": "", "suffix": ""}, 409),
        ({"color": "black"}, 422),
        ({"start": "x"}, 422),
        ({"start": 10**12}, 422),
        ({"version": 7}, 404),
        ({"note": "x" * 10_001}, 422),
        ({"quote": "\x00"}, 422),
    ],
)
def test_bad_input_is_answered_in_a_sentence(
    session: Session, alice: Person, save: Save, changes: dict[str, Any], status: int
) -> None:
    answer = alice.client.post(f"/saves/{save.id}/highlights", data={**FIELDS, **changes})
    assert answer.status_code == status
    assert all_of(session) == []


def test_words_are_found_although_their_place_is_told_wrongly(
    session: Session, alice: Person, save: Save
) -> None:
    fields = {**FIELDS, "start": 0, "end": 3}
    assert alice.client.post(f"/saves/{save.id}/highlights", data=fields).status_code == 303
    assert [one.quote for one in all_of(session)] == ["plain words"]


def test_the_note_on_a_save(session: Session, alice: Person, save: Save) -> None:
    answer = alice.client.htmx.post(
        f"/saves/{save.id}/note", data={"text": "For <Monday>", "version": 1}
    )
    assert "For &lt;Monday&gt;" in answer.text
    assert "For &lt;Monday&gt;" in alice.client.get(f"/saves/{save.id}").text
    alice.client.post(f"/saves/{save.id}/note", data={"text": ""})
    session.expire_all()
    assert session.get_one(Save, save.id).has_note is False
    long = alice.client.post(f"/saves/{save.id}/note", data={"text": "x" * 20_001})
    assert long.status_code == 422


def test_the_page_of_all_and_its_filters(session: Session, alice: Person, save: Save) -> None:
    assert "Mark what you want to keep" in alice.client.get("/highlights").text
    other = make_save(session, alice.user_id, site="other.example")
    make_version(session, other, html="<p>100% of other_things here.</p>")
    tag = Tag(owner_id=alice.user_id, name="dev/Python", key="dev/python", save_count=1)
    session.add(tag)
    session.flush()
    session.add(SaveTag(save_id=other.id, tag_id=tag.id, saved_at=other.saved_at))
    make_highlight(session, save, "plain words", color=Color.BLUE, note="Seen")
    make_highlight(session, other, "100% of")
    make_highlight(session, other, "other_things")
    session.commit()

    def found(query: str) -> list[str]:
        page = parse(alice.client.get(f"/highlights?{query}").text)
        return [" ".join(one.text.split()) for one in page.select(".hl-quote")]

    assert found("") == ["other_things", "100% of", "plain words"]
    assert found("color=blue") == found("note=1") == found("q=SEEN") == ["plain words"]
    assert found("tag=dev") == found("tag=dev/python") == found("site=other.example")
    assert found("q=0%25") == ["100% of"] and found("q=r_t") == ["other_things"]
    assert found("q=plain&color=pink") == []
    assert found(f"save={save.id}") == ["plain words"] and found("save=99999999999999") == []
    assert "Nothing matches" in alice.client.get("/highlights?q=nowhere").text
    for bad in ("color=black", f"q={'x' * 201}", "after=strange"):
        assert alice.client.get(f"/highlights?{bad}").status_code == 422


def test_changes_on_the_page_of_all(session: Session, alice: Person, save: Save) -> None:
    one = make_highlight(session, save, "plain words")
    session.commit()
    answer = alice.client.htmx.post(
        f"/highlights/{one.id}", data={"color": "blue", "note": "Later"}
    )
    assert 'data-color="blue"' in answer.text and "Later" in answer.text
    gone = alice.client.htmx.post(f"/highlights/{one.id}/delete")
    assert "Highlight deleted." in gone.text and f"/highlights/{one.id}/restore" in gone.text
    assert '#count-highlights"></hx-partial>' in gone.text


def test_markdown_is_what_was_marked_and_nothing_else(
    session: Session, alice: Person, carol: Person, save: Save
) -> None:
    make_highlight(session, save, "return `x` * 2\n# done")
    prose = make_highlight(session, save, "bold one & more", note="1. *really*\n# no title")
    session.commit()
    answer = alice.client.get("/highlights.md")
    assert answer.mimetype == "text/markdown"
    assert answer.text == (
        f"## [A \\*title\\*](<{save.given_url}>)\n"
        "\n> bold one \\& more\n\n**Note:** 1\\. \\*really\\*\n\\# no title\n"
        "\n> ```\n> return `x` * 2\n> # done\n> ```\n"
    )
    assert alice.client.get(f"/highlights.md?highlight={prose.id}").text.startswith("> bold one")
    assert alice.client.get(f"/highlights.md?save={save.id}").text == answer.text
    assert carol.client.get(f"/highlights.md?highlight={prose.id}").status_code == 404
    assert carol.client.get(f"/highlights.md?save={save.id}").text == ""
    alice.client.post(f"/saves/{save.id}/delete")
    assert alice.client.get("/highlights.md").text == "", (
        "a deleted save takes its highlights along"
    )


def test_pages_follow_each_other_and_cost_the_same(
    session: Session, alice: Person, save: Save
) -> None:
    words = [f"word{number}" for number in range(70)]
    long = make_save(session, alice.user_id)
    make_version(session, long, html=f"<p>{' '.join(words)}</p>")

    def grow(total: int) -> None:
        for word in words[long.highlight_count : total]:
            make_highlight(session, long, word)
        session.commit()

    assert_same_cost(alice.client, "/highlights", grow, at_most=8)
    grow(70)
    seen, path = [], "/highlights"
    while path:
        page = parse(alice.client.get(path).text)
        seen += [" ".join(one.text.split()) for one in page.select(".hl-quote")]
        more = page.select_one("a[rel=next]")
        path = str(more.attrs["href"]) if more else ""
    assert seen == words[::-1]
    with queries() as asked:
        alice.client.get(f"/saves/{long.id}")
    assert len(asked) <= 10, "\n".join(asked)


def test_versions_tell_which_found_their_place(session: Session, alice: Person, save: Save) -> None:
    make_highlight(session, save, "plain words")
    make_highlight(session, save, "return `x`")
    make_version(session, save, 2, html=HTML.partition("\n")[0])
    session.commit()
    page = parse(alice.client.get(f"/saves/{save.id}/versions").text)
    newer, older = (" ".join(one.text.split()) for one in page.select("[data-version]"))
    assert "1 of 2 highlights" in newer and "return `x`" in newer
    assert "2 highlights" in older
    shown = alice.client.get(f"/saves/{save.id}").text
    assert "1 is no longer in the text" in shown and shown.count('class="hl"') == 1
    assert alice.client.get(f"/saves/{save.id}/versions/1").text.count('class="hl"') > 1


def test_carol_meets_nothing_of_it(
    session: Session, alice: Person, carol: Person, save: Save
) -> None:
    one = make_highlight(session, save, "plain words")
    session.commit()
    for path in ("", "/delete", "/restore"):
        assert carol.client.post(f"/highlights/{one.id}{path}").status_code == 404
    assert carol.client.post(f"/saves/{save.id}/highlights", data=FIELDS).status_code == 404
    assert carol.client.post(f"/saves/{save.id}/note", data={"text": "x"}).status_code == 404
    assert "plain words" not in carol.client.get("/highlights").text

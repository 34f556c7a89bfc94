"""Public shelves and the search of people: what others see of one's library, and no more."""

from __future__ import annotations

import pytest
import turbohtml
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.services.finding import note_names
from devket.core.clock import utcnow
from devket.core.paging import Cursor
from devket.library.models import Save, SaveNote, Tag
from devket.library.services.tagging import tag_saves
from tests.factories.accounts import make_user
from tests.factories.library import make_save
from tests.factories.social import make_block
from tests.support.client import AuditingClient
from tests.support.people import Person
from tests.support.queries import assert_same_cost


def shelve(session: Session, owner_id: int, name: str = "python", **fields: object) -> Save:
    """Make a save with a note under a tag."""
    save = make_save(session, owner_id, **fields)
    tag_saves(session, owner_id=owner_id, save_ids=[save.id], names=[name], clock=utcnow)
    session.add(SaveNote(save_id=save.id, text="A private thought"))
    session.flush()
    return save


def show(session: Session, owner_id: int, *, notes: bool = False) -> None:
    """Make all of a person's tags public."""
    for tag in session.query(Tag).filter_by(owner_id=owner_id):
        tag.is_public, tag.shows_notes = True, notes
    session.flush()


def test_no_tag_is_public_by_itself(
    session: Session, nobody: AuditingClient, alice: Person
) -> None:
    shelve(session, alice.user_id)
    assert "/shelves" not in nobody.get("/@alice").text
    assert nobody.get("/@alice/shelves/python").status_code == 404
    assert alice.client.get("/@alice/shelves/python").status_code == 404


def test_a_public_shelf_shows_links_and_neither_notes_nor_texts(
    session: Session, nobody: AuditingClient, alice: Person
) -> None:
    save = shelve(session, alice.user_id, title="Slow <b>reading</b>")
    shelve(session, alice.user_id, "secret", title="Kept to myself")
    shelve(session, alice.user_id, title="Deleted").deleted_at = utcnow()
    show(session, alice.user_id)
    session.query(Tag).filter_by(key="secret").one().is_public = False
    session.flush()
    assert "#python" in nobody.get("/@alice/shelves").text
    page = nobody.get("/@alice/shelves/Python").text
    assert save.given_url in page and "Slow &lt;b&gt;reading" in page
    assert "A few words about the post." in page
    assert "A private thought" not in page and f"/saves/{save.id}" not in page
    assert "Kept to myself" not in page and "Deleted" not in page
    assert nobody.get("/@alice/shelves/secret").status_code == 404
    show(session, alice.user_id, notes=True)
    assert "A private thought" in nobody.get("/@alice/shelves/python").text


def test_tags_below_others_and_in_other_scripts_have_shelves(
    session: Session, nobody: AuditingClient, alice: Person
) -> None:
    for name in ("db/sqlite", "기계 학습"):
        shelve(session, alice.user_id, name)
    show(session, alice.user_id)
    for path in ("db/sqlite", "기계 학습"):
        assert nobody.get(f"/@alice/shelves/{path}").status_code == 200


def test_a_blocked_person_sees_no_shelf(session: Session, alice: Person, bob: Person) -> None:
    shelve(session, alice.user_id)
    show(session, alice.user_id)
    make_block(session, alice.user_id, bob.user_id)
    for path in ("/@alice/shelves", "/@alice/shelves/python"):
        assert bob.client.get(path).status_code == 404


@pytest.mark.parametrize("after", ["x", Cursor("text", 1).encode(), Cursor(5, 1).encode()])
def test_an_address_of_no_page_is_refused(
    session: Session, nobody: AuditingClient, alice: Person, after: str
) -> None:
    shelve(session, alice.user_id)
    show(session, alice.user_id)
    assert nobody.get(f"/@alice/shelves/python?after={after}").status_code == 422


def test_a_shelf_costs_the_same_with_many_saves(
    session: Session, alice: Person, bob: Person
) -> None:
    def grow(total: int) -> None:
        for _ in range(session.query(Save).count(), total):
            shelve(session, alice.user_id)
        show(session, alice.user_id)
        session.commit()

    assert_same_cost(bob.client, "/@alice/shelves/python", grow, at_most=13)
    first = bob.client.get("/@alice/shelves/python").text
    assert 'rel="next"' not in first
    grow(35)
    assert bob.client.get("/@alice/shelves/python").text.count('rel="next"') == 1


def test_tags_are_chosen_on_a_page(session: Session, alice: Person, bob: Person) -> None:
    for name in ("python", "sql"):
        shelve(session, alice.user_id, name)
    shelve(session, bob.user_id, "bobs")
    ids = {tag.key: tag.id for tag in session.query(Tag)}
    page = alice.client.get("/settings/shelves").text
    assert "#python" in page and "#bobs" not in page
    every = list(ids.values())
    data = {"of": every, "public": [ids["python"], ids["bobs"]], "notes": every}
    assert alice.client.post("/settings/shelves", data=data).status_code == 303
    session.expire_all()
    told = {tag.key: (tag.is_public, tag.shows_notes) for tag in session.query(Tag)}
    assert told == {"python": (True, True), "sql": (False, False), "bobs": (False, False)}
    alice.client.post("/settings/shelves", data={"of": [ids["sql"]]})
    session.expire_all()
    assert session.get_one(Tag, ids["python"]).is_public


@pytest.mark.parametrize("sent", ["x", "9" * 30, "\x00"])
def test_a_number_of_no_tag_changes_nothing(session: Session, alice: Person, sent: str) -> None:
    shelve(session, alice.user_id)
    answer = alice.client.post("/settings/shelves", data={"of": sent, "public": sent})
    assert answer.status_code in (303, 422)
    assert not session.query(Tag).one().is_public


def test_people_are_found_by_those_who_are_signed_in(
    session: Session, nobody: AuditingClient, alice: Person, bob: Person
) -> None:
    user = session.get_one(User, alice.user_id)
    user.display_name = "<script>김철수</script>"
    profile = session.get_one(Profile, alice.user_id)
    profile.bio = "Reads <i>much</i>"
    note_names(session, user, profile)
    assert nobody.get("/people?q=alice").location == "/login?next=/people?q%3Dalice"
    for typed in ("ali", "@ALICE", "철수", "김"):
        page = bob.client.get("/people", query_string={"q": typed}).text
        assert 'href="/@alice"' in page and "&lt;script&gt;김철수" in page
    for typed in ("zzz", "%", "x" * 100_000, "\u202e", "<img>"):
        page = bob.client.get("/people", query_string={"q": typed[:3000]}).text
        assert 'href="/@alice"' not in page
    assert "Type a name" in bob.client.get("/people").text
    answer = bob.client.get("/people", query_string={"q": "ali", "after": "x"})
    assert answer.status_code == 422


def test_who_is_found_can_be_followed_at_once(session: Session, alice: Person, bob: Person) -> None:
    for who in (alice, bob):
        user = session.get_one(User, who.user_id)
        note_names(session, user, session.get_one(Profile, who.user_id))
    page = turbohtml.parse(bob.client.get("/people?q=alice").text)
    form = page.select_one("li.person form")
    assert form is not None and form.attrs["action"] == "/@alice/follow"
    pressed = bob.client.htmx.post("/@alice/follow", data={"row": "1"})
    assert "Following" in pressed.text and "<html" not in pressed.text
    for handle, acts in (("alice", ["/@alice/unfollow"]), ("bob", [])):
        page = turbohtml.parse(bob.client.get(f"/people?q={handle}").text)
        assert [one.attrs["action"] for one in page.select("li.person form")] == acts

    def grow(total: int) -> None:
        for _ in range(session.query(User).count(), total):
            user = make_user(session)
            user.display_name = "Heron"
            note_names(session, user, session.get_one(Profile, user.id))
        session.commit()

    assert_same_cost(bob.client, "/people?q=heron", grow, at_most=8)

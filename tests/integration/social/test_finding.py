"""Finding people: by beginnings and insides of names and handles, in any script."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from devket.accounts.models import Profile, User
from devket.accounts.services import create_user
from devket.accounts.services.changing import Introduction, change_profile
from devket.core.clock import utcnow
from devket.core.errors import InvalidError
from devket.social.queries import people_page
from tests.factories.accounts import PASSWORDS, SECRET
from tests.factories.social import make_block


@pytest.fixture
def dora(session: Session) -> User:
    """Return somebody with names in two scripts."""
    return named(session, "dora_park", "Dora Zoë Park", "박 도라지")


def named(session: Session, handle: str, display_name: str = "", name: str = "") -> User:
    """Make somebody as people come to be, and give them names."""
    user = create_user(
        session,
        handle=handle,
        email=f"{handle}@example.org",
        password=SECRET,
        passwords=PASSWORDS,
        clock=utcnow,
    )
    change_profile(session, user, Introduction(display_name=display_name, name=name), clock=utcnow)
    return user


def found(session: Session, typed: str, viewer: int | None = None) -> list[str]:
    """Return the handles that are found."""
    return [user.handle for user, _ in people_page(session, viewer, typed).items]


@pytest.mark.parametrize(
    "typed",
    [
        "dora",
        "@dora_park",
        "DOR",
        "ora",
        "park",
        "zoe",
        "ZOË",
        "do pa",
        "박",
        "도라",
        "라지",
        "박 도라지",
    ],
)
def test_any_part_of_a_name_finds(session: Session, dora: User, typed: str) -> None:
    assert found(session, typed) == [dora.handle]


@pytest.mark.parametrize(
    "typed",
    ["dorra", "dora x", "", "  ", "%", "_", "\\", "'", "박도", "x" * 100, "\U0010ffff"],
)
def test_what_fits_nobody_finds_nobody(session: Session, dora: User, typed: str) -> None:
    assert found(session, typed) == []


def test_new_names_take_the_place_of_the_old(session: Session, dora: User) -> None:
    change_profile(session, dora, Introduction(display_name="Emma"), clock=utcnow)
    assert found(session, "zoe") == []
    assert found(session, "emm") == [dora.handle]


def test_frozen_and_blocked_people_are_not_found(session: Session, dora: User) -> None:
    emma = named(session, "emma")
    make_block(session, dora.id, emma.id)
    assert found(session, "dora", emma.id) == []
    assert found(session, "emma", dora.id) == []
    dora.frozen_at = utcnow()
    session.flush()
    assert found(session, "dora") == []


def test_a_long_list_comes_in_pages(session: Session) -> None:
    handles = sorted(f"kim_{chr(97 + n // 5)}{chr(110 + n % 5)}" for n in range(30))
    for handle in handles:
        named(session, handle)
    first = people_page(session, None, "kim")
    assert first.next_cursor is not None
    second = people_page(session, None, "kim", after=first.next_cursor)
    assert [user.handle for user, _ in (*first.items, *second.items)] == handles
    assert second.next_cursor is None
    with pytest.raises(InvalidError):
        people_page(session, None, "kim", after="nonsense")


def test_words_go_with_their_person(session: Session, dora: User) -> None:
    session.delete(session.get_one(Profile, dora.id))
    session.flush()
    session.execute(text("DELETE FROM users WHERE id = :id"), {"id": dora.id})
    assert session.scalar(text("SELECT count(*) FROM person_words")) == 0

"""What a search finds, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from devket.core.clock import utcnow
from devket.search import queries, services
from devket.search.language import parse
from tests.factories.accounts import make_user
from tests.factories.captures import make_version
from tests.factories.library import make_save


def found(session: Session, owner_id: int, text: str) -> set[str]:
    """Return the titles of what a query finds."""
    query = parse(text, now=utcnow())
    return {save.title for save in queries.find(session, owner_id, query).items}


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("docker", {"Docker"}),
        ("도커", {"Docker"}),
        ("컨테이너", {"Docker"}),
        ("너", {"Docker"}),
        ("-docker", {"Numpy"}),
        ("np.array or 컨테이너", {"Docker", "Numpy"}),
        ('"the quick"', {"Numpy"}),
        ('"quick the"', set()),
        ("is:archived", set()),
        ("title:numpy", {"Numpy"}),
    ],
)
def test_a_query_finds_what_it_asks_for(session: Session, asked: str, titles: set[str]) -> None:
    owner = make_user(session)
    for title, text in (("Docker", "도커를 컨테이너"), ("Numpy", "np.array the quick c++")):
        save = make_save(session, owner.id, title=title)
        make_version(session, save, html=f"<p>{text}</p>", text=text)
        services.index_saves(session, [save.id])
    session.commit()
    assert found(session, owner.id, asked) == titles

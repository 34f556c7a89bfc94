"""Finding people by name or handle: a walk along the words of their names."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from devket.accounts.models import NAME_WORD_LENGTH, PersonWord, Profile, User
from devket.accounts.policies import meetable_by
from devket.core.naming import name_words
from devket.core.paging import Cursor, Page
from devket.social.queries.people import Known

PEOPLE_A_PAGE = 24
_MOST_WORDS = 5
_LAST = "\U0010ffff"


def people_page(
    session: Session, viewer_id: int | None, typed: str, *, after: str | None = None
) -> Page[Known]:
    """Return people of whom each typed word begins or stands in one of their names, by handle.

    `typed` may have an `@` before it. Nobody for what holds no letter and no digit.
    """
    words = name_words(typed)[:_MOST_WORDS]
    if not words:
        return Page((), None)
    chosen = select(User, Profile).join(Profile, Profile.user_id == User.id)
    chosen = chosen.where(meetable_by(viewer_id), *map(_named, words))
    if after:
        chosen = chosen.where(User.handle > str(Cursor.decode(after).at))
    rows = session.execute(chosen.order_by(User.handle).limit(PEOPLE_A_PAGE + 1)).all()
    found = tuple((user, profile) for user, profile in rows[:PEOPLE_A_PAGE])
    if len(rows) <= PEOPLE_A_PAGE:
        return Page(found, None)
    last = found[-1][0]
    return Page(found, Cursor(last.handle, last.id).encode())


def _named(word: str) -> ColumnElement[bool]:
    start = word[:NAME_WORD_LENGTH]
    some = select(PersonWord.user_id).where(
        PersonWord.word >= start, PersonWord.word < start + _LAST
    )
    return User.id.in_(some)

"""Keeping people findable: the words by which the search of people knows them."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from devket.accounts.models import PersonWord, Profile, User
from devket.core.naming import name_ends


def note_names(session: Session, user: User, profile: Profile) -> None:
    """Let a person be found by the names they have now; to be called whenever one changes."""
    wanted = name_ends(user.handle, user.display_name, profile.name)
    mine = select(PersonWord.word).where(PersonWord.user_id == user.id)
    known = frozenset(session.scalars(mine))
    if gone := known - wanted:
        session.execute(
            delete(PersonWord).where(PersonWord.user_id == user.id, PersonWord.word.in_(gone))
        )
    if new := wanted - known:
        rows = [{"user_id": user.id, "word": word} for word in sorted(new)]
        session.execute(insert(PersonWord), rows)

"""A person beside what they share."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from devket.accounts.models import Profile, User
from devket.social.presenters.addresses import person_href, portrait_href


@dataclass(frozen=True, slots=True)
class Face:
    """Name, handle, check, picture: an address, empty without one; then the initial is shown."""

    user_id: int
    handle: str
    name: str
    is_verified: bool
    picture: str
    href: str
    story_href: str = ""  # of the first of their stories, where a ring leads to them

    @property
    def initial(self) -> str:
        """The first letter of the name."""
        return self.name[:1].upper()


def face_of(user: User, profile: Profile, story_id: int | None = None) -> Face:
    """Return how a person is shown beside what they share; see `queries.told_now` for the story."""
    key = profile.picture_key
    return Face(
        user_id=user.id,
        handle=user.handle,
        name=profile.name or user.display_name or user.handle,
        is_verified=user.is_verified,
        picture=portrait_href(user.handle, key) if key else "",
        href=person_href(user.handle),
        story_href=url_for("social.story", story_id=story_id) if story_id else "",
    )

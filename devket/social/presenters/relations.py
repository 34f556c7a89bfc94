"""How a viewer stands to a person, as a button; and people as rows of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask import url_for

from devket.accounts.models import Profile, User
from devket.accounts.policies import Standing
from devket.core.text import clip
from devket.social.presenters.people import Face, face_of

BIO_IN_A_ROW = 120


class FollowWord(StrEnum):
    """What the button says."""

    SELF = "self"  # there is none
    FOLLOW = "follow"
    ASKED = "asked"
    FOLLOWING = "following"
    BLOCKED = "blocked"


_ACTS = {
    FollowWord.FOLLOW: "follow",
    FollowWord.ASKED: "unfollow",
    FollowWord.FOLLOWING: "unfollow",
    FollowWord.BLOCKED: "unblock",
}


class RowActs(StrEnum):
    """What can be done with a person in a row of a list."""

    FOLLOW = "follow"
    ANSWER = "answer"  # a request
    REMOVE = "remove"  # a follower of oneself
    UNMUTE = "unmute"


@dataclass(frozen=True, slots=True)
class FollowState:
    """The button at a person's name: what it says, and where it posts to."""

    user_id: int
    handle: str
    word: FollowWord
    is_muted: bool
    action: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list: face, a few words, and how the viewer stands to them."""

    face: Face
    bio: str
    standing: Standing
    acts: RowActs


def follow_state(face: Face, standing: Standing | None) -> FollowState:
    """Return the button for a person; without `standing` for one to whom the viewer has none."""
    standing = standing or Standing()
    word = _word(standing)
    act = _ACTS.get(word)
    action = url_for(f"social.{act}", handle=face.handle) if act else ""
    return FollowState(face.user_id, face.handle, word, standing.is_muting, action)


def _word(standing: Standing) -> FollowWord:
    if standing.is_self:
        return FollowWord.SELF
    if standing.is_blocking:
        return FollowWord.BLOCKED
    if standing.is_following:
        return FollowWord.FOLLOWING
    return FollowWord.ASKED if standing.is_asking else FollowWord.FOLLOW


def person_rows(
    people: Iterable[tuple[User, Profile]],
    standings: Mapping[int, Standing],
    acts: RowActs = RowActs.FOLLOW,
) -> tuple[PersonRow, ...]:
    """Return the rows of a list of people."""
    return tuple(
        PersonRow(face_of(user, profile), clip(profile.bio, BIO_IN_A_ROW), standings[user.id], acts)
        for user, profile in people
    )

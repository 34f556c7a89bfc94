"""The page of a person: who they are, what the viewer may see, how other software reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from devket.accounts.models import Profile, User
from devket.accounts.policies import Standing, is_open_to
from devket.core.text import clip
from devket.core.urls import display_host
from devket.social.presenters.people import Face, face_of
from devket.social.presenters.texts import Piece, pieces_of

_DESCRIBED = 200  # characters of the introduction in the card that other sites show


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A person as their page shows them. `is_open`: the viewer may see what they share.

    `verified_by` is the handle of who gave the check, empty when that is not to be told.
    """

    face: Face
    standing: Standing
    is_open: bool
    is_private: bool
    bio: tuple[Piece, ...]
    website: str
    website_label: str
    website_verified_at: datetime | None
    post_count: int
    follower_count: int
    following_count: int
    verified_by: str
    verified_at: datetime | None
    has_quotes: bool
    has_shelves: bool


def profile_of(
    user: User,
    profile: Profile,
    standing: Standing,
    *,
    verifier: User | None = None,
    has_quotes: bool = False,
    has_shelves: bool = False,
    story_id: int | None = None,
) -> ProfileView:
    """Return the page of a person whom the viewer may meet."""
    return ProfileView(
        face=face_of(user, profile, story_id),
        standing=standing,
        is_open=is_open_to(user, standing),
        is_private=user.is_private,
        bio=pieces_of(profile.bio),
        website=profile.website,
        website_label=_label(profile.website),
        website_verified_at=profile.website_verified_at,
        post_count=profile.post_count,
        follower_count=profile.follower_count,
        following_count=profile.following_count,
        verified_by=verifier.handle if verifier else "",
        verified_at=user.verified_at if user.is_verified else None,
        has_quotes=has_quotes,
        has_shelves=has_shelves,
    )


def _label(website: str) -> str:
    path = website.partition("://")[2].partition("/")[2].rstrip("/")
    return clip(display_host(website) + ("/" + path if path else ""), 40)


@dataclass(frozen=True, slots=True)
class Preview:
    """What other software is told of a page: addresses are whole, `about` is JSON-LD."""

    href: str
    feed_href: str
    title: str
    description: str
    image: str
    is_indexed: bool
    about: dict[str, object] | None


def preview_of(user: User, profile: Profile, *, base_url: str, path: str) -> Preview:
    """Return the preview of a person's page; a private account's is kept out of indexes."""
    face, is_public = face_of(user, profile), not user.is_private
    description = clip(" ".join(profile.bio.split()), _DESCRIBED)
    image = base_url + face.picture if face.picture else ""
    feed = base_url + url_for("social.atom", handle=user.handle) if is_public else ""
    person = _person(user, profile, face, description, base_url=base_url, image=image)
    return Preview(
        href=base_url + path,
        feed_href=feed,
        title=f"{face.name} (@{face.handle})",
        description=description,
        image=image,
        is_indexed=is_public,
        about=_page(user, profile, person) if is_public else None,
    )


def _page(user: User, profile: Profile, person: dict[str, object]) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "dateCreated": user.created_at.isoformat(timespec="seconds"),
        "mainEntity": {
            **person,
            "interactionStatistic": _counted("FollowAction", profile.follower_count),
            "agentInteractionStatistic": _counted("WriteAction", profile.post_count),
        },
    }


def _person(
    user: User, profile: Profile, face: Face, description: str, *, base_url: str, image: str
) -> dict[str, object]:
    told = {
        "@type": "Person",
        "name": face.name,
        "alternateName": f"@{user.handle}",
        "identifier": user.handle,
        "url": base_url + face.href,
        "description": description,
        "image": image,
        "sameAs": [profile.website] if profile.website_verified_at else [],
    }
    return {name: value for name, value in told.items() if value}


def _counted(act: str, times: int) -> dict[str, object]:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"https://schema.org/{act}",
        "userInteractionCount": times,
    }

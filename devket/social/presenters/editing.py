"""The editor of a post, and the list of what a person has written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from devket.social.models import (
    TEXT_LENGTH,
    Commenting,
    Image,
    Picture,
    Post,
    Visibility,
)
from devket.social.presenters.pictures import Upload, upload_of
from devket.social.presenters.posts import Attached, attached_of
from devket.social.services.attaching import Attachment
from devket.social.services.drafting import Written

_OPENING = 120  # characters of a draft, in the list


@dataclass(frozen=True, slots=True)
class EditedPhoto:
    """A picture in the editor: how far it is, and the words for those who do not see it."""

    alt: str
    upload: Upload

    @property
    def id(self) -> int:
        """The picture's id."""
        return self.upload.id


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor: what is typed, what belongs to it, what is wrong with it by field."""

    post_id: int | None
    is_published: bool
    text: str
    location: str
    visibility: Visibility
    is_commentable: bool
    photos: tuple[EditedPhoto, ...]
    attached: Attached | None
    offered: Attachment | None  # attached when the form is sent
    places: tuple[str, ...]
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """How many characters there is room for."""
        return TEXT_LENGTH - len(self.text)

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The pictures, as far as they are."""
        return tuple(photo.upload for photo in self.photos)

    @property
    def alts(self) -> dict[int, str]:
        """The words of the pictures, by their ids."""
        return {photo.id: photo.alt for photo in self.photos}


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A draft in the list of one's own."""

    href: str
    opening: str
    is_awaited: bool
    delete_href: str


def editor_of(
    post: Post | None,
    photos: Sequence[EditedPhoto],
    *,
    places: Sequence[str],
    offered: Attachment | None = None,
    typed: Written | None = None,
    problems: Mapping[str, str] | None = None,
) -> Editor:
    """Return the editor of a post or draft; `typed` stands in the place of what is kept."""
    shown = typed or _written(post)
    return Editor(
        post_id=post.id if post else None,
        is_published=bool(post and post.uploaded_at),
        text=shown.text,
        location=shown.location,
        visibility=shown.visibility,
        is_commentable=shown.is_commentable,
        photos=tuple(photos),
        attached=_offered(offered) if offered else attached_of(post, is_kept=False),
        offered=offered,
        places=tuple(places),
        problems=problems or {},
    )


def edited_photo(image: Image, picture: Picture, *, now: datetime) -> EditedPhoto:
    """Return a picture as the editor shows it."""
    return EditedPhoto(image.alt, upload_of(picture, now=now))


def rearranged(
    photos: Sequence[EditedPhoto], order: Sequence[int], alts: Mapping[int, str]
) -> list[EditedPhoto]:
    """Return the pictures that an editor named, in its order and with its words."""
    by_id = {photo.id: photo for photo in photos}
    return [replace(by_id[one], alt=alts.get(one, by_id[one].alt)) for one in order if one in by_id]


def unpublished_of(post: Post) -> Unpublished:
    """Return a draft as the list shows it."""
    where = "social.waiting" if post.is_awaited else "social.edit_post"
    opening = " ".join(post.text.split()) or post.link_title or gettext("Without words")
    return Unpublished(
        href=url_for(where, post_id=post.id),
        opening=opening[:_OPENING],
        is_awaited=post.is_awaited,
        delete_href=url_for("social.delete_post", post_id=post.id),
    )


def _written(post: Post | None) -> Written:
    if post is None:
        return Written()
    return Written(post.text, post.location, post.visibility, post.commenting is Commenting.OPEN)


def _offered(one: Attachment) -> Attached:
    return Attached(one.url, one.title, one.site, one.excerpt, one.quote, "", is_kept=False)

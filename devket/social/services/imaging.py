"""The pictures of a post: which, in which order, with which words for those who do not see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from devket.core.errors import InvalidError, NotFoundError
from devket.core.text import clip, said
from devket.social.models import ALT_LENGTH, MOST_PICTURES, Image, Picture, Post
from devket.social.queries import drafts
from devket.social.queries.pictures import own_pictures


def add_picture(session: Session, *, author_id: int, post_id: int, picture_id: int) -> Image:
    """Put an own picture at the end of an own draft; flushes.

    `InvalidError` at field `pictures` when the draft is full; twice the same changes nothing.
    """
    post = drafts.to_change(session, author_id, post_id)
    picture = session.get(Picture, picture_id)
    if post.uploaded_at is not None or picture is None or picture.owner_id != author_id:
        raise NotFoundError
    if (there := session.get(Image, (post_id, picture_id))) is not None:
        return there
    last = check_room(session, post)
    image = Image(post_id=post_id, picture_id=picture_id, position=last + 1)
    session.add(image)
    session.flush()
    return image


def add_named(session: Session, post: Post, picture_ids: Sequence[int]) -> None:
    """Put those of these pictures that the author uploaded and the draft lacks at its end.

    What is not theirs is passed over. `InvalidError` when the draft is full.
    """
    there = {image.picture_id for image, _ in drafts.pictures_of(session, post.id)}
    wanted = [one for one in picture_ids if one not in there]
    for picture in own_pictures(session, post.author_id, wanted):
        last = check_room(session, post)
        session.add(Image(post_id=post.id, picture_id=picture.id, position=last + 1))
        session.flush()


def remove_picture(session: Session, *, author_id: int, post_id: int, picture_id: int) -> None:
    """Take a picture out of an own post or draft; its file is swept a day later."""
    drafts.to_change(session, author_id, post_id)
    session.execute(delete(Image).where(Image.post_id == post_id, Image.picture_id == picture_id))


def arrange(session: Session, post: Post, *, order: Sequence[int], alts: Mapping[int, str]) -> None:
    """Put the pictures of a post in this order and give them these words; flushes.

    Pictures that are not named keep their order behind the others: they may just have come.
    """
    images = [image for image, _ in drafts.pictures_of(session, post.id)]
    places = {picture_id: at for at, picture_id in reversed(list(enumerate(order)))}
    images.sort(key=lambda image: places.get(image.picture_id, len(order)))
    for position, image in enumerate(images, start=1):
        image.position = position
        if image.picture_id in alts:
            image.alt = clip(said(alts[image.picture_id]), ALT_LENGTH)
    session.flush()


def moved(order: Sequence[int], picture_id: int, by: int) -> list[int]:
    """Return an order in which one picture stands so many places further on."""
    if picture_id not in order:
        return list(order)
    at = order.index(picture_id)
    others = [one for one in order if one != picture_id]
    others.insert(min(max(at + by, 0), len(others)), picture_id)
    return others


def check_room(session: Session, post: Post) -> int:
    """Return the last position that is taken; `InvalidError` when there is room for no more."""
    chosen = select(func.count(), func.max(Image.position)).where(Image.post_id == post.id)
    count, last = session.execute(chosen).one()
    if count >= MOST_PICTURES:
        raise InvalidError(
            "A post has at most %(most)d pictures. Remove one first.",
            field="pictures",
            most=MOST_PICTURES,
        )
    return last or 0

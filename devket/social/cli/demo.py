"""`flask demo`: an account with a library, and people who read with it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.accounts import queries as people
from devket.accounts.models import Profile
from devket.accounts.services import joining
from devket.accounts.views import passwords
from devket.core.clock import Clock
from devket.db import transaction
from devket.library.cli import DEMO_EMAIL, DEMO_PASSWORD, fill_library
from devket.social.cli import drawing, passages
from devket.social.cli.crowd import DEMO, FOLLOWED, PEOPLE, POSTS, STORIES, Shared, Somebody, Told
from devket.social.jobs import write_picture
from devket.social.models import Comment, Event, Like, Post, Story
from devket.social.services import attaching, drafting, imaging, pictures, publishing, relating
from devket.social.services.notifying import notify
from devket.web.parts import parts

Ids = dict[str, int]  # by handle


@click.command("demo")
@click.option(
    "--pages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("tests/corpus/pages"),
    show_default=True,
    help="The folder of pages to fill the account with.",
)
@with_appcontext
def demo(pages: Path) -> None:
    """Make the account demo@devket.test with a library and a feed, from what ships with Devket."""
    owner_id = fill_library(pages)
    if not _has_shared(owner_id):
        ids = {DEMO: owner_id, **{one.handle: _join(one, at) for at, one in enumerate(PEOPLE)}}
        _follow(ids)
        with click.progressbar(POSTS[::-1], label="Sharing posts") as shown:
            for shared in shown:
                _share(shared, ids)
        for told in STORIES:
            _tell(told, ids)
    click.echo(f"Log in as {DEMO_EMAIL} with the password {DEMO_PASSWORD}.")


def _has_shared(owner_id: int) -> bool:
    with transaction() as session:
        return (
            session.scalar(select(Post.id).where(Post.author_id == owner_id).limit(1)) is not None
        )


def _join(somebody: Somebody, number: int) -> int:
    """Return the id of a person of the demo, whose password nobody knows."""
    at_hand = parts()
    email = f"{somebody.handle}@devket.test"
    with transaction() as session:
        user = people.by_email(session, email) or joining.create_user(
            session,
            handle=somebody.handle,
            email=email,
            password=secrets.token_urlsafe(24),
            passwords=passwords(),
            clock=at_hand.clock,
        )
        if somebody.is_official:
            user.is_verified, user.verified_at = True, at_hand.clock()
        profile = session.get_one(Profile, user.id)
        profile.name, profile.bio = somebody.name, somebody.bio
        profile.picture_key = at_hand.blobs.put(drawing.face(number), pictures.WEBP)
        return user.id


def _follow(ids: Ids) -> None:
    pairs = [(DEMO, handle) for handle in FOLLOWED]
    for somebody in PEOPLE:
        wanted = (*somebody.follows, *((DEMO,) if somebody.follows_back else ()))
        pairs += [(somebody.handle, handle) for handle in wanted]
    with transaction() as session:
        for one, other in pairs:
            relating.follow(session, ids[one], ids[other], clock=parts().clock)


def _share(shared: Shared, ids: Ids) -> None:
    author_id, clock = ids[shared.by], _clock_of(shared.hours_ago)
    drawn = {_draw(scene, author_id): alt for scene, alt in shared.pictures}
    written = drafting.Written(
        text=shared.text, location=shared.location, visibility=shared.visibility
    )
    with transaction() as session:
        post = drafting.draft_to_fill(session, author_id=author_id)
        drafting.write(session, post, written)
        for picture_id in drawn:
            imaging.add_picture(
                session, author_id=author_id, post_id=post.id, picture_id=picture_id
            )
        imaging.arrange(session, post, order=list(drawn), alts=drawn)
        if shared.quotes is not None:
            attaching.attach(post, passages.passage(session, ids[DEMO], shared.quotes))
        publishing.publish(session, author_id=author_id, post_id=post.id, clock=clock)
        _answer(session, post, shared, ids)


def _answer(session: Session, post: Post, shared: Shared, ids: Ids) -> None:
    """Let others like a post and say something."""
    minutes = (shared.hours_ago * 60 - 1) / (len(shared.liked_by) + len(shared.comments) + 1)
    for number, handle in enumerate(shared.liked_by, start=1):
        clock = _clock_of(shared.hours_ago - number * minutes / 60)
        session.add(Like(post_id=post.id, user_id=ids[handle], liked_at=clock()))
        post.like_count += 1
        _notify(session, post, ids[handle], Event.LIKED, clock)
    for number, (handle, text) in enumerate(shared.comments, start=1 + len(shared.liked_by)):
        clock = _clock_of(shared.hours_ago - number * minutes / 60)
        comment = Comment(
            post_id=post.id,
            author_id=ids[handle],
            text=text,
            created_at=clock(),
            updated_at=clock(),
        )
        session.add(comment)
        session.flush()
        post.comment_count += 1
        _notify(session, post, ids[handle], Event.COMMENTED, clock, comment_id=comment.id)


def _notify(
    session: Session,
    post: Post,
    actor_id: int,
    event: Event,
    clock: Clock,
    *,
    comment_id: int | None = None,
) -> None:
    notify(
        session,
        owner_id=post.author_id,
        actor_id=actor_id,
        event=event,
        post_id=post.id,
        comment_id=comment_id,
        clock=clock,
    )


def _tell(told: Told, ids: Ids) -> None:
    author_id = ids[told.by]
    picture_id = _draw(told.picture[0], author_id) if told.picture else None
    with transaction() as session:
        session.add(
            Story(
                author_id=author_id,
                text=told.text,
                ground=told.ground,
                picture_id=picture_id,
                alt=told.picture[1] if told.picture else "",
                uploaded_at=_clock_of(told.hours_ago)(),
            )
        )


def _draw(scene: str, owner_id: int) -> int:
    """Upload a drawn picture as people do and write it anew at once; return its id."""
    at_hand = parts()
    with transaction() as session:
        picture_id = pictures.receive(
            session,
            owner_id=owner_id,
            data=drawing.scene(scene),
            blobs=at_hand.blobs,
            clock=at_hand.clock,
        ).id
    write_picture.run(picture_id)
    return picture_id


def _clock_of(hours_ago: float) -> Clock:
    """Return a clock that stood still so long ago."""
    at = parts().clock() - timedelta(hours=hours_ago)
    return lambda: at

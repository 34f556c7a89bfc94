"""A whole crowd in bulk: people, whom they follow, what they share and like."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, text, update
from sqlalchemy.orm import DeclarativeBase, Session

from bench.stage import Stage
from devket.accounts.models import Follow, Profile, User
from devket.core.clock import utcnow
from devket.db import db, transaction
from devket.social.models import (
    Commenting,
    Hashtag,
    Image,
    Like,
    Picture,
    PictureState,
    Post,
    Visibility,
)

BATCH = 20_000
FIRST_POST = 1
HASHTAGS = ("reading", "python", "databases", "typography", "coffee", "독서", "서울", "rare")
WORDS = "A long text about a small thing, which somebody read twice and wants others to read."


def gather(stage: Stage, *, people: int, posts: int, likes: int, follows: int) -> list[int]:
    """Fill the database; return the ids of the people. The stage's person follows `follows`."""
    dice, now = random.Random(6), utcnow()
    with stage.app.app_context():
        with transaction() as session:
            ids = _people(session, people, now)
        authors = [ids[int(people * dice.random() ** 1.5)] for _ in range(posts)]
        with transaction() as session:
            _posts(session, authors, now)
        with transaction() as session:
            _likes(session, ids, posts=posts, total=likes, now=now)
        with transaction() as session:
            _follows(session, stage.user_id, ids, mine=follows, now=now)
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    return ids


def follow(stage: Stage, user_id: int, others: Iterable[int]) -> None:
    """Let a person follow just these."""
    with stage.app.app_context(), transaction() as session:
        session.execute(delete(Follow).where(Follow.follower_id == user_id))
        _fill(session, Follow, [_follow(user_id, other, utcnow()) for other in others])


def _people(session: Session, count: int, now: datetime) -> list[int]:
    ids = list(range(1_001, 1_001 + count))
    common = {"created_at": now, "updated_at": now, "password_hash": "", "is_admin": False}
    _fill(
        session,
        User,
        [
            {
                "id": of,
                "handle": f"reader{of}",
                "email": f"reader{of}@example.org",
                "display_name": f"Reader {of}",
                "is_private": of % 10 == 0,
                "is_verified": False,
                **common,
            }
            for of in ids
        ],
    )
    _fill(session, Profile, [{"user_id": of} for of in ids])
    return ids


def _posts(session: Session, authors: list[int], now: datetime) -> None:
    total = len(authors)
    times = [now - timedelta(minutes=5 * (total - n)) for n in range(total)]
    rows, images, pictures, hashtags = [], [], [], []
    for number, (author_id, at) in enumerate(zip(authors, times, strict=True)):
        post_id = FIRST_POST + number
        rows.append(_post(post_id, author_id, at))
        if number % 3 == 0:
            pictures.append(_picture(post_id, author_id, at))
            images.append({"post_id": post_id, "picture_id": post_id, "position": 1, "alt": "A"})
        if number % 2 == 0:
            name = HASHTAGS[-1] if number % 5_000 == 0 else HASHTAGS[number % 7]
            hashtags.append({"post_id": post_id, "name": name, "uploaded_at": at})
    for table, some in ((Post, rows), (Picture, pictures), (Image, images), (Hashtag, hashtags)):
        _fill(session, table, some)
    for author_id, count in Counter(authors).items():
        session.execute(
            update(Profile).where(Profile.user_id == author_id).values(post_count=count)
        )


def _post(post_id: int, author_id: int, at: datetime) -> dict[str, Any]:
    kinds = {0: Visibility.ONLY_ME, 1: Visibility.FOLLOWERS, 2: Visibility.FOLLOWERS}
    return {
        "id": post_id,
        "author_id": author_id,
        "text": f"{WORDS} #{HASHTAGS[post_id % 7]}",
        "visibility": kinds.get(post_id % 20, Visibility.PUBLIC),
        "commenting": Commenting.OPEN,
        "uploaded_at": at,
        "created_at": at,
        "updated_at": at,
        "link_url": "https://example.org/" if post_id % 4 == 0 else "",
        "link_title": "A title" if post_id % 4 == 0 else "",
        "link_site": "example.org" if post_id % 4 == 0 else "",
    }


def _picture(picture_id: int, owner_id: int, at: datetime) -> dict[str, Any]:
    key = f"{picture_id:064x}"
    return {
        "id": picture_id,
        "owner_id": owner_id,
        "state": PictureState.READY,
        "small_key": key,
        "medium_key": key,
        "large_key": key,
        "width": 1600,
        "height": 1200,
        "created_at": at,
        "updated_at": at,
    }


def _likes(session: Session, ids: list[int], *, posts: int, total: int, now: datetime) -> None:
    dice = random.Random(7)
    rows: list[dict[str, Any]] = []
    share = total / posts
    for post_id in range(FIRST_POST, FIRST_POST + posts):
        many = int(dice.expovariate(1 / share) + 0.5)
        at = now - timedelta(minutes=5 * (posts - post_id))
        for liker in dice.sample(ids, min(many, len(ids))):
            rows.append({"post_id": post_id, "user_id": liker, "liked_at": at})
    _fill(session, Like, rows)
    told = "UPDATE posts SET like_count = (SELECT count(*) FROM likes WHERE post_id = posts.id)"
    session.execute(text(told))


def _follows(session: Session, me: int, ids: list[int], *, mine: int, now: datetime) -> None:
    dice = random.Random(8)
    rows = [_follow(me, other, now) for other in dice.sample(ids, mine)]
    for one in ids:
        rows += [_follow(one, other, now) for other in dice.sample(ids, 50) if other != one]
    _fill(session, Follow, rows)


def _follow(one: int, other: int, now: datetime) -> dict[str, Any]:
    return {"follower_id": one, "followed_id": other, "asked_at": now, "accepted_at": now}


def _fill(session: Session, table: type[DeclarativeBase], rows: list[dict[str, Any]]) -> None:
    """Put rows in by the thousand; on PostgreSQL SQLAlchemy sends many values a statement."""
    for start in range(0, len(rows), BATCH):
        session.execute(insert(table), rows[start : start + BATCH])

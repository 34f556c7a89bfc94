"""Likes, comments and notifications: eight clients at one post, and pages that tell of many."""

from __future__ import annotations

import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import func, select, update

from bench.stage import Stage, databases, open_stage
from bench.table import Table
from devket.accounts.models import Profile
from devket.core.clock import utcnow
from devket.db import db, transaction
from devket.social.models import Comment, Event, Like, Notification, Post
from tests.factories.accounts import make_user
from tests.factories.social import make_post
from tests.support.client import AuditingClient
from tests.support.people import person
from tests.support.queries import queries

CLIENTS, EACH, ROUNDS = 8, 40, 40
PAUSE = 0.2  # seconds between two acts of a client, where it takes any
PEOPLE, LINES, LIKES, COMMENTS = 500, 2_000, 20_000, 10_000


def run() -> None:
    """Print the tables of likes and of what is told."""
    likes = Table("Liking one post (ms an answer)", "database", "median", "95 of 100", "a second")
    pages = Table("Pages that tell (ms an answer, median)", "page", "clock", "CPU", "queries")
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            post_id = _fill(stage)
            clients = [_client(stage, number) for number in range(CLIENTS)]
            likes.row(f"{kind}, one client", *_like(stage, post_id, clients[:1], pause=0))
            likes.row(f"{kind}, {CLIENTS} clients", *_like(stage, post_id, clients, pause=PAUSE))
            likes.row(f"{kind}, {CLIENTS} without rest", *_like(stage, post_id, clients, pause=0))
            for path in ("/notifications", f"/p/{post_id}"):
                pages.row(f"{kind} {path}", *_page(stage, path))
    likes.show()
    pages.show()


def _client(stage: Stage, number: int) -> AuditingClient:
    client = AuditingClient(stage.app, settle=lambda: None)
    person(stage.app, f"liker{number}", client)
    client.is_auditing = False
    return client


def _like(
    stage: Stage, post_id: int, clients: list[AuditingClient], *, pause: float
) -> tuple[float, float, float]:
    """Let each client like a post and take it back, over and over; the count must be exact."""
    took: list[float] = []
    start = threading.Barrier(len(clients))

    def work(number: int, client: AuditingClient) -> None:
        start.wait()
        time.sleep(pause * number / len(clients))
        for turn in range(EACH):
            began = time.perf_counter()
            answer = client.htmx.post(f"/posts/{post_id}/{'unlike' if turn % 2 else 'like'}")
            took.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, answer.status
            time.sleep(pause)

    hands = [threading.Thread(target=work, args=pair) for pair in enumerate(clients)]
    began = time.monotonic()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    seconds = time.monotonic() - began
    with stage.app.app_context():
        kept = db.session.scalar(select(Post.like_count).where(Post.id == post_id))
        there = select(func.count()).select_from(Like).where(Like.post_id == post_id)
        assert kept == db.session.scalar(there), "the count has drifted"
        db.session.remove()
    return median(took), quantiles(took, n=20)[-1], len(took) / seconds


def _page(stage: Stage, path: str) -> tuple[float, float, str]:
    with queries() as seen:
        assert stage.client.get(path).status_code == 200
    clock, cpu = [], []
    for _ in range(ROUNDS):
        began, busy = time.perf_counter(), time.process_time()
        stage.client.get(path)
        clock.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return median(clock), median(cpu), str(len(seen))


def _fill(stage: Stage) -> int:
    """Give the stage's person a post that many like and talk about, and much to be told."""
    owner, now = stage.user_id, utcnow()
    with stage.app.app_context(), transaction() as session:
        others = [make_user(session).id for _ in range(PEOPLE)]
        post = make_post(session, owner)
        posts = [make_post(session, owner).id for _ in range(LINES // 10)]
        session.add_all(Like(post_id=post.id, user_id=one, liked_at=now) for one in others)
        session.add_all(
            Comment(post_id=post.id, author_id=others[n % PEOPLE], text=f"Comment {n} of many")
            for n in range(COMMENTS)
        )
        post.like_count, post.comment_count = PEOPLE, COMMENTS
        session.flush()
        told = [(post.id, n) for n in range(LIKES)] + [(one, 0) for one in posts]
        rows = [
            Notification(
                owner_id=owner,
                actor_id=others[n % PEOPLE],
                event=Event.LIKED,
                about=f"liked:{n}:{of}",
                bundle=f"liked:{of}",
                is_newest=of != post.id or n == LIKES - 1,
                post_id=of,
                happened_at=now - timedelta(seconds=LIKES - n + of),
            )
            for of, n in told
        ]
        session.add_all(rows)
        session.execute(
            update(Profile).where(Profile.user_id == owner).values(unread_count=len(rows))
        )
        return post.id

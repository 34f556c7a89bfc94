"""The feed: answers among 2,000 people, 100,000 posts and a million likes, on both databases."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median

from turbohtml import parse

from bench.crowd import follow, gather
from bench.stage import Stage, databases, open_stage, page_path
from bench.table import Table
from tests.support.queries import queries

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "2000"))
POSTS = int(os.environ.get("BENCH_POSTS", "100000"))
LIKES = int(os.environ.get("BENCH_LIKES", "1000000"))
FOLLOWS, FEW = 500, 3
ROUNDS = 40
PAGES = {
    "profile of somebody busy": "/@reader1001",
    "explore, recent": "/explore",
    "explore, liked this week": "/explore?sort=liked",
    "hashtag, common": "/hashtags/reading",
    "hashtag, rare": "/hashtags/rare",
    "people to follow": "/explore/people",
    "mentions": "/mentions",
}


def run() -> None:
    """Print the table of the feed."""
    table = Table(
        f"The feed: {PEOPLE:,} people, {POSTS:,} posts, {LIKES:,} likes (ms an answer, median)",
        "database and page",
        "clock",
        "CPU here",
        "queries",
    )
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            ids = gather(stage, people=PEOPLE, posts=POSTS, likes=LIKES, follows=FOLLOWS)
            _home(table, kind, stage, f"follows {FOLLOWS}")
            for name, path in PAGES.items():
                table.row(f"{kind} {name}", *_cost(stage, path))
            follow(stage, stage.user_id, ids[-FEW:])  # who share least
            _home(table, kind, stage, f"follows {FEW}")
    table.show()


def _home(table: Table, kind: str, stage: Stage, who: str) -> None:
    table.row(f"{kind} home, {who}", *_cost(stage, "/feed"))
    table.row(f"{kind} home, {who}, page 20", *_cost(stage, page_path(stage.client, "/feed", 20)))
    newest = parse(stage.client.get("/feed").text).select_one("#new-posts")
    assert newest is not None
    look = str(newest.attrs["hx-get"])
    table.row(f"{kind} home, {who}, anything new?", *_cost(stage, look, is_htmx=True))


def _cost(stage: Stage, path: str, *, is_htmx: bool = False) -> tuple[float, float, str]:
    """Return the medians of wall-clock time and of CPU of this process, and how many queries."""
    headers = {"HX-Request": "true"} if is_htmx else {}
    with queries() as seen:
        stage.client.get(path, headers=headers)
    for _ in range(4):
        stage.client.get(path, headers=headers)
    clock, used = [], []
    for _ in range(ROUNDS):
        began, start = time.perf_counter(), time.process_time()
        answer = stage.client.get(path, headers=headers)
        used.append((time.process_time() - start) * 1000)
        clock.append((time.perf_counter() - began) * 1000)
        assert answer.status_code in (200, 204), answer.status
    return median(clock), median(used), str(len(seen))

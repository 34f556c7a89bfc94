"""List pages: CPU an answer at three sizes on both databases, page weight, growth."""

from __future__ import annotations

import gzip
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.stage import SIZES, Stage, databases, grow, open_stage, page_path
from bench.table import Table

ROUNDS = 40
# Each list as it comes, My List in every order, and filters that find little.
LISTS = (
    "/favorites", "/articles", "/videos", "/reading", "/all",
    "/saves?sort=oldest", "/saves?sort=shortest", "/saves?sort=longest", "/saves?sort=title",
    "/saves?sort=site", "/all?sort=title", "/favorites?sort=title", "/videos?sort=title",
    "/saves?kind=video", "/saves?site=blog7.example", "/saves?minutes=5", "/saves?lang=ko",
)  # fmt: skip


def run() -> None:
    """Print the table of list pages."""
    table = Table(
        "List pages (CPU ms an answer, median)", "database", *(f"{n:,}" for n in SIZES), "growth"
    )
    orders = Table("Lists, orders, filters", "database and list", *(f"{n:,}" for n in SIZES))
    weights = Table("Page weight (KiB)", "page", "plain", "gzip")
    with databases() as urls, tempfile.TemporaryDirectory() as folder:
        for kind, url in urls.items():
            stage = open_stage(url, Path(folder))
            first: list[float] = []
            hundredth: list[float] = []
            others: dict[str, list[float]] = {path: [] for path in LISTS}
            for size in SIZES:
                grow(stage, size)
                first.append(_cost(stage, "/saves"))
                hundredth.append(_cost(stage, page_path(stage.client, "/saves", 100)))
                for path, costs in others.items():
                    costs.append(_cost(stage, path))
            table.row(f"{kind}, page 1", *first, first[-1] / first[0])
            table.row(f"{kind}, page 100", *hundredth, hundredth[-1] / hundredth[0])
            for path, costs in others.items():
                orders.row(f"{kind} {path}", *costs)
            if kind == "sqlite":
                page = stage.client.get("/saves").data
                weights.row("list of 24", len(page) / 1024, len(gzip.compress(page)) / 1024)
    table.show()
    orders.show()
    weights.show()


def _cost(stage: Stage, path: str) -> float:
    """Return the median CPU of this process for one answer, in ms."""
    for _ in range(5):
        stage.client.get(path)
    costs = []
    for _ in range(ROUNDS):
        start = time.process_time()
        stage.client.get(path)
        costs.append((time.process_time() - start) * 1000)
    return median(costs)

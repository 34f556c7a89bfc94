"""The long mode, by hand: `python -m tests.fuzz --minutes 20`, and `--guided` with atheris.

Goes on after a finding; each failing page is written to a folder, with what went wrong beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.checks import check
from tests.fuzz.pages import ADDRESSES, TYPES, corpus, mutated, pages

_BATCH = 100


class Findings:
    """What was run and what failed, one file for each place in the code that failed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.runs = folder, 0
        self.places: Counter[str] = Counter()

    def run(self, body: bytes, url: str, content_type: str | None) -> None:
        """Check one page; keep it when it fails, whatever the failure."""
        self.runs += 1
        try:
            check(body, url, content_type)
        except Exception as error:  # any failure at all is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
            self.places[place] += 1
            if self.places[place] <= 3:
                self._keep(body, f"{url}\n{content_type}\n{traceback.format_exc()}")

    def _keep(self, body: bytes, told: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(body).hexdigest()[:12]
        (self.folder / f"{name}.html").write_bytes(body)
        (self.folder / f"{name}.txt").write_text(told, encoding="utf-8", errors="replace")

    def __str__(self) -> str:
        listed = "".join(f"\n  {count:5} {place}" for place, count in self.places.most_common())
        return f"{self.runs} pages, {sum(self.places.values())} failures{listed}"


def _by_chance(findings: Findings, until: float, first: int) -> None:
    """Mix mutated pages with made ones until the time is over."""
    chance = random.Random(first)
    while time.monotonic() < until:
        for _ in range(_BATCH):
            page = mutated(chance.choice(corpus()), chance.getrandbits(32))
            findings.run(page, chance.choice(ADDRESSES), chance.choice(TYPES))
        _made(findings, chance.getrandbits(32))
        print(findings, flush=True)


def _made(findings: Findings, number: int) -> None:
    bounds = settings(
        max_examples=_BATCH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run: Callable[[], None] = seed(number)(
        bounds(
            given(pages, st.sampled_from(ADDRESSES), st.sampled_from(TYPES))(
                lambda body, url, kind: findings.run(body, url, kind)
            )
        )
    )
    run()


def _guided(findings: Findings, seconds: int, folder: Path) -> None:
    """Let atheris look for new paths through the engine; `pip install atheris` brings it."""
    atheris = importlib.import_module("atheris")  # no requirement: few machines have its wheel
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(corpus()):
        (seeds / f"{number}.html").write_bytes(bytes([number % 251]) + page)

    def target(data: bytes) -> None:
        at = data[0] if data else 0
        findings.run(data[1:], ADDRESSES[at % len(ADDRESSES)], TYPES[at % len(TYPES)])
        if findings.runs % 1000 == 0:
            print(findings, flush=True)

    for function in _functions():
        atheris.instrument_func(function)
    bounds = [f"-max_total_time={seconds}", "-max_len=30000", "-timeout=60", "-rss_limit_mb=2000"]
    atheris.Setup(["fuzz", *bounds, str(seeds)], target)
    atheris.Fuzz()


def _functions() -> list[FunctionType]:
    """Return the functions of capture: to watch all of Python takes minutes to begin with."""
    found: list[FunctionType] = []
    for name, module in list(sys.modules.items()):
        if name.startswith("devket.capture"):
            held = vars(module).values()
            found += [f for f in held if isinstance(f, FunctionType) and f.__module__ == name]
    return found


def main() -> None:
    """Run for the minutes asked for and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--guided", action="store_true", help="with atheris, by coverage")
    parser.add_argument("--folder", type=Path, default=Path("var/fuzz"))
    asked = parser.parse_args()
    findings = Findings(asked.folder)
    print(f"seed {asked.seed}", flush=True)
    if asked.guided:
        _guided(findings, int(asked.minutes * 60), asked.folder)
    else:
        _by_chance(findings, time.monotonic() + asked.minutes * 60, asked.seed)
    print(findings)


if __name__ == "__main__":
    main()

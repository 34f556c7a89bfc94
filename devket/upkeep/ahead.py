"""Many slow things at once, in order, with few of them in memory: for files on other machines."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

AT_ONCE = 8
T = TypeVar("T")
R = TypeVar("R")


def ahead(act: Callable[[T], R], things: Iterable[T]) -> Iterator[R]:
    """Yield `act` of each thing in order, at most `AT_ONCE` of them begun and not yet taken."""
    begun: deque[Future[R]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            for thing in things:
                begun.append(pool.submit(act, thing))
                if len(begun) == AT_ONCE:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for left in begun:
                left.cancel()

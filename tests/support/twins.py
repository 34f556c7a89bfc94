"""Twins of outside things: pages without a network, a letter box, a clock and a queue by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from flask import Flask
from huey import MemoryHuey

from devket.capture.folder import FolderFetch
from devket.capture.model import Fetched, FetchError, Limits, Reason
from devket.core.clock import utcnow
from devket.jobs import Queue
from devket.web.mail import Mail

CORPUS = Path(__file__).parents[1] / "corpus" / "pages"


class Pages:
    """A `Fetch` over a dictionary, and over the corpus for addresses that it does not hold.

    `pages[url] = "<html>…"` answers with that page, `pages[url] = FetchError(…)` fails so.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._answers: dict[str, Fetched | FetchError] = {}
        self._corpus: FolderFetch | None = None

    def __setitem__(self, url: str, answer: str | bytes | Fetched | FetchError) -> None:
        if isinstance(answer, str | bytes):
            body = answer.encode() if isinstance(answer, str) else answer
            answer = Fetched(url, 200, "text/html; charset=utf-8", body)
        self._answers[url] = answer

    def __call__(
        self, url: str, *, limits: Limits, accept: str = "*/*", referer: str | None = None
    ) -> Fetched:
        """See `Fetch`."""
        self.asked.append(url)
        answer = self._answers.get(url)
        if isinstance(answer, FetchError):
            raise answer
        if answer is not None:
            return answer
        return self._from_corpus(url, limits, accept, referer)

    def _from_corpus(self, url: str, limits: Limits, accept: str, referer: str | None) -> Fetched:
        if self._corpus is None:
            if not CORPUS.is_dir():
                raise FetchError(Reason.UNKNOWN_HOST, url)
            self._corpus = FolderFetch(CORPUS)
        return self._corpus(url, limits=limits, accept=accept, referer=referer)


class LetterBox:
    """A `Mailer` that keeps what is sent; `fail_with` makes it refuse."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.fail_with: OSError | None = None

    def send(self, mail: Mail) -> None:
        """See `Mailer.send`."""
        if self.fail_with is not None:
            raise self.fail_with
        self.mails.append(mail)

    def to(self, address: str) -> list[Mail]:
        """Return the mails to one address, oldest first."""
        return [mail for mail in self.mails if mail.to == address]


class HandClock:
    """The real time until it is moved: `advance(hours=2)`."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return utcnow() + self._ahead

    def advance(self, **amount: float) -> None:
        """Move the clock forward by `timedelta(**amount)`."""
        self._ahead += timedelta(**amount)


class HandQueue(Queue):
    """A queue in memory that works when told: `run_pending()`, `run_delayed()`.

    `settle` is called first, so that a job meets what the test has written and no lock of its.
    """

    def __init__(self, app: Flask, *, settle: Callable[[], object]) -> None:
        huey = MemoryHuey("devket", results=False, utc=True)
        super().__init__(huey, around=app.app_context)
        self._settle = settle

    def run_pending(self) -> int:
        """See `Queue.run_pending`."""
        self._settle()
        return super().run_pending()

    def run_delayed(self) -> int:
        """Run what waits for its time (delays, retries) as if it had come; return how many ran."""
        for task in self.huey.read_schedule(datetime.max):
            task.eta = None  # its time has come
            self.huey.enqueue(task)
        return self.run_pending()

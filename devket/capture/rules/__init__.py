"""Rules for sites and platforms, as data: what to keep, what to drop, who wrote it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from turbohtml import Document

from devket.capture.rules.apply import told_by
from devket.capture.rules.load import RuleError, load_folder
from devket.capture.rules.match import Book
from devket.capture.told import Told

__all__ = ["RuleError", "book", "read"]


@cache
def book() -> Book:
    """Return our own rules, read once. Raises `RuleError` when a file is bad."""
    return Book(load_folder(Path(__file__).parent))


def read(document: Document, url: str) -> Told | None:
    """Return what the first rule that gives enough text says, None when none does.

    Rules for the host are asked first, then those for the platform the page was made with.
    """
    known = book()
    for rules in (known.by_host(url), known.by_platform(document)):
        for rule in rules:
            if rule.path is not None and not rule.path.search(url):
                continue
            if (told := told_by(rule, document, url)) is not None:
                return told
    return None

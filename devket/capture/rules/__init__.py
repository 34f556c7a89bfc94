"""Rules for sites and platforms, as data: what to keep, what to drop, who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from turbohtml import Document

from devket.capture.rules.apply import told_by
from devket.capture.rules.claims import told_by_claims
from devket.capture.rules.ftr import configs_for
from devket.capture.rules.load import RuleError, load_folder
from devket.capture.rules.match import Book
from devket.capture.rules.model import Rule
from devket.capture.rules.xpaths import told_by_config
from devket.capture.told import Told

__all__ = ["RuleError", "book", "read", "use_folder"]

_folders: list[Path] = []  # at most one: what the operator of this process provides


@cache
def book() -> Book:
    """Return our own rules, read once. Raises `RuleError` when a file is bad."""
    return Book(load_folder(Path(__file__).parent))


def use_folder(folder: Path | None) -> None:
    """Take site rules in the format of ftr-site-config from a folder too; None for no more.

    They stand under our own rules for a host and above those for platforms. For the process that
    reads pages, before the first of them.
    """
    _folders[:] = [folder] if folder is not None else []


def read(document: Document, url: str) -> Told | None:
    """Return what the first rule that gives enough text says, None when none does.

    Rules for the host are asked first, then those for the platform the page was made with.
    """
    return next(_told(document, url), None)


def _told(document: Document, url: str) -> Iterator[Told]:
    for rule in book().by_host(url):
        yield from _by_rule(rule, document, url)
    for folder in _folders:
        for config in configs_for(folder, url):
            if (told := told_by_config(config, document, url)) is not None:
                yield told
    for rule in book().by_platform(document):
        yield from _by_rule(rule, document, url)
    if (told := told_by_claims(document)) is not None:
        yield told


def _by_rule(rule: Rule, document: Document, url: str) -> Iterator[Told]:
    if rule.path is None or rule.path.search(url):
        told = told_by(rule, document, url)
        if told is not None:
            yield told

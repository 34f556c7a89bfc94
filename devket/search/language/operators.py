"""The operators of the query language: their names, values, and how each value is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from devket.capture.model import Kind
from devket.core.errors import N_


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: `name:value`. `values` are those it knows; empty when any may stand there."""

    name: str
    help: str  # a sentence to be translated where it is shown
    examples: tuple[str, ...]
    values: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())  # further names of the same


OPERATORS: dict[str, Operator] = {
    one.name: one
    for one in (
        Operator("tag", N_("Carries this tag, or one below it."), ("tag:python", 'tag:"to read"')),
        Operator("site", N_("From this site, or one below it."), ("site:github.com",)),
        Operator(
            "is",
            N_("Stands in this list."),
            ("is:unread",),
            ("unread", "archived", "favorite", "snoozed"),
        ),
        Operator(
            "has",
            N_("Has something of this sort."),
            ("has:highlight",),
            ("highlight", "note", "code", "tag"),
        ),
        Operator(
            "kind",
            N_("Is a page of this kind."),
            ("kind:video",),
            tuple(kind.value for kind in Kind),
        ),
        Operator("lang", N_("Is written in this language."), ("lang:ko",)),
        Operator("author", N_("Was written by somebody of this name."), ("author:knuth",)),
        Operator("title", N_("Has this in its title."), ('title:"type hints"',)),
        Operator("before", N_("Was saved before this day."), ("before:2024-06", "before:3m")),
        Operator("after", N_("Was saved on this day or later."), ("after:2024", "after:7d")),
        Operator("time", N_("Takes so many minutes to read."), ("time:<10", "time:>30")),
        Operator("sort", N_("In this order."), ("sort:newest",), ("best", "newest", "oldest")),
    )
}

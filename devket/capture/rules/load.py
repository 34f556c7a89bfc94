"""Read rule files, and refuse a bad one with a sentence that names the file and the field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, cast

from turbohtml import SelectorSyntaxError, parse

from devket.capture.model import Kind
from devket.capture.rules.model import MIN_CHARS, Fact, Facts, PostRule, Rule
from devket.capture.told import CARD

_FACT = re.compile(r"(?P<selector>.*?)@(?P<attribute>[a-z][a-z0-9:-]*)")
_EMPTY = parse("")
T = TypeVar("T")


class RuleError(Exception):
    """A rule file that cannot be used; the text names file, rule and field."""


def load_folder(folder: Path) -> tuple[Rule, ...]:
    """Return the rules of all `.toml` files: files by name, rules as they stand in them."""
    rules = tuple(rule for path in sorted(folder.glob("*.toml")) for rule in load_file(path))
    names = [rule.name for rule in rules]
    if twice := {name for name in names if names.count(name) > 1}:
        raise RuleError(f"{folder}: named twice: {', '.join(sorted(twice))}")
    return rules


def load_file(path: Path) -> tuple[Rule, ...]:
    """Return the rules of one file. A `drop` above all rules is taken for each of them."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path.name}: {error}") from error
    everywhere = _Table(tables, path.name).selectors("drop")
    tables.pop("drop", None)
    rules = []
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise RuleError(f"{path.name}: {name}: stands outside of any rule")
        rules.append(_rule(name, _Table(table, f"{path.name}: {name}"), everywhere))
    return tuple(rules)


def _rule(name: str, table: _Table, everywhere: tuple[str, ...]) -> Rule:
    table.knows(Rule, without=("name",))
    rule = Rule(
        name=name,
        hosts=table.words("hosts"),
        path=table.pattern("path"),
        generator=tuple(word.casefold() for word in table.words("generator")),
        marker=table.selectors("marker"),
        keep=table.selectors("keep"),
        also=", ".join(table.selectors("also")),
        drop=", ".join((*everywhere, *table.selectors("drop"))),
        unwrap=", ".join(table.selectors("unwrap")),
        prose=", ".join(table.selectors("prose")),
        languages=table.languages(),
        tidy=table.switch("tidy"),
        posts=_posts(table),
        title=table.facts("title"),
        author=table.facts("author"),
        site_name=table.facts("site_name"),
        published=table.facts("published"),
        lead_image=table.facts("lead_image"),
        next=table.facts("next"),
        single_page=table.facts("single_page"),
        kind=table.kind(),
        card=table.card(),
        min_chars=table.number("min_chars", MIN_CHARS),
        alone=table.switch("alone"),
        share=table.number("share", 0) / 100,
    )
    if not (rule.hosts or rule.generator or rule.marker):
        raise RuleError(f"{table.place}: needs one of hosts, generator, marker")
    if not rule.keep and rule.posts is None:
        raise RuleError(f"{table.place}: needs keep or posts")
    return rule


def _posts(rule: _Table) -> PostRule | None:
    if (inner := rule.table("posts")) is None:
        return None
    inner.knows(PostRule)
    if not (post := ", ".join(inner.selectors("post"))):
        raise RuleError(f"{inner.place}: needs post")
    return PostRule(
        post=post,
        body=inner.selectors("body"),
        author=inner.facts("author"),
        date=inner.facts("date"),
        score=inner.facts("score"),
        accepted=", ".join(inner.selectors("accepted")),
        label=inner.facts("label"),
        comments=", ".join(inner.selectors("comments")),
        comment_body=inner.selectors("comment_body"),
        comment_author=inner.facts("comment_author"),
        comment_date=inner.facts("comment_date"),
        comment_score=inner.facts("comment_score"),
    )


class _Table:
    """One table of a file: each value comes out in its type, or the file is refused."""

    def __init__(self, values: Mapping[str, Any], place: str) -> None:
        self._values, self.place = values, place

    def knows(self, kind: type, without: tuple[str, ...] = ()) -> None:
        """Refuse fields that the kind does not have."""
        known = {field.name for field in fields(kind)} - set(without)
        for name in self._values:
            if name not in known:
                raise RuleError(f"{self.place}: {name}: no such field")

    def words(self, name: str) -> tuple[str, ...]:
        """Return one string, or a list of strings, as a tuple."""
        value = self._values.get(name, [])
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(v, str) and v for v in listed):
            raise RuleError(f"{self.place}: {name}: expected a string or a list of strings")
        return tuple(listed)

    def selectors(self, name: str) -> tuple[str, ...]:
        """Return selectors, each of which parses."""
        words = self.words(name)
        for word in words:
            self._check(name, word)
        return words

    def facts(self, name: str) -> Facts:
        """Return the places of a fact: `selector`, `@attribute`, both, and `=~ pattern` behind."""
        return tuple(self._fact(name, word) for word in self.words(name))

    def pattern(self, name: str) -> re.Pattern[str] | None:
        """Return a compiled pattern, None when there is none."""
        words = self.words(name)
        return self._compiled(name, "|".join(words)) if words else None

    def number(self, name: str, otherwise: int) -> int:
        """Return a whole number that is not negative."""
        return self._typed(name, otherwise, lambda v: type(v) is int and v >= 0, "a whole number")

    def switch(self, name: str) -> bool:
        """Return true or false; false when nothing is said."""
        return self._typed(name, False, lambda v: isinstance(v, bool), "true or false")

    def table(self, name: str) -> _Table | None:
        """Return the table under a name, None when there is none."""
        if name not in self._values:
            return None
        value: Any = self._typed(name, {}, lambda v: isinstance(v, dict), "a table")
        return _Table(value, f"{self.place}: {name}")

    def kind(self) -> Kind:
        """Return what the pages are."""
        word = self._values.get("kind", Kind.ARTICLE.value)
        try:
            return Kind(word)
        except ValueError as error:
            raise RuleError(f"{self.place}: kind: {error}") from error

    def card(self) -> dict[str, Facts]:
        """Return the facts for the card, whose names are those that a card can show."""
        inner = self.table("card")
        if inner is None:
            return {}
        for name in inner._values:
            if name not in CARD:
                raise RuleError(f"{inner.place}: {name}: no fact of a card")
        return {name: inner.facts(name) for name in inner._values}

    def languages(self) -> dict[str, str]:
        """Return the languages of code by the selectors it is found by."""
        inner = self.table("languages")
        if inner is None:
            return {}
        for selector in inner._values:
            inner._check("languages", selector)
        return {selector: " ".join(inner.words(selector)) for selector in inner._values}

    def _typed(self, name: str, otherwise: T, fits: Callable[[object], bool], expected: str) -> T:
        value = self._values.get(name, otherwise)
        if not fits(value):
            raise RuleError(f"{self.place}: {name}: expected {expected}")
        return cast(T, value)  # `fits` has seen to it

    def _fact(self, name: str, word: str) -> Fact:
        place, _, part = word.partition(" =~ ")
        match = _FACT.fullmatch(place)
        selector, attribute = (match["selector"], match["attribute"]) if match else (place, "")
        if selector:
            self._check(name, selector)
        pattern = self._compiled(name, part) if part else None
        if pattern is not None and pattern.groups != 1:
            raise RuleError(f"{self.place}: {name}: needs one group: {part}")
        return Fact(selector, attribute, pattern)

    def _compiled(self, name: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern)
        except re.error as error:
            raise RuleError(f"{self.place}: {name}: {error}") from error

    def _check(self, name: str, selector: str) -> None:
        try:
            _EMPTY.select_one(selector)
        except SelectorSyntaxError as error:
            raise RuleError(f"{self.place}: {name}: {error}") from error

"""What a rule is, once read: selectors that parse, patterns that compile. Plain frozen data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from devket.capture.model import Kind

MIN_CHARS = 200


@dataclass(frozen=True, slots=True)
class Fact:
    """Where one fact stands: an element's words, or one of its attributes.

    An empty selector is the element that is asked itself; with a pattern only its group counts.
    """

    selector: str
    attribute: str = ""
    pattern: re.Pattern[str] | None = None


Facts = tuple[Fact, ...]  # the first that says something counts


@dataclass(frozen=True, slots=True)
class PostRule:
    """How the posts of a thread are found, and who, when and how good each is."""

    post: str
    body: tuple[str, ...] = ()  # without one, the post itself
    author: Facts = ()
    date: Facts = ()
    score: Facts = ()
    accepted: str = ""
    label: Facts = ()
    comments: str = ""
    comment_body: tuple[str, ...] = ()
    comment_author: Facts = ()
    comment_date: Facts = ()
    comment_score: Facts = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept of the pages of one site or platform; see README.md for each field."""

    name: str
    hosts: tuple[str, ...] = ()
    path: re.Pattern[str] | None = None
    generator: tuple[str, ...] = ()
    marker: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    also: str = ""  # kept too, where it stands: a picture above the text
    drop: str = ""
    unwrap: str = ""  # what would go as furniture, though it is the article's: `aside` for quotes
    prose: str = ""  # `pre` that is no code: mail
    languages: Mapping[str, str] = field(default_factory=dict)  # of code, by selector
    tidy: bool = False
    posts: PostRule | None = None
    title: Facts = ()
    author: Facts = ()
    site_name: Facts = ()
    published: Facts = ()
    lead_image: Facts = ()
    next: Facts = ()
    single_page: Facts = ()
    kind: Kind = Kind.ARTICLE
    card: Mapping[str, Facts] = field(default_factory=dict)
    min_chars: int = MIN_CHARS
    alone: bool = False  # used only where `keep` finds one element
    share: float = 0.0  # of the prose of the page that must come through

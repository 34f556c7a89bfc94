"""What a book is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from devket.core.types import SafeHtml


@dataclass(frozen=True, slots=True)
class Words:
    """What a book says by itself, in the language of who asked for it."""

    lang: str
    contents: str
    cover: str
    original: str
    count: str  # "12 articles"
    made: str  # the day it was made
    note: str = ""  # what is to be known of it: that it holds the newest alone


@dataclass(frozen=True, slots=True)
class Book:
    """The book as a whole. `identifier` is a URN: the same each time the same book is made."""

    title: str
    identifier: str
    made_at: datetime
    words: Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """One article. Pictures of `html` are named `/media/images/<key>`; all others are left out."""

    title: str
    site: str
    address: str
    html: SafeHtml
    byline: str = ""
    published: str = ""  # as it is shown
    lang: str = ""
    dir: str = "ltr"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one of the types that every reader of books shows."""

    data: bytes
    content_type: str


# From the key of a kept picture to its bytes; None when it is gone or cannot be shown.
OpenPicture = Callable[[str], Picture | None]
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}

"""Lists as templates are given them: cards and rows, with every label and address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from babel.dates import format_timedelta
from flask_babel import format_date, get_locale, gettext

from devket.capture.model import Kind, State
from devket.core.text import reading_minutes
from devket.library.models import DONE, Described, Save
from devket.library.presenters.cards import Fact, duration_of, facts_of, kind_label
from devket.library.presenters.states import (
    MAY_RETRY,
    STATE_LABELS,
    archive_of,
    can_send,
    state_help,
)
from devket.library.presenters.tags import TagChip, chips
from devket.library.presenters.waking import wakes_label

# A pending row that waited less than so many seconds asks again after so many.
_PATIENCE = ((20, 1), (120, 3), (1800, 15))
# Languages as people write them; what is no language of its own is shown as what it belongs to.
_LANGUAGE_NAMES = {
    "bash": "Shell", "c": "C", "console": "Shell", "cpp": "C++", "csharp": "C#", "css": "CSS",
    "diff": "", "dockerfile": "Docker", "graphql": "GraphQL", "html": "HTML", "ini": "",
    "javascript": "JavaScript", "json": "JSON", "jsx": "JavaScript", "make": "Make",
    "makefile": "Make", "markdown": "Markdown", "objective-c": "Objective-C", "php": "PHP",
    "pycon": "Python", "python3": "Python", "sh": "Shell", "shell": "Shell", "sql": "SQL",
    "text": "", "toml": "TOML", "tsx": "TypeScript", "typescript": "TypeScript", "xml": "XML",
    "yaml": "YAML", "zsh": "Shell",
}  # fmt: skip
# Rooms of a site, and languages it speaks: no part of its name.
_ROOMS = frozenset(
    ["www", "docs", "doc", "blog", "blogs", "news", "forum", "forums", "dev", "developer", "learn",
     "papers", "notebooks", "old", "help", "support", "wiki"]
)  # fmt: skip
_SECOND_LEVEL = frozenset(["co", "com", "ac", "ne", "or", "org"])


@dataclass(frozen=True, slots=True)
class ImageView:
    """A kept image: address on this site, size in pixels."""

    src: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SaveItem:
    """One save as a card or row."""

    id: int
    title: str
    site: str
    letter: str  # of the site's own name, for a tile
    href: str  # under which its verbs live
    context: str  # what its page is told of the list it was opened from
    original_href: str
    state: str
    state_label: str
    state_help: str
    can_retry: bool
    can_send: bool  # by the bookmarklet
    archive_href: str
    excerpt: str
    minutes: int | None
    byline: str
    saved_label: str
    saved_iso: str
    lead_image: ImageView | None
    is_favorite: bool
    is_archived: bool
    lang: str
    dir: str
    kind: str
    kind_label: str  # empty for an article, which is what most are
    facts: tuple[Fact, ...]
    duration: str
    install: str
    code_languages: tuple[str, ...]
    poll_seconds: int | None
    tags: tuple[TagChip, ...]
    wakes_label: str  # when it comes back; empty for what is not put off
    is_gone: bool  # the original, not the save
    progress: int  # in hundredths, while it is being read; 0 before and after


def letter_of(site: str) -> str:
    """Return the first letter of the name a site is known by: `W` for `en.wikipedia.org`."""
    labels = site.split(".")
    while len(labels) > 2 and labels[1] not in _SECOND_LEVEL:
        if labels[0] not in _ROOMS and len(labels[0]) != 2:
            break
        labels.pop(0)
    return labels[0][:1].upper() or "·"


def save_item(
    save: Save, *, now: datetime, tags: Sequence[str] = (), context: str = ""
) -> SaveItem:
    """Return what a card or row shows; `context` is that of its list (`context_of`)."""
    return SaveItem(
        id=save.id,
        title=title_of(save),
        site=save.site,
        letter=letter_of(save.site),
        href=f"/saves/{save.id}",
        context=context,
        original_href=original_of(save),
        state=save.state.value,
        state_label="" if save.state is State.FULL_TEXT else str(STATE_LABELS[save.state]),
        state_help=state_help(save),
        can_retry=save.state in MAY_RETRY,
        can_send=can_send(save),
        archive_href=archive_of(save),
        excerpt=save.excerpt,
        minutes=reading_minutes(save.word_count) or None,
        byline=save.byline,
        saved_label=since(save.saved_at, now=now),
        saved_iso=save.saved_at.isoformat(timespec="seconds"),
        lead_image=thumb(save),
        is_favorite=save.is_favorite,
        is_archived=save.is_archived,
        lang=save.lang,
        dir=save.dir,
        kind=save.kind.value,
        kind_label=kind_label(save.kind),
        facts=facts_of(save.kind, save.card),
        duration=duration_of(save.card) if save.kind is Kind.VIDEO else "",
        install=save.card.get("install", "") if save.kind is Kind.PACKAGE else "",
        code_languages=language_names(save.code_languages)[:3],
        poll_seconds=poll_seconds(save, now=now),
        tags=chips(tags),
        wakes_label=wakes_label(save.snoozed_until, now=now),
        is_gone=save.link_gone_at is not None,
        progress=save.progress % DONE,
    )


def poll_seconds(save: Save, *, now: datetime) -> int | None:
    """Return when the page is to ask again: ever more seldom, never once nobody seems to work."""
    if save.state is not State.PENDING and save.asked_at is None:
        return None
    waited = (now - (save.asked_at or save.updated_at)).total_seconds()
    return next((pause for until, pause in _PATIENCE if waited < until), None)


def title_of(save: Save, told: Described | None = None) -> str:
    """Return the title, or the address while there is none; of a version when one is given."""
    named = told.title if told is not None else ""
    return named or save.title or original_of(save).split("://", 1)[-1].rstrip("/")


def original_of(save: Save) -> str:
    """Return the address at which people find the original."""
    return save.final_url or save.given_url


def language_names(languages: Sequence[str]) -> tuple[str, ...]:
    """Return the languages of a page's code as people write them, each once."""
    names = (_LANGUAGE_NAMES.get(word, word.capitalize()) for word in languages)
    return tuple(dict.fromkeys(name for name in names if name))


def thumb(save: Described) -> ImageView | None:
    """Return the small picture of a card; the picture itself where there is no small one."""
    small = _view(save.thumb_key, save.thumb_width, save.thumb_height)
    return small or lead_image(save)


def lead_image(told: Described) -> ImageView | None:
    """Return the picture that stands for a page, when one was kept."""
    return _view(told.lead_image_key, told.lead_image_width, told.lead_image_height)


def _view(key: str | None, width: int | None, height: int | None) -> ImageView | None:
    return ImageView(f"/media/images/{key}", width, height) if key and width and height else None


def since(moment: datetime, *, now: datetime) -> str:
    """Return how long ago that was, in words; the date when it is more than a week."""
    passed = now - moment
    if passed.total_seconds() < 60:
        return str(gettext("just now"))
    if passed.days < 7:
        return _ago(passed // timedelta(minutes=1), str(get_locale()))
    return str(format_date(moment, "medium"))


@cache
def _ago(minutes: int, locale: str) -> str:
    """Return the words for so many minutes ago: of some 10,000 a language, most lists share a few.

    Babel takes 60 µs for each, which was a tenth of a list page.
    """
    ago = timedelta(minutes=-minutes)
    return format_timedelta(ago, threshold=0.9, add_direction=True, locale=locale)


def items_of(
    saves: Sequence[Save],
    *,
    now: datetime,
    tags: Mapping[int, Sequence[str]],
    context: str = "",
) -> tuple[SaveItem, ...]:
    """Return the cards of some saves; `tags` are the names of the tags of each."""
    return tuple(
        save_item(save, now=now, tags=tags.get(save.id, ()), context=context) for save in saves
    )

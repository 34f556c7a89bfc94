"""What the reader's template is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date

from devket.accounts.models import User
from devket.core.text import reading_minutes
from devket.core.types import SafeHtml
from devket.library.models import Save
from devket.library.presenters import (
    ImageView,
    lead_image,
    original_of,
    save_item,
    title_of,
)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article and all that is said around it."""

    id: int
    title: str
    site: str
    original_href: str
    byline: str
    published_label: str
    published_iso: str
    minutes: int | None
    lang: str
    dir: str
    content_html: SafeHtml | str
    state: str
    state_label: str
    state_help: str
    can_retry: bool
    is_favorite: bool
    is_archived: bool
    lead_image: ImageView | None
    log: dict[str, str]
    saved_label: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """How this person likes to read."""

    font: str
    size: int
    width: str
    leading: str
    theme: str


def article_view(save: Save, *, now: datetime) -> ArticleView:
    """Return the reader's view of a save loaded with its shown capture and text."""
    item = save_item(save, now=now)
    capture = save.capture
    article = capture.article if capture else None
    return ArticleView(
        id=save.id,
        title=title_of(save),
        site=save.site,
        original_href=original_of(save),
        byline=save.byline,
        published_label=str(format_date(save.published_at, "long")) if save.published_at else "",
        published_iso=save.published_at.date().isoformat() if save.published_at else "",
        minutes=reading_minutes(save.word_count) or None,
        lang=save.lang,
        dir=save.dir,
        content_html=article.content_html if article else "",
        state=item.state,
        state_label=item.state_label,
        state_help=item.state_help,
        can_retry=item.can_retry,
        is_favorite=save.is_favorite,
        is_archived=save.is_archived,
        lead_image=lead_image(save),
        log=capture.log if capture else {},
        saved_label=item.saved_label,
    )


def preferences_of(user: User) -> Preferences:
    """Return the person's reading preferences as words."""
    return Preferences(
        user.reader_font.value,
        user.reader_size,
        user.reader_width.value,
        user.reader_leading.value,
        user.theme.value,
    )

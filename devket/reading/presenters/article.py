"""One article and all that is said around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from flask_babel import format_date

from devket.accounts.models import User
from devket.capture.formulas import draw_formulas
from devket.capture.marks import paint
from devket.capture.model import Choice, Kind, State
from devket.capture.outline import Outline, outline
from devket.core.text import reading_minutes
from devket.core.types import SafeHtml
from devket.core.urls import join
from devket.library.models import Capture, Described, Save
from devket.library.presenters import (
    STATE_LABELS,
    Fact,
    ImageView,
    TagChip,
    chips,
    duration_of,
    elsewhere,
    facts_of,
    lead_image,
    original_of,
    poll_seconds,
    reason_of,
    save_item,
    title_of,
)
from devket.reading.presenters.marks import MarksView, marks_of, marks_view
from devket.reading.presenters.players import player_of
from devket.reading.presenters.toc import TocLine, toc_of
from devket.reading.queries import Placed

# Files that browsers show by themselves, by the kind of save that they make.
_SHOWN_FILES = {Kind.PDF: "application/pdf", Kind.IMAGE: "image/"}


@dataclass(frozen=True, slots=True)
class KindView:
    """What a kind of page has before its text: a player, a file, a line to install, places."""

    kind: str
    facts: tuple[Fact, ...]
    poster: ImageView | None
    player: str
    duration: str
    file_href: str
    install: str
    html_href: str
    pdf_href: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """One article; of the version that is shown, or of another one of the save."""

    id: int
    href: str
    title: str
    site: str
    original_href: str
    byline: str
    published_label: str
    published_iso: str
    minutes: int | None
    lang: str
    dir: str
    content_html: SafeHtml
    anchors: tuple[str, ...]  # of its blocks, in order
    toc: tuple[TocLine, ...]
    state: str
    state_label: str
    state_help: str
    can_retry: bool
    can_send: bool
    archive_href: str
    is_favorite: bool
    is_archived: bool
    special: KindView
    version: int | None
    log_href: str
    can_be_more: bool  # another part of the page may hold what is missing
    is_busy: bool
    poll_seconds: int | None
    poll_href: str
    gone_label: str  # since when the original is no more
    elsewhere_href: str
    tags: tuple[TagChip, ...] = ()
    marks: MarksView | None = None  # where there is a text to mark


@dataclass(frozen=True, slots=True)
class Preferences:
    """How this person likes to read."""

    font: str
    size: int
    width: str
    leading: str
    theme: str


def article_view(save: Save, *, now: datetime, of: Capture | None = None) -> ArticleView:
    """Return the reader's view of a save; of one version, loaded with its text, when given."""
    item = save_item(save, now=now)
    capture = of or save.capture
    told: Described = of or save
    shown = _outline(capture)
    href = url_for("reading.reader", save_id=save.id)
    return ArticleView(
        id=save.id,
        href=href,
        title=title_of(save, told),
        site=told.site or save.site,
        original_href=original_of(save),
        byline=told.byline,
        published_label=str(format_date(told.published_at, "long")) if told.published_at else "",
        published_iso=told.published_at.date().isoformat() if told.published_at else "",
        minutes=reading_minutes(told.word_count) or None,
        lang=told.lang,
        dir=told.dir,
        content_html=shown.html,
        anchors=shown.anchors,
        toc=toc_of(shown.headings),
        state=told.state.value,
        state_label=item.state_label if of is None else str(STATE_LABELS[of.state]),
        state_help=item.state_help if of is None else reason_of(of),
        can_retry=of is None and item.can_retry,
        can_send=of is None and item.can_send,
        archive_href=item.archive_href if of is None else "",
        is_favorite=save.is_favorite,
        is_archived=save.is_archived,
        special=_kind_view(save, told, capture),
        version=capture.version if capture else None,
        log_href=_log_href(save, capture),
        can_be_more=_can_be_more(told, capture),
        is_busy=save.asked_at is not None and save.state is not State.PENDING,
        poll_seconds=poll_seconds(save, now=now),
        poll_href=_poll_href(save, href),
        gone_label=str(format_date(save.link_gone_at, "long")) if save.link_gone_at else "",
        elsewhere_href=elsewhere(save) if save.link_gone_at else "",
    )


def with_marks(
    article: ArticleView,
    save: Save,
    capture: Capture | None,
    placed: Sequence[Placed],
    *,
    note: str,
    tags: Sequence[str],
) -> ArticleView:
    """Return the view with what its reader added: tags, note, highlights painted into the text."""
    article = replace(article, tags=chips(tags))
    if capture is None or capture.article is None:
        return article
    return replace(
        article,
        content_html=paint(article.content_html, marks_of(placed)),
        marks=marks_view(save, capture, placed, note=note),
    )


def _outline(capture: Capture | None) -> Outline:
    if capture is None or capture.article is None:
        return Outline(SafeHtml())
    return outline(draw_formulas(capture.article.content_html))


def _log_href(save: Save, capture: Capture | None) -> str:
    if capture is None:
        return ""
    return url_for("reading.log", save_id=save.id, version=capture.version)


def _can_be_more(told: Described, capture: Capture | None) -> bool:
    if capture is None or told.state not in (State.FULL_TEXT, State.PARTIAL):
        return False
    return not capture.is_last_part and capture.choice is not Choice.PAGE


def _poll_href(save: Save, href: str) -> str:
    """Return where a page in waiting asks; telling what it shows, it is told what is new."""
    if save.capture is None:
        return href
    own = "&own=1" if save.chosen_by_reader else ""
    return f"{href}?was={save.capture.version}{own}"


def _kind_view(save: Save, told: Described, capture: Capture | None) -> KindView:
    card = told.card
    return KindView(
        kind=told.kind.value,
        facts=facts_of(told.kind, card),
        poster=lead_image(told),
        player=player_of(card) if told.kind is Kind.VIDEO else "",
        duration=duration_of(card) if told.kind is Kind.VIDEO else "",
        file_href=_file_href(save, told, capture),
        install=card.get("install", "") if told.kind is Kind.PACKAGE else "",
        html_href=_html_href(save, told),
        pdf_href=_place(card, "pdf") if told.kind is Kind.PAPER else "",
    )


def _file_href(save: Save, told: Described, capture: Capture | None) -> str:
    wanted = _SHOWN_FILES.get(told.kind)
    has_it = capture is not None and capture.source_key and wanted is not None
    if not has_it or capture is None or not capture.source_type.startswith(wanted or ""):
        return ""
    return url_for("library.file", save_id=save.id)


def _html_href(save: Save, told: Described) -> str:
    """Return where a paper stands in full; no door leads to the room one is in."""
    if told.kind is not Kind.PAPER:
        return ""
    address = _place(told.card, "html")
    return "" if address and original_of(save).startswith(address) else address


def _place(card: Mapping[str, str], name: str) -> str:
    """Return a web address that a card names, empty when it is none."""
    address = card.get(name, "")
    return join(address, address) or "" if address else ""


def preferences_of(user: User) -> Preferences:
    """Return the person's reading preferences as words."""
    return Preferences(
        user.reader_font.value,
        user.reader_size,
        user.reader_width.value,
        user.reader_leading.value,
        user.theme.value,
    )

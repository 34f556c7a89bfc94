"""What stands in a book: its own words, and each save as a chapter."""

from __future__ import annotations

import uuid
from datetime import datetime
from html import escape

from flask_babel import format_date, get_locale, gettext, ngettext

from devket.capture import sanitise
from devket.capture.formulas import draw_formulas
from devket.library.models import Save
from devket.library.presenters import original_of, reason_of, title_of
from devket.reading.services.books import Book, Chapter, Words


def book_view(title: str, *, place: str, count: int, has_more: bool, made_at: datetime) -> Book:
    """Return the book as a whole; `place` is an address that is this book's alone."""
    note = gettext("There are more: these are the newest.") if has_more else ""
    words = Words(
        lang=str(get_locale() or "en").replace("_", "-"),
        contents=gettext("Contents"),
        cover=gettext("Cover"),
        original=gettext("Open original"),
        count=ngettext("%(num)d article", "%(num)d articles", count),
        made=str(format_date(made_at, "long")),
        note=note,
    )
    identifier = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, place)}"
    return Book(title=title, identifier=identifier, made_at=made_at, words=words)


def chapter_view(save: Save) -> Chapter:
    """Return a save, loaded with its text, as a chapter; without a text, what is known of it."""
    article = save.capture.article if save.capture else None
    known = "".join(f"<p>{escape(part)}</p>" for part in (save.excerpt, reason_of(save)) if part)
    return Chapter(
        title=title_of(save),
        site=save.site,
        address=original_of(save),
        html=draw_formulas(article.content_html) if article else sanitise(known),
        byline=save.byline,
        published=str(format_date(save.published_at, "long")) if save.published_at else "",
        lang=save.lang,
        dir=save.dir,
    )

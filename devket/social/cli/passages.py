"""Passages of the demo's own articles, for its people to quote."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from devket.capture.model import State
from devket.core.text import clip, one_line
from devket.library.models import Article, Save
from devket.social.services.attaching import Attachment

_FITTING = re.compile(r"(?<=[.다요!?]\s)[^.!?\n{}<>=|$]{60,220}[.!?](?=\s)")
_LANGUAGES = ("en", "en", "ko", "ko", "en")  # of the passages that are asked for, by number


def passage(session: Session, owner_id: int, number: int) -> Attachment:
    """Return what somebody would attach of an article of the demo: a link and a sentence."""
    lang = _LANGUAGES[number]
    rows = session.execute(
        select(Save, Article.text)
        .join(Article, Article.capture_id == Save.capture_id)
        .where(Save.owner_id == owner_id, Save.state == State.FULL_TEXT, Save.lang.startswith(lang))
        .order_by(Save.saved_at.desc(), Save.id.desc())
    ).all()
    fitting = [(save, found) for save, text in rows if (found := _FITTING.search(text))]
    at = _LANGUAGES[:number].count(lang)
    if not fitting:
        return Attachment("", "", "", "")
    save, found = fitting[at % len(fitting)]
    return Attachment(
        url=save.canonical_url or save.given_url,
        title=clip(one_line(save.title), 500),
        site=save.site,
        excerpt=clip(one_line(save.excerpt), 300),
        quote=one_line(found.group()),
    )

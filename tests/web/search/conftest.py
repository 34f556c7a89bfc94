"""Saves that can be found, for the pages of search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from devket.library.models import Article, Save, SaveNote, SaveTag, Tag
from devket.library.services.changing import changed
from tests.factories.captures import make_version
from tests.factories.library import make_save

Findable = Callable[..., Save]


@pytest.fixture
def findable(session: Session) -> Findable:
    """Make saves that are in the index: `findable(owner_id, "Title", text="…", tags=["a"])`."""

    def make(
        owner_id: int, title: str, *, text: str = "", note: str = "", tags: Any = (), **fields: Any
    ) -> Save:
        save = make_save(session, owner_id, title=title, has_note=bool(note), **fields)
        if text:
            capture = make_version(session, save)
            article = session.get(Article, capture.id)
            assert article is not None
            article.text = text
        if note:
            session.add(SaveNote(save_id=save.id, text=note))
        for name in tags:
            tag = session.query(Tag).filter_by(owner_id=owner_id, key=name.casefold()).first()
            if tag is None:
                tag = Tag(owner_id=owner_id, name=name, key=name.casefold(), save_count=0)
                session.add(tag)
                session.flush()
            tag.save_count += 1
            session.add(SaveTag(save_id=save.id, tag_id=tag.id, saved_at=save.saved_at))
        changed(session, save.id)
        session.commit()
        return save

    return make

"""An account that has something of everything, and its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from devket.accounts.models import Profile, Theme, User
from devket.accounts.services.relating import follow
from devket.capture.model import State
from devket.core.clock import Clock
from devket.db import db, transaction
from devket.library.models import CaptureImage, Save, SaveNote, Tag
from devket.library.services import delete
from devket.library.services.tagging import tag_saves
from devket.reading.models import Color, ReadingPosition
from devket.search.models import SavedSearch
from devket.social.models import PostEdit, Visibility
from devket.social.services.naming import name_all
from devket.storage import Blobs
from devket.transfer.formats import Source
from devket.transfer.presenters import FORMATS, Wanted
from devket.transfer.services.restoring import Restored, restore
from tests.factories.captures import make_version
from tests.factories.library import make_save
from tests.factories.photos import drawing, encoded
from tests.factories.reading import make_highlight
from tests.factories.social import make_comment, make_image, make_picture, make_post

TEXT = "<p>The heron stands still. Then it moves.</p><pre><code>if x:\n\tgo()</code></pre>"
PICTURE = encoded(drawing(60, 40), "WEBP")


def make_full(session: Session, owner_id: int, blobs: Blobs, clock: Clock) -> None:
    """Give somebody a page of every kind, posts, and all that stands around them."""
    _introduce(session, owner_id, blobs)
    save = _article(session, owner_id, blobs, clock)
    _others(session, owner_id, clock)
    session.add(SavedSearch(owner_id=owner_id, name="Herons", query="heron", position=3))
    _posts(session, owner_id, save, blobs, clock)
    session.commit()


def _introduce(session: Session, owner_id: int, blobs: Blobs) -> None:
    user = session.get_one(User, owner_id)
    user.theme, user.reader_size, user.language, user.is_private = Theme.SEPIA, 21, "ko", True
    profile = session.get_one(Profile, owner_id)
    profile.name, profile.bio = "Alice of the river", "Reads\nslowly."
    profile.website = "https://alice.example/"
    profile.picture_key = blobs.put(PICTURE, "image/webp")


def _article(session: Session, owner_id: int, blobs: Blobs, clock: Clock) -> Save:
    key = blobs.put(b"\x89PNG a picture", "image/png")
    save = make_save(
        session,
        owner_id,
        given_url="https://blog.example/herons?utm_source=x",
        final_url="https://blog.example/herons",
        title="Herons, “quietly” | 왜가리",
        is_favorite=True,
        is_archived=True,
        saved_at=clock() - timedelta(days=3, microseconds=17),
        lead_image_key=key,
        lead_image_width=60,
        lead_image_height=40,
        card={"stars": "5"},
        progress=40,
        read_at=clock() - timedelta(days=1),
    )
    source = blobs.put(b"<html>as it came</html>", "text/html")
    html = f'{TEXT}<p><img src="/media/images/{key}" alt="A heron"></p>'
    capture = make_version(
        session, save, 2, html=html, text="The heron stands still.", source_key=source
    )
    image = {"source": "https://blog.example/a.png", "blob_key": key, "content_type": "image/png"}
    session.add(CaptureImage(capture_id=capture.id, position=0, width=60, height=40, **image))
    make_highlight(session, save, "stands still", version=2, note="So it does", color=Color.PINK)
    make_highlight(session, save, "\tgo()", version=2)
    session.add(SaveNote(save_id=save.id, text="Read *again*\nin winter"))
    save.has_note = True
    position = ReadingPosition(save_id=save.id, capture_id=capture.id, block=1)
    position.words, position.moved_at = "if x", clock() - timedelta(hours=2)
    session.add(position)
    tag_saves(session, owner_id=owner_id, save_ids=[save.id], names=["Birds", "a/b"], clock=clock)
    session.query(Tag).filter_by(key="birds").one().is_public = True
    session.add(Tag(owner_id=owner_id, name="Unused", key="unused", save_count=0))
    session.flush()
    return save


def _others(session: Session, owner_id: int, clock: Clock) -> None:
    at = clock() - timedelta(days=2)
    make_save(session, owner_id, state=State.PENDING, title="", word_count=0, saved_at=at)
    asleep = clock() + timedelta(days=9)
    make_save(session, owner_id, saved_at=at, snoozed_until=asleep)
    gone = make_save(session, owner_id, saved_at=at, title="Gone")
    delete(session, viewer_id=owner_id, save_id=gone.id, clock=clock)


def _posts(session: Session, owner_id: int, save: Save, blobs: Blobs, clock: Clock) -> None:
    at = clock() - timedelta(hours=5)
    key = blobs.put(PICTURE, "image/webp")
    keys = {"small_key": key, "medium_key": key, "large_key": key}
    post = make_post(session, owner_id, text="Look, @bob #herons", uploaded_at=at, save_id=save.id)
    picture = make_picture(session, owner_id, width=60, height=40, placeholder="abc=", **keys)
    make_image(session, post, picture)
    session.add(PostEdit(post_id=post.id, text="Lok", location="", replaced_at=at))
    post.edited_at = at
    name_all(session, post, clock=clock)
    first = make_comment(session, post, owner_id, text="And another thing")
    make_comment(session, post, owner_id, text="To myself", parent_id=first.id)
    make_post(session, owner_id, text="Mine", uploaded_at=at, visibility=Visibility.ONLY_ME)
    make_post(session, owner_id, text="A draft", uploaded_at=None)


def let_follow(session: Session, follower_id: int, followed_id: int, clock: Clock) -> None:
    """Let one follow the other."""
    follow(session, follower_id, followed_id, clock=clock)
    session.commit()


def export(name: str, owner_id: int, blobs: Blobs, clock: Clock, **more: object) -> bytes:
    """Return an export; the app's context is at hand."""
    wanted = Wanted(owner_id=owner_id, made_at=clock(), blobs=blobs, **more)  # type: ignore[arg-type]  # any of its fields
    return b"".join(FORMATS[name].write(wanted))


def bring(data: bytes, folder: Path, owner_id: int, blobs: Blobs, clock: Clock) -> Restored:
    """Restore a zip."""
    db.session.commit()  # SQLite has one writer
    path = folder / "devket.zip"
    path.write_bytes(data)
    return restore(transaction, Source(path), owner_id, blobs=blobs, clock=clock)


def members(data: bytes) -> dict[str, bytes]:
    """Return what a zip holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a zip with other members, as somebody's hand might make it."""
    files = members(data)
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()

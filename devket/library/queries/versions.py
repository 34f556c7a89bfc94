"""The versions of a save: their text, their images, the files they name."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from devket.core.errors import NotFoundError
from devket.library.models import Article, Capture, CaptureImage, Save
from devket.library.policies import readable_by


def version_with_text(
    session: Session, viewer_id: int | None, save_id: int, version: int
) -> Capture:
    """Return one version of a save with its text; `NotFoundError` for missing and foreign alike."""
    chosen = select(Capture).join(Save, Save.id == Capture.save_id)
    chosen = chosen.where(Capture.save_id == save_id, Capture.version == version)
    chosen = chosen.where(readable_by(viewer_id)).options(joinedload(Capture.article))
    found = session.scalars(chosen).one_or_none()
    if found is None:
        raise NotFoundError
    return found


def shown_source(session: Session, save: Save) -> str | None:
    """Return the key of the page or file that the shown version was read from, if it is kept."""
    return session.scalar(select(Capture.source_key).where(Capture.id == save.capture_id))


def versions_of(session: Session, save: Save) -> list[Capture]:
    """Return the versions of a save, newest first, without their text."""
    chosen = select(Capture).where(Capture.save_id == save.id)
    return list(session.scalars(chosen.order_by(Capture.version.desc())))


def images_of(session: Session, capture: Capture) -> list[CaptureImage]:
    """Return the images of a version in the order of its text."""
    chosen = select(CaptureImage).where(CaptureImage.capture_id == capture.id)
    return list(session.scalars(chosen.order_by(CaptureImage.position)))


def kept_images(session: Session, save_id: int) -> list[CaptureImage]:
    """Return the images kept with any version of a save, the newest last."""
    chosen = select(CaptureImage).join(Capture, Capture.id == CaptureImage.capture_id)
    chosen = chosen.where(Capture.save_id == save_id, CaptureImage.blob_key.is_not(None))
    return list(session.scalars(chosen.order_by(Capture.version, CaptureImage.position)))


def text_of(session: Session, capture_id: int) -> str:
    """Return the plain text of a version, empty when it has none."""
    return session.scalar(select(Article.text).where(Article.capture_id == capture_id)) or ""


def texts_read_from(session: Session, save_id: int, source_key: str) -> list[str]:
    """Return the plain texts of all versions of a save that were read from this kept page."""
    chosen = select(Article.text).join(Capture, Capture.id == Article.capture_id)
    chosen = chosen.where(Capture.save_id == save_id, Capture.source_key == source_key)
    return list(session.scalars(chosen))


def may_see_image(session: Session, viewer_id: int | None, blob_key: str) -> bool:
    """Tell whether any save of this person shows the file, in its text or as its picture."""
    in_text = (
        select(CaptureImage.position)
        .join(Capture, Capture.id == CaptureImage.capture_id)
        .join(Save, Save.id == Capture.save_id)
        .where(CaptureImage.blob_key == blob_key, readable_by(viewer_id))
    )
    in_list = (
        select(Capture.id)
        .join(Save, Save.id == Capture.save_id)
        .where(Capture.thumb_key == blob_key, readable_by(viewer_id))
    )
    return bool(session.scalar(select(or_(exists(in_text), exists(in_list)))))


def file_keys() -> tuple[InstrumentedAttribute[str | None], ...]:
    """Return every column here that names a file of the store: what none of them names is waste."""
    pictures = (Save.lead_image_key, Save.thumb_key, Capture.lead_image_key, Capture.thumb_key)
    return (*pictures, CaptureImage.blob_key, Save.handed_key, Capture.source_key)

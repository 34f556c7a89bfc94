"""The images of a page on their way into the store, and which of them is shown in lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from devket.capture import Captured, KeptImage, image_sources
from devket.capture.images import AtHandFirst, ImageError, keep_images
from devket.capture.model import Extracted, Fetch
from devket.library import queries
from devket.library.models import ADDRESS_LENGTH, CaptureImage
from devket.web.parts import Parts


def known_images(session: Session, save_id: int) -> dict[str, CaptureImage]:
    """Return copies of the images kept with any version of a save, by their source.

    Copies, because they are used when the session is over, and its rows with it.
    """
    kept = queries.kept_images(session, save_id)
    return {image.source: _copy(image.position, image) for image in kept}


def images_of_page(
    at_hand: Parts, fetch: Fetch, captured: Captured, known: Mapping[str, CaptureImage]
) -> list[tuple[str, CaptureImage]]:
    """Return a row for each image of a page, in its order; what is known is not asked for again."""
    page = captured.page
    if page is None:
        return []
    sources = list(dict.fromkeys(image_sources(page.content_html)))
    if page.lead_image and page.lead_image not in sources:
        sources.insert(0, page.lead_image)
    kept = keep_images(
        [source for source in sources if source not in known],
        fetch=AtHandFirst(captured, fetch),
        limits=at_hand.limits,
        referer=captured.final_url,
        inspect=at_hand.sandbox.inspect_image,
    )
    brought = {image.source: image for image in kept}
    return [
        (
            source,
            _copy(number, known[source])
            if source in known
            else _image_row(at_hand, number, brought[source]),
        )
        for number, source in enumerate(sources)
    ]


def _copy(position: int, image: CaptureImage) -> CaptureImage:
    return CaptureImage(
        position=position,
        source=image.source,
        blob_key=image.blob_key,
        content_type=image.content_type,
        width=image.width,
        height=image.height,
    )


def _image_row(at_hand: Parts, position: int, image: KeptImage) -> CaptureImage:
    """Keep the file before its row: a row must never point at nothing."""
    is_kept = image.data is not None and image.content_type is not None
    key = at_hand.blobs.put(image.data, image.content_type) if is_kept else None  # type: ignore[arg-type]  # checked by is_kept
    return CaptureImage(
        position=position,
        source=image.source[:ADDRESS_LENGTH],  # a data: address can be megabytes
        blob_key=key,
        content_type=image.content_type,
        width=image.width,
        height=image.height,
        failure=image.failure,
    )


def places(
    images: Sequence[tuple[str, CaptureImage]],
) -> dict[str, tuple[str, int, int] | None]:
    """Return where each source is shown from, with its size; None for what could not be kept."""
    return {
        source: (f"/media/images/{row.blob_key}", row.width or 0, row.height or 0)
        if row.blob_key
        else None
        for source, row in images
    }


# Smaller pictures are icons and trackers, not what a card should show.
LEAST_LEAD_WIDTH, LEAST_LEAD_HEIGHT = 200, 100  # pixels


def lead_of(page: Extracted, images: Sequence[tuple[str, CaptureImage]]) -> CaptureImage | None:
    """Return the page's own picture when it was kept, else the first large one of the text."""
    large = [
        (source, row)
        for source, row in images
        if row.blob_key
        and (row.width or 0) >= LEAST_LEAD_WIDTH
        and (row.height or 0) >= LEAST_LEAD_HEIGHT
    ]
    named = (row for source, row in large if source == page.lead_image)
    return next(named, large[0][1] if large else None)


def thumb_of(at_hand: Parts, lead: CaptureImage | None) -> CaptureImage | None:
    """Return a small copy of the picture for lists, kept; None when there is no use in one."""
    if lead is None or lead.blob_key is None:
        return None
    try:
        data = b"".join(at_hand.blobs.open(lead.blob_key))
        small = at_hand.sandbox.thumbnail(data, lead.content_type, at_hand.limits)
    except (KeyError, ImageError):
        return None  # then lists show the picture itself
    key = at_hand.blobs.put(small.data, "image/webp")
    return CaptureImage(blob_key=key, width=small.width, height=small.height)

"""Where one is in an article: what the page is given, and what a tab is told."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from devket.capture.outline import BLOCKS, block_with
from devket.library.models import DONE, Save
from devket.reading.models import ReadingPosition
from devket.reading.presenters.article import ArticleView

SELECTOR = ",".join(BLOCKS)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The kept place, in the version that is shown; `percent` is 0 where there is none to offer."""

    href: str
    progress_href: str
    version: int
    selector: str  # of the blocks, as they are counted
    block: int
    anchor: str
    words: str
    percent: int
    is_done: bool
    is_begun: bool
    device: str
    known: str


def place_view(
    save: Save, position: ReadingPosition | None, article: ArticleView
) -> PlaceView | None:
    """Return where somebody stopped, or None while there is nothing to read."""
    if not article.anchors or article.version is None:
        return None
    is_begun = 0 < save.progress < DONE
    offered = position if is_begun and position is not None else None
    block = _block(save, offered, article) if offered else 0
    return PlaceView(
        href=url_for("reading.position", save_id=save.id),
        progress_href=url_for("reading.progress", save_id=save.id),
        version=article.version,
        selector=SELECTOR,
        block=block,
        anchor=article.anchors[block],
        words=offered.words if offered else "",
        percent=save.progress if offered else 0,
        is_done=save.progress == DONE,
        is_begun=save.progress > 0,
        device=position.device if position else "",
        known=position.mark if position else "",
    )


def _block(save: Save, position: ReadingPosition, article: ArticleView) -> int:
    """Return the number of the block in the version that is shown."""
    last = len(article.anchors) - 1
    if position.capture_id is not None and position.capture_id == save.capture_id:
        return min(position.block, last)
    share = save.progress / DONE
    found = block_with(article.content_html, position.words, near=share)
    return min(round(share * last) if found is None else found, last)


def told_place(save: Save, position: ReadingPosition) -> dict[str, str | int]:
    """Return a place as a tab is told of it."""
    return {
        "block": position.block,
        "words": position.words,
        "percent": save.progress,
        "device": position.device,
        "known": position.mark,
    }

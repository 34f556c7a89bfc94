"""What templates are given of saves: every decision, label and address made beforehand."""

from devket.library.presenters.items import (
    ImageView,
    NavCounts,
    SaveItem,
    ShelfView,
    items_of,
    lead_image,
    next_href,
    original_of,
    save_item,
    shelf_view,
    since,
    title_of,
)
from devket.library.presenters.states import REASONS, STATE_LABELS, state_help

__all__ = [
    "REASONS",
    "STATE_LABELS",
    "ImageView",
    "NavCounts",
    "SaveItem",
    "ShelfView",
    "items_of",
    "lead_image",
    "next_href",
    "original_of",
    "save_item",
    "shelf_view",
    "since",
    "state_help",
    "title_of",
]

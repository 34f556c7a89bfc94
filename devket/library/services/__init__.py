"""Verbs that change saves. They flush and never commit: transactions belong to the frame."""

from devket.library.services.capturing import (
    Claim,
    claim,
    finish_images,
    forget_turns,
    record,
    release,
)
from devket.library.services.saving import Added, add_save
from devket.library.services.shelving import (
    delete,
    purge,
    restore,
    retry,
    set_archived,
    set_favorite,
)

__all__ = [
    "Added",
    "Claim",
    "add_save",
    "claim",
    "delete",
    "finish_images",
    "forget_turns",
    "purge",
    "record",
    "release",
    "restore",
    "retry",
    "set_archived",
    "set_favorite",
]

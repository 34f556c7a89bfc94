"""Verbs that change saves. They flush and never commit: transactions belong to the frame."""

from devket.library.services.bulk import MOST, Done, act_on, take_back
from devket.library.services.capturing import (
    Claim,
    KeptPage,
    Origin,
    claim,
    finish_images,
    forget_turns,
    record,
    release,
)
from devket.library.services.following import follow
from devket.library.services.lining_up import next_unasked
from devket.library.services.noting import write_note
from devket.library.services.rereading import ask_to_reread, reread_in_place, settle_last_part
from devket.library.services.saving import Added, add_page, add_save
from devket.library.services.shelving import (
    delete,
    purge,
    restore,
    retry,
    retry_overseen,
    retry_reason,
    set_archived,
    set_favorite,
)
from devket.library.services.sources import keep_page, keep_source, kept_source
from devket.library.services.versions import ask_for_more, choose_again, show_version

__all__ = [
    "MOST",
    "Added",
    "Claim",
    "Done",
    "KeptPage",
    "Origin",
    "act_on",
    "add_page",
    "add_save",
    "ask_for_more",
    "ask_to_reread",
    "choose_again",
    "claim",
    "delete",
    "finish_images",
    "follow",
    "forget_turns",
    "keep_page",
    "keep_source",
    "kept_source",
    "next_unasked",
    "purge",
    "record",
    "release",
    "reread_in_place",
    "restore",
    "retry",
    "retry_overseen",
    "retry_reason",
    "set_archived",
    "set_favorite",
    "settle_last_part",
    "show_version",
    "take_back",
    "write_note",
]

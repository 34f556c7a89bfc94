"""Verbs on tags: putting them on saves and taking them off; renaming, merging, deleting; undo."""

from devket.library.services.tagging.links import (
    MOST_A_SAVE,
    Tagged,
    set_tags,
    tag_saves,
    untag_saves,
)
from devket.library.services.tagging.making import MOST_TAGS, lock_tags
from devket.library.services.tagging.renaming import (
    Moved,
    Plan,
    move_tag,
    plan_move,
)
from devket.library.services.tagging.taking_back import take_back
from devket.library.services.tagging.taking_out import delete_tag, delete_unused, drop_unused

MOST_AT_ONCE = 500  # saves of one request

__all__ = [
    "MOST_AT_ONCE",
    "MOST_A_SAVE",
    "MOST_TAGS",
    "Moved",
    "Plan",
    "Tagged",
    "delete_tag",
    "delete_unused",
    "drop_unused",
    "lock_tags",
    "move_tag",
    "plan_move",
    "set_tags",
    "tag_saves",
    "take_back",
    "untag_saves",
]

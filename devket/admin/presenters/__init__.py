"""What templates of the admin area are given: every label and address made beforehand."""

from devket.admin.presenters.reports import OUTCOMES, frozen_copy, report_item, report_items
from devket.admin.presenters.rows import event_item, person_items, save_row, version_row
from devket.admin.presenters.shares import kind_shares, owner_shares, reason_shares, state_shares
from devket.admin.presenters.words import (
    GROUPS,
    ORDERS,
    counted,
    exact,
    moment,
    owed_word,
    reason_choices,
    size_of,
    state_choices,
    told_of,
)

__all__ = [
    "GROUPS",
    "ORDERS",
    "OUTCOMES",
    "counted",
    "event_item",
    "exact",
    "frozen_copy",
    "kind_shares",
    "moment",
    "owed_word",
    "owner_shares",
    "person_items",
    "reason_choices",
    "reason_shares",
    "report_item",
    "report_items",
    "save_row",
    "size_of",
    "state_choices",
    "state_shares",
    "told_of",
    "version_row",
]

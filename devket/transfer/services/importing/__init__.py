"""Imports: a file is received, counted, written in batches, and can be taken back."""

from devket.transfer.services.importing.claiming import Held, claim, fail, renew
from devket.transfer.services.importing.entering import Item, Spread, prepare
from devket.transfer.services.importing.options import Options
from devket.transfer.services.importing.reasons import Reason, reasons_of
from devket.transfer.services.importing.receiving import (
    KEPT_UNSTARTED,
    begin,
    discard,
    forget_stale,
    start,
    start_undoing,
)
from devket.transfer.services.importing.restored import BECAME, write_restored
from devket.transfer.services.importing.retrying import retry_captures, retry_refused
from devket.transfer.services.importing.tallying import (
    CONTENTS,
    MOST_FOLDERS,
    Tally,
    finish_reading,
)
from devket.transfer.services.importing.undoing import AT_ONCE, LEFT, undo_batch
from devket.transfer.services.importing.writing import finish_writing, write_batch

__all__ = [
    "AT_ONCE",
    "BECAME",
    "CONTENTS",
    "KEPT_UNSTARTED",
    "LEFT",
    "MOST_FOLDERS",
    "Held",
    "Item",
    "Options",
    "Reason",
    "Spread",
    "Tally",
    "begin",
    "claim",
    "discard",
    "fail",
    "finish_reading",
    "finish_writing",
    "forget_stale",
    "prepare",
    "reasons_of",
    "renew",
    "retry_captures",
    "retry_refused",
    "start",
    "start_undoing",
    "undo_batch",
    "write_batch",
    "write_restored",
]

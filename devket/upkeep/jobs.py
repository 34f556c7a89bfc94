"""What the worker does for upkeep: once a day it sweeps the files that no row names."""

from __future__ import annotations

import logging

from devket.db import db
from devket.jobs import daily
from devket.upkeep.sweeping import sweep
from devket.web.parts import parts

log = logging.getLogger(__name__)


@daily
def sweep_media() -> None:
    """Forget old files that no row names. Two at once do no harm: what is gone is gone."""
    swept = sweep(db.engine, parts().blobs, clock=parts().clock)
    if swept.files:
        log.info("swept %s files of %.1f MB that no row names", swept.files, swept.bytes / 1e6)

"""Process 1 of the image: prepares, then supervises nginx, gunicorn and the worker."""

from __future__ import annotations

import gc
import os
import sys

from deploy.image.prepare import prepare
from deploy.image.programs import keep_place
from deploy.image.supervise import supervise

GAVE_UP = 70


def main() -> int:
    """Serve until told to end; return the status to exit with."""
    keep_place()
    ready = prepare()
    for name in ("web", "worker"):
        # supervisord.conf reads these.
        os.environ[f"DEVKET_RUNS_{name.upper()}"] = str(name in ready.programs).lower()
    # What is there now is never freed, so that the programs forked from here share its memory.
    gc.collect()
    gc.freeze()
    return GAVE_UP if supervise(ready.app) else 0


if __name__ == "__main__":
    sys.exit(main())

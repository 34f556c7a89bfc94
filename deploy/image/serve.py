"""Process 1 of the image: supervisord, with an exit code that tells whether all ended well."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from supervisor import supervisord

RUN = Path("/tmp/devket")
GAVE_UP = 70  # EX_SOFTWARE


def main() -> int:
    """Run the wanted programs until told to end; return the status to exit with."""
    gave_up = RUN / "gave-up"
    gave_up.unlink(missing_ok=True)
    programs = (RUN / "programs").read_text(encoding="utf-8").split(",")
    for name in ("web", "worker"):
        os.environ[f"DEVKET_RUNS_{name.upper()}"] = "true" if name in programs else "false"
    try:
        supervisord.main(["--configuration", "/app/supervisord.conf"])
    except SystemExit as ended:
        if ended.code:
            raise
    if gave_up.exists():
        name = gave_up.read_text(encoding="utf-8")
        print(f"{name} does not stay up, so all ends: the lines above tell why.", file=sys.stderr)
        return GAVE_UP
    return 0


if __name__ == "__main__":
    sys.exit(main())

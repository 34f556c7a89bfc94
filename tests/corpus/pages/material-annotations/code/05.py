import signal
import sys
from types import FrameType


def leave(number: int, frame: FrameType | None) -> None:
    print("bye", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, leave)

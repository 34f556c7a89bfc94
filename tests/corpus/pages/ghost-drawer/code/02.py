from contextlib import ExitStack
from threading import Lock


def hold(*locks: Lock) -> ExitStack:
    """Take every lock, always in the same order."""
    stack = ExitStack()
    for lock in sorted(locks, key=id):
        stack.enter_context(lock)
    return stack

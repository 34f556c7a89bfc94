"""Which request is being worked for: its id goes into every line of the log, here and in jobs."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{7,63}")
_AT_WORK: ContextVar[str] = ContextVar("request_id", default="")


def new_request_id() -> str:
    """Return a new id: 128 random bits in hex, the form that nginx gives them."""
    return secrets.token_hex(16)


def is_request_id(text: str) -> bool:
    """Tell whether text from outside may stand in logs and headers as an id."""
    return _ID.fullmatch(text) is not None


def request_id() -> str:
    """Return the id of the request that is worked for, empty outside of any."""
    return _AT_WORK.get()


def work_for(request_id: str) -> None:
    """Work for this request from here on, in this thread, until told otherwise."""
    _AT_WORK.set(request_id)


@contextmanager
def working_for(request_id: str) -> Iterator[None]:
    """Work for this request within the block."""
    token = _AT_WORK.set(request_id)
    try:
        yield
    finally:
        _AT_WORK.reset(token)

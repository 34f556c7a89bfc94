"""How PostgreSQL is reached: TLS, passwords that are made for the moment, patience.

One set of libpq's parameters serves the engine and the queue's own connections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from sqlalchemy import Connection, make_url, text

# Host, port and user in, a password for one connection out; OSError in one line where none is had.
PasswordMaker = Callable[[str, int, str], str]

CONNECT_SECONDS = 10
# A transaction that waits for its own program holds locks and keeps rows from being cleared away.
IDLE_IN_TRANSACTION_SECONDS = 300
_MAY_BE_PLAIN = ("disable", "allow", "prefer")
# A peer that is gone without a word is noticed within a minute, not after the kernel's two hours.
_KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the address of the database does not say; seconds, 0 for no limit."""

    sslmode: str = ""
    sslrootcert: Path | None = None
    statement_timeout: int = 60
    make_password: PasswordMaker | None = None


def parameters(url: str, access: Access) -> dict[str, Any]:
    """Return libpq's parameters for a connection, without the password that is made for it.

    What `access` names goes before what the address carries; `options` are joined.
    """
    address = make_url(url)
    carried = {key: str(value) for key, value in address.query.items()}
    names = {"host": address.host, "port": address.port, "dbname": address.database}
    named = {**names, "user": address.username, "password": address.password}
    found: dict[str, Any] = {
        **_KEEPALIVE,
        "connect_timeout": CONNECT_SECONDS,
        "application_name": "devket",
        **{key: value for key, value in named.items() if value is not None},
        **carried,
    }
    if access.sslmode:
        found["sslmode"] = access.sslmode
    if access.sslrootcert:
        found["sslrootcert"] = str(access.sslrootcert)
    if access.make_password:
        # The token is as good as a password: it is shown to nobody but the server it is meant for.
        if found.get("sslmode", "prefer") in _MAY_BE_PLAIN:
            found["sslmode"] = "verify-full"
        found.pop("password", None)
    options = " ".join(part for part in (_limits(access), carried.get("options", "")) if part)
    return {**found, "options": options} if options else found


def with_password(found: dict[str, Any], access: Access) -> dict[str, Any]:
    """Return the parameters with a password of this moment, where passwords are made."""
    if access.make_password is None:
        return found
    host, port, user = str(found["host"]), int(found.get("port") or 5432), str(found["user"])
    return {**found, "password": access.make_password(host, port, user)}


def opener(url: str, access: Access) -> Callable[[], Any]:
    """Return what opens further connections as the engine's own are opened: for the queue."""
    found = parameters(url, access)
    return lambda: psycopg2.connect(**with_password(found, access))


def lift_time_limits(connection: Connection) -> None:
    """Let what follows in this transaction take as long as it takes: migrations and backups."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))


def _limits(access: Access) -> str:
    """Return the server's settings of one session; none where no limit is wanted.

    Poolers between us and the server refuse `options`: without a limit they are not sent.
    """
    if not access.statement_timeout:
        return ""
    limits = {
        "statement_timeout": access.statement_timeout,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_SECONDS,
    }
    return " ".join(f"-c {name}={seconds * 1000}" for name, seconds in limits.items())

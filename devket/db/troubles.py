"""Why a database cannot be used, in one plain line with the setting and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError


@dataclass(frozen=True, slots=True)
class Trouble:
    """One line for the operator; `is_lasting` when no waiting mends it."""

    line: str
    is_lasting: bool


# Which words of libpq, PostgreSQL and SQLite tell it, whether it lasts, and what to do.
# {host} {user} {name} are those of the address; {told} is the driver's own first line.
_KNOWN: tuple[tuple[str, bool, str], ...] = (
    (r"^DB_IAM_AUTH: ", True, "{told}"),
    (
        r"starting up|shutting down|in recovery mode|not yet accepting|not accept connections",
        False,
        "the database at {host} is starting or stopping; wait a moment",
    ),
    (
        r"too many (clients|connections)|remaining connection slots",
        False,
        "the database at {host} has no connection left; raise its max_connections or lower"
        " DEVKET_WEB_WORKERS, DEVKET_WEB_THREADS or DEVKET_WORKER_THREADS",
    ),
    (
        r"PAM authentication failed",
        True,
        "DB_IAM_AUTH: {host} refuses the token of {user}; the database user needs"
        " GRANT rds_iam, and the AWS role rds-db:connect for it",
    ),
    (
        r"password authentication failed|no password supplied|role \".*\" does not exist",
        True,
        "DB_USER, DB_PASSWORD (or DATABASE_URL): {host} refuses user {user} or the password",
    ),
    (
        r"database \".*\" does not exist",
        True,
        "DB_NAME (or DATABASE_URL): there is no database {name} at {host}; create it with"
        " createdb {name}",
    ),
    (
        r"does not match host name",
        True,
        "DB_HOST (or DATABASE_URL): the certificate of the server is for another name than"
        " {host}; connect by the name that it was made for",
    ),
    (
        r"root certificate file .* does not exist|could not read root certificate",
        True,
        "DB_SSLROOTCERT: name the file of the certificates that are to be trusted; {told}",
    ),
    (
        r"certificate verify failed|self-signed certificate",
        True,
        "DB_SSLROOTCERT: none of its certificates has signed that of {host}; take the file of"
        " the server's own authority",
    ),
    (
        r"does not support SSL",
        True,
        "DB_SSLMODE: {host} speaks no TLS; switch TLS on there, or set DB_SSLMODE=disable on a"
        " network that is yours alone",
    ),
    (
        r"no pg_hba\.conf entry .*no encryption",
        True,
        "DB_SSLMODE: {host} takes no connection without TLS; set DB_SSLMODE=verify-full and"
        " DB_SSLROOTCERT",
    ),
    (
        r"no pg_hba\.conf entry|pg_hba\.conf rejects",
        True,
        "DB_HOST (or DATABASE_URL): the rules of {host} (pg_hba.conf) let user {user} not into"
        " {name} from here",
    ),
    (
        r"unsupported startup parameter|command-line options",
        True,
        "DB_STATEMENT_TIMEOUT: the pooler at {host} takes no settings of a session; set"
        " DB_STATEMENT_TIMEOUT=0 and give the limits to the role itself",
    ),
    (
        r"could not translate host name",
        False,
        "DB_HOST (or DATABASE_URL): no address is known for {host}",
    ),
    (
        r"refused|timeout expired|timed out|unreachable|No such file|closed the connection",
        False,
        "DB_HOST, DB_PORT (or DATABASE_URL): no PostgreSQL answers at {host}; is it running,"
        " and may this machine reach it?",
    ),
    (
        r"disk is full|No space left",
        False,
        "DEVKET_DATA: the disk of the database is full; make room",
    ),
    (
        r"unable to open database file|readonly database|read-only",
        True,
        "DEVKET_DATA (or DATABASE_URL): {name} cannot be written by this user",
    ),
    (r"not a database|malformed", True, "DATABASE_URL: {name} is no whole SQLite database"),
    (r"database is locked", False, "another program holds the lock on {name}"),
)


def trouble(error: Exception, url: str) -> Trouble:
    """Return what an error of the database means; `url` is its address, of which no secret is told.

    What is not known is told in the driver's words, and may pass.
    """
    told = _first_line(error)
    address = make_url(url)
    host = f"{address.host or 'the local socket'}:{address.port or 5432}"
    for pattern, is_lasting, line in _KNOWN:
        if re.search(pattern, _whole(error), re.IGNORECASE):
            filled = line.format(host=host, user=address.username, name=address.database, told=told)
            return Trouble(filled, is_lasting)
    return Trouble(f"DATABASE_URL: {told}", False)


def _whole(error: Exception) -> str:
    return str(error.orig if isinstance(error, DBAPIError) else error)


def _first_line(error: Exception) -> str:
    lines = _whole(error).strip().splitlines()
    return lines[0].strip() if lines else type(error).__name__

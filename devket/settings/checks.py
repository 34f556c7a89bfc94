"""Whether what was set can be used: each mistake under the name of its setting."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

# Named, for without its driver SQLAlchemy takes the scheme for psycopg 3.
POSTGRES = "postgresql+psycopg2"


def check_networks(networks: Mapping[str, Iterable[str]], mistakes: dict[str, object]) -> None:
    """Note an entry that is no address and no network."""
    for name, entries in networks.items():
        for entry in entries:
            try:
                ip_network(entry, strict=False)
            except ValueError as error:
                mistakes[name] = str(error)


def check_folders(data: Path, rules: str | None, mistakes: dict[str, object]) -> None:
    """Note a folder that is missing or cannot be written."""
    if rules and not Path(rules).is_dir():
        mistakes["DEVKET_SITE_RULES"] = f"{rules} is no folder"
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        mistakes["DEVKET_DATA"] = f"{data} cannot be made: {error.strerror}"
    else:
        if not os.access(data, os.W_OK | os.X_OK):
            mistakes["DEVKET_DATA"] = f"{data} cannot be written"


def host_ports(
    name: str, entries: Iterable[str], mistakes: dict[str, object]
) -> frozenset[tuple[str, int]]:
    """Return the pairs, noting an entry that is none."""
    pairs = set()
    for entry in entries:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            mistakes[name] = f"{entry!r} is not host:port"
        else:
            pairs.add((host.strip("[]").lower(), int(port)))
    return frozenset(pairs)


def check_addresses(values: dict[str, object], mistakes: dict[str, object]) -> None:
    """Note addresses of the wrong kind."""
    expected = {
        "DATABASE_URL": ("database_url", ("sqlite", "postgresql", POSTGRES)),
        "DEVKET_BASE_URL": ("base_url", ("http", "https")),
        "DEVKET_MAIL_URL": ("mail_url", ("", "smtp", "smtps")),
    }
    for name, (field, schemes) in expected.items():
        if name not in mistakes and _split(str(values[field] or "")).scheme not in schemes:
            told = [f"{scheme}://" for scheme in schemes if scheme and "+" not in scheme]
            mistakes[name] = "must begin with " + " or ".join(told)
    base = _split(str(values["base_url"]))
    if "DEVKET_BASE_URL" not in mistakes and (not base.hostname or base.path or base.query):
        mistakes["DEVKET_BASE_URL"] = "must be scheme, host and port alone: https://read.example"
    _check_queue(values, mistakes)
    for name, field in (
        ("DEVKET_S3_ENDPOINT_URL", "s3_endpoint_url"),
        ("DEVKET_S3_PUBLIC_URL", "s3_public_url"),
    ):
        found = _split(str(values[field]))
        if values[field] and (found.scheme not in ("http", "https") or not found.hostname):
            mistakes[name] = "must begin with http:// or https:// and name a host"


def _check_queue(values: dict[str, object], mistakes: dict[str, object]) -> None:
    queue = str(values["queue_url"])
    if queue not in ("sqlite", "postgres") and _split(queue).scheme not in ("redis", "rediss"):
        mistakes["DEVKET_QUEUE_URL"] = "must be sqlite, postgres or redis://…"
    elif queue == "postgres" and str(values["database_url"]).startswith("sqlite"):
        mistakes["DEVKET_QUEUE_URL"] = "postgres needs DATABASE_URL to be a PostgreSQL database"


def check_parts(values: dict[str, object], mistakes: dict[str, object]) -> None:
    """Note settings that ask for another one which is not there."""
    for name, field in (("DEVKET_STATIC", "static"), ("DEVKET_MEDIA", "media")):
        if values[field] == "s3" and not values["s3_bucket"]:
            mistakes["DEVKET_S3_BUCKET"] = f"is needed for {name}=s3"
    if bool(values["aws_access_key_id"]) != bool(values["aws_secret_access_key"]):
        mistakes["AWS_SECRET_ACCESS_KEY"] = "and AWS_ACCESS_KEY_ID must be set both or neither"
    is_sqlite = str(values["database_url"]).startswith("sqlite")
    if is_sqlite and (values["db_sslmode"] or values["db_iam_auth"]):
        name = "DB_SSLMODE" if values["db_sslmode"] else "DB_IAM_AUTH"
        mistakes[name] = "needs a PostgreSQL database: DATABASE_URL or DB_HOST"
    certificates = values["db_sslrootcert"]
    if isinstance(certificates, Path) and not certificates.is_file():
        mistakes["DB_SSLROOTCERT"] = f"{certificates} is no file"
    elif values["db_sslmode"] in ("verify-ca", "verify-full") and certificates is None:
        mistakes["DB_SSLROOTCERT"] = f"is needed for DB_SSLMODE={values['db_sslmode']}"


def _split(address: str) -> SplitResult:
    """Return the parts of an address, all empty when it cannot be read."""
    try:
        found = urlsplit(address)
        _ = found.port  # read only now
    except ValueError:
        return urlsplit("unreadable:")
    return found

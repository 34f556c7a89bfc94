"""Settings: frozen, from the environment, all mistakes told at once.

Each name may also be given as `NAME_FILE` or as a key of the JSON file named by `DEVKET_SECRETS`.
Only the composition root reads this module; every other room is handed values.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit

from environs import EnvValidationError, FileAwareEnv
from marshmallow.validate import OneOf, Range

SIGNUP_MODES = ("open", "invite", "closed")
# Named, for without its driver SQLAlchemy takes the scheme for psycopg 3.
POSTGRES = "postgresql+psycopg2"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingsError(Exception):
    """One or more settings are wrong; the text names each and says what is expected."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that an operator can set. Field order is the order of docs/configuration.md."""

    data: Path
    database_url: str
    secret_key: str
    base_url: str = "http://127.0.0.1:8000"
    queue_url: str = "sqlite"
    mail_url: str = ""
    mail_from: str = "Devket <devket@localhost>"
    signup: str = "open"
    trusted_proxies: tuple[str, ...] = ()
    fetch_allow: frozenset[tuple[str, int]] = frozenset()
    site_rules: Path | None = None
    web_workers: int = 2
    web_threads: int = 8
    worker_threads: int = 4
    capture_lease: int = 240
    host_pause: float = 1.0
    log_level: str = "INFO"
    password_cost: int = 3

    @property
    def is_on_tls(self) -> bool:
        """Tell whether people reach Devket by https, so that cookies can be marked secure."""
        return self.base_url.startswith("https:")


def load() -> Settings:
    """Read the environment. Raises `SettingsError` naming every setting that is wrong."""
    _take_secrets(os.environ.get("DEVKET_SECRETS"))
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    try:
        return _read(env)
    except ValueError as error:  # a `_FILE` that is not there
        raise SettingsError(str(error)) from error


def _read(env: FileAwareEnv) -> Settings:
    data = Path(env.str("DEVKET_DATA", "var") or "var").resolve()
    proxies = _entries(env, "DEVKET_TRUSTED_PROXIES")
    rules = env.str("DEVKET_SITE_RULES", "")
    values: dict[str, object] = {
        "database_url": _database_url(env, data),
        "base_url": (env.str("DEVKET_BASE_URL", Settings.base_url) or "").rstrip("/").lower(),
        "queue_url": env.str("DEVKET_QUEUE_URL", Settings.queue_url),
        "mail_url": env.str("DEVKET_MAIL_URL", ""),
        "mail_from": env.str("DEVKET_MAIL_FROM", Settings.mail_from),
        "signup": env.str("DEVKET_SIGNUP", "open", validate=OneOf(SIGNUP_MODES)),
        "trusted_proxies": proxies,
        "site_rules": Path(rules).resolve() if rules else None,
        "web_workers": env.int("DEVKET_WEB_WORKERS", 2, validate=Range(1, 64)),
        "web_threads": env.int("DEVKET_WEB_THREADS", 8, validate=Range(1, 128)),
        "worker_threads": env.int("DEVKET_WORKER_THREADS", 4, validate=Range(1, 64)),
        "capture_lease": env.int("DEVKET_CAPTURE_LEASE", 240, validate=Range(1, 3600)),
        "host_pause": env.float("DEVKET_HOST_PAUSE", 1.0, validate=Range(0, 60)),
        "log_level": env.str("DEVKET_LOG_LEVEL", "INFO", validate=OneOf(LOG_LEVELS)),
    }
    allow = _entries(env, "DEVKET_FETCH_ALLOW")
    secret_key = env.str("DEVKET_SECRET_KEY", "") or ""
    mistakes: dict[str, object] = {}
    try:
        env.seal()
    except EnvValidationError as error:
        told = error.error_messages
        mistakes.update(told if isinstance(told, Mapping) else {"settings": told})
    fetch_allow = _host_ports(allow, mistakes)
    _check_addresses(values, mistakes)
    _check_networks(proxies, mistakes)
    _check_folders(data, rules, mistakes)
    if mistakes:
        raise SettingsError(_tell(mistakes))
    return Settings(
        data=data,
        secret_key=secret_key or _kept_secret_key(data),
        fetch_allow=fetch_allow,
        **values,  # type: ignore[arg-type]  # environs types are unions with None before seal()
    )


def _take_secrets(name: str | None) -> None:
    """Let the keys of a JSON file stand in the environment, under what is set there already."""
    if not name:
        return
    try:
        found = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"DEVKET_SECRETS: {name} cannot be read as JSON: {error}") from error
    if not isinstance(found, dict):
        raise SettingsError(f"DEVKET_SECRETS: {name} must hold one JSON object of names and values")
    for key, value in found.items():
        os.environ.setdefault(str(key), str(value))


def _database_url(env: FileAwareEnv, data: Path) -> str:
    url = env.str("DATABASE_URL", "") or ""
    scheme, mark, place = url.partition("://")
    if scheme in ("postgres", "postgresql"):  # the forms that platforms and people write
        url = POSTGRES + mark + place
    host = env.str("DB_HOST", "") or ""
    if url or not host:
        return url or f"sqlite:///{data / 'devket.db'}"
    user, password = env.str("DB_USER", "devket") or "", env.str("DB_PASSWORD", "") or ""
    credentials = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    place = f"{host}:{env.int('DB_PORT', 5432)}/{env.str('DB_NAME', 'devket')}"
    return f"{POSTGRES}://{credentials}@{place}"


def _entries(env: FileAwareEnv, name: str) -> tuple[str, ...]:
    words: list[str] = env.list(name, []) or []
    return tuple(word.strip() for word in words if word.strip())


def _check_networks(entries: Iterable[str], mistakes: dict[str, object]) -> None:
    for entry in entries:
        try:
            ip_network(entry, strict=False)
        except ValueError as error:
            mistakes["DEVKET_TRUSTED_PROXIES"] = str(error)


def _check_folders(data: Path, rules: str | None, mistakes: dict[str, object]) -> None:
    if rules and not Path(rules).is_dir():
        mistakes["DEVKET_SITE_RULES"] = f"{rules} is no folder"
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        mistakes["DEVKET_DATA"] = f"{data} cannot be made: {error.strerror}"
    else:
        if not os.access(data, os.W_OK | os.X_OK):
            mistakes["DEVKET_DATA"] = f"{data} cannot be written"


def _host_ports(entries: Iterable[str], mistakes: dict[str, object]) -> frozenset[tuple[str, int]]:
    pairs = set()
    for entry in entries:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            mistakes["DEVKET_FETCH_ALLOW"] = f"{entry!r} is not host:port"
        else:
            pairs.add((host.strip("[]").lower(), int(port)))
    return frozenset(pairs)


def _check_addresses(values: dict[str, object], mistakes: dict[str, object]) -> None:
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
    queue = str(values["queue_url"])
    if queue not in ("sqlite", "postgres") and _split(queue).scheme not in ("redis", "rediss"):
        mistakes["DEVKET_QUEUE_URL"] = "must be sqlite, postgres or redis://…"
    elif queue == "postgres" and str(values["database_url"]).startswith("sqlite"):
        mistakes["DEVKET_QUEUE_URL"] = "postgres needs DATABASE_URL to be a PostgreSQL database"


def _split(address: str) -> SplitResult:
    """Return the parts of an address, all empty when it cannot be read."""
    try:
        found = urlsplit(address)
        _ = found.port  # read only now
    except ValueError:
        return urlsplit("unreadable:")
    return found


def _tell(mistakes: dict[str, object]) -> str:
    lines = []
    for name, told in sorted(mistakes.items()):
        text = " ".join(map(str, told)) if isinstance(told, list) else str(told)
        lines.append(f"  {name}: {text}")
    return "These settings need mending:\n" + "\n".join(lines)


def _kept_secret_key(data: Path) -> str:
    """Return the key kept under the data folder, made at the first start."""
    path = data / "secret.key"
    try:
        if not path.exists():
            # Written aside and linked: of two processes starting at once both read one whole key.
            # Two containers on one volume may have the same process id.
            draft = data / f"secret.key.{secrets.token_hex(8)}"
            draft.touch(mode=0o600, exist_ok=False)
            draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(draft)
            draft.unlink()
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"DEVKET_DATA: {data} cannot be written: {error}") from error

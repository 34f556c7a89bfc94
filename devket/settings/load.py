"""Reading the environment, with all mistakes told at once.

Each name may also be given as `NAME_FILE` or as a key of the JSON file named by `DEVKET_SECRETS`.
Only the composition root reads this module; every other room is handed values.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from environs import EnvValidationError, FileAwareEnv
from marshmallow.validate import OneOf, Range

from devket.settings.checks import (
    POSTGRES,
    check_addresses,
    check_folders,
    check_networks,
    check_parts,
    host_ports,
)
from devket.settings.model import Settings, SettingsError

SIGNUP_MODES = ("open", "invite", "closed")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# libpq's words, without those that look safe and are not.
SSL_MODES = ("", "disable", "require", "verify-ca", "verify-full")
PLACES = ("local", "s3")
NETWORKS = {"DEVKET_TRUSTED_PROXIES": "trusted_proxies", "DEVKET_METRICS_ALLOW": "metrics_allow"}


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
    networks = {name: _entries(env, name) for name in NETWORKS}
    rules = env.str("DEVKET_SITE_RULES", "")
    values: dict[str, object] = {
        "database_url": _database_url(env, data),
        **_database_parts(env),
        **_static_and_media(env),
        "base_url": (env.str("DEVKET_BASE_URL", Settings.base_url) or "").rstrip("/").lower(),
        "queue_url": env.str("DEVKET_QUEUE_URL", Settings.queue_url),
        "mail_url": env.str("DEVKET_MAIL_URL", ""),
        "mail_from": env.str("DEVKET_MAIL_FROM", Settings.mail_from),
        "signup": env.str("DEVKET_SIGNUP", "open", validate=OneOf(SIGNUP_MODES)),
        **{field: networks[name] for name, field in NETWORKS.items()},
        "site_rules": Path(rules).resolve() if rules else None,
        **_processes(env),
    }
    allowed = {name: _entries(env, name) for name in ("DEVKET_FETCH_ALLOW", "DEVKET_WEBHOOK_ALLOW")}
    secret_key = env.str("DEVKET_SECRET_KEY", "") or ""
    mistakes: dict[str, object] = {}
    try:
        env.seal()
    except EnvValidationError as error:
        told = error.error_messages
        mistakes.update(told if isinstance(told, Mapping) else {"settings": told})
    pairs = {name: host_ports(name, entries, mistakes) for name, entries in allowed.items()}
    check_addresses(values, mistakes)
    check_parts(values, mistakes)
    check_networks(networks, mistakes)
    check_folders(data, rules, mistakes)
    if mistakes:
        raise SettingsError(_tell(mistakes))
    return Settings(
        data=data,
        secret_key=secret_key or _kept_secret_key(data),
        fetch_allow=pairs["DEVKET_FETCH_ALLOW"],
        webhook_allow=pairs["DEVKET_WEBHOOK_ALLOW"],
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


def _database_parts(env: FileAwareEnv) -> dict[str, object]:
    certificates = env.str("DB_SSLROOTCERT", "")
    return {
        "db_sslmode": env.str("DB_SSLMODE", "", validate=OneOf(SSL_MODES)),
        "db_sslrootcert": Path(certificates) if certificates else None,
        "db_iam_auth": env.bool("DB_IAM_AUTH", False),
        "db_statement_timeout": env.int("DB_STATEMENT_TIMEOUT", 60, validate=Range(0, 86_400)),
    }


def _static_and_media(env: FileAwareEnv) -> dict[str, object]:
    root = env.str("DEVKET_STATIC_ROOT", "")
    region = env.str("DEVKET_S3_REGION", "") or env.str("AWS_REGION", "")
    return {
        "static": env.str("DEVKET_STATIC", "local", validate=OneOf(PLACES)),
        "static_root": Path(root).resolve() if root else None,
        "media": env.str("DEVKET_MEDIA", "local", validate=OneOf(PLACES)),
        "accel": env.str("DEVKET_ACCEL", ""),
        "s3_bucket": env.str("DEVKET_S3_BUCKET", ""),
        "s3_region": region or env.str("AWS_DEFAULT_REGION", ""),
        "s3_endpoint_url": (env.str("DEVKET_S3_ENDPOINT_URL", "") or "").rstrip("/"),
        "s3_public_url": (env.str("DEVKET_S3_PUBLIC_URL", "") or "").rstrip("/"),
        "s3_acl": env.str("DEVKET_S3_ACL", "", validate=OneOf(("", "public-read"))),
        "aws_access_key_id": env.str("AWS_ACCESS_KEY_ID", ""),
        "aws_secret_access_key": env.str("AWS_SECRET_ACCESS_KEY", ""),
        "aws_session_token": env.str("AWS_SESSION_TOKEN", ""),
    }


def _processes(env: FileAwareEnv) -> dict[str, object]:
    return {
        "web_workers": env.int("DEVKET_WEB_WORKERS", 2, validate=Range(1, 64)),
        "web_threads": env.int("DEVKET_WEB_THREADS", 8, validate=Range(1, 128)),
        "worker_threads": env.int("DEVKET_WORKER_THREADS", 4, validate=Range(1, 64)),
        "capture_lease": env.int("DEVKET_CAPTURE_LEASE", 240, validate=Range(1, 3600)),
        "host_pause": env.float("DEVKET_HOST_PAUSE", 1.0, validate=Range(0, 60)),
        "link_checks": env.bool("DEVKET_LINK_CHECKS", True),
        "log_level": env.str("DEVKET_LOG_LEVEL", "INFO", validate=OneOf(LOG_LEVELS)),
        "log_format": env.str("DEVKET_LOG_FORMAT", "line", validate=OneOf(("line", "json"))),
    }


def _entries(env: FileAwareEnv, name: str) -> tuple[str, ...]:
    words: list[str] = env.list(name, []) or []
    return tuple(word.strip() for word in words if word.strip())


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

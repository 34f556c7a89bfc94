"""What an operator can set, and the error that names what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click


class SettingsError(click.ClickException):
    """One or more settings are wrong; the text names each and says what is expected.

    The shell tells an error of this kind in its words alone and ends with 1.
    """


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All that an operator can set. Field order is the order of docs/configuration.md."""

    data: Path
    database_url: str
    secret_key: str
    db_sslmode: str = ""
    db_sslrootcert: Path | None = None
    db_iam_auth: bool = False
    db_statement_timeout: int = 60
    base_url: str = "http://127.0.0.1:8000"
    queue_url: str = "sqlite"
    mail_url: str = ""
    mail_from: str = "Devket <devket@localhost>"
    signup: str = "open"
    trusted_proxies: tuple[str, ...] = ()
    metrics_allow: tuple[str, ...] = ()
    static: str = "local"
    static_root: Path | None = None
    media: str = "local"
    accel: str = ""
    s3_bucket: str = ""
    s3_region: str = ""
    s3_endpoint_url: str = ""
    s3_public_url: str = ""
    s3_acl: str = ""
    aws_access_key_id: str = ""
    aws_secret_access_key: str = ""
    aws_session_token: str = ""
    fetch_allow: frozenset[tuple[str, int]] = frozenset()
    webhook_allow: frozenset[tuple[str, int]] = frozenset()
    site_rules: Path | None = None
    web_workers: int = 2
    web_threads: int = 8
    worker_threads: int = 4
    capture_lease: int = 240
    host_pause: float = 1.0
    link_checks: bool = True
    log_level: str = "INFO"
    log_format: str = "line"
    password_cost: int = 3

    @property
    def is_on_tls(self) -> bool:
        """Tell whether people reach Devket by https, so that cookies can be marked secure."""
        return self.base_url.startswith("https:")

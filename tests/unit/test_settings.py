"""Settings: from the environment, with every mistake told at once."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from devket import settings


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("DEVKET_", "DB_", "DATABASE_", "AWS_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("DEVKET_DATA", str(tmp_path / "data"))


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    found = settings.load()
    assert found.database_url == f"sqlite:///{tmp_path / 'data' / 'devket.db'}"
    assert found.signup == "open"
    assert not found.is_on_tls


def test_the_secret_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first, second = settings.load(), settings.load()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) > 40
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o077 == 0


def test_all_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVKET_SIGNUP", "perhaps")
    monkeypatch.setenv("DEVKET_WEB_WORKERS", "many")
    monkeypatch.setenv("DEVKET_MAIL_URL", "http://mail.example")
    monkeypatch.setenv("DEVKET_FETCH_ALLOW", "no-port")
    monkeypatch.setenv("DEVKET_WEBHOOK_ALLOW", "bots.lan:0")
    with pytest.raises(settings.SettingsError) as told:
        settings.load()
    wrong = ("SIGNUP", "WEB_WORKERS", "MAIL_URL", "FETCH_ALLOW", "WEBHOOK_ALLOW")
    for name in (f"DEVKET_{one}" for one in wrong):
        assert name in str(told.value)


def test_a_value_may_come_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("DEVKET_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert settings.load().secret_key == "from a file"


def test_the_environment_wins_over_the_secrets_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secrets = tmp_path / "secrets.json"
    secrets.write_text(json.dumps({"DEVKET_SECRET_KEY": "json", "DEVKET_SIGNUP": "closed"}))
    monkeypatch.setenv("DEVKET_SECRETS", str(secrets))
    monkeypatch.setenv("DEVKET_SECRET_KEY", "environment")
    # `load` lets the file's keys stand in the environment: undo that after the test.
    monkeypatch.setenv("DEVKET_SIGNUP", "open")
    monkeypatch.delenv("DEVKET_SIGNUP")
    found = settings.load()
    assert (found.secret_key, found.signup) == ("environment", "closed")
    monkeypatch.delenv("DEVKET_SIGNUP")


def test_a_broken_secrets_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{")
    monkeypatch.setenv("DEVKET_SECRETS", str(tmp_path / "s.json"))
    with pytest.raises(settings.SettingsError, match=r"s\.json"):
        settings.load()


def test_a_database_in_pieces_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DB_HOST", "db.example")
    monkeypatch.setenv("DB_PASSWORD", "p@ss:/word")
    found = settings.load().database_url
    assert found == "postgresql+psycopg2://devket:p%40ss%3A%2Fword@db.example:5432/devket"


def test_the_short_postgres_scheme_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://a:b@c/d")
    assert settings.load().database_url == "postgresql+psycopg2://a:b@c/d"


def test_private_hosts_are_allowed_by_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVKET_FETCH_ALLOW", "wiki.lan:8080, [::1]:80")
    monkeypatch.setenv("DEVKET_WEBHOOK_ALLOW", "bots.lan:5678")
    assert settings.load().fetch_allow == {("wiki.lan", 8080), ("::1", 80)}
    assert settings.load().webhook_allow == {("bots.lan", 5678)}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEVKET_BASE_URL", "http://[::1"),
        ("DEVKET_BASE_URL", "https://"),
        ("DEVKET_BASE_URL", "https://read.example/devket"),
        ("DEVKET_BASE_URL", "https://read.example:port"),
        ("DATABASE_URL", "postgresql://[::1/x"),
        ("DEVKET_QUEUE_URL", "redis://[::1"),
        ("DEVKET_MAIL_URL", "smtp://mail.example:port"),
        ("DEVKET_TRUSTED_PROXIES", "10.0.0.1, nginx"),
        ("DEVKET_METRICS_ALLOW", "everybody"),
        ("DEVKET_STATIC", "ftp"),
        ("DEVKET_MEDIA", "ftp"),
        ("DEVKET_S3_ENDPOINT_URL", "storage.example"),
        ("DEVKET_S3_PUBLIC_URL", "cdn.example"),
        ("DEVKET_S3_ACL", "public-read-write"),
        ("DB_SSLMODE", "prefer"),
        ("DB_STATEMENT_TIMEOUT", "-1"),
        ("DB_IAM_AUTH", "true"),
        ("DB_SSLROOTCERT", "/no/such/file"),
        ("DEVKET_LOG_FORMAT", "xml"),
        ("DEVKET_SIGNUP_FILE", "/no/such/file"),
        ("DEVKET_DATA", "/dev/null/devket"),
    ],
)
def test_what_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingsError, match=name):
        settings.load()


def test_capitals_in_the_own_address_cost_no_safety(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVKET_BASE_URL", "HTTPS://Read.Example/")
    found = settings.load()
    assert found.base_url == "https://read.example"
    assert found.is_on_tls


def test_networks_may_stand_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVKET_TRUSTED_PROXIES", "10.0.0.0/8, ::1 ")
    assert settings.load().trusted_proxies == ("10.0.0.0/8", "::1")


def test_site_rules_are_a_folder_that_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert settings.load().site_rules is None
    monkeypatch.setenv("DEVKET_SITE_RULES", str(tmp_path))
    assert settings.load().site_rules == tmp_path
    monkeypatch.setenv("DEVKET_SITE_RULES", str(tmp_path / "none"))
    with pytest.raises(settings.SettingsError, match=r"DEVKET_SITE_RULES: .*none is no folder"):
        settings.load()


def test_what_is_on_s3_needs_a_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEVKET_MEDIA", "s3")
    with pytest.raises(settings.SettingsError, match="DEVKET_S3_BUCKET: is needed"):
        settings.load()
    monkeypatch.setenv("DEVKET_S3_BUCKET", "kept")
    assert settings.load().s3_bucket == "kept"


def test_keys_for_s3_come_in_pairs_and_from_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("hidden\n")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY_FILE", str(tmp_path / "secret"))
    with pytest.raises(settings.SettingsError, match="AWS_ACCESS_KEY_ID must be set"):
        settings.load()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "known")
    assert settings.load().aws_secret_access_key == "hidden"


def test_a_verified_connection_names_whom_it_trusts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/devket")
    monkeypatch.setenv("DB_SSLMODE", "verify-full")
    with pytest.raises(settings.SettingsError, match="DB_SSLROOTCERT: is needed"):
        settings.load()
    (tmp_path / "ca.pem").touch()
    monkeypatch.setenv("DB_SSLROOTCERT", str(tmp_path / "ca.pem"))
    assert settings.load().db_sslmode == "verify-full"

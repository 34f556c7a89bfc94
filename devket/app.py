"""The composition root: settings in, a whole app out."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate

from devket import __version__, settings
from devket.accounts import views as accounts
from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Limits
from devket.capture.sandbox.parent import Sandbox
from devket.core.clock import utcnow
from devket.db import connect, db
from devket.jobs import Queue, make_huey
from devket.library import views as library
from devket.reading import views as reading
from devket.storage import Blobs, Bucket, BucketPlace, LocalBlobs, S3Blobs
from devket.upkeep import cli as upkeep
from devket.upkeep.place import Place
from devket.web import logs, plumbing
from devket.web.mail import make_mailer
from devket.web.parts import Parts, install
from devket.web.static import StaticApp, StaticPlace

USER_AGENT = f"Mozilla/5.0 (compatible; Devket/{__version__}; one person's read-it-later)"


def create_app(config: settings.Settings | None = None) -> Flask:
    """Return the app for these settings, by default those of the environment."""
    config = config or settings.load()
    logs.set_up(config.log_level)
    config.data.mkdir(parents=True, exist_ok=True)
    app = StaticApp("devket", static_folder=None)
    app.config["PASSWORD_COST"] = config.password_cost
    connect.init_app(app, config.database_url, threads=_threads(config))
    Migrate(app, db)
    parts = _assemble(app, config)
    install(app, parts)
    plumbing.init_app(
        app,
        secret_key=config.secret_key,
        trusted=config.trusted_proxies,
        is_on_tls=config.is_on_tls,
        media_origin=parts.blobs.origin,
        static_place=_static_place(config),
    )
    for feature in (accounts, library, reading):
        feature.init_app(app)
    upkeep.init_app(app, Place(data=config.data))
    return app


def _static_place(config: settings.Settings) -> StaticPlace:
    return StaticPlace(
        root=config.static_root or config.data / "static",
        is_remote=config.static == "s3",
        bucket=_bucket(config) if config.s3_bucket else None,
        public_url=config.s3_public_url,
        acl=config.s3_acl,
        base_url=config.base_url,
    )


def _threads(config: settings.Settings) -> int:
    """Return how many threads of one process may want the database at once."""
    return max(config.web_threads, config.worker_threads)


def _assemble(app: Flask, config: settings.Settings) -> Parts:
    limits = Limits()
    huey = make_huey(config.queue_url, data=config.data, database_url=config.database_url)
    return Parts(
        accel=config.accel,
        blobs=_blobs(config),
        clock=utcnow,
        fetch=GuardedFetch(AddressGuard(config.fetch_allow), user_agent=USER_AGENT),
        limits=limits,
        mailer=make_mailer(config.mail_url, sender=config.mail_from),
        queue=Queue(huey, around=app.app_context),
        sandbox=Sandbox(limits, site_rules=config.site_rules),
        base_url=config.base_url,
        capture_lease=config.capture_lease,
        host_pause=config.host_pause,
        signup=config.signup,
        worker_threads=config.worker_threads,
    )


def _blobs(config: settings.Settings) -> Blobs:
    return S3Blobs(_bucket(config)) if config.media == "s3" else LocalBlobs(config.data / "media")


def _bucket(config: settings.Settings) -> Bucket:
    return Bucket(
        BucketPlace(
            name=config.s3_bucket,
            region=config.s3_region,
            endpoint_url=config.s3_endpoint_url,
            access_key_id=config.aws_access_key_id,
            secret_access_key=config.aws_secret_access_key,
            session_token=config.aws_session_token,
        )
    )

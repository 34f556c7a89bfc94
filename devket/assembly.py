"""From settings to collaborators: which store, which queue, which database, handed to the app."""

from __future__ import annotations

from flask import Flask

from devket import __version__, settings
from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Limits
from devket.capture.sandbox.parent import Sandbox
from devket.core.clock import utcnow
from devket.db import Access, opener
from devket.jobs import Queue, make_huey
from devket.storage import Blobs, Bucket, BucketPlace, LocalBlobs, S3Blobs
from devket.storage.rds import RdsTokens
from devket.web.mail import make_mailer
from devket.web.parts import Parts
from devket.web.static import StaticPlace

USER_AGENT = f"Mozilla/5.0 (compatible; Devket/{__version__}; one person's read-it-later)"


def assemble(app: Flask, config: settings.Settings, access: Access, blobs: Blobs) -> Parts:
    """Return one of each collaborator of views and jobs."""
    limits = Limits()
    reach = opener(config.database_url, access)
    fetch = GuardedFetch(AddressGuard(config.fetch_allow), user_agent=USER_AGENT)
    # What may be read is not for that reason to be sent to: anybody here can make a webhook.
    sender = GuardedFetch(AddressGuard(config.webhook_allow), user_agent=USER_AGENT)
    huey = make_huey(config.queue_url, data=config.data, connect=reach)
    return Parts(
        accel=config.accel,
        blobs=blobs,
        clock=utcnow,
        fetch=fetch,
        limits=limits,
        mailer=make_mailer(config.mail_url, sender=config.mail_from),
        post=sender.post,
        queue=Queue(huey, around=app.app_context),
        sandbox=Sandbox(limits, site_rules=config.site_rules),
        scratch=config.data / "scratch",
        base_url=config.base_url,
        capture_lease=config.capture_lease,
        host_pause=config.host_pause,
        is_checking_links=config.link_checks,
        signup=config.signup,
        worker_threads=config.worker_threads,
    )


def database_access(config: settings.Settings) -> Access:
    """Return how PostgreSQL is reached, with tokens of RDS in place of a password when asked."""
    tokens = RdsTokens(
        region=config.s3_region,
        access_key_id=config.aws_access_key_id,
        secret_access_key=config.aws_secret_access_key,
        session_token=config.aws_session_token,
    )
    return Access(
        sslmode=config.db_sslmode,
        sslrootcert=config.db_sslrootcert,
        statement_timeout=config.db_statement_timeout,
        make_password=tokens if config.db_iam_auth else None,
    )


def static_place(config: settings.Settings) -> StaticPlace:
    """Return where static files are collected and where pages take them from."""
    return StaticPlace(
        root=config.static_root or config.data / "static",
        is_remote=config.static == "s3",
        bucket=_bucket(config) if config.s3_bucket else None,
        public_url=config.s3_public_url,
        acl=config.s3_acl,
        base_url=config.base_url,
    )


def media_stores(config: settings.Settings) -> dict[str, Blobs]:
    """Return the places for media by their word in `DEVKET_MEDIA`; S3 when a bucket is named."""
    stores: dict[str, Blobs] = {"local": LocalBlobs(config.data / "media")}
    return {**stores, "s3": S3Blobs(_bucket(config))} if config.s3_bucket else stores


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

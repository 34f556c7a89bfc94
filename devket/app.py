"""The composition root: settings in, a whole app out."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from devket import __version__, settings
from devket.accounts import views as accounts
from devket.capture.fetch import GuardedFetch
from devket.capture.guard import AddressGuard
from devket.capture.model import Limits
from devket.capture.sandbox import Sandbox
from devket.core.clock import utcnow
from devket.db import db
from devket.db.engines import engine_options, forget_connections_after_fork, set_up
from devket.jobs import Queue, make_huey
from devket.library import views as library
from devket.reading import views as reading
from devket.storage import LocalBlobs
from devket.web import (
    cli,
    errors,
    headers,
    health,
    i18n,
    logs,
    proxies,
    routing,
    static,
    templates,
    toasts,
    transactions,
)
from devket.web.mail import make_mailer
from devket.web.parts import Parts, install

USER_AGENT = f"Mozilla/5.0 (compatible; Devket/{__version__}; one person's read-it-later)"


def create_app(config: settings.Settings | None = None) -> Flask:
    """Return the app for these settings, by default those of the environment."""
    config = config or settings.load()
    logs.set_up(config.log_level)
    app = Flask("devket", static_folder=None)
    _configure(app, config)
    _connect(app, config)
    install(app, _assemble(app, config))
    # The order of these is the order in which a request meets them.
    proxies.init_app(app, trusted=config.trusted_proxies)
    static.init_app(app)
    routing.init_app(app)
    transactions.init_app(app)
    headers.init_app(app, is_on_tls=config.is_on_tls)
    errors.init_app(app)
    CSRFProtect(app)
    for room in (cli, i18n, templates, toasts, accounts, library, reading):
        room.init_app(app)
    app.register_blueprint(health.blueprint)
    return app


def _configure(app: Flask, config: settings.Settings) -> None:
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="__Host-devket" if config.is_on_tls else "devket",
        SESSION_COOKIE_SECURE=config.is_on_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        PASSWORD_COST=config.password_cost,
    )


def _connect(app: Flask, config: settings.Settings) -> None:
    if config.database_url.startswith("sqlite"):
        config.data.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    threads = max(config.web_threads, config.worker_threads)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(config.database_url, threads)
    db.init_app(app)
    with app.app_context():
        set_up(db.engine)
        forget_connections_after_fork(db.engine)
    Migrate(app, db)


def _assemble(app: Flask, config: settings.Settings) -> Parts:
    limits = Limits()
    huey = make_huey(config.queue_url, data=config.data, database_url=config.database_url)
    return Parts(
        blobs=LocalBlobs(config.data / "media"),
        clock=utcnow,
        fetch=GuardedFetch(AddressGuard(config.fetch_allow), user_agent=USER_AGENT),
        limits=limits,
        mailer=make_mailer(config.mail_url, sender=config.mail_from),
        queue=Queue(huey, around=app.app_context),
        sandbox=Sandbox(limits),
        base_url=config.base_url,
        capture_lease=config.capture_lease,
        host_pause=config.host_pause,
        signup=config.signup,
        worker_threads=config.worker_threads,
    )

"""The composition root: settings in, a whole app out."""

from __future__ import annotations

from flask import Flask

from devket import assembly, settings
from devket.accounts import views as accounts
from devket.admin import views as admin
from devket.api import views as api
from devket.compat.atom import views as atom
from devket.compat.linkding import views as linkding
from devket.compat.wallabag import views as wallabag
from devket.db import connect, db
from devket.db.migrating import Migrate
from devket.library import views as library
from devket.offline import views as offline
from devket.reading import views as reading
from devket.search import views as search
from devket.social import views as social
from devket.transfer import views as transfer
from devket.upkeep import cli as upkeep
from devket.upkeep.place import Place
from devket.web import logs, plumbing
from devket.web.parts import install
from devket.web.static import StaticApp


def create_app(config: settings.Settings | None = None) -> Flask:
    """Return the app for these settings, by default those of the environment."""
    config = config or settings.load()
    logs.set_up(config.log_level, config.log_format)
    config.data.mkdir(parents=True, exist_ok=True)
    app = StaticApp("devket", static_folder=None)
    app.config["PASSWORD_COST"] = config.password_cost
    access = assembly.database_access(config)
    connect.init_app(app, config.database_url, threads=_threads(config), access=access)
    Migrate(app, db)
    stores = assembly.media_stores(config)
    parts = assembly.assemble(app, config, access, stores[config.media])
    install(app, parts)
    plumbing.init_app(
        app,
        secret_key=config.secret_key,
        trusted=config.trusted_proxies,
        is_on_tls=config.is_on_tls,
        media_origin=parts.blobs.origin,
        metrics_allow=config.metrics_allow,
        static_place=assembly.static_place(config),
    )
    for feature in (accounts, library, reading, search, social, offline, transfer):
        feature.init_app(app)
    for door in (wallabag, linkding, atom, api):
        door.init_app(app)
    admin.init_app(app)
    upkeep.init_app(app, Place(data=config.data, stores=stores, at_work=config.media))
    return app


def _threads(config: settings.Settings) -> int:
    """Return how many threads of one process may want the database at once."""
    return max(config.web_threads, config.worker_threads)

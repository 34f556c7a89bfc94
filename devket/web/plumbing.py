"""All that stands between a request and its view, joined in the order in which it is met."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask_wtf import CSRFProtect

from devket.web import (
    cli,
    errors,
    headers,
    health,
    i18n,
    metrics,
    programs,
    proxies,
    requestid,
    routing,
    sizes,
    static,
    templates,
    toasts,
    transactions,
)


def init_app(
    app: Flask,
    *,
    secret_key: str,
    trusted: tuple[str, ...],
    is_on_tls: bool,
    static_place: static.StaticPlace,
    media_origin: str = "",
    metrics_allow: tuple[str, ...] = (),
) -> None:
    """Join everything of this room to the app; features come after it."""
    app.config.update(
        SECRET_KEY=secret_key,
        SESSION_COOKIE_NAME="__Host-devket" if is_on_tls else "devket",
        SESSION_COOKIE_SECURE=is_on_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # An answer that was slow must not bring an older cookie back; see accounts.views.browser.
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
        WTF_CSRF_TIME_LIMIT=None,
    )
    proxies.init_app(app, trusted=trusted)
    metrics.init_app(app, allowed=metrics_allow)
    transactions.init_app(app)
    headers.init_app(
        app,
        is_on_tls=is_on_tls,
        static_origin=static_place.address,
        media_origin=media_origin,
    )
    programs.init_app(app)  # after the headers, so that it acts before them
    sizes.init_app(app)
    CSRFProtect(app)
    for part in (cli, errors, i18n, routing, templates, toasts):
        part.init_app(app)
    static.init_app(app, static_place)
    health.init_app(app)
    requestid.init_app(app, trusted=trusted)  # last, so that it stands before all others

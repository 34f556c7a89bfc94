"""Security headers, once on every answer: a strict policy without `unsafe-*`."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types htmx"
)


def policy(*, frames: Sequence[str] = ()) -> str:
    """Return the content security policy of a page; `frames` are the origins it may frame."""
    return f"{_POLICY}; frame-src {' '.join(frames)}" if frames else _POLICY


_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}


def init_app(app: Flask, *, is_on_tls: bool) -> None:
    """Set the headers on every answer of the app."""

    def add(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy())
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if is_on_tls:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint != "static" and "Cache-Control" not in response.headers:
            # Pages are private and change with each act: the back button must not show old ones.
            response.headers["Cache-Control"] = "no-store"
        response.vary.add("HX-Request")
        return response

    app.after_request(add)

"""Security headers, once on every answer: a strict policy without `unsafe-*`."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, current_app, request

# The lists that an app's own origins of static files and of media are added to.
_POLICY = (
    "default-src 'none'; script-src 'self'{static}; style-src 'self'{static}; "
    "img-src 'self' data:{static}{media}; font-src 'self'{static}; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx devket-worker"
)
# The service worker fetches for the pages it answers, and runs nothing but itself.
_WORKER_POLICY = "default-src 'none'; connect-src 'self'{static}{media}"
_NAME = "devket.headers"
_WORKER = "devket.headers.worker"


def policy(*, frames: Sequence[str] = ()) -> str:
    """Return the content security policy of a page; `frames` are the origins it may frame."""
    own = str(current_app.extensions[_NAME])
    return f"{own}; frame-src {' '.join(frames)}" if frames else own


def worker_policy() -> str:
    """Return the content security policy of the service worker."""
    return str(current_app.extensions[_WORKER])


_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
}


def init_app(
    app: Flask, *, is_on_tls: bool, static_origin: str = "", media_origin: str = ""
) -> None:
    """Set the headers on every answer of the app.

    Pages may take styles, scripts, pictures and fonts from `static_origin` and pictures from
    `media_origin`: each an origin or, narrower, an address that ends in a slash.
    """
    origins = {
        "static": f" {static_origin}" if static_origin else "",
        "media": f" {media_origin}" if media_origin not in ("", static_origin) else "",
    }
    app.extensions[_NAME] = _POLICY.format(**origins)
    app.extensions[_WORKER] = _WORKER_POLICY.format(**origins)

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

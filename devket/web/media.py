"""How a kept file reaches the browser: from the bucket, by the nginx before Devket, or from here.

Whoever sends one has checked before that the asker may see it.
"""

from __future__ import annotations

from pathlib import Path

from flask import Response, send_file

from devket.core.errors import NotFoundError
from devket.storage import Blobs
from devket.web.parts import parts

# Signed addresses live for less than the ten minutes that keys of a role are renewed before their
# end, so none dies early; the redirect is kept for less than the address it leads to lives.
SIGNED_FOR, REDIRECT_KEPT_FOR = 600, 300  # seconds
_FOREVER = "private, max-age=31536000, immutable"
_ASK_AGAIN = "private, no-cache"
# Bytes from anywhere: even if a browser took them for a document, nothing in it may act.
LOCKED_UP = "default-src 'none'; sandbox"


def content_type_of(key: str) -> str:
    """Return a kept file's type; `NotFoundError` when there is no such file."""
    try:
        found = parts().blobs.content_type(key)
    except KeyError as error:
        raise NotFoundError from error
    if found is None:
        raise NotFoundError
    return found


def send(
    key: str,
    *,
    content_type: str,
    is_forever: bool = False,
    is_for_all: bool = False,
    disposition: str = "",
    policy: str = LOCKED_UP,
) -> Response:
    """Answer with a kept file.

    `is_forever` says that the address names the content, so that browsers need never ask again;
    `is_for_all` that anybody may see it, so that pages of other sites, as readers of feeds, may
    show it; `policy` is the content security policy of the file itself. Nobody but the asker's
    browser may keep the answer. `NotFoundError` when there is no such file.
    """
    blobs = parts().blobs
    address = blobs.signed_address(
        key,
        seconds=SIGNED_FOR,
        content_type=content_type,
        disposition=disposition,
        cache_control=f"private, max-age={SIGNED_FOR}",
    )
    if address is not None:
        response = Response(status=302, headers={"Location": address})
        kept = f"private, max-age={REDIRECT_KEPT_FOR}" if is_forever else _ASK_AGAIN
        response.headers["Cache-Control"] = kept
        return _shown_elsewhere(response, is_for_all)
    response = _from_this_machine(blobs, key, content_type)
    response.headers["Cache-Control"] = _FOREVER if is_forever else _ASK_AGAIN
    response.headers["Content-Security-Policy"] = policy
    if disposition:
        response.headers["Content-Disposition"] = disposition
    return _shown_elsewhere(response, is_for_all)


def _shown_elsewhere(response: Response, is_for_all: bool) -> Response:
    if is_for_all:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _from_this_machine(blobs: Blobs, key: str, content_type: str) -> Response:
    path = blobs.path(key)
    if path is None:
        return _streamed(blobs, key, content_type)
    if parts().accel:
        return _by_nginx(path, content_type)
    try:
        # Understands Range, which viewers of PDFs ask with, and If-None-Match.
        return send_file(path, mimetype=content_type, conditional=True, etag=key)
    except FileNotFoundError as error:  # deleted since it was found
        raise NotFoundError from error


def _by_nginx(path: Path, content_type: str) -> Response:
    """Let nginx send the file: it knows the folder of files under an address of its own."""
    first, second, name = path.parts[-3:]
    response = Response(content_type=content_type)
    response.headers["X-Accel-Redirect"] = f"{parts().accel}/{first}/{second}/{name}"
    return response


def _streamed(blobs: Blobs, key: str, content_type: str) -> Response:
    try:
        return Response(blobs.open(key), content_type=content_type)
    except KeyError as error:
        raise NotFoundError from error

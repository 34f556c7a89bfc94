"""A Flask app whose `url_for` knows where static files were collected, for extensions' too."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urljoin

from flask import Flask, has_request_context, request

from devket.web.static.addresses import Addresses

NAME = "devket.static"
OWN = "static"  # the endpoint by which Flask names an app's own files


class StaticApp(Flask):
    """Builds collected addresses for `static` and `<blueprint>.static`, everything else as Flask.

    So templates that others wrote (Flask-Admin's) need not know. Query values such as a version are
    left out: the name changes with the content.
    """

    def url_for(self, endpoint: str, **values: Any) -> str:
        """See `Flask.url_for`."""
        path = self._static_path(endpoint, values.get("filename"))
        if path is None:
            return super().url_for(endpoint, **values)
        address = addresses(self).of(path)
        if values.get("_external") and has_request_context():
            return urljoin(request.host_url, address)
        return address

    def _static_path(self, endpoint: str, filename: object) -> str | None:
        """Return the path under which a file was collected, None for any other address."""
        if not isinstance(filename, str) or NAME not in self.extensions:
            return None
        if endpoint.startswith(".") and has_request_context():
            endpoint = (request.blueprint or "") + endpoint
        owner, _, last = endpoint.lstrip(".").rpartition(".")
        if last != OWN:
            return None
        if not owner:
            return filename
        blueprint = self.blueprints.get(owner)
        is_collected = addresses(self).is_collected and blueprint and blueprint.has_static_folder
        return f"{owner}/{filename}" if is_collected else None


def addresses(app: Flask) -> Addresses:
    """Return how this app names its static files."""
    return cast(Addresses, app.extensions[NAME])

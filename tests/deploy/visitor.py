"""Somebody with a browser that follows no scripts, over real HTTP."""

from __future__ import annotations

import re

import urllib3

PATIENCE = 30.0  # seconds
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visitor:
    """Logs in and saves at the address of a running Devket."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._http = urllib3.PoolManager(retries=False, timeout=PATIENCE)
        self._cookie = ""
        self._token = ""

    def log_in(self, login: str, password: str) -> None:
        """Log in, and keep cookie and form token."""
        self._token = self._token_of("/login")
        answer = self._post("/login", {"login": login, "password": password})
        assert answer.status in (302, 303), answer.status
        self._token = self._token_of("/saves")

    def save(self, url: str) -> bool:
        """Save an address; True when the server confirmed it, False when it was not there."""
        try:
            return self._post("/save", {"url": url}).status == 303
        except urllib3.exceptions.HTTPError:
            return False

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        """Ask for a page or a file as who is logged in."""
        headers = {"Cookie": self._cookie}
        return self._http.request("GET", self._base + path, headers=headers, redirect=False)

    def _post(self, path: str, fields: dict[str, str]) -> urllib3.BaseHTTPResponse:
        body = {**fields, "csrf_token": self._token}
        headers = {"Cookie": self._cookie}
        answer = self._http.request(
            "POST", self._base + path, fields=body, headers=headers, redirect=False
        )
        self._keep_cookie(answer)
        return answer

    def _token_of(self, path: str) -> str:
        answer = self._http.request("GET", self._base + path, headers={"Cookie": self._cookie})
        self._keep_cookie(answer)
        found = _TOKEN.search(answer.data.decode())
        assert found, f"no form on {path}"
        return found.group(1)

    def _keep_cookie(self, answer: urllib3.BaseHTTPResponse) -> None:
        given = answer.headers.get("Set-Cookie")
        if given:
            self._cookie = given.split(";", 1)[0]

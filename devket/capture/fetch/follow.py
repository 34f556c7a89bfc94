"""From an address to the answer behind its redirects; each hop is a new, guarded exchange.

What is sent by POST follows none.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

import ada_url

from devket.capture.fetch.budget import Budget
from devket.capture.fetch.dial import Connector, Dialler, Resolver, open_socket, system_resolver
from devket.capture.fetch.exchange import Answer, Exchanger, Request, tls_context
from devket.capture.fetch.unpack import OFFERED
from devket.capture.guard import AddressGuard
from devket.capture.model import Fetched, Limits, Reason
from devket.core.urls import MAX_LENGTH, join

PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# What later steps read: freshness, language, canonical links, and who turned a robot away.
_USEFUL = frozenset(
    {"content-type", "content-language", "content-disposition", "last-modified", "etag", "date"}
    | {"link", "retry-after", "server", "x-robots-tag"}
    | {"cf-mitigated", "x-datadome", "x-amzn-waf-action"}
)
_MOST_COOKIES = 40


class GuardedFetch:
    """Brings pages and images from the public internet: a `Fetch` with the guard at its socket.

    Proxies of the environment are ignored, cookies live no longer than one chain of redirects,
    credentials in addresses are dropped. Safe to share between threads. `resolve`, `connect` and
    `tls` are the seams to the outside.
    """

    def __init__(
        self,
        guard: AddressGuard,
        *,
        user_agent: str,
        accept_language: str = "en;q=0.9,*;q=0.5",
        resolve: Resolver = system_resolver,
        connect: Connector = open_socket,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._exchanger = Exchanger(Dialler(guard, resolve, connect), tls or tls_context())
        self._headers = {
            "User-Agent": user_agent,
            "Accept-Language": accept_language,
            "Accept-Encoding": OFFERED,
            "Connection": "close",
        }

    def __call__(
        self, url: str, *, limits: Limits, accept: str = PAGES, referer: str | None = None
    ) -> Fetched:
        """Return the final answer, 4xx and 5xx included; raise `FetchError` when there is none.

        The whole takes at most `limits.total_seconds`, names, hops and body together. Audio,
        video, fonts and archives come cut to their first 64 KiB, and so does what is neither text
        nor image (a manual in PDF) when it is larger than `limits.max_bytes`.
        """
        budget = Budget(limits)
        budget.start_hop(url)
        hop = _target(url, url, budget)
        cookies = _ChainCookies()
        for _ in range(limits.max_redirects + 1):
            budget.start_hop(str(hop.href))
            headers = {**self._headers, "Accept": accept, **cookies.header(hop)}
            if referer and (sent := _referer_for(hop, referer)):
                headers["Referer"] = sent
            answer = self._exchanger.ask(hop, Request(headers), budget)
            if answer.location is None:
                return _as_fetched(hop, answer)
            cookies.keep(hop, answer.set_cookies)
            hop = _target(answer.location, str(hop.href), budget)
        raise budget.error(Reason.TOO_MANY_REDIRECTS, f"more than {limits.max_redirects}")

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Fetched:
        """Send bytes to an address and return its answer, whatever its status; see `Post`."""
        budget = Budget(limits)
        budget.start_hop(url)
        hop = _target(url, url, budget)
        # Named again so that none of them is packed: the beginning is all that is read.
        sent = {**self._headers, "Accept-Encoding": "identity", **headers}
        return _as_fetched(hop, self._exchanger.ask(hop, Request(sent, body), budget))


def _target(reference: str, base: str, budget: Budget) -> ada_url.URL:
    address = join(base, reference)
    if address is None:
        raise budget.error(Reason.BAD_RESPONSE, f"not an address of the web: {reference[:100]}")
    if len(address) > MAX_LENGTH:
        raise budget.error(Reason.BAD_RESPONSE, f"an address of {len(address)} characters")
    target = ada_url.URL(address)
    target.username = target.password = ""
    if not target.hash:
        # A redirect keeps the place in the page unless it names another (Fetch standard).
        target.hash = ada_url.URL(base).hash
    return target


def _as_fetched(hop: ada_url.URL, answer: Answer) -> Fetched:
    return Fetched(
        url=str(hop.href),
        status=answer.status,
        content_type=answer.headers.get("content-type"),
        body=answer.body,
        headers={name: value for name, value in answer.headers.items() if name in _USEFUL},
    )


def _referer_for(hop: ada_url.URL, referer: str) -> str | None:
    """Return what may be told of the page before: all to its own site, else the origin alone."""
    known = join(referer, referer)
    if known is None:
        return None
    source = ada_url.URL(known)
    if source.protocol == "https:" and hop.protocol == "http:":
        return None
    if source.origin != hop.origin:
        return f"{source.origin}/"
    source.username = source.password = source.hash = ""
    return str(source.href)


class _ChainCookies:
    """Cookies of one chain: sites that answer a first visit with a cookie and a redirect to
    themselves would turn in circles without them. Sent back to the very host that set them."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], str] = {}

    def keep(self, hop: ada_url.URL, set_cookies: tuple[str, ...]) -> None:
        for line in set_cookies[:_MOST_COOKIES]:
            try:
                parsed = SimpleCookie(line)
            except CookieError:
                continue
            for name, morsel in parsed.items():
                if len(self._values) < _MOST_COOKIES and len(morsel.coded_value) < 4096:
                    self._values[(str(hop.origin), name)] = morsel.coded_value

    def header(self, hop: ada_url.URL) -> dict[str, str]:
        pairs = [
            f"{name}={value}"
            for (origin, name), value in self._values.items()
            if origin == str(hop.origin)
        ]
        return {"Cookie": "; ".join(pairs)} if pairs else {}

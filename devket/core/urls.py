"""Web addresses: reading what people paste, and the key under which duplicates meet.

Parsing follows the WHATWG URL standard (ada-url), as browsers do; what may be fetched is decided
at the socket by `devket.capture.guard`, never here.
"""

from __future__ import annotations

import contextlib
import re
from urllib.parse import parse_qsl, urlencode

import ada_url

from devket.core.errors import InvalidError
from devket.core.text import one_line

MAX_LENGTH = 4096
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST_LIKE = re.compile(
    r"^[^\s/@:]+\.[^\s/@:.]{2,}(:\d+)?([/?#]|$)"
    r"|^(localhost|\d+(\.\d+){3}|\[[0-9a-fA-F:.]+\])([:/]|$)"
)
_LONGEST_HOST = 253  # characters: no name server knows a longer one
_TRACKER = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_[ce]id|_hs(enc|mi)"
    r"|ref_src|ref_url|spm|scm|at_(medium|campaign)|vero_(id|conv)|oly_(enc|anon)_id|wt_?mc|trk|s_cid"
    r"|_openstat|mkt_tok|pk_(campaign|kwd|source)|__s|ncid|cmpid|sr_share|guccounter)$",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
# What ends a sentence or a quotation, not an address; a bracket may be the address's own.
_AFTER = ".,;:!?'*_…。、，！？」』”’»"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_MOBILE = re.compile(r"^(?:m|mobile|amp)\.(?=[^.]+\.[^.]+)|^www\.")
_AMP_PATH = re.compile(r"/amp/?$|^/amp(?=/)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # no header takes these
# Names of what opens a door for whoever has the address: no business of those it is shared with.
_SECRET = re.compile(
    r"^(x-(amz|goog)-.+|(.*[_-])?(token|secret|password|passwd|pwd|signature|jwt|otp|nonce|credential)s?"
    r"|sig|auth|authorization|(api|access|private)[_-]?key(id)?|awsaccesskeyid|code|state"
    r"|(php|j|asp)?sess(ion)?[_-]?(id)?|sid|ticket|invite|magic|unlocked_article_code|share_?id"
    r"|access|gift|e?mail)$",
    re.IGNORECASE,
)
_ROUTE_FRAGMENT = re.compile(r"^!?/")


def parse_address(text: str) -> str:
    """Return what a person pasted as an absolute http(s) address, fragment kept.

    A missing scheme is taken as https. Raises `InvalidError` with a sentence for the form.
    """
    address = one_line(text)
    if not address:
        raise InvalidError("Paste the address of a page first.", field="url")
    if len(address) > MAX_LENGTH:
        raise InvalidError("This address is longer than 4,096 characters.", field="url")
    if address.startswith("//"):
        address = "https:" + address
    elif _HOST_LIKE.match(address):
        address = "https://" + address
    return _parse_http(address)


def _parse_http(address: str) -> str:
    if not _SCHEME.match(address):
        raise InvalidError("This does not look like the address of a page.", field="url")
    try:
        url = ada_url.URL(address)
    except ValueError as error:
        raise InvalidError("This does not look like the address of a page.", field="url") from error
    if url.protocol not in ("http:", "https:"):
        raise InvalidError("Only addresses with http or https can be saved.", field="url")
    if url.username or url.password:
        raise InvalidError("Take the user name and password out of the address.", field="url")
    if not 0 < len(url.hostname) <= _LONGEST_HOST:
        raise InvalidError("This does not look like the address of a page.", field="url")
    return str(url.href)


def address_in(*texts: str) -> str:
    """Return the first web address that stands in any of the texts, empty when none does."""
    for text in texts:
        found = _IN_TEXT.search(text)
        if found:
            return _without_what_follows(found[0])
    return ""


def _without_what_follows(address: str) -> str:
    while True:
        last = address[-1]
        is_closing = last in _BRACKETS and address.count(last) > address.count(_BRACKETS[last])
        if last not in _AFTER and not is_closing:
            return address
        address = address[:-1]


def join(base: str, reference: str) -> str | None:
    """Return `reference` resolved against `base` when it is an http(s) address, else None."""
    try:
        url = ada_url.URL(reference.strip(), base)
    except ValueError:
        return None
    return str(url.href) if url.protocol in ("http:", "https:") and url.hostname else None


def host_of(address: str) -> str:
    """Return the host in its ASCII form, without port; empty when there is none."""
    try:
        return str(ada_url.URL(address).hostname)
    except ValueError:
        return ""


def display_host(address: str) -> str:
    """Return the host as people read it: Unicode, no leading `www.`."""
    host = host_of(address)
    with contextlib.suppress(UnicodeError):  # not decodable: the ASCII form is honest enough
        host = ".".join(
            part.encode("ascii").decode("idna") if part.startswith("xn--") else part
            for part in host.split(".")
        )
    return host.removeprefix("www.")


def duplicate_key(address: str) -> str:
    """Return the key under which two addresses of one page meet.

    Dropped: scheme, `www.`, mobile and AMP hosts and paths, default port, fragment unless it is a
    client-side route, known trackers, order of the query, a trailing slash.
    """
    url = ada_url.URL(address)
    host = _MOBILE.sub("", str(url.hostname))
    path = _AMP_PATH.sub("", str(url.pathname)).rstrip("/")
    pairs = parse_qsl(str(url.search).removeprefix("?"), keep_blank_values=True)
    query = urlencode(sorted(pair for pair in pairs if not _is_tracker(pair)))
    fragment = str(url.hash).removeprefix("#")
    key = host + (f":{url.port}" if url.port else "") + path
    key += f"?{query}" if query else ""
    return key + (f"#{fragment}" if _ROUTE_FRAGMENT.match(fragment) else "")


def shareable(address: str) -> str:
    """Return an address as others may have it: without secrets and trackers in its query.

    The fragment is left out as well unless it is a client-side route, whose query is cleaned too.
    """
    url = ada_url.URL(address)
    url.username = url.password = ""
    pairs = parse_qsl(str(url.search).removeprefix("?"), keep_blank_values=True)
    kept = [pair for pair in pairs if not _is_tracker(pair) and not _SECRET.match(pair[0])]
    if kept != pairs:  # else it is left as it was written
        url.search = urlencode(kept)
    fragment = str(url.hash).removeprefix("#")
    url.hash = fragment.partition("?")[0] if _ROUTE_FRAGMENT.match(fragment) else ""
    return str(url.href)


def is_root(address: str) -> bool:
    """Tell whether the address is a site's front page."""
    url = ada_url.URL(address)
    return str(url.pathname) in ("", "/") and not url.search


def _is_tracker(pair: tuple[str, str]) -> bool:
    name, value = pair
    return bool(_TRACKER.match(name)) or (name == "amp" and value in ("", "1", "true"))


def is_same_origin_path(target: str) -> bool:
    """Tell whether `target` is a path on this very site, safe to redirect to after a log-in."""
    if not target.startswith("/") or len(target) > MAX_LENGTH or _CONTROL.search(target):
        return False
    probe = "https://origin.invalid"
    joined = join(probe, target)
    return (
        joined is not None
        and host_of(joined) == "origin.invalid"
        and target[1:2] not in ("/", "\\")
    )

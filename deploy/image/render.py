"""What the operator's settings say to nginx, rendered at the start into small files it includes."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from devket.settings.model import Settings

PUBLIC = "public"  # the one folder of the collected files that anybody may read


def render(settings: Settings, folder: Path) -> None:
    """Write the files that nginx.conf includes."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "trust.conf": _trust(settings),
        "metrics.conf": _metrics(settings),
        "static.conf": _static(settings),
        "media.conf": f"alias {_quoted(str(settings.data / 'media'))}/;\n",
        "server.conf": "",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def _trust(settings: Settings) -> str:
    proxies = [str(ipaddress.ip_network(one, strict=False)) for one in settings.trusted_proxies]
    lines = [f"set_real_ip_from {proxy};" for proxy in proxies]
    if proxies:
        lines += ["real_ip_header X-Forwarded-For;", "real_ip_recursive on;"]
    lines += ["geo $realip_remote_addr $from_proxy {", "    default 0;"]
    lines += [f"    {proxy} 1;" for proxy in proxies] + ["}"]
    strict = "max-age=31536000" if settings.is_on_tls else ""
    lines += [f'map "" $strict_transport {{ default "{strict}"; }}']
    return "\n".join(lines) + "\n"


def _metrics(settings: Settings) -> str:
    allowed = [str(ipaddress.ip_network(one, strict=False)) for one in settings.metrics_allow]
    return "\n".join([*(f"allow {one};" for one in allowed), "deny all;"]) + "\n"


def _static(settings: Settings) -> str:
    root = settings.static_root
    if root is None or not (root / PUBLIC).is_dir():
        return "proxy_pass http://app;\nproxy_set_header Host $http_host;\n"
    lines = [
        f"alias {_quoted(str(root / PUBLIC))}/;",
        "gzip_static on;",
        "brotli_static on;",
        "gzip_vary on;",
        "include /app/deploy/image/headers.conf;",
        "add_header Cache-Control $static_caching;",
    ]
    elsewhere = public_address(settings)
    if elsewhere:
        # What must come from the own origin is here; all else, and older releases', is there.
        lines += ["try_files $uri @elsewhere;"]
    return "\n".join(lines) + "\n"


def public_address(settings: Settings) -> str:
    """Return where static files are read from when not from here; else an empty string."""
    if settings.static != "s3":
        return ""
    if settings.s3_public_url:
        return settings.s3_public_url
    if settings.s3_endpoint_url:
        return f"{settings.s3_endpoint_url}/{settings.s3_bucket}"
    return f"https://{settings.s3_bucket}.s3.{settings.s3_region}.amazonaws.com"


def _quoted(text: str) -> str:
    if any(mark in text for mark in '"\\$\n;{}'):
        raise ValueError(f"nginx cannot be told of {text}: use a name without \" \\ $ ; {{ }}")
    return f'"{text}"' if " " in text else text

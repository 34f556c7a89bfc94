"""What the operator's settings say to nginx, rendered at the start into small files it includes."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from devket.settings.model import Settings

PUBLIC = "public"  # the one folder of the collected files that anybody may read


def render(settings: Settings, folder: Path, *, static_address: str = "") -> None:
    """Write the files that nginx.conf includes.

    `static_address` is where static files are read from when not from here; ends in a slash.
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "trust.conf": _trust(settings),
        "metrics.conf": _metrics(settings),
        "static.conf": _static(settings.static_root),
        "media.conf": f"alias {_quoted(str(settings.data / 'media'))}/;\n",
        "server.conf": _elsewhere(static_address),
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


def _static(root: Path | None) -> str:
    """What is collected comes from the folder; anything else is for `@elsewhere`."""
    if root is None or not (root / PUBLIC).is_dir():
        return "proxy_pass http://app;\nproxy_set_header Host $http_host;\n"
    lines = (
        f"alias {_quoted(str(root / PUBLIC))}/;",
        "gzip_static on;",
        "brotli_static on;",
        # All files of the image have one date, so an answer's date and tag would tell nothing.
        "etag off;",
        "if_modified_since off;",
        'add_header Last-Modified "";',
        "include /app/deploy/image/headers.conf;",
        "add_header Cache-Control $static_caching;",
        "try_files $uri @elsewhere;",
    )
    return "\n".join(lines) + "\n"


def _elsewhere(address: str) -> str:
    """Older releases' files are where they were collected to; without such a place nowhere."""
    redirect = ""
    if address:
        redirect = f"if ($uri ~ ^/static/(?<path>.+)$) {{ return 302 {_quoted(address)}$path; }}"
    return f"""location @elsewhere {{
    include /app/deploy/image/headers.conf;
    add_header Cache-Control "public, max-age=300";
    {redirect}
    return 404;
}}
"""


def _quoted(text: str) -> str:
    if any(mark in text for mark in '"\\$\n;{}'):
        raise ValueError(f'nginx cannot be told of {text}: use a name without " \\ $ ; {{ }}')
    return f'"{text}"' if " " in text else text

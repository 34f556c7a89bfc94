"""A real nginx before a running Devket, which answers `/static/` itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import end, wait_until
from tests.support.tools import missing

CONF = """
{user}
worker_processes 1;
pid {folder}/pid;
events {{ worker_connections 256; }}
http {{
    include /etc/nginx/mime.types;
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location /static/ {{
            alias {public}/;
            gzip_static on;
            add_header X-Answered-By nginx;
            add_header X-Content-Type-Options nosniff;
            add_header Cross-Origin-Resource-Policy same-origin;
            add_header Cache-Control "public, max-age=31536000, immutable";
        }}
        location / {{
            proxy_pass http://127.0.0.1:{behind};
            proxy_set_header Host $http_host;
        }}
    }}
}}
"""


@contextmanager
def nginx_before(behind: int, *, port: int, public: Path, folder: Path) -> Iterator[None]:
    """Run nginx at one port before an app at another, for the block's time."""
    command = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if command is None:
        missing("this test needs nginx: install the package nginx")
    folder.mkdir()
    user = "user root;" if os.geteuid() == 0 else ""  # else the test's folders are closed to it
    conf = CONF.format(user=user, folder=folder, port=port, public=public, behind=behind)
    (folder / "nginx.conf").write_text(conf, encoding="utf-8")
    log = folder / "error.log"
    process = subprocess.Popen(
        [str(command), "-e", str(log), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"],
        start_new_session=True,
    )
    try:
        wait_until(lambda: _listens(port), seconds=20, told=f"nginx does not listen, see {log}")
        yield
    finally:
        end(process)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

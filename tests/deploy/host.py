"""A server as deploy/README.md makes one, on loopback: sshd, a registry, nginx with TLS, docker.

All of it lives in one folder under keys and certificates of its own, and ends with the block.
"""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import trustme

from tests.support.processes import ROOT, end, free_port, wait_until
from tests.support.tools import shared_tool

NAME = "localhost"
SSHD, NGINX, REGISTRY = "/usr/sbin/sshd", "/usr/sbin/nginx", "docker-registry"


@dataclass(slots=True)
class Host:
    """The server: where its parts listen, and how to deliver to it."""

    folder: Path
    name: str = "devket-delivery"
    subnet: str = "172.30.78.0/24"
    ssh_port: int = field(default_factory=free_port)
    registry_port: int = field(default_factory=free_port)
    edge_port: int = field(default_factory=free_port)
    blue_port: int = field(default_factory=free_port)
    green_port: int = field(default_factory=free_port)

    @property
    def home(self) -> Path:
        """What is /srv/devket elsewhere."""
        return self.folder / "srv"

    @property
    def base(self) -> str:
        """The address at which people reach it."""
        return f"https://{NAME}:{self.edge_port}"

    @property
    def trusted(self) -> Path:
        """The file of all authorities that are trusted here: the machine's and the test's."""
        return self.folder / "ca.pem"

    def environment(self) -> dict[str, str]:
        """Return the environment in which docker is podman and the test's authority is trusted."""
        own = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "SSL_CERT_FILE": str(self.trusted),
            "CURL_CA_BUNDLE": str(self.trusted),
        }
        return {**os.environ, **own}

    def docker(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run docker."""
        return self.run(["docker", *words], check=check)

    def run(
        self, words: Sequence[str], *, check: bool = True, extra: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a command in this environment; a failure that is not expected tells all."""
        ended = subprocess.run(
            [*words], env={**self.environment(), **(extra or {})}, capture_output=True, text=True,
            check=False, timeout=300, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert not check or ended.returncode == 0, f"{words}\n{ended.stdout}\n{ended.stderr}"
        return ended

    def deploy_sh(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run deploy.sh as the operator does: on the server, over ssh."""
        command = f"DEVKET_HOME={self.home} {self.home}/deploy.sh {' '.join(words)}"
        return self.run([*self.ssh(), command], check=False)

    def ssh(self) -> list[str]:
        """Return the command that logs in."""
        return [
            "ssh", "-F", "none", "-p", str(self.ssh_port), "-i", str(self.folder / "user_key"),
            "-o", f"UserKnownHostsFile={self.folder / 'known_hosts'}",
            "-o", "StrictHostKeyChecking=yes", "-o", "BatchMode=yes", "root@127.0.0.1",
        ]  # fmt: skip

    def settings(self, **values: str) -> str:
        """Return the text of the settings that are delivered."""
        own = {
            "DEVKET_BASE_URL": self.base,
            "DEVKET_SECRET_KEY": "a key for tests only, $with 'signs",
            "DEVKET_TRUSTED_PROXIES": self.subnet,
            "DEVKET_WEB_WORKERS": "1",
        }
        return "\n".join(f"{name}={value}" for name, value in {**own, **values}.items())

    def delivery(self, image: str, **settings: str) -> dict[str, str]:
        """Return what the workflow sets for deploy/deliver.sh."""
        return {
            "IMAGE": image,
            "DEPLOY_HOST": "127.0.0.1",
            "DEPLOY_PORT": str(self.ssh_port),
            "DEPLOY_USER": "root",
            "DEPLOY_KEY": (self.folder / "user_key").read_text(),
            "DEPLOY_HOST_KEY": " ".join((self.folder / "host_key.pub").read_text().split()[:2]),
            "DEVKET_ENV": self.settings(**settings),
            "DEVKET_HOME": str(self.home),
        }

    def deliver(self, delivery: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run deploy/deliver.sh as the workflow does."""
        return self.run([str(ROOT / "deploy" / "deliver.sh")], check=False, extra=delivery)

    def ask(self, path: str) -> tuple[int, str, bytes]:
        """Ask the edge for a page; return status, the slot that answered, and the body."""
        trust = ssl.create_default_context(cafile=str(self.trusted))
        with urllib.request.urlopen(self.base + path, context=trust, timeout=20) as answer:
            return answer.status, answer.headers["X-Devket-Slot"], answer.read()


@contextmanager
def running_host(
    name: str = "devket-delivery", *, subnet: str = "172.30.78.0/24"
) -> Iterator[Host]:
    """Make the server, and take away all that it made and started."""
    # Elsewhere than the run's folder: sshd and nginx want a path that others may walk through.
    host = Host(Path(tempfile.mkdtemp(prefix="devket-host-")), name, subnet)
    host.folder.chmod(0o755)
    started: list[subprocess.Popen[bytes]] = []
    try:
        _lay_out(host)
        for command in (_sshd(host), _registry(host), _edge(host)):
            started.append(_start(host, command))
        ports = (host.ssh_port, host.registry_port, host.edge_port)
        log = host.folder / "log.txt"
        wait_until(lambda: all(map(_listens, ports)), seconds=20, told=f"see {log}")
        yield host
    finally:
        _clear_away(host)
        for process in started:
            end(process)
        shutil.rmtree(host.folder, ignore_errors=True)


def _lay_out(host: Host) -> None:
    folder = host.folder
    (folder / "bin").mkdir()
    (folder / "bin" / "docker").symlink_to(shared_tool("podman-here.sh"))
    host.home.mkdir(mode=0o751)
    host.home.chmod(0o751)
    for name in ("host_key", "user_key"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True
        )
    key = (folder / "host_key.pub").read_text()
    (folder / "known_hosts").write_text(f"[127.0.0.1]:{host.ssh_port} {key}")
    authority = trustme.CA()
    machine = Path(os.environ.get("SSL_CERT_FILE") or "/etc/ssl/certs/ca-certificates.crt")
    known = machine.read_bytes() if machine.exists() else b""
    host.trusted.write_bytes(known + authority.cert_pem.bytes())
    issued = authority.issue_cert(NAME, "127.0.0.1")
    issued.private_key_pem.write_to_path(folder / "privkey.pem")
    for number, part in enumerate(issued.cert_chain_pems):
        part.write_to_path(folder / "fullchain.pem", append=number > 0)
    (host.home / "deploy.conf").write_text(
        f"NAME={host.name}\nBLUE_PORT={host.blue_port}\nGREEN_PORT={host.green_port}\n"
        f"READY_SECONDS=90\nSUBNET={host.subnet}\n"
        f"SSL_CERT_FILE={host.trusted}\nCURL_CA_BUNDLE={host.trusted}\n"
    )


def _sshd(host: Host) -> list[str]:
    Path("/run/sshd").mkdir(exist_ok=True)
    (host.folder / "sshd_config").write_text(
        f"Port {host.ssh_port}\nListenAddress 127.0.0.1\nHostKey {host.folder / 'host_key'}\n"
        f"AuthorizedKeysFile {host.folder / 'user_key.pub'}\nPidFile none\nStrictModes no\n"
        "PermitRootLogin prohibit-password\nPasswordAuthentication no\nUsePAM no\n"
        f"SetEnv PATH={host.environment()['PATH']}\n"
    )
    return [SSHD, "-D", "-e", "-f", str(host.folder / "sshd_config")]


def _registry(host: Host) -> list[str]:
    (host.folder / "registry.yml").write_text(
        "version: 0.1\nlog: {level: warn}\n"
        f"storage: {{filesystem: {{rootdirectory: {host.folder / 'registry'}}}}}\n"
        f"http:\n  addr: 127.0.0.1:{host.registry_port}\n  tls:\n"
        f"    certificate: {host.folder / 'fullchain.pem'}\n"
        f"    key: {host.folder / 'privkey.pem'}\n"
    )
    return [REGISTRY, "serve", str(host.folder / "registry.yml")]


def _edge(host: Host) -> list[str]:
    """The very file that the README has people install, on other ports and paths."""
    text = (ROOT / "deploy" / "host" / "nginx-https.conf").read_text()
    for there, here in (
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 443", f"listen 127.0.0.1:{host.edge_port}"),
        ("/etc/letsencrypt/live/devket.example.org", str(host.folder)),
        ("devket.example.org", NAME),
        ("/srv/devket", str(host.home)),
        ("8081", str(host.blue_port)),
        ("8082", str(host.green_port)),
    ):
        assert there in text, there
        text = text.replace(there, here)
    (host.folder / "site.conf").write_text(text)
    (host.folder / "nginx.conf").write_text(
        f"daemon off; pid {host.folder}/nginx.pid; error_log stderr warn;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ access_log {host.folder}/access.log; include {host.folder}/site.conf; }}\n"
    )
    return [NGINX, "-e", "stderr", "-c", str(host.folder / "nginx.conf")]


def _start(host: Host, command: list[str]) -> subprocess.Popen[bytes]:
    with (host.folder / "log.txt").open("ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _clear_away(host: Host) -> None:
    for slot in ("blue", "green", "once"):
        ids = host.docker("ps", "-aq", "--filter", f"name={host.name}-{slot}", check=False).stdout
        if ids.split():
            host.docker("rm", "-f", "-t", "0", *ids.split(), check=False)
    host.docker("volume", "rm", "-f", f"{host.name}-data", check=False)
    host.docker("network", "rm", host.name, check=False)
    made = host.docker("images", "-q", f"127.0.0.1:{host.registry_port}/devket", check=False)
    if made.stdout.split():
        host.docker("rmi", "-f", *set(made.stdout.split()), check=False)

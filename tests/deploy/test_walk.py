"""deploy/README.md followed literally on a server of the test's own.

What this machine cannot be is stood in for and noted: the package manager, users, the firewall,
systemd, and the certificate authority, which is the test's own. All else is run as it is written.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import pytest

from tests.deploy.host import NAME, Host, running_host
from tests.deploy.releases import release
from tests.support.processes import ROOT

pytestmark = pytest.mark.timeout(600)
README = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
POLICIES = sorted((ROOT / "deploy" / "aws").glob("*.json"))
COMMANDS = "apt-get useradd usermod chown ufw git"


def blocks(kind: str) -> list[str]:
    """Return the blocks of one kind, in order."""
    return re.findall(rf"^```bash {kind}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def block(beginning: str) -> str:
    """Return the server's block that holds these words."""
    (found,) = [text for text in blocks("server") if beginning in text]
    return found


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """A server with sshd, a registry and nginx, and what stands in for the rest."""
    with running_host("devket-walk", subnet="172.30.81.0/24") as made:
        bin_ = made.folder / "bin"
        for name in COMMANDS.split():
            _script(bin_ / name, f'echo "{name} $*" >>{made.folder}/stood-in')
        _script(bin_ / "su", 'exec bash -c "$3"')
        _script(bin_ / "systemctl", f'echo "systemctl $*" >>{made.folder}/stood-in')
        real_install = (
            'a=(); while (($#)); do case $1 in -o|-g) shift 2;; *) a+=("$1"); shift;; esac; done'
        )
        _script(bin_ / "install", f'{real_install}; exec /usr/bin/install "${{a[@]}}"')
        for folder in ("etc/nginx/conf.d", "etc/systemd/system", "var/www"):
            (made.folder / folder).mkdir(parents=True)
        yield made


def _script(path: Path, text: str) -> None:
    path.write_text(f"#!/usr/bin/env bash\n{text}\n")
    path.chmod(0o755)


def follow(host: Host, text: str, image: str = "") -> subprocess.CompletedProcess[str]:
    """Run a block over ssh as it is written, but for paths and ports of this server."""
    for there, here in (
        ("/srv/devket", str(host.home)),
        ("/usr/local/src/devket", str(ROOT)),
        ("/etc/", f"{host.folder}/etc/"),
        ("/var/www", f"{host.folder}/var/www"),
        ("https://$DEVKET_NAME", host.base),
    ):
        text = text.replace(there, here)
    words = f"export DEVKET_NAME={NAME} DEVKET_HOME={host.home} IMAGE={image}\nset -e\n{text}"
    env = f"CURL_CA_BUNDLE={host.trusted}"
    return host.run([*host.ssh(), f"{env} bash -c {shlex.quote(words)}"], check=False)


def test_the_server_is_laid_out_deployed_to_and_backed_up_as_written(
    host: Host, image: str
) -> None:
    named = release(host, image, "walked")
    laid_out = follow(host, block("install -d -m 751"))
    assert laid_out.returncode == 0, laid_out.stderr
    deployed = follow(host, _with_settings(host, block("deploy.sh deploy")), named)
    assert deployed.returncode == 0, deployed.stdout + deployed.stderr
    assert re.search(r"^serves   \S+ \(blue, .*\): ready$", deployed.stdout, re.MULTILINE)
    assert '"ok"' in deployed.stdout.splitlines()[-1]
    backed_up = follow(host, block("devket-backup.timer"))
    assert backed_up.returncode == 0, backed_up.stderr
    assert re.search(r"^backup: .*/devket-[0-9-]+\.backup\.gz \(", backed_up.stdout, re.MULTILINE)
    (kept,) = (host.home / "backups" / "daily").iterdir()
    subprocess.run(["gzip", "-t", str(kept)], check=True)


def _with_settings(host: Host, text: str) -> str:
    """The name of the test's server has a port, which nobody else's has."""
    return text.replace('$DEVKET_NAME/" deploy/host', f'{NAME}:{host.edge_port}/" deploy/host')


@pytest.mark.parametrize("line", [x for b in blocks("aws") for x in b.splitlines() if "aws " in x])
def test_every_command_of_aws_exists_with_every_option(line: str) -> None:
    match = re.search(r"\baws (?:([a-z0-9]+) (wait )?([a-z-]+))(.*)", line)
    assert match, line
    service, is_waiting, action, rest = match.groups()
    model = botocore.session.get_session().get_service_model(service.replace("s3api", "s3"))
    if is_waiting:
        action = "describe-db-instances"
    operation = {_dashed(name): name for name in model.operation_names}[action]
    shape = model.operation_model(operation).input_shape
    known = {_dashed(name) for name in shape.members} if shape else set()
    options = set(re.findall(r"--([a-z0-9-]+)", rest.split("$(")[0])) - {"query", "output"}
    # The command line's own forms of parameters of the API.
    options -= {"protocol", "port", "cidr", "source-group", "description"}
    options = {option.removeprefix("no-") for option in options}
    assert options - known - {"group-name"} == set()


def _dashed(name: str) -> str:
    name = re.sub(r"(IDs|ACLs|IPs)", lambda found: found.group().capitalize(), name)
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1-\2", name)
    return (
        re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", name)
        .lower()
        .replace("open-idconnect", "open-id-connect")
    )


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_policy_is_narrow(path: Path) -> None:
    for statement in json.loads(path.read_text()).get("Statement", []):
        actions = (
            statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        )
        if statement["Effect"] == "Allow":
            assert not [action for action in actions if "*" in action]
            assert statement.get("Resource") != "*"

"""deploy.sh and deliver.sh for real: over sshd, from a registry, behind nginx, while people ask."""

from __future__ import annotations

import fcntl
import re
import time
from collections.abc import Iterator

import pytest

from tests.deploy.host import Host, running_host
from tests.deploy.load import Load, under_load
from tests.deploy.releases import SICK, UNMIGRATED, head_of, release

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def host(image: str) -> Iterator[Host]:
    """A server on which the first release serves."""
    with running_host() as made:
        done = made.deliver(made.delivery(release(made, image, "first")))
        assert done.returncode == 0, done.stdout + done.stderr
        yield made


def served(host: Host) -> str:
    """Return the name of the release that serves, as `status` tells it."""
    told = host.deploy_sh("status")
    assert told.returncode == 0, told.stderr
    match = re.search(r"^serves   (\S+) \(\w+, 127\.0\.0\.1:\d+\): ready$", told.stdout, re.M)
    assert match, told.stdout
    return match.group(1)


def containers(host: Host) -> list[str]:
    """Return the names of this server's containers, running or not."""
    told = host.docker("ps", "-a", "--format", "{{.Names}}", "--filter", f"name={host.name}")
    return told.stdout.split()


def assert_nobody_was_let_down(load: Load) -> None:
    """Every single request was answered well."""
    assert load.requests > 100, load.told
    assert load.failed == 0, load.told


def test_a_delivery_is_a_switch_that_nobody_notices(host: Host, image: str) -> None:
    before, next_one = served(host), release(host, image, "good")
    with under_load(f"{host.base}/login") as load:
        done = host.deliver(host.delivery(next_one))
        time.sleep(3)
    assert done.returncode == 0, done.stdout + done.stderr
    print(f"{done.stdout.splitlines()[-1]}; {load.failed} of {load.requests} requests failed")
    assert_nobody_was_let_down(load)
    after = served(host)
    assert after != before
    assert next_one[-64:][:12] in after or after.endswith(next_one[-12:])
    assert len(containers(host)) == 1, "the old one is gone"
    assert (host.home / "backups" / after).stat().st_size > 0
    assert not list(host.home.glob("incoming.*")), "what was sent is not left lying about"


def test_a_release_that_never_gets_healthy_leaves_the_old_one_serving(
    host: Host, image: str
) -> None:
    before = served(host)
    sick = release(host, image, "sick", SICK)
    conf = host.home / "deploy.conf"
    patient = conf.read_text()
    conf.write_text(f"{patient}READY_SECONDS=12\n")
    with under_load(f"{host.base}/login") as load:
        done = host.deliver(host.delivery(sick))
    conf.write_text(patient)
    assert done.returncode == 1
    assert "not ready within 12 s: its last lines are above" in done.stderr
    assert "this release cannot serve" in done.stderr, "its log is shown"
    assert f"Nothing has changed: {before} serves." in done.stderr
    assert_nobody_was_let_down(load)
    assert served(host) == before
    assert len(containers(host)) == 1
    assert not list((host.home / "releases").glob(f"*-{sick[-12:]}"))
    assert "failed" in (host.home / "deploy.log").read_text().splitlines()[-1]


def test_a_migration_that_fails_changes_nothing(host: Host, image: str) -> None:
    before = served(host)
    bad = release(host, image, "unmigrated", UNMIGRATED, head=head_of())
    with under_load(f"{host.base}/login") as load:
        done = host.deliver(host.delivery(bad))
    assert done.returncode == 1
    assert "deploy.sh: the migration failed, nothing was switched: see above" in done.stderr
    assert "a_table_that_is_not_there" in done.stderr
    assert_nobody_was_let_down(load)
    assert served(host) == before


def test_a_rollback_brings_back_the_image_and_its_settings(host: Host, image: str) -> None:
    before = served(host)
    done = host.deliver(host.delivery(release(host, image, "closed"), DEVKET_SIGNUP="closed"))
    assert done.returncode == 0, done.stderr
    with under_load(f"{host.base}/login") as load:
        back = host.deploy_sh("rollback")
        time.sleep(2)
    assert back.returncode == 0, back.stderr
    assert f"{before} serves" in back.stdout
    assert "the database was left as it is" in back.stdout
    assert_nobody_was_let_down(load)
    assert served(host) == before
    (only,) = containers(host)
    settings = host.docker("inspect", "--format", "{{.Config.Env}}", only).stdout
    assert "DEVKET_SIGNUP=closed" not in settings


def test_a_rollback_does_not_come_back_to_what_was_left(host: Host, image: str) -> None:
    """It goes on to the one before, and says so when there is none."""
    good = served(host)
    done = host.deliver(host.delivery(release(host, image, "badidea")))
    assert done.returncode == 0, done.stderr
    assert host.deploy_sh("rollback").returncode == 0
    assert served(host) == good
    for _ in range(3):
        last = host.deploy_sh("rollback")
    assert last.returncode == 66
    assert last.stderr.strip() == (
        "deploy.sh: there is no such release to go back to: see deploy.sh status"
    )


def test_two_deployments_at_once_are_refused(host: Host) -> None:
    with (host.home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = host.deploy_sh("rollback")
    assert refused.returncode == 75
    assert refused.stderr == (
        "deploy.sh: another deployment is under way: wait for it (deploy.sh status)\n"
    )


def test_a_server_with_another_key_is_refused_before_anything_is_sent(
    host: Host, image: str
) -> None:
    before = served(host)
    stranger = " ".join((host.folder / "user_key.pub").read_text().split()[:2])
    one = {**host.delivery(current_image(host)), "DEPLOY_HOST_KEY": stranger}
    refused = host.deliver(one)
    assert refused.returncode == 255
    assert "Host key verification failed" in refused.stderr
    assert served(host) == before


def current_image(host: Host) -> str:
    """Return the image that serves."""
    return (host.home / "current" / "image").read_text().strip()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("deploy", "devket:latest"), 64, "name the image with its digest"),
        (("deploy", f"127.0.0.1:1/none@sha256:{'0' * 64}"), 69, "cannot be pulled"),
        (("rollback", "19990101T000000Z-000000000000"), 66, "no such release to go back to"),
        (("roll",), 64, "deploy.sh status"),
    ],
)
def test_a_wrong_word_is_told_in_one_line(
    host: Host, words: tuple[str, ...], status: int, told: str
) -> None:
    refused = host.deploy_sh(*words)
    assert refused.returncode == status, refused.stderr
    assert told in refused.stderr
    assert "line " not in refused.stderr, "no complaint of the shell itself"


def test_an_edge_that_does_not_switch_is_found_out_and_nothing_lost(host: Host, image: str) -> None:
    """nginx may not look into the folder: it would go on handing out the old release."""
    before, next_one = served(host), release(host, image, "unseen")
    edge = host.home / "edge"
    edge.chmod(0o700)
    is_blue = not (edge / "green").exists()
    try:
        with under_load(f"{host.base}/login") as load:
            done = host.deliver(host.delivery(next_one))
    finally:
        edge.chmod(0o755)
    if is_blue:
        assert done.returncode == 1
        assert "the edge does not hand out the new release" in done.stderr
        assert served(host) == before
        assert_nobody_was_let_down(load)


def test_only_the_last_three_releases_and_their_images_are_kept(host: Host, image: str) -> None:
    for number in range(4):
        done = host.deliver(host.delivery(release(host, image, f"kept{number}")))
        assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (host.home / "releases").iterdir())
    assert len(names) == 3
    repository = f"127.0.0.1:{host.registry_port}/devket"
    images = host.docker("images", "-q", repository).stdout.split()
    assert len(set(images)) == 3
    assert len(list((host.home / "backups").iterdir())) == 3


def test_without_an_edge_the_old_one_is_stopped_first_and_comes_back_if_need_be(
    image: str,
) -> None:
    with running_host("devket-alone", subnet="172.30.79.0/24") as alone:
        conf = alone.home / "deploy.conf"
        conf.write_text(f"{conf.read_text()}EDGE=none\n")
        for tag in ("one", "two"):
            done = alone.deliver(alone.delivery(release(alone, image, tag)))
            assert done.returncode == 0, done.stderr
        second = served(alone)
        patient = conf.read_text()
        conf.write_text(f"{patient}READY_SECONDS=25\n")
        sick = alone.deliver(alone.delivery(release(alone, image, "sick", SICK)))
        conf.write_text(patient)
        assert sick.returncode == 1, sick.stdout
        assert f"Nothing has changed: {second} serves." in sick.stderr
        assert served(alone) == second
        assert alone.deploy_sh("rollback").returncode == 0
        assert served(alone) < second
        assert len(containers(alone)) == 1

"""The image: what it weighs, as whom it runs, what it needs, what replaces what it does."""

from __future__ import annotations

import json
import re
from time import monotonic

import pytest

from deploy.image.size import ADDED, PULLED, Weight
from devket import __version__
from devket.library.views.handing import save_page
from tests.deploy.visitor import Visitor
from tests.support.containers import HELD_TIGHT, Container, container, docker, once
from tests.support.processes import ROOT

# What is promised, and what a test allows on a machine that does other things as well.
FIRST_ANSWER, PATIENCE = 4.0, 3.0  # seconds, times
IDLE = 200.0  # MiB


@pytest.fixture(scope="module")
def weight(image: str, tmp_path_factory: pytest.TempPathFactory) -> Weight:
    """Return what the image weighs."""
    archive = tmp_path_factory.mktemp("saved") / "image.tar"
    assert docker("save", "-o", str(archive), image, seconds=120).returncode == 0
    return Weight(archive)


def test_the_image_keeps_to_its_budget(weight: Weight) -> None:
    assert weight.added <= ADDED, weight.unpacked
    assert weight.pulled <= PULLED, weight.packed


def test_a_release_that_changes_one_part_pulls_little(weight: Weight) -> None:
    assert len(weight.app_layers) >= 8
    code = weight.app_layers[2:]  # after static files and the pages of the demo
    assert max(code) <= 200_000, code


def test_it_says_what_it_is(image: str) -> None:
    told = json.loads(docker("image", "inspect", image).stdout)[0]["Config"]
    assert told["User"] == "10001:10001"
    assert told["ExposedPorts"] == {"8080/tcp": {}}
    assert list(told["Volumes"]) == ["/data"]
    assert told["Labels"]["org.opencontainers.image.version"] == __version__
    assert "org.opencontainers.image.revision" in told["Labels"]
    assert told.get("StopSignal", "SIGTERM") in ("SIGTERM", "15")


def test_the_first_page_comes_soon_on_an_empty_volume(image: str) -> None:
    begun = monotonic()
    with container(image) as running:
        while not running.is_answering("/"):
            assert monotonic() - begun < FIRST_ANSWER * PATIENCE, running.logs()
        print(f"first 200 after {monotonic() - begun:.2f} s")


def test_it_is_held_tight_and_small(devket: Container) -> None:
    assert devket.memory() <= IDLE
    assert devket.run("id", "-u").stdout.strip() == "10001"
    assert devket.run("touch", "/app/x").returncode != 0
    assert devket.run("sh", "-c", "grep CapEff /proc/1/status").stdout.split()[1].strip("0") == ""


@pytest.mark.parametrize("user", ["4242:0", "0:0", "65534:65534"])
def test_it_runs_as_any_user(image: str, user: str) -> None:
    with container(image, *HELD_TIGHT, "--user", user) as running:
        running.wait_until_ready()
        assert running.run("flask", "check").returncode == 0


def test_commands_work_beside_what_serves(devket: Container) -> None:
    create = ("flask", "user", "create", "ann@devket.test", "--username", "ann", "--password-stdin")
    done = devket.run(*create, feed="correct horse battery")
    assert done.returncode == 0, done.stderr
    checked = devket.run("flask", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_commands_replace_what_serves(image: str) -> None:
    status, told = once(image, "flask", "db", "upgrade")
    assert (status, "migrated up to" in told) == (0, True)
    status, told = once(image, "flask", "check")
    assert (status, "the database is at None" in told) == (1, True)
    assert once(image, "sh", "-c", "exit 5")[0] == 5


def test_the_demos_pictures_are_sent_by_nginx_to_those_who_keep_them(image: str) -> None:
    with container(image, *HELD_TIGHT) as running:
        running.wait_until_ready()
        done = running.run("flask", "demo")
        assert done.returncode == 0, done.stderr
        assert "demo@devket.test" in done.stdout
        visitor = Visitor(running.base)
        visitor.log_in("demo", "devket-demo")
        named = re.search(r"/media/images/[0-9a-f]{64}", visitor.get("/saves").data.decode())
        assert named
        answer = visitor.get(named[0])
        assert (answer.status, answer.headers["Content-Type"][:6]) == (200, "image/")
        assert int(answer.headers["Content-Length"]) == len(answer.data) > 100
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        # As the app has it: nginx would send none, and the app's answer has no body.
        assert answer.headers.getlist("Content-Security-Policy") == ["default-src 'none'; sandbox"]
        assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
        assert "X-Accel-Redirect" not in answer.headers
        assert Visitor(running.base).get(named[0]).status == 302


def test_the_pages_of_every_language_of_the_app_can_be_made(devket: Container) -> None:
    code = (
        "from babel import Locale; from devket.web.i18n import LANGUAGES;"
        "print(sorted(Locale(one).languages['fr'] for one in LANGUAGES))"
    )
    assert devket.run("python", "-c", code).stdout.strip() == "['French', '프랑스어']"


def test_what_was_trimmed_is_missed_by_nobody(devket: Container) -> None:
    code = (
        "import boto3, botocore.session, flask_admin, sqlalchemy.dialects.postgresql, pytz;"
        "from PIL import features, Image, ImageOps; import pi_heif;"
        "keys = dict(region_name='us-east-1', aws_access_key_id='a', aws_secret_access_key='b');"
        "[boto3.client(name, **keys) for name in ('s3', 'sts', 'rds')];"
        "pytz.timezone('Asia/Seoul');"
        "print(all(features.check(name) for name in ('avif', 'webp', 'jpg', 'zlib', 'littlecms2')))"
    )
    done = devket.run("python", "-c", code)
    assert done.stdout.strip() == "True", done.stderr


def test_health_is_of_the_container_not_of_its_database(devket: Container) -> None:
    done = devket.run("healthcheck")
    assert done.returncode == 0, done.stdout


def test_nginx_lets_through_as_much_as_the_largest_view_takes() -> None:
    size = getattr(save_page, "takes_up_to")  # noqa: B009  # set on a function, unknown to types
    told = (ROOT / "nginx.conf").read_text(encoding="utf-8")
    assert f"client_max_body_size {size // 1024}k;" in told

"""Releases of Devket in the host's own registry: a good one, and those that go wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.deploy.host import Host
from tests.support.processes import ROOT

# Lines on top of the image, each the smallest change that makes a release go wrong for real.
SICK = 'CMD ["sh", "-c", "echo this release cannot serve >&2; sleep 1; exit 70"]'
UNMIGRATED = "COPY fails.py /app/migrations/versions/zzzz_fails.py"
FAILS = '''"""A migration that cannot succeed."""

from alembic import op

revision, down_revision = "zzzz_fails", "{head}"


def upgrade() -> None:
    op.execute("SELECT * FROM a_table_that_is_not_there")
'''


def head_of() -> str:
    """Return the newest revision of the migrations."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return str(ScriptDirectory.from_config(config).get_current_head())


def release(host: Host, image: str, tag: str, *lines: str, head: str = "") -> str:
    """Build a release over an image, push it, and return its name with its digest."""
    name = f"127.0.0.1:{host.registry_port}/devket:{tag}"
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        recipe = [f"FROM {image}", f"ENV DEVKET_TEST_RELEASE={tag}", *lines]
        (made / "Dockerfile").write_text("\n".join(recipe) + "\n")
        (made / "fails.py").write_text(FAILS.format(head=head))
        (made / "fails.py").chmod(0o644)
        host.docker("build", "-q", "-t", name, folder)
        told = made / "digest"
        host.docker("push", "-q", "--digestfile", str(told), name)
        digest = told.read_text().strip()
    # Gone from here, so that deploying pulls it.
    host.docker("rmi", name)
    return f"{name.rsplit(':', 1)[0]}@{digest}"

"""In the image's build: byte code for what is loaded, as a container can write none by itself.

`warm.py TARGET` imports all that the image's programs import, and compiles those modules into
TARGET as a tree to be laid over `/`. Byte code is never checked against the source's date, as
layers may rewrite dates. Of the largest libraries the sources of what is compiled are left out.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import py_compile
import re
import subprocess
import sys
from pathlib import Path

# What the programs load, beside what these import by themselves.
ENTRIES = (
    "devket.wsgi",
    "alembic.command",
    "deploy.image.serve",
    "boto3",
    "boto3.s3.inject",
    "flask.cli",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "huey.consumer",
    "logging.config",
    "redis",
    "sqlalchemy.dialects.postgresql.psycopg2",
    "sqlalchemy.dialects.sqlite.pysqlite",
    "supervisor.supervisord",
    "supervisor.supervisorctl",
)
APP = Path("/app")
_NO_DOCSTRINGS = 2  # nor assertions, as `python -OO` compiles
# Their byte code lies in the place of the source: 17 MB less, for lines that no traceback shows.
WITHOUT_SOURCES = re.compile(
    r"/site-packages/(?:alembic|apispec|babel|boto3|botocore|click|dateutil|flask|flask_smorest"
    r"|gunicorn|huey|idna|jinja2|mako|markdown_it|marshmallow|PIL|prometheus_client|pygments|redis"
    r"|s3transfer|segno|sqlalchemy|supervisor|urllib3|webargs|werkzeug|wtforms|yaml)/"
)
# Theirs are what `flask --help` says; those of the others take 8 MB of the memory of every process.
WITH_DOCSTRINGS = re.compile(r"/site-packages/(?:click|flask)/")


def main(target: Path) -> None:
    """Compile what is loaded into the tree, and the app beside its sources."""
    listing = [sys.executable, "-m", "deploy.image.warm", "--list"]
    names = subprocess.run(listing, check=True, stdout=subprocess.PIPE, text=True)
    sources = [Path(name) for name in names.stdout.splitlines()]
    for source in sources:
        if APP in source.parents:
            continue
        if WITHOUT_SOURCES.search(str(source)):
            made = target / source.with_suffix(".pyc").relative_to("/")
            is_told = WITH_DOCSTRINGS.search(str(source)) is not None
            _compile(source, made, source, optimize=0 if is_told else _NO_DOCSTRINGS)
            source.unlink()
        else:
            _compile(source, target / _cache(source).relative_to("/"), source)
    for folder in ("devket", "migrations", "deploy"):
        for source in sorted((APP / folder).rglob("*.py")):
            if source.name == "gunicorn.conf.py":
                continue  # an operator may lay another over it, which byte code would hide
            _compile(source, _cache(source), source)
    for path in [target, *target.rglob("*"), *APP.rglob("*")]:
        os.utime(path, (0, 0), follow_symlinks=False)
    print(f"byte code of {len(sources)} modules")


def loaded() -> list[str]:
    """Import every entry; return the sources of all modules that are there then, sorted."""
    os.environ |= {"DEVKET_DATA": "/tmp/build-data", "DEVKET_SECRET_KEY": "only-while-building"}
    for name in ENTRIES:
        importlib.import_module(name)
    # What the sandbox's helper loads, each language of code among it.
    importlib.import_module("devket.capture.sandbox.zygote")._load()
    highlight = importlib.import_module("devket.capture.highlight")
    for language in highlight.COMMON:
        highlight.warm(language)
    client = importlib.import_module("boto3").client
    client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    found = {getattr(module, "__file__", None) or "" for module in list(sys.modules.values())}
    return sorted(name for name in found if name.endswith(".py"))


def _cache(source: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(source)))


def _compile(source: Path, made: Path, told: Path, *, optimize: int = -1) -> None:
    made.parent.mkdir(parents=True, exist_ok=True)
    py_compile.compile(
        str(source),
        cfile=str(made),
        dfile=str(told),
        doraise=True,
        optimize=optimize,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )


if __name__ == "__main__":
    if sys.argv[1] == "--list":
        print("\n".join(loaded()))
    else:
        main(Path(sys.argv[1]))

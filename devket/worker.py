"""The worker process without the command line's weight: `python -m devket.worker`."""

from devket.app import create_app
from devket.web.cli import run_worker

with create_app().app_context():
    run_worker()

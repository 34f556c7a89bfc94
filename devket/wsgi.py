"""The web process: `gunicorn devket.wsgi:app`."""

from devket.app import create_app

app = create_app()

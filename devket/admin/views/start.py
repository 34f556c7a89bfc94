"""The start page: the state of this Devket at a glance."""

from __future__ import annotations

import platform
import shutil
from typing import Any

from flask_admin import AdminIndexView, expose

from devket import __version__
from devket.admin import presenters
from devket.admin.queries import figures
from devket.admin.views.gate import AdminPage
from devket.db import db
from devket.storage import LocalBlobs
from devket.web.parts import parts


class StartPage(AdminPage, AdminIndexView):  # type: ignore[misc]  # Flask-Admin ships no types
    """`/admin/`: figures that cost the same however much is kept."""

    def __init__(self, totals: figures.KeptTotals, **options: Any) -> None:
        self.totals = totals
        super().__init__(**options)

    @expose("/")
    def index(self) -> str:
        """People, saves, what waits and since when, storage, versions."""
        session, now = db.session(), parts().clock()
        totals, waiting = self.totals.get(session, now), figures.waiting(session, now)
        measured, uses = figures.measured_at(session), figures.use_by_kind(session)
        return self.show(
            "start",
            totals=totals,
            states=presenters.state_shares(totals),
            owed=presenters.counted(waiting.owed),
            overdue=presenters.counted(waiting.overdue) if waiting.overdue else "",
            since=presenters.moment(waiting.since, now) if waiting.since else None,
            queue=parts().queue.depth(),
            kinds=presenters.kind_shares(uses),
            size=presenters.size_of(sum(use.size for use in uses)) if measured else "–",
            free=free_space(),
            versions=_versions(figures.revision(session)),
        )


def free_space() -> str:
    """Return how much room the disk of the files has left, empty when it is not this machine's."""
    blobs = parts().blobs
    if not isinstance(blobs, LocalBlobs):
        return ""
    try:
        return presenters.size_of(shutil.disk_usage(blobs.root.parent).free)
    except OSError:
        return ""


def _versions(revision: str) -> list[tuple[str, str]]:
    dialect = db.engine.dialect
    numbers = getattr(dialect, "server_version_info", None) or ()
    if dialect.name == "sqlite":
        numbers = dialect.dbapi.sqlite_version_info if dialect.dbapi else ()
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(dialect.name, dialect.name)
    return [
        ("Devket", __version__),
        (name, ".".join(str(part) for part in numbers)),
        ("Alembic", revision),
        ("Python", platform.python_version()),
    ]

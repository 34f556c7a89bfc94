"""Storage: how much room kept files take, by kind and by person, as last measured."""

from __future__ import annotations

from flask import url_for
from flask_admin import expose
from flask_babel import gettext
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.admin import presenters, services
from devket.admin.jobs import measure_storage
from devket.admin.models import Act
from devket.admin.queries import figures
from devket.admin.views.gate import AdminPage
from devket.admin.views.start import free_space
from devket.db import db, run_after_commit
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast

MOST_PEOPLE = 25


class StoragePage(AdminPage):
    """`/admin/storage/`."""

    @expose("/")
    def index(self) -> str:
        """Show the use of storage."""
        session, now = db.session(), parts().clock()
        measured, uses = figures.measured_at(session), figures.use_by_kind(session)
        return self.show(
            "storage",
            measured=presenters.moment(measured, now) if measured else None,
            size=presenters.size_of(sum(use.size for use in uses)),
            kinds=presenters.kind_shares(uses),
            owners=presenters.owner_shares(figures.use_by_person(session, most=MOST_PEOPLE)),
            free=free_space(),
        )

    @expose("/measure", methods=("POST",))
    def measure(self) -> Response:
        """Have everything measured anew, in the background."""
        queue = parts().queue
        services.write(db.session(), Act.MEASURE, by=me(), clock=parts().clock)
        run_after_commit(db.session(), lambda: queue.enqueue(measure_storage))
        toast(gettext("The storage is being measured. Come back to this page in a while."))
        return go_to(url_for("admin_storage.index"))

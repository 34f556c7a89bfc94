"""Jobs: what is owed and overdue, why captures fail, and fetching them again in bounded numbers."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_admin import expose
from flask_babel import ngettext
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.admin import forms, presenters, services
from devket.admin.queries import figures, saves
from devket.admin.views.gate import AdminPage, too_little
from devket.capture.model import Reason
from devket.core.errors import InvalidError
from devket.db import db, run_after_commit
from devket.jobs import Queue
from devket.library.jobs import capture_save
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast


class JobsPage(AdminPage):
    """`/admin/jobs/`."""

    def __init__(self, totals: figures.KeptTotals, **options: Any) -> None:
        self.totals = totals
        super().__init__(**options)

    @expose("/")
    def index(self) -> str:
        """List what is owed, due first before, and why captures failed."""
        session, now = db.session(), parts().clock()
        page = saves.owed(session, after=request.args.get("after", ""))
        waiting = figures.waiting(session, now)
        return self.show(
            "jobs",
            rows=[presenters.save_row(owned, now) for owned in page.items],
            next_href=self.onward(page.next_cursor, "after"),
            owed=presenters.counted(waiting.owed),
            overdue=presenters.counted(waiting.overdue),
            since=presenters.moment(waiting.since, now) if waiting.since else None,
            queue=parts().queue.depth(),
            reasons=presenters.reason_shares(self.totals.get(session, now)),
            most=services.MOST_AT_ONCE,
        )

    @expose("/retry", methods=("POST",))
    def retry(self) -> Response:
        """Have the newest saves that failed for one reason fetched again."""
        reason = forms.word(Reason, request.form.get("reason"))
        if reason is None:
            raise InvalidError
        queue = parts().queue
        owed = services.retry_reason(db.session(), reason=reason, by=me(), clock=parts().clock)
        run_after_commit(db.session(), lambda: _send(queue, owed))
        told = ngettext(
            "%(num)s page is being fetched again.",
            "%(num)s pages are being fetched again.",
            len(owed),
        )
        toast(str(told) if owed else too_little())
        return go_to(url_for("admin_jobs.index"))


def _send(queue: Queue, save_ids: list[int]) -> None:
    for save_id in save_ids:
        queue.enqueue(capture_save, save_id)

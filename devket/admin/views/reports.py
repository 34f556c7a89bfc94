"""Reports: what is open, one with its copy beside the thing as it is now, and what is done."""

from __future__ import annotations

from flask import request, url_for
from flask_admin import expose
from flask_babel import gettext
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.admin import forms, presenters, services
from devket.admin.queries import reports
from devket.admin.views.gate import AdminPage
from devket.core.errors import ConflictError, ForbiddenError, NotFoundError
from devket.db import db
from devket.social.models import Outcome, Report, Thing
from devket.web.errors import told
from devket.web.htmx import go_to
from devket.web.media import send
from devket.web.parts import parts
from devket.web.toasts import toast

_OUTCOMES = {
    "dismiss": Outcome.DISMISSED,
    "remove": Outcome.REMOVED,
    "freeze": Outcome.FROZEN,
}


class ReportsPage(AdminPage):
    """`/admin/reports/`."""

    @expose("/")
    def index(self) -> str:
        """List open reports, what waits longest first."""
        session, now = db.session(), parts().clock()
        page = reports.open_reports(session, after=forms.number(request.args.get("after")))
        return self.show(
            "reports",
            rows=presenters.report_items(page.items, now),
            next_href=self.onward(page.next_cursor, "after"),
        )

    @expose("/<int:report_id>")
    def report(self, report_id: int) -> str:
        """Show what was reported as it stood then, and as it is now."""
        session, now = db.session(), parts().clock()
        row = reports.report(session, report_id)
        found = row.report
        resolved = found.resolved_at
        return self.show(
            "report",
            report=found,
            row=presenters.report_item(row, now),
            copy=presenters.frozen_copy(row, reports.files(session, report_id)),
            now=reports.now_of(session, found),
            others=reports.others_about(session, found),
            can_remove=found.thing is not Thing.PERSON,
            outcome=presenters.OUTCOMES[found.outcome] if found.outcome else "",
            resolved=presenters.exact(resolved, now) if resolved else None,
        )

    @expose("/<int:report_id>/files/<int:position>")
    def file(self, report_id: int, position: int) -> Response:
        """Send a picture of the copy."""
        found = (one for one in reports.files(db.session(), report_id) if one.position == position)
        file = next(found, None)
        if file is None:
            raise NotFoundError
        return send(file.file_key or "", content_type="image/webp")

    @expose("/<int:report_id>/<act>", methods=("POST",))
    def act(self, report_id: int, act: str) -> Response:
        """Resolve a report, or open it again; what must not be is told."""
        here = url_for("admin_reports.report", report_id=report_id)
        try:
            _do(act, report_id)
        except (ForbiddenError, ConflictError) as error:
            db.session.rollback()
            toast(told(error), kind="error")
            return go_to(here)
        if act == "reopen":
            toast(gettext("The report is open again."))
            return go_to(here)
        undo = url_for("admin_reports.act", report_id=report_id, act="reopen")
        toast(_sentence(act), undo_href=undo)
        return go_to(url_for("admin_reports.index"))


def _do(act: str, report_id: int) -> Report:
    session, by, clock = db.session(), me(), parts().clock
    if act == "reopen":
        return services.reopen(session, report_id=report_id, by=by, clock=clock)
    outcome = _OUTCOMES.get(act)
    if outcome is None:
        raise NotFoundError
    return services.resolve(session, outcome, report_id=report_id, by=by, clock=clock)


def _sentence(act: str) -> str:
    sentences: dict[str, str] = {
        "dismiss": gettext("The report is dismissed."),
        "remove": gettext("What was reported is removed, and the report resolved."),
        "freeze": gettext("The account is frozen, and the report resolved."),
    }
    return sentences[act]

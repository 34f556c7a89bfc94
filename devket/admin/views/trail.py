"""The trail: what admins did, to whom and when."""

from __future__ import annotations

from flask import request
from flask_admin import expose

from devket.admin import forms, presenters
from devket.admin.queries import trail
from devket.admin.views.gate import AdminPage
from devket.db import db
from devket.web.parts import parts


class TrailPage(AdminPage):
    """`/admin/trail/`."""

    @expose("/")
    def index(self) -> str:
        """List what was done, newest first."""
        now = parts().clock()
        page = trail.events(db.session(), before=forms.number(request.args.get("before")))
        return self.show(
            "trail",
            events=[presenters.event_item(event, now) for event in page.items],
            next_href=self.onward(page.next_cursor, "before"),
        )

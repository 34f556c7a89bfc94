"""Saves as admins see them: addresses and states, to find out why captures fail."""

from __future__ import annotations

from flask import request, url_for
from flask_admin import expose
from flask_babel import gettext
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.admin import forms, presenters, services
from devket.admin.queries import saves
from devket.admin.views.gate import AdminPage
from devket.db import db, run_after_commit
from devket.library.jobs import capture_save
from devket.web.htmx import back, go_to
from devket.web.parts import parts
from devket.web.toasts import toast


class SavesPage(AdminPage):
    """`/admin/saves/`."""

    @expose("/")
    def index(self) -> str:
        """List saves, newest first, as searched and narrowed; a number goes to the save itself."""
        asked = forms.asked_saves(request.args)
        session, now = db.session(), parts().clock()
        page = saves.saves(session, asked)
        return self.show(
            "saves",
            asked=asked,
            rows=[presenters.save_row(owned, now) for owned in page.items],
            next_href=self.onward(page.next_cursor, "before"),
            states=presenters.state_choices(),
            reasons=presenters.reason_choices(),
            number=forms.number(asked.search.removeprefix("#")),
        )

    @expose("/<int:save_id>")
    def save(self, save_id: int) -> str:
        """Show how the captures of one save went."""
        session, now = db.session(), parts().clock()
        owned = saves.save(session, save_id)
        return self.show(
            "save",
            row=presenters.save_row(owned, now),
            owed=presenters.owed_word(owned[0]),
            versions=[presenters.version_row(v, now) for v in saves.versions(session, save_id)],
        )

    @expose("/<int:save_id>/retry", methods=("POST",))
    def retry(self, save_id: int) -> Response:
        """Have the page fetched again, whoever keeps it."""
        queue = parts().queue
        services.retry(db.session(), save_id=save_id, by=me(), clock=parts().clock)
        run_after_commit(db.session(), lambda: queue.enqueue(capture_save, save_id))
        toast(gettext("The page is being fetched again."))
        return go_to(back(url_for("admin_saves.save", save_id=save_id)))

"""The gate of the admin area: what all its pages share, over Flask-Admin's view class."""

from __future__ import annotations

from typing import Any

from flask import current_app, request
from flask_admin import BaseView
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from devket.accounts.views import me
from devket.admin.policies import may_oversee
from devket.admin.queries import reports
from devket.core.errors import NotFoundError
from devket.db import db

REPORTS = "/admin/reports/"


def is_admin() -> bool:
    """Tell whether the request comes from somebody who may use the admin area."""
    return bool(current_user.is_authenticated) and may_oversee(me())


class AdminPage(BaseView):  # type: ignore[misc]  # Flask-Admin ships no types
    """A page for admins. Strangers are sent to log in; others learn nothing, not even a 403."""

    def is_accessible(self) -> bool:
        """Open the page, and its entry of the menu, to admins."""
        return is_admin()

    def inaccessible_callback(self, _name: str, **_kwargs: Any) -> Response:
        """Answer whoever may not come in."""
        if not current_user.is_authenticated:
            answer: Response = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # set by Flask-Login
            return answer
        raise NotFoundError

    def show(self, template: str, **values: Any) -> str:
        """Return a page of the admin area with its tabs."""
        waiting = reports.open_count(db.session())
        counts = {REPORTS: f"{waiting}" if waiting <= reports.MOST_COUNTED else "99+"}
        tabs = [
            (
                str(item.name),
                item.get_url(),
                item.is_active(self),
                counts.get(item.get_url(), "") if waiting else "",
            )
            for item in self.admin.menu()
        ]
        return str(self.render(f"admin/{template}.html", tabs=tabs, **values))

    def onward(self, cursor: str | None, name: str) -> str:
        """Return the address of the next page: this one's, with the cursor; empty at the end."""
        if cursor is None:
            return ""
        args = {key: value for key, value in request.args.items() if key != name and value}
        return str(self.get_url(f".{self._default_view}", **{**args, name: cursor}))


def too_little() -> str:
    """Return the sentence for an act that found nothing to do."""
    return str(gettext("There was nothing to do."))

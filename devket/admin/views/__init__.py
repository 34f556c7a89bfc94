"""The pages of the admin area, hung into Flask-Admin: its gate, its menu, its style sheet."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Theme
from flask_babel import lazy_gettext as _l

from devket.admin.queries.figures import KeptTotals
from devket.admin.views.gate import is_admin
from devket.admin.views.jobs import JobsPage
from devket.admin.views.people import PeoplePage
from devket.admin.views.reports import ReportsPage
from devket.admin.views.saves import SavesPage
from devket.admin.views.start import StartPage
from devket.admin.views.storage import StoragePage
from devket.admin.views.trail import TrailPage

# In place of Flask-Admin's own templates, none of which can be reached then: they hold inline code.
_TEMPLATES = Theme(
    folder=str(Path(__file__).parent.parent / "templates"), base_template="layouts/app.html"
)


def init_app(app: Flask) -> None:
    """Join the admin area to the app at `/admin/`."""
    totals = KeptTotals()
    start = StartPage(totals, name=_l("Overview"), url="/admin")
    admin = Admin(app, name="Devket", index_view=start, theme=_TEMPLATES)
    admin.add_views(
        PeoplePage(name=_l("People"), endpoint="admin_people", url="people"),
        ReportsPage(name=_l("Reports"), endpoint="admin_reports", url="reports"),
        SavesPage(name=_l("Saves"), endpoint="admin_saves", url="saves"),
        JobsPage(totals, name=_l("Jobs"), endpoint="admin_jobs", url="jobs"),
        StoragePage(name=_l("Storage"), endpoint="admin_storage", url="storage"),
        TrailPage(name=_l("Trail"), endpoint="admin_trail", url="trail"),
    )
    app.context_processor(lambda: {"may_administer": is_admin})

"""The settings page of programs: what they hold, taking it back, setting another one up.

Rooms above this one register the ways in which programs reach a library through them.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response

from devket.accounts import queries
from devket.accounts.forms import OF_ONES_OWN, ProgramForm
from devket.accounts.models import Kind
from devket.accounts.presenters import KIND_LABELS, program_rows
from devket.accounts.services import credentials
from devket.accounts.services.credentials import SCOPES, Issued
from devket.accounts.views.browser import me
from devket.accounts.views.pages import pages, refuse, show
from devket.core.errors import N_, DevketError, NotFoundError
from devket.db import db
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How some programs reach a library. Title, sentence and label are gettext keys (`N_`).

    `path` is where they ask, below the address of the server. Of a `kind` a credential can be made
    on the page itself, of a kind with scopes with just these `scopes` where they are told;
    `endpoint` is a page of its own, to which a link of this `label` leads.
    """

    name: str
    title: str
    sentence: str
    path: str | None = None
    scopes: str = ""
    kind: Kind | None = None
    endpoint: str = ""
    label: str = N_("Set up")


_WAYS: dict[str, Way] = {}
_OWN = (
    Way(
        name="extension",
        title=N_("Browser extension"),
        sentence=N_(
            "Devket's own, for Chrome and Firefox: it saves, tags and highlights from the toolbar. "
            "Make a token for it here and paste it into its settings, with the address below."
        ),
        path="",
        kind=Kind.API,
        scopes="saves:read saves:write highlights:write profile:read",
    ),
    Way(
        name="password",
        title=N_("App passwords"),
        sentence=N_(
            "For programs that ask for your name and password: give them one that opens nothing "
            "else, and that you can take back."
        ),
        kind=Kind.APP_PASSWORD,
    ),
    Way(
        name=OF_ONES_OWN,
        title=N_("Scripts and programs of your own"),
        sentence=N_("They speak to the API with a token that may do only what you tick here."),
        path="/api/v1",
        kind=Kind.API,
    ),
)


def register(way: Way) -> None:
    """Show a way on the page from now on; doing it twice is once."""
    _WAYS[way.name] = way


def ways() -> tuple[Way, ...]:
    """Return all ways, those of other rooms first."""
    return (*_WAYS.values(), *_OWN)


@pages.route("/settings/apps", methods=["GET", "POST"])
@login_required
def settings_apps() -> Response:
    """What has access to the library; a token or a password that is made is shown this once."""
    form = ProgramForm()
    if not form.validate_on_submit():
        return show("settings_apps", form, **_shown())
    way = next((way for way in ways() if way.kind and way.name == form.way.data), None)
    if way is None or way.kind is None:
        raise NotFoundError
    scopes = way.scopes or (" ".join(form.scopes.data) if way.name == OF_ONES_OWN else "")
    try:
        issued = credentials.issue(
            db.session(),
            me().id,
            way.kind,
            clock=parts().clock,
            label=form.label.data,
            scopes=scopes,
        )
    except DevketError as error:
        return refuse("settings_apps", form, error, **_shown())
    return show("settings_apps", ProgramForm(formdata=None), **_shown(issued, way))


@pages.post("/settings/apps/<int:credential_id>/revoke")
@login_required
def revoke_credential(credential_id: int) -> Response:
    """Take back what a program holds: it works no longer, and never again."""
    credentials.revoke(db.session(), me().id, credential_id)
    toast(_("Taken back. The app can no longer get in."))
    return go_to(url_for("accounts.settings_apps"))


def _shown(issued: Issued | None = None, way: Way | None = None) -> dict[str, object]:
    at_hand, session = parts(), db.session()
    now = at_hand.clock()
    held = queries.held_credentials(session, me().id, tuple(KIND_LABELS), now)
    return {
        "rows": program_rows(held, queries.last_uses(session, me().id), now=now),
        "ways": ways(),
        "base": at_hand.base_url,
        "scopes": SCOPES,
        "issued": issued,
        "way": way,
        "kind_labels": KIND_LABELS,
    }

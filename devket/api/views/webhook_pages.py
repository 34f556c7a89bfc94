"""The pages of webhooks in the settings: all of them, one with what it was sent, its verbs."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_required
from werkzeug.wrappers import Response as BaseResponse

from devket.accounts.views import me
from devket.accounts.views.apps import Way
from devket.accounts.views.pages import count_tries
from devket.api import queries
from devket.api.forms import CHOSEN, WebhookForm
from devket.api.jobs.webhooks import tell_soon
from devket.api.models import Event, Webhook
from devket.api.presenters.webhook_pages import EVENTS, delivery_rows, hook_row, is_under_way
from devket.api.services import outbox
from devket.api.services import webhooks as services
from devket.api.services.webhooks import MOST, Wish
from devket.api.views.webhooks import TEST
from devket.core.errors import N_, InvalidError
from devket.db import db
from devket.web.errors import told
from devket.web.htmx import go_to, is_htmx
from devket.web.keys import signing_key
from devket.web.parts import parts
from devket.web.toasts import toast

blueprint = Blueprint("webhooks", "devket.api", template_folder="templates")
WAY = Way(
    name="webhooks",
    title=N_("Webhooks"),
    sentence=N_("Devket tells your own programs when something is saved, read or highlighted."),
    endpoint="webhooks.page",
)
_ALL = "/settings/apps/webhooks"
_ONE = f"{_ALL}/<int:webhook_id>"


@blueprint.route(_ALL, methods=["GET", "POST"])
@login_required
def page() -> Response:
    """Show the webhooks and the form of a new one; its secret is shown this once."""
    form = WebhookForm()
    if not form.is_submitted():
        form.events.data = [Event.SAVE_CREATED, Event.SAVE_CAPTURED, Event.HIGHLIGHT_CREATED]
        return _all(form)
    if not form.validate():
        return _all(form)
    try:
        made = services.make(
            db.session(), owner_id=me().id, wish=_wish(form), key=signing_key(), clock=parts().clock
        )
    except InvalidError as error:
        _say(form, error)
        return _all(form)
    return _one(made.row, secret=made.secret)


@blueprint.route(_ONE, methods=["GET", "POST"])
@login_required
def one(webhook_id: int) -> BaseResponse:
    """Show a webhook with what it was sent, or change it."""
    session = db.session()
    row = queries.webhook_of(session, me().id, webhook_id)
    form = WebhookForm()
    if not form.is_submitted():
        return _one(row)
    if not form.validate():
        return _one(row, form)
    try:
        services.change(session, owner_id=me().id, webhook_id=webhook_id, wish=_wish(form))
    except InvalidError as error:
        _say(form, error)
        return _one(row, form)
    toast(_("The webhook is changed."))
    return _go_to(webhook_id)


@blueprint.post(f"{_ONE}/secret")
@login_required
def renew(webhook_id: int) -> Response:
    """Give it another secret, which is shown this once."""
    made = services.renew_secret(
        db.session(),
        owner_id=me().id,
        webhook_id=webhook_id,
        key=signing_key(),
        clock=parts().clock,
    )
    return _one(made.row, secret=made.secret, is_renewed=True)


@blueprint.post(f"{_ONE}/test")
@login_required
def test(webhook_id: int) -> BaseResponse:
    """Send a test."""
    queries.webhook_of(db.session(), me().id, webhook_id)
    count_tries((TEST, f"user:{me().id}"))
    session = db.session()
    services.send_test(session, owner_id=me().id, webhook_id=webhook_id, clock=parts().clock)
    tell_soon(session, parts(), webhook_id)
    toast(_("A test is on its way. How it was taken stands below in a moment."))
    return _go_to(webhook_id)


@blueprint.post(f"{_ONE}/pause")
@login_required
def pause(webhook_id: int) -> BaseResponse:
    """Send nothing for now."""
    services.pause(db.session(), owner_id=me().id, webhook_id=webhook_id)
    toast(
        _("Paused. What happens from now on is not told."),
        undo_href=url_for("webhooks.resume", webhook_id=webhook_id),
    )
    return _go_to(webhook_id)


@blueprint.post(f"{_ONE}/resume")
@login_required
def resume(webhook_id: int) -> BaseResponse:
    """Send again."""
    session = db.session()
    services.resume(session, owner_id=me().id, webhook_id=webhook_id, key=signing_key())
    tell_soon(session, parts(), webhook_id)
    toast(_("The webhook is on again."))
    return _go_to(webhook_id)


@blueprint.post(f"{_ONE}/delete")
@login_required
def delete(webhook_id: int) -> BaseResponse:
    """Delete it."""
    services.delete(db.session(), owner_id=me().id, webhook_id=webhook_id)
    toast(_("The webhook is deleted."))
    return go_to(url_for("webhooks.page"))


@blueprint.post(f"{_ONE}/deliveries/<int:delivery_id>/again")
@login_required
def again(webhook_id: int, delivery_id: int) -> BaseResponse:
    """Send something once more."""
    queries.webhook_of(db.session(), me().id, webhook_id)
    count_tries((TEST, f"user:{me().id}"))
    session, clock = db.session(), parts().clock
    outbox.send_again(
        session, owner_id=me().id, webhook_id=webhook_id, delivery_id=delivery_id, clock=clock
    )
    tell_soon(session, parts(), webhook_id)
    toast(_("It is on its way again. How it was taken stands below in a moment."))
    return _go_to(webhook_id)


def _wish(form: WebhookForm) -> Wish:
    events = [event for event in CHOSEN if event.value in (form.events.data or ())]
    return Wish(url=form.url.data, events=events, description=form.description.data)


def _say(form: WebhookForm, error: InvalidError) -> None:
    if error.field and error.field in form:
        form[error.field].errors = [*form[error.field].errors, told(error)]
    else:
        form.form_errors.append(told(error))


def _go_to(webhook_id: int) -> BaseResponse:
    return go_to(url_for("webhooks.one", webhook_id=webhook_id))


def _all(form: WebhookForm) -> Response:
    now = parts().clock()
    rows = [hook_row(row, now=now) for row in queries.webhooks_of(db.session(), me().id)]
    shown = render_template(
        "api/settings_webhooks.html", form=form, rows=rows, events=EVENTS, most=MOST
    )
    return make_response(shown, 422 if form.errors else 200)


def _one(
    row: Webhook, form: WebhookForm | None = None, *, secret: str = "", is_renewed: bool = False
) -> Response:
    now = parts().clock()
    found = queries.deliveries_of(db.session(), row, after=request.args.get("after"))
    if form is None:
        form = WebhookForm(formdata=None, url=row.url, description=row.description)
        form.events.data = row.events.split()
    shown = render_template(
        "api/_sent.html" if is_htmx() else "api/settings_webhook.html",
        form=form,
        row=hook_row(row, now=now),
        deliveries=delivery_rows(found.items, now=now),
        is_under_way=is_under_way(found.items, now=now),
        next_href=url_for("webhooks.one", webhook_id=row.id, after=found.next_cursor)
        if found.next_cursor
        else "",
        events=EVENTS,
        secret=secret,
        is_renewed=is_renewed,
    )
    return make_response(shown, 422 if form.errors else 200)

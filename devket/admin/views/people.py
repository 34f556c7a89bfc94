"""People: the list, one of them, and what can be done to an account."""

from __future__ import annotations

from flask import request, url_for
from flask_admin import expose
from werkzeug.wrappers import Response

from devket.accounts import jobs as mails
from devket.accounts.models import User
from devket.accounts.views import me
from devket.admin import forms, presenters, services
from devket.admin.models import Act
from devket.admin.queries import figures, people, trail
from devket.admin.views.gate import AdminPage
from devket.core.errors import ConflictError, ForbiddenError, NotFoundError
from devket.db import db, run_after_commit
from devket.jobs import Job
from devket.web.errors import told
from devket.web.htmx import go_to
from devket.web.parts import parts
from devket.web.toasts import toast

# What takes an act back.
UNDO = {
    Act.GRANT_CHECK: Act.TAKE_CHECK,
    Act.TAKE_CHECK: Act.GRANT_CHECK,
    Act.MAKE_ADMIN: Act.UNMAKE_ADMIN,
    Act.UNMAKE_ADMIN: Act.MAKE_ADMIN,
    Act.FREEZE: Act.UNFREEZE,
    Act.UNFREEZE: Act.FREEZE,
}


class PeoplePage(AdminPage):
    """`/admin/people/`."""

    @expose("/")
    def index(self) -> str:
        """List people, as searched, narrowed and sorted."""
        asked = forms.asked_people(request.args)
        page = people.people(db.session(), asked)
        return self.show(
            "people",
            asked=asked,
            rows=presenters.person_items(page.items, parts().clock()),
            next_href=self.onward(page.next_cursor, "after"),
            groups=presenters.GROUPS,
            orders=presenters.ORDERS,
        )

    @expose("/<int:user_id>")
    def person(self, user_id: int) -> str:
        """Show one account and what was done to it."""
        session, now = db.session(), parts().clock()
        whole = people.person(session, user_id, now)
        files, size = figures.use_of(session, user_id)
        seen = whole.seen_at
        return self.show(
            "person",
            user=whole.user,
            whole=whole,
            is_me=whole.user.id == me().id,
            joined=presenters.moment(whole.user.created_at, now),
            seen=presenters.moment(seen, now) if seen else None,
            storage=presenters.size_of(size) if files else "",
            events=[
                presenters.event_item(event, now) for event in trail.events_about(session, user_id)
            ],
        )

    @expose("/<int:user_id>/<act>", methods=("POST",))
    def act(self, user_id: int, act: str) -> Response:
        """Do one thing to an account and show it again; what must not be is told."""
        wanted = forms.word(Act, act)
        here = url_for("admin_people.person", user_id=user_id)
        try:
            user = _do(wanted, user_id)
        except (ForbiddenError, ConflictError) as error:
            db.session.rollback()
            toast(told(error), kind="error")
            return go_to(here)
        assert wanted is not None, "else nothing would have been found"
        undo = UNDO.get(wanted)
        back = url_for("admin_people.act", user_id=user_id, act=undo.value) if undo else None
        toast(presenters.told_of(wanted, user), undo_href=back)
        return go_to(here)


def _do(act: Act | None, user_id: int) -> User:
    session, by, clock = db.session(), me(), parts().clock
    if act in services.CHANGES:
        return services.change(session, act, user_id=user_id, by=by, clock=clock)
    if act is Act.SEND_RESET:
        user = services.send_reset(session, user_id=user_id, by=by, clock=clock)
        _enqueue(mails.send_reset, user.id)
        return user
    if act is Act.SEND_CONFIRMATION:
        row = services.send_confirmation(session, user_id=user_id, by=by, clock=clock)
        _enqueue(mails.send_link, row.id)
        return session.get_one(User, user_id)
    raise NotFoundError


def _enqueue(job: Job, row_id: int) -> None:
    queue = parts().queue
    run_after_commit(db.session(), lambda: queue.enqueue(job, row_id))

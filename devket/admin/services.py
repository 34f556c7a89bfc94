"""What admins do: each verb does its work through the room it belongs to and writes the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session, aliased

from devket.accounts.models import MailToken, Purpose, User
from devket.accounts.services import browsers, standing, tokens
from devket.admin.models import DETAIL_LENGTH, Act, AdminEvent, FileKind, StorageUse
from devket.admin.queries.people import person_to_change
from devket.admin.queries.reports import report_to_resolve
from devket.capture.model import Reason
from devket.core.clock import Clock
from devket.core.errors import ConflictError, NotFoundError
from devket.core.text import clip
from devket.library import services as library
from devket.library.models import Save
from devket.social.models import Outcome, Report, Thing
from devket.social.services import reporting

MOST_AT_ONCE = 200  # saves fetched again by one press

_Change = Callable[[Session, User, User, Clock], bool]
# Who is changed comes first, then who does it.
_CHANGES: dict[Act, _Change] = {
    Act.GRANT_CHECK: lambda session, user, by, clock: standing.grant_check(
        session, user, by=by, clock=clock
    ),
    Act.TAKE_CHECK: lambda session, user, _by, _clock: standing.take_check(session, user),
    Act.MAKE_ADMIN: lambda session, user, _by, _clock: standing.make_admin(session, user),
    Act.UNMAKE_ADMIN: lambda session, user, by, _clock: standing.unmake_admin(session, user, by=by),
    Act.FREEZE: lambda session, user, by, clock: standing.freeze(session, user, by=by, clock=clock),
    Act.UNFREEZE: lambda session, user, _by, _clock: standing.unfreeze(session, user),
    Act.SIGN_OUT: lambda session, user, _by, _clock: bool(
        browsers.revoke_others(session, user.id, keep=None)
    ),
}
CHANGES = frozenset(_CHANGES)


def change(session: Session, act: Act, *, user_id: int, by: User, clock: Clock) -> User:
    """Do one of `CHANGES` to a person and return them; one that changes nothing leaves no trace.

    Raises `NotFoundError`, and `ForbiddenError` with a sentence for what must not be.
    """
    user = person_to_change(session, user_id)
    if _CHANGES[act](session, user, by, clock):
        write(session, act, by=by, person=user, clock=clock)
    return user


def send_reset(session: Session, *, user_id: int, by: User, clock: Clock) -> User:
    """Note that a mail for a new password is to be sent, and return to whom; the job sends it."""
    user = person_to_change(session, user_id)
    browsers.refuse_frozen(user)
    write(session, Act.SEND_RESET, by=by, person=user, clock=clock)
    return user


def send_confirmation(session: Session, *, user_id: int, by: User, clock: Clock) -> MailToken:
    """Return a new token for the mail that confirms a person's address.

    Raises `ConflictError` when it is confirmed.
    """
    user = person_to_change(session, user_id)
    if user.email_confirmed_at is not None:
        raise ConflictError("This address is confirmed already.")
    write(session, Act.SEND_CONFIRMATION, by=by, person=user, clock=clock)
    return tokens.issue(session, user, Purpose.CONFIRM_EMAIL, email=user.email, clock=clock)


def retry(session: Session, *, save_id: int, by: User, clock: Clock) -> Save:
    """Owe a new capture of anybody's save."""
    save = library.retry_overseen(session, save_id=save_id, clock=clock)
    owner = session.get_one(User, save.owner_id)
    write(session, Act.RETRY, by=by, person=owner, save_id=save_id, clock=clock)
    return save


def retry_reason(session: Session, *, reason: Reason, by: User, clock: Clock) -> list[int]:
    """Owe new captures of the newest saves that failed so, at most `MOST_AT_ONCE`; return ids."""
    owed = library.retry_reason(session, reason=reason, clock=clock, limit=MOST_AT_ONCE)
    if owed:
        write(session, Act.RETRY_REASON, by=by, detail=f"{reason} {len(owed)}", clock=clock)
    return owed


def resolve(
    session: Session, outcome: Outcome, *, report_id: int, by: User, clock: Clock
) -> Report:
    """Dismiss a report, or remove what was reported, or freeze whose it is; nobody is told.

    Removing resolves every open report about that thing, freezing all about that account. Raises
    `ConflictError` for what is resolved, `NotFoundError` for what cannot be done here.
    """
    report = report_to_resolve(session, report_id)
    if report.resolved_at is not None:
        raise ConflictError("This report is resolved already.")
    accused = session.get(User, report.accused_id) if report.accused_id else None
    acts = {Outcome.DISMISSED: Act.DISMISS_REPORT, Outcome.REMOVED: Act.REMOVE_REPORTED}
    which: ColumnElement[bool] = Report.id == report.id
    now = clock()
    if outcome is Outcome.REMOVED:
        if report.thing is Thing.PERSON:
            raise NotFoundError
        reporting.remove(session, report.thing, report.thing_id, by_id=by.id, at=now)
        which = (Report.thing == report.thing) & (Report.thing_id == report.thing_id)
    elif outcome is Outcome.FROZEN:
        if accused is None:
            raise NotFoundError
        standing.freeze(session, person_to_change(session, accused.id), by=by, clock=clock)
        which = Report.accused_id == accused.id
    for one in session.scalars(select(Report).where(which, Report.resolved_at.is_(None))):
        one.resolved_at, one.resolved_by_id, one.outcome = now, by.id, outcome
    act, detail = acts.get(outcome, Act.FREEZE), str(report.id)
    write(session, act, by=by, person=accused, detail=detail, clock=clock)
    return report


def reopen(session: Session, *, report_id: int, by: User, clock: Clock) -> Report:
    """Take back what resolved a report, and open it and those resolved with it again."""
    report = report_to_resolve(session, report_id)
    if report.resolved_at is None:
        raise ConflictError("This report is open already.")
    accused = session.get(User, report.accused_id) if report.accused_id else None
    if report.outcome is Outcome.REMOVED:
        removed_at = report.resolved_at
        reporting.restore(session, report.thing, report.thing_id, removed_at=removed_at)
    elif report.outcome is Outcome.FROZEN and accused is not None:
        standing.unfreeze(session, person_to_change(session, accused.id))
    for one in session.scalars(select(Report).where(_resolved_with(report))):
        one.resolved_at = one.resolved_by_id = one.outcome = None
    act, detail = Act.REOPEN_REPORT, str(report.id)
    write(session, act, by=by, person=accused, detail=detail, clock=clock)
    return report


def _resolved_with(report: Report) -> ColumnElement[bool]:
    """Return the condition of what one act resolved, but for what was reported anew since."""
    newer = aliased(Report)
    anew = select(newer.id).where(
        newer.reporter_id == Report.reporter_id,
        newer.thing == Report.thing,
        newer.thing_id == Report.thing_id,
        newer.resolved_at.is_(None),
    )
    together = (Report.resolved_at == report.resolved_at) & (
        Report.accused_id.is_not_distinct_from(report.accused_id)
    )
    return together & (Report.outcome == report.outcome) & ~anew.exists()


def write(
    session: Session,
    act: Act,
    *,
    by: User,
    clock: Clock,
    person: User | None = None,
    save_id: int | None = None,
    detail: str = "",
) -> None:
    """Write into the trail who did what, and to whom."""
    session.add(
        AdminEvent(
            at=clock(),
            act=act,
            actor_id=by.id,
            actor=by.handle,
            person_id=person.id if person else None,
            person=person.handle if person else "",
            save_id=save_id,
            detail=clip(detail, DETAIL_LENGTH),
        )
    )
    session.flush()


def note_use(
    session: Session, owner_id: int, use: Mapping[FileKind, tuple[int, int]], *, clock: Clock
) -> None:
    """Put these files and bytes in place of what was measured of a person before."""
    if session.get(User, owner_id, with_for_update=True) is None:
        return  # deleted meanwhile
    session.execute(delete(StorageUse).where(StorageUse.owner_id == owner_id))
    now = clock()
    session.add_all(
        StorageUse(owner_id=owner_id, kind=kind, files=files, size=size, measured_at=now)
        for kind, (files, size) in use.items()
    )
    session.flush()

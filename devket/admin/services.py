"""What admins do: each verb does its work through the room it belongs to and writes the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import delete
from sqlalchemy.orm import Session

from devket.accounts.models import MailToken, Purpose, User
from devket.accounts.services import browsers, standing, tokens
from devket.admin.models import DETAIL_LENGTH, Act, AdminEvent, FileKind, StorageUse
from devket.admin.queries.people import person_to_change
from devket.capture.model import Reason
from devket.core.clock import Clock
from devket.core.errors import ConflictError
from devket.core.text import clip
from devket.library import services as library
from devket.library.models import Save

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

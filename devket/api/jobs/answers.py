"""The background work of the interface: forgetting answers that nobody may ask for again."""

from __future__ import annotations

from devket.api.services import answers
from devket.db import transaction
from devket.jobs import sweep
from devket.web.parts import parts


@sweep
def forget_answers() -> None:
    """Forget the answers of yesterday."""
    with transaction() as session:
        answers.forget(session, now=parts().clock())

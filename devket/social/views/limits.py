"""How often people may do what others notice."""

from __future__ import annotations

from datetime import timedelta

from devket.accounts.services.throttle import Rule
from devket.accounts.views import me
from devket.accounts.views.pages import count_tries

_HOUR = timedelta(hours=1)
FOLLOW = Rule("follow", 100, _HOUR)
COMMENT = Rule("comment", 60, _HOUR)
POST = Rule("post", 30, _HOUR)
STORY = Rule("story", 60, _HOUR)
UPLOAD = Rule("upload", 120, _HOUR)
REPORT = Rule("report", 20, _HOUR)


def count(rule: Rule) -> None:
    """Count one try of the person who asks; `TooManyRequestsError` past the limit.

    To be called before anything is written: see `count_tries`.
    """
    count_tries((rule, f"user:{me().id}"))

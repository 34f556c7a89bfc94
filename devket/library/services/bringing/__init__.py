"""Bringing many pages in from elsewhere at once, and taking that back.

By the same rules as a save of one's own, in few statements: duplicates meet at their keys, counts
and the index of searches stay in step.
"""

from devket.library.services.bringing.adding import bring
from devket.library.services.bringing.facts import Facts, change_between, facts_of
from devket.library.services.bringing.kept import Brought, Change, Kept, Result
from devket.library.services.bringing.taking_back import Act, take_back
from devket.library.services.bringing.trying_again import owe_again

__all__ = [
    "Act",
    "Brought",
    "Change",
    "Facts",
    "Kept",
    "Result",
    "bring",
    "change_between",
    "facts_of",
    "owe_again",
    "take_back",
]

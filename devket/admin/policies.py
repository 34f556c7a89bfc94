"""Who may use the admin area; what an admin may see of others' saves is the library's to say."""

from __future__ import annotations

from devket.accounts.policies import may_oversee, overseers
from devket.library.policies import can_oversee, overseen

__all__ = ["can_oversee", "may_oversee", "overseen", "overseers"]

"""The verbs of accounts, split by noun; here those that other rooms call."""

from devket.accounts.services.joining import create_user
from devket.accounts.services.passwords import Passwords

__all__ = ["Passwords", "create_user"]

"""Passwords: how they are hashed and checked, and which are refused."""

from __future__ import annotations

import unicodedata
from functools import cache, cached_property
from pathlib import Path

import argon2
from argon2.exceptions import InvalidHashError, VerificationError

from devket.accounts.models import PASSWORD_MAX, PASSWORD_MIN
from devket.core.errors import N_, InvalidError

# Above OWASP's floor (19 MiB at two passes), and small enough for a one-gigabyte machine.
MEMORY = 32 * 1024  # KiB a hash
TEST_MEMORY = 1024  # KiB; what a cost of 1 means, which only tests use
# The 8,359 entries of at least eight characters of the list that Django ships (BSD licence).
_COMMON = Path(__file__).parent.parent / "common_passwords.txt"


class Passwords:
    """Hashes with argon2id at `cost` passes and checks what it hashed, at this or another cost."""

    def __init__(self, cost: int) -> None:
        memory = MEMORY if cost > 1 else TEST_MEMORY
        self._argon2 = argon2.PasswordHasher(time_cost=cost, memory_cost=memory, parallelism=1)

    @cached_property
    def _nobody(self) -> str:
        return self._argon2.hash("nobody has this password")

    def hash(self, password: str) -> str:
        """Return the hash to store, with its salt and parameters."""
        return self._argon2.hash(_typed_alike(password))

    def matches(self, password: str, hashed: str | None) -> bool:
        """Tell whether the password is the hashed one; None takes as long and is never right."""
        nobody = self._nobody  # made at the first check, whoever that is about
        try:
            self._argon2.verify(hashed or nobody, _typed_alike(password))
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None

    def is_outdated(self, hashed: str) -> bool:
        """Tell whether the hash was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(hashed)


def _typed_alike(password: str) -> str:
    # Keyboards send one letter as one or as two code points (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFC", password)


def check_password(password: str, *, handle: str, email: str) -> None:
    """Refuse a new password that is short, overlong, common or the person's own name.

    Raises `InvalidError` at field `password`. No rule about kinds of characters: length and
    rarity are what counts (NIST SP 800-63B, 3.1.1.2).
    """
    if len(password) < PASSWORD_MIN:
        message = N_("A password needs at least %(count)d characters.")
        raise InvalidError(message, field="password", count=PASSWORD_MIN)
    if len(password) > PASSWORD_MAX:
        message = N_("A password has at most %(count)d characters.")
        raise InvalidError(message, field="password", count=PASSWORD_MAX)
    lowered = password.strip().lower()
    if lowered in (handle, email, email.partition("@")[0]):
        message = N_("Choose a password that is not your handle or e-mail address.")
        raise InvalidError(message, field="password")
    if _is_common(lowered):
        message = N_("This is one of the passwords that everybody tries first. Choose another.")
        raise InvalidError(message, field="password")


def _is_common(lowered: str) -> bool:
    # One string, searched, takes a tenth of the memory of a set and 0.1 ms once in a while.
    return "\n" not in lowered and f"\n{lowered}\n" in _common()


@cache
def _common() -> str:
    return "\n" + _COMMON.read_text(encoding="utf-8") + "\n"

"""Tables of people, their doors, and how they stand to each other."""

from devket.accounts.models.credentials import LABEL_LENGTH, Credential, Kind
from devket.accounts.models.doors import (
    Invitation,
    MailToken,
    Purpose,
    ThrottleCounter,
    UserSession,
)
from devket.accounts.models.people import (
    EMAIL_LENGTH,
    HANDLE_LENGTH,
    NAME_LENGTH,
    NAME_WORD_LENGTH,
    PASSWORD_MAX,
    PASSWORD_MIN,
    ListView,
    PersonWord,
    Profile,
    ReaderFont,
    ReaderLeading,
    ReaderWidth,
    Theme,
    User,
)
from devket.accounts.models.relations import Block, Follow, Mute

__all__ = [
    "EMAIL_LENGTH",
    "HANDLE_LENGTH",
    "LABEL_LENGTH",
    "NAME_LENGTH",
    "NAME_WORD_LENGTH",
    "PASSWORD_MAX",
    "PASSWORD_MIN",
    "Block",
    "Credential",
    "Follow",
    "Invitation",
    "Kind",
    "ListView",
    "MailToken",
    "Mute",
    "PersonWord",
    "Profile",
    "Purpose",
    "ReaderFont",
    "ReaderLeading",
    "ReaderWidth",
    "Theme",
    "ThrottleCounter",
    "User",
    "UserSession",
]

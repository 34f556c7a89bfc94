"""The table of addresses as other programs ask for them: by their SHA-1."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from devket.db import Base


class SaveHash(Base):
    """One address of a save, as it was sent, kept or led to. Two saves may have one in common.

    `save_keys` says which addresses are one page; this table only knows an address again.
    """

    __tablename__ = "save_hashes"
    __table_args__ = (Index(None, "save_id"),)

    owner_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    hash: Mapped[str] = mapped_column(String(40), primary_key=True)
    save_id: Mapped[int] = mapped_column(
        ForeignKey("saves.id", ondelete="CASCADE"), primary_key=True
    )

"""Tables of kept pages: saves with tags and notes, their captures with text and images."""

from devket.library.models.acts import Act, BulkAct
from devket.library.models.beside import NOTE_LENGTH, LinkCheck, SaveNote
from devket.library.models.captures import Article, Capture, CaptureImage, HostTurn
from devket.library.models.described import ADDRESS_LENGTH, DESCRIPTION, TITLE_LENGTH, Described
from devket.library.models.hashes import SaveHash
from devket.library.models.saves import DONE, Owed, Save, SaveKey
from devket.library.models.shelves import SaveTombstone, ShelfCounts
from devket.library.models.tags import TAG_LENGTH, SaveTag, Tag, TagUndo

__all__ = [
    "ADDRESS_LENGTH",
    "DESCRIPTION",
    "DONE",
    "NOTE_LENGTH",
    "TAG_LENGTH",
    "TITLE_LENGTH",
    "Act",
    "Article",
    "BulkAct",
    "Capture",
    "CaptureImage",
    "Described",
    "HostTurn",
    "LinkCheck",
    "Owed",
    "Save",
    "SaveHash",
    "SaveKey",
    "SaveNote",
    "SaveTag",
    "SaveTombstone",
    "ShelfCounts",
    "Tag",
    "TagUndo",
]

"""Files of content under their hash: the Blobs protocol and its local and in-memory forms."""

from devket.storage.blobs import Blobs, BlobStat
from devket.storage.local import LocalBlobs
from devket.storage.memory import MemoryBlobs

__all__ = ["BlobStat", "Blobs", "LocalBlobs", "MemoryBlobs"]

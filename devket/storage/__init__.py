"""Files of content under their hash: the Blobs protocol and its local, S3 and in-memory forms.

The bucket under the S3 form stands for itself in `devket.storage.bucket`.
"""

from devket.storage.blobs import Blobs, BlobStat, StoredKey
from devket.storage.bucket import Bucket, BucketPlace
from devket.storage.local import LocalBlobs
from devket.storage.memory import MemoryBlobs
from devket.storage.refusals import StorageError
from devket.storage.s3 import S3Blobs

__all__ = [
    "BlobStat",
    "Blobs",
    "Bucket",
    "BucketPlace",
    "LocalBlobs",
    "MemoryBlobs",
    "S3Blobs",
    "StorageError",
    "StoredKey",
]

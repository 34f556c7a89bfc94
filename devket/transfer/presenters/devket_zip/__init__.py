"""Devket's own zip: everything of an account, in the layout of docs/export.md.

In the order and the words of the rows alone, so that the same account gives the same bytes, but
for the time of export in the manifest.
"""

from devket.transfer.presenters.devket_zip.writing import devket_zip

__all__ = ["devket_zip"]

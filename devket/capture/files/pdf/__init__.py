"""PDF files: their text as an article, their outline as headings, their first page as a picture.

Runs in the sandbox: PDFium (`pypdfium2`) is C++ that reads hostile bytes.
"""

from __future__ import annotations

from devket.capture.files.pdf.reader import read_pdf

__all__ = ["read_pdf"]

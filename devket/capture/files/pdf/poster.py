"""A picture of a PDF's first page, drawn by PDFium within a bound of time."""

from __future__ import annotations

import base64
import ctypes
import io
from typing import Any

from PIL import Image

from devket.core.clock import monotonic

WIDTH, HEIGHT = 640, 1600  # pixels at most
_WHITE = 0xFFFFFFFF


def poster_of(raw: Any, document: Any, ends_at: float) -> str | None:
    """Return the first page as a `data:` address (WebP); None when that takes too long."""
    page = document[0]
    width, height = page.get_size()
    if width < 1 or height < 1:
        return None
    scale = min(WIDTH / width, HEIGHT / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = raw.FPDFBitmap_CreateEx(*size, raw.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        return None
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, *size, _WHITE)
    drawn = _drawn(raw, page.raw, bitmap, size, ends_at)
    picture = _written(raw, bitmap, size) if drawn else None
    raw.FPDFBitmap_Destroy(bitmap)
    return picture


def _drawn(raw: Any, page: Any, bitmap: Any, size: tuple[int, int], ends_at: float) -> bool:
    """Draw step by step: a page can hold minutes of work, and its text is worth more."""

    def is_late(_: Any) -> bool:
        return monotonic() > ends_at

    pause = raw.IFSDK_PAUSE(version=1)
    pause.NeedToPauseNow = type(pause.NeedToPauseNow)(is_late)
    status = raw.FPDF_RenderPageBitmap_Start(bitmap, page, 0, 0, *size, 0, 0, pause)
    raw.FPDF_RenderPage_Close(page)
    return bool(status == raw.FPDF_RENDER_DONE)


def _written(raw: Any, bitmap: Any, size: tuple[int, int]) -> str:
    stride = raw.FPDFBitmap_GetStride(bitmap)
    pixels = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * size[1])
    image = Image.frombuffer("RGB", size, pixels, "raw", "BGRX", stride, 1)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=80)
    return f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}"

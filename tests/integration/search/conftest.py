"""A picture for pages that show one."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image


@pytest.fixture(scope="session")
def png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (320, 180), "teal").save(file, "PNG")
    return file.getvalue()

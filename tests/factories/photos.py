"""Files of pictures as people upload them, made here: photos, notes of cameras, odd modes."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

SEOUL = (37.0, 34.0, 12.5)  # degrees, minutes, seconds


def drawing(width: int = 1200, height: int = 900, *, mode: str = "RGB") -> Image.Image:
    """Return a picture with a red upper left quarter, so that turning it shows."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((220, 40, 30), (0, 0, width // 2, height // 2))
    return image.convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """Return the file of a picture."""
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def camera_notes(orientation: int = 6) -> Image.Exif:
    """Return what a telephone writes into its photos: make, serial number, time, place."""
    notes = Image.Exif()
    notes[ExifTags.Base.Make] = "Samyang Optics"
    notes[ExifTags.Base.Model] = "SX-100"
    notes[ExifTags.Base.Orientation] = orientation
    notes[ExifTags.Base.DateTime] = "2026:11:02 08:14:33"
    inner = notes.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.BodySerialNumber] = "SN-0042-PRIVATE"
    place = notes.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = SEOUL
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (126.0, 58.0, 40.25)
    return notes


def photo(width: int = 1200, height: int = 900, *, orientation: int = 6) -> bytes:
    """Return a JPEG as a telephone makes it, with its notes and the place."""
    return encoded(drawing(width, height), exif=camera_notes(orientation), quality=88)


def camera_photo(width: int = 4000, height: int = 3000) -> bytes:
    """Return a photo with all that a telephone held upright writes beside it, a thumbnail too.

    As they do, it lies on its side in the file, the thumbnail as well.
    """
    image = drawing(width, height)
    small = encoded(image.resize((160, 120)), quality=70)
    notes = camera_notes(6)
    inner = notes.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = "2026:11:02 08:14:33"
    inner[ExifTags.Base.MakerNote] = b"Samyang\0\1\0NOTE-PRIVATE" + bytes(range(64))
    place = notes.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSDateStamp] = "2026:11:02"
    written = _with_thumbnail(notes.tobytes(), small)
    return encoded(image, exif=written, quality=88, comment=b"Samyang comment")


def _with_thumbnail(notes: bytes, thumbnail: bytes) -> bytes:
    """Return notes with the second directory that holds a thumbnail: Pillow writes none."""
    begin, tiff = notes[:6], bytearray(notes[6:])
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, first)
    struct.pack_into(f"{order}I", tiff, first + 2 + 12 * count, len(tiff))
    start = len(tiff) + 2 + 3 * 12 + 4
    is_jpeg = struct.pack(f"{order}HHIHH", ExifTags.Base.Compression, 3, 1, 6, 0)
    where = struct.pack(f"{order}HHII", ExifTags.Base.JpegIFOffset, 4, 1, start)
    length = struct.pack(f"{order}HHII", ExifTags.Base.JpegIFByteCount, 4, 1, len(thumbnail))
    second = struct.pack(f"{order}H", 3) + is_jpeg + where + length + bytes(4)
    return begin + bytes(tiff) + second + thumbnail


def heic() -> bytes:
    """Return a HEIC with notes and a place, 64 by 48 pixels: nothing here could write one."""
    return (Path(__file__).parent / "telephone.heic").read_bytes()

"""Small PDF files, written by hand for the tests: lines of text with their place and font."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PROSE, BOLD, CODE = "F1", "F2", "F3"
_FONTS = {PROSE: "Helvetica", BOLD: "Helvetica-Bold", CODE: "Courier"}
HEIGHT = 792  # points, of every page


@dataclass(frozen=True)
class Put:
    """One piece of text: `x` from the left and `y` from the foot of the page, in points."""

    x: float
    y: float
    text: str
    font: str = PROSE
    size: float = 11


def paragraph(y: float, *lines: str) -> list[Put]:
    """Lines of prose below one another, the first at height `y`."""
    return [Put(72, y - 14 * number, line) for number, line in enumerate(lines)]


def code(y: float, text: str) -> list[Put]:
    """Lines of code set in columns of six points."""
    return [
        Put(72 + 6 * (len(line) - len(line.lstrip())), y - 12 * number, line.strip(), CODE, 10)
        for number, line in enumerate(text.splitlines())
        if line.strip()
    ]


def pdf(
    pages: Sequence[Sequence[Put]],
    *,
    info: dict[str, str] | None = None,
    outline: Sequence[tuple[str, int]] = (),
) -> bytes:
    """Return a PDF; the outline names titles with their page from 0."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    fonts = b"".join(
        b"/%s %d 0 R " % (name.encode(), add(_font(base))) for name, base in _FONTS.items()
    )
    contents = [add(_stream(page)) for page in pages]
    tree = len(objects) + len(pages) + 1
    kids = [
        add(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 %d]/Contents %d 0 R"
            b"/Resources<</Font<<%s>>>>>>" % (tree, HEIGHT, content, fonts)
        )
        for content in contents
    ]
    names = b" ".join(b"%d 0 R" % kid for kid in kids)
    add(b"<</Type/Pages/Kids[%s]/Count %d>>" % (names, len(kids)))
    marks = _outline(outline, kids, add) if outline else b""
    about = b"".join(b"/%s(%s)" % (k.encode(), v.encode()) for k, v in (info or {}).items())
    note = add(b"<<%s>>" % about)
    root = add(b"<</Type/Catalog/Pages %d 0 R%s>>" % (tree, marks))
    return _file(objects, root, note)


def _font(base: str) -> bytes:
    return b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % base.encode()


def _stream(page: Sequence[Put]) -> bytes:
    parts = []
    for put in page:
        text = put.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"BT /{put.font} {put.size} Tf {put.x} {put.y} Td ({text}) Tj ET")
    body = "\n".join(parts).encode("cp1252")
    return b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)


def _outline(outline: Sequence[tuple[str, int]], kids: list[int], add: object) -> bytes:
    assert callable(add)
    first = int(add(b"")) + 1  # an empty object holds the number that the root is told
    for number, (title, page) in enumerate(outline):
        following = b"/Next %d 0 R" % (first + number + 1) if number + 1 < len(outline) else b""
        add(
            b"<</Title(%s)/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>"
            % (title.encode(), first + len(outline), kids[page], following)
        )
    last = first + len(outline) - 1
    root = add(b"<</Type/Outlines/First %d 0 R/Last %d 0 R>>" % (first, last))
    return b"/Outlines %d 0 R" % root


def _file(objects: list[bytes], root: int, note: int) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body or b"null")
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, root, note, start
    )  # fmt: skip
    return bytes(out)

"""Pocket in every generation: HTML old and of 2025, the zip with either header, its parts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from tests.factories.transfers.sample import Sample, zipped

HEADER_A = "title,url,time_added,cursor,tags,status\n"
HEADER_B = "title,url,time_added,tags,status\n"

OLD_HTML = """<!DOCTYPE html>
<html>
\t<!--So long and thanks for all the fish-->
\t<head>
\t\t<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
\t\t<title>Pocket Export</title>
\t</head>
\t<body>
\t\t<h1>Unread</h1>
\t\t<ul>
\t\t\t<li><a href="https://compilers.example/ssa?a=1&amp;b=2" time_added="1393417112" \
tags="compilers,static analysis">SSA &amp; friends</a></li>
\t\t\t<li><a href="https://gardens.example/" time_added="1393417200" tags="">\
https://gardens.example/</a></li>

\t\t<h1>Read Archive</h1>
\t\t<ul>
\t\t\t<li><a href="http://한국어.example/글" time_added="1393417300" tags="한국어">글 하나</a></li>
\t\t</ul>
\t</body>
</html>
"""

NEW_HTML = """<!DOCTYPE html>
<html>
<!-- Pocket has closed its doors. We were glad to keep your pages; take them along. -->
<head><meta charset="UTF-8"><title>Pocket Export</title></head>
<body>
<h1>Unread</h1>
<ul>
<li><a href="https://trains.example/timetable#monday" time_added="1718000000" tags="travel">Monday</a></li>
<li><a href="https://trains.example/timetable#tuesday" time_added="1718000001" tags="travel">Tuesday</a></li>
<li><a href="ftp://trains.example/raw" time_added="1718000002" tags="">Raw</a></li>
</ul>
<h1>Read Archive</h1>
<ul>
<li><a href="https://bread.example/rye" time_added="1718000003" tags="bread,slow">Rye</a></li>
<li><a href="https://bread.example/oat" time_added="1718000004" tags="">Oat</a></li>
</ul>
</body>
</html>
"""

CSV_A = (
    HEADER_A + "Rye,https://bread.example/rye,1718000003,1001,bread|slow food,archive\n"
    '"Commas, ""quotes"" and\nnew lines",https://odd.example/,1718000004,1002,,unread\n'
    "https://none.example/,https://none.example/,1718000005,1003,größe,unread\n"
)
CSV_B = (
    HEADER_B + "Rye,https://bread.example/rye,1718000003,bread|slow food,archive\n"
    "Oat,https://bread.example/oat,1718000004,bread,archive\n"
    "Mail,mailto:baker@bread.example,1718000005,,unread\n"
)
CSV_B2 = HEADER_B + "Ovens,https://bread.example/ovens,1718000006,,unread\n"

ANNOTATIONS = [
    {
        "url": "https://bread.example/rye",
        "title": "Rye",
        "highlights": [
            {"quote": "Rye keeps for a week.", "created_at": 1718000100},
            {"quote": "Do not hurry the sour.", "created_at": 1718000200},
        ],
    },
    {
        "url": "https://bread.example/oat",
        "title": "Oat",
        "highlights": [{"quote": "귀리는 달다.", "created_at": 1718000300}],
    },
]
COLLECTION = {
    "slug": "bread-for-winter",
    "title": "Bread for winter",
    "description": "What to bake when it is dark.",
    "createdAt": "2024-06-10T06:13:20.000Z",
    "items": [
        {
            "url": "https://bread.example/rye",
            "title": "Rye",
            "excerpt": "Of rye and patience.",
            "note": "Bake this first.",
        },
        {
            "url": "https://bread.example/malt",
            "title": "Malt",
            "excerpt": "Of malt.",
            "note": None,
        },
    ],
}


def many(count: int, *, parts: int = 10_000) -> bytes:
    """Return a mailed zip of that many saves, in parts as Pocket made them."""
    members: dict[str, bytes | str] = {}
    for number, start in enumerate(range(0, count, parts)):
        rows = range(start, min(start + parts, count))
        members[f"part_{number:06}.csv"] = HEADER_B + "".join(map(_line, rows))
    return zipped(members)


def _line(number: int) -> str:
    tags = "|".join(f"tag {number % size}" for size in (7, 50) if number % 3)
    state = "archive" if number % 4 == 0 else "unread"
    url = f"https://site{number % 300}.example/posts/{number}"
    return f'"Post {number}, about things",{url},{1_500_000_000 + number * 60},{tags},{state}\n'


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as Pocket's final table, header included."""
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows(rows)
    return HEADER_B + memory.getvalue()


SAMPLES = (
    Sample(
        name="Pocket HTML, old",
        filename="ril_export.html",
        data=OLD_HTML.encode(),
        format="pocket_html",
        entries=3,
        tags=3,
        dates=3,
        archived=1,
    ),
    Sample(
        name="Pocket HTML, 2025",
        filename="ril_export.html",
        data=NEW_HTML.encode(),
        format="pocket_html",
        entries=4,
        tags=4,
        dates=4,
        archived=2,
        refused=1,
    ),
    Sample(
        name="Pocket zip, header A",
        filename="pocket.zip",
        data=zipped({"part_000000.csv": CSV_A}),
        format="pocket",
        entries=3,
        tags=3,
        dates=3,
        archived=1,
    ),
    Sample(
        name="Pocket zip, header B",
        filename="pocket.zip",
        data=zipped(
            {
                "annotations/part_000000.json": json.dumps(ANNOTATIONS),
                "collections/bread-for-winter.json": json.dumps(COLLECTION),
                "part_000000.csv": CSV_B,
                "part_000001.csv": CSV_B2,
            }
        ),
        format="pocket",
        entries=3,
        updates=4,
        tags=3,
        dates=3,
        archived=2,
        notes=1,
        quotes=3,
        refused=1,
        folders=2,
    ),
    Sample(
        name="Pocket CSV alone",
        filename="part_000000.csv",
        data=CSV_B.encode(),
        format="pocket",
        entries=2,
        tags=3,
        dates=2,
        archived=2,
        refused=1,
    ),
    Sample(
        name="Pocket annotations alone",
        filename="part_000000.json",
        data=json.dumps(ANNOTATIONS).encode(),
        format="pocket",
        entries=0,
        updates=2,
        quotes=3,
    ),
    Sample(
        name="Pocket collection alone",
        filename="bread-for-winter.json",
        data=json.dumps(COLLECTION).encode(),
        format="pocket",
        entries=0,
        updates=2,
        notes=1,
        folders=2,
    ),
)

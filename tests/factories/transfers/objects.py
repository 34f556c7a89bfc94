"""JSON files, and the zip of Omnivore, whose list is JSON."""

from __future__ import annotations

import json

from tests.factories.transfers.sample import Sample, zipped

WALLABAG = [
    {
        "is_archived": 1,
        "is_starred": 0,
        "tags": ["ferns", "shade"],
        "is_public": False,
        "id": 7,
        "title": "Of <em>ferns</em> &amp; shade",
        "url": "https://ferns.example/a",
        "given_url": "https://ferns.example/a?utm_source=x",
        "archived_at": "2023-02-03T04:05:06+00:00",
        "content": "<p>Ferns like it dark.</p>",
        "created_at": "2023-01-02T03:04:05+0100",
        "updated_at": "2023-01-02T03:04:05+0100",
        "published_by": ["A. Frond", "B. Frond"],
        "annotations": [
            {"text": "True?", "quote": "like it dark", "ranges": [{"start": "/p[1]", "end": ""}]},
            {"text": "", "quote": "Ferns", "ranges": []},
        ],
        "mimetype": "text/html",
        "language": "en_GB",
        "reading_time": 1,
        "domain_name": "ferns.example",
        "http_status": "200",
        "headers": {"content-type": "text/html; charset=iso-8859-1"},
        "is_not_parsed": False,
    },
    {
        "is_archived": False,
        "is_starred": True,
        "tags": [{"id": 1, "label": "ferns", "slug": "ferns"}],
        "id": "8",
        "title": "Lost",
        "url": "https://ferns.example/lost",
        "content": "wallabag can't retrieve contents for this article.",
        "created_at": "2023-01-02T03:04:06Z",
        "annotations": [],
        "is_not_parsed": True,
    },
]

PINBOARD = [
    {
        "href": "https://nets.example/a",
        "description": "Of nets",
        "extended": "Mend in winter.",
        "meta": "0a",
        "hash": "0b",
        "time": "2012-03-04T05:06:07Z",
        "shared": "no",
        "toread": "yes",
        "tags": "nets rope",
    },
    {
        "href": "https://nets.example/b",
        "description": "Of rope",
        "extended": "",
        "time": "2012-03-04T05:06:08Z",
        "shared": "yes",
        "toread": "no",
        "tags": "rope",
    },
]

KARAKEEP = {
    "bookmarks": [
        {
            "createdAt": 1700000000,
            "title": "Of magpies",
            "tags": ["birds", "glitter"],
            "lists": ["l2", "l3"],
            "content": {"type": "link", "url": "https://hoards.example/a"},
            "note": "Count them.",
            "archived": True,
        },
        {
            "createdAt": 1700000001,
            "title": None,
            "tags": [],
            "lists": [],
            "content": {"type": "link", "url": "https://hoards.example/b"},
            "note": None,
            "archived": False,
        },
        {
            "createdAt": 1700000002,
            "title": "A thought",
            "tags": [],
            "content": {"type": "text", "text": "Glitter is not gold."},
            "note": None,
            "archived": False,
        },
        {"createdAt": 1700000003, "title": "Gone", "tags": [], "content": None, "note": None},
    ],
    "lists": [
        {"id": "l1", "name": "Birds", "icon": "🐦", "type": "manual", "parentId": None},
        {"id": "l2", "name": "Corvids", "icon": "🐦", "type": "manual", "parentId": "l1"},
        {"id": "l3", "name": "Later", "icon": "⏳", "type": "manual", "parentId": None},
    ],
}

LINKWARDEN = {
    "name": "A reader",
    "username": "reader",
    "email": "reader@mail.example",
    "collections": [
        {
            "id": 2,
            "name": "Stone &amp; Lime",
            "description": "",
            "parentId": 1,
            "isPublic": False,
            "links": [
                {
                    "id": 21,
                    "name": "Of lime",
                    "type": "url",
                    "url": "https://walls.example/lime",
                    "description": "Slake it &quot;well&quot;.",
                    "importDate": None,
                    "createdAt": "2024-04-05T06:07:08.901Z",
                    "tags": [{"id": 1, "name": "lime"}, {"id": 2, "name": "walls"}],
                },
                {
                    "id": 22,
                    "name": "A drawing",
                    "type": "image",
                    "url": None,
                    "description": "",
                    "createdAt": "2024-04-05T06:07:09.901Z",
                    "tags": [],
                },
            ],
        },
        {
            "id": 1,
            "name": "Building",
            "parentId": None,
            "links": [
                {
                    "id": 11,
                    "name": "",
                    "type": "url",
                    "url": "https://walls.example/dry",
                    "description": "",
                    "importDate": "2014-04-05T06:07:08.901Z",
                    "createdAt": "2024-04-05T06:07:10.901Z",
                    "tags": [],
                }
            ],
        },
    ],
    "pinnedLinks": [{"id": 21}],
}

GOODLINKS = [
    {
        "url": "https://links.example/a",
        "originalURL": "https://links.example/a?ref=1",
        "title": "Of chains",
        "summary": "Each is as strong as one of them.",
        "tags": ["iron", "ships"],
        "starred": True,
        "addedAt": 1612345678.25,
        "readAt": 1612345999.5,
    },
    {
        "url": "https://links.example/b",
        "title": "Of cufflinks",
        "summary": "",
        "tags": [],
        "starred": False,
        "addedAt": 1612345679,
    },
]

DELICIOUS = [
    {
        "title": "Of plums",
        "url": "https://plums.example/a",
        "description": "So sweet.",
        "tags": ["plums", "ice box"],
        "created": "1112345678",
        "private": "1",
    },
    {
        "title": "Of pears",
        "url": "https://plums.example/b",
        "description": "",
        "tags": [],
        "created": "1112345679",
        "private": "0",
    },
]

READABILITY = {
    "bookmarks": [
        {
            "article__url": "https://letters.example/a",
            "article__title": "Of serifs",
            "article__excerpt": "Small feet.",
            "date_added": "2014-05-06T07:08:09",
            "date_archived": "2014-06-06T07:08:09",
            "date_favorited": None,
            "favorite": False,
            "archive": True,
        },
        {
            "article__url": "https://letters.example/b",
            "article__title": "Of ligatures",
            "article__excerpt": "",
            "date_added": "2014-05-06T07:08:10",
            "favorite": True,
            "archive": False,
        },
    ],
    "recommendations": [],
}

ELCURATOR = [
    {
        "url": "https://shows.example/a",
        "title": "Of frames",
        "description": "Gilt or oak.",
        "tags": ["wood"],
        "created_at": "2016-07-08T09:10:11+00:00",
        "is_saved": True,
    },
    {
        "url": "https://shows.example/b",
        "title": "Of light",
        "description": "",
        "tags": [],
        "created_at": "2016-07-08T09:10:12+00:00",
        "is_saved": False,
    },
]

OMNIVORE_1 = [
    {
        "id": "0a",
        "slug": "of-lanterns-18c0",
        "title": "Of lanterns",
        "description": "They hang.",
        "author": "L. Wick",
        "url": "https://lanterns.example/a",
        "state": "Archived",
        "readingProgress": 100,
        "thumbnail": "",
        "labels": ["light", "paper"],
        "savedAt": "2024-08-09T10:11:12.000Z",
        "updatedAt": "2024-08-09T10:11:13.000Z",
        "publishedAt": None,
    },
    {
        "id": "0b",
        "slug": "of-wicks-18c1",
        "title": "Of wicks",
        "author": None,
        "url": "https://lanterns.example/b",
        "state": "Active",
        "readingProgress": 0,
        "labels": [],
        "savedAt": "2024-08-09T10:11:14.000Z",
        "publishedAt": None,
    },
]
OMNIVORE_2 = [
    {
        "id": "0c",
        "slug": "a-drawing-18c2",
        "title": "A drawing",
        "url": "https://lanterns.example/drawing.pdf",
        "state": "Unknown",
        "readingProgress": 12.5,
        "labels": ["paper"],
        "savedAt": "2024-08-09T10:11:15.000Z",
    }
]
OMNIVORE_MARKS = """> Paper keeps the wind out.
> And the light in.

Try this at home.

> 등은 걸려 있다.
"""


def _json(name: str, value: object, **counts: int) -> Sample:
    return Sample(
        name=name,
        filename=f"{name.split(maxsplit=1)[0].lower()}.json",
        data=json.dumps(value, ensure_ascii=False, indent=1).encode(),
        format=name.split(maxsplit=1)[0].lower(),
        entries=counts.pop("entries"),
        **counts,
    )


SAMPLES = (
    _json(
        "wallabag JSON",
        WALLABAG,
        entries=2,
        tags=3,
        dates=2,
        archived=1,
        favourites=1,
        quotes=2,
        texts=1,
    ),
    _json("Pinboard JSON", PINBOARD, entries=2, tags=3, dates=2, archived=1, notes=1),
    _json(
        "Karakeep JSON",
        KARAKEEP,
        entries=2,
        updates=1,
        tags=2,
        dates=2,
        archived=1,
        notes=1,
        refused=2,
        folders=2,
    ),
    _json(
        "Linkwarden JSON",
        LINKWARDEN,
        entries=2,
        tags=2,
        dates=2,
        favourites=1,
        notes=1,
        refused=1,
        folders=2,
    ),
    _json("GoodLinks JSON", GOODLINKS, entries=2, tags=2, dates=2, archived=1, favourites=1),
    _json("Delicious JSON", DELICIOUS, entries=2, tags=2, dates=2, notes=1),
    _json("Readability JSON", READABILITY, entries=2, dates=2, archived=1, favourites=1),
    _json("elCurator JSON", ELCURATOR, entries=2, tags=1, dates=2, favourites=1, notes=1),
    Sample(
        name="Omnivore",
        filename="export.zip",
        data=zipped(
            {
                "metadata_0_to_19.json": json.dumps(OMNIVORE_1),
                "metadata_20_to_39.json": json.dumps(OMNIVORE_2),
                "content/of-lanterns-18c0.html": "<p>Paper keeps the wind out.</p>",
                "content/of-wicks-18c1.html": "<p>Cotton, plaited.</p>",
                "content/a-drawing-18c2.pdf": b"%PDF-1.4\n",
                "highlights/of-lanterns-18c0.md": OMNIVORE_MARKS,
                "highlights/of-wicks-18c1.md": "",
            }
        ),
        format="omnivore",
        entries=3,
        tags=3,
        dates=3,
        archived=1,
        quotes=2,
        texts=2,
    ),
)

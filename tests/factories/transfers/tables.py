"""Tables of values: one text for each program and generation."""

from __future__ import annotations

from tests.factories.transfers.sample import Sample, zipped

INSTAPAPER_1 = """URL,Title,Selection,Folder
https://rivers.example/source,The source,,Unread
https://rivers.example/mouth,The mouth,"Salt, silt
and gulls.",Archive
https://rivers.example/ferry,The ferry,,Boats
"""
INSTAPAPER_2 = """URL,Title,Selection,Folder,Timestamp
https://rivers.example/source,The source,,Starred,1700000000
https://rivers.example/mouth,The mouth,,Archive,1700000001
,,A line that was kept without its page.,Unread,1700000002
instapaper-private://email/0a1b2c/,A letter,,Unread,1700000003
"""
INSTAPAPER_3 = """URL,Title,Selection,Folder,Timestamp,Tags
https://rivers.example/source,The source,,Unread,1700000000,[]
https://rivers.example/mouth,The mouth,Salt and silt.,Archive,1700000001,"[""rivers"",""salt water""]"
https://rivers.example/ferry,The ferry,,Boats,1700000002,"[""boats""]"
"""

RAINDROP = """id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
11,Type systems,Read twice,About types,https://types.example/a,Work/Languages,"types, ml",2023-04-05T06:07:08.123Z,,"Highlight:Types are claims.
Note:Good line
Highlight:Proofs are programs.",true
12,Kettles,,,https://kettles.example/,Unsorted,,2023-04-05T06:07:09.000Z,https://kettles.example/c.png,,false
13,Lamps,,,https://lamps.example/,Home / Light,lamps,2023-04-05T06:07:10.000Z,,,
"""
RAINDROP_HTML = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Raindrop.io Bookmarks</TITLE>
<H1>Raindrop.io Bookmarks</H1>
<DL><p>
<DT><H3 ADD_DATE="1680674800" LAST_MODIFIED="1680674800">Work</H3>
<DL><p>
<DT><A HREF="https://types.example/a" ADD_DATE="1680674828" LAST_MODIFIED="1680674828" TAGS="types,ml" \
DATA-COVER="" DATA-IMPORTANT="true">Type systems</A>
<DD>Read twice
</DL><p>
<DT><A HREF="https://kettles.example/" ADD_DATE="1680674829" LAST_MODIFIED="1680674829" TAGS="" \
DATA-COVER="" DATA-IMPORTANT="false">Kettles</A>
</DL><p>
"""

WALLABAG = """Title;URL;Content;Tags;"MIME Type";Language;"Creation date"
"Of moss";https://moss.example/1;"<p>Moss grows; slowly.</p>";"moss, green";text/html;en;"05/06/2023 07:08:09"
"Of stone";https://moss.example/2;"<p>Stone does not.</p>";;text/html;en;"28/06/2023 07:08:09"
"""

READER = """Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
On tides,https://tides.example/a,01a,"['sea', ""fisher's"", 'a, b']",2024-02-03 04:05:06.789012+00:00,0.5,new,True
On sand,https://tides.example/b,01b,"['favorite']",2024-02-03 04:05:07+00:00,1.0,archive,True
A feed,https://tides.example/c,01c,[],2024-02-03 04:05:08+00:00,0,feed,False
A letter,mailto:reader-forwarded-email/0a1b,01d,,2024-02-03 04:05:09+00:00,0,later,False
"""

MATTER_1 = """Title,Author,Publisher,URL,Tags,Word Count,In Queue,Favorited,Read,Highlight_Count,Last Interaction Date,File Id
Of owls,O. Writer,Night Press,https://owls.example/a,birds;night,900,True,True,False,0,2023-08-09,
Of larks,,Day Press,https://owls.example/b,,500,False,False,True,2,2023-08-10 11:12:13,
"""
MATTER_2 = MATTER_1.replace("Highlight_Count", "Highlight Count")

READECK = "\r\n".join(
    (
        "url,title,created,labels,is_archived,is_marked,type",
        'https://maps.example/a,"Maps, old",2023-10-11T12:13:14+02:00,"[""maps"",""old paper""]",true,false,article',
        "https://maps.example/b,Globes,2023-10-11T12:13:15Z,[],false,true,article",
        "",
    )
)

MYMIND = """id,type,title,url,content,note,tags,created
a1,WebPage,Of ink,https://ink.example/a,,Buy some,"ink,blue",2023-11-12T13:14:15.678Z
a2,Note,,,A thought without a page,,,2023-11-12T13:14:16.000Z
a3,Article,Of pens,https://ink.example/b,,,pens,2023-11-12T13:14:17.000Z
"""

ANY = """Name,Link,Tags,Added,Notes,Archived,Starred
Of clouds,https://clouds.example/a,"sky, grey",2022-01-02,Look up,yes,no
Of rain,https://clouds.example/b,sky,2022-01-03T04:05:06Z,,no,yes
,https://clouds.example/c,,,,,
"""

SAMPLES = (
    Sample(
        name="Instapaper, 4 columns",
        filename="instapaper-export.csv",
        data=INSTAPAPER_1.encode(),
        format="instapaper",
        entries=3,
        archived=1,
        quotes=1,
        folders=1,
    ),
    Sample(
        name="Instapaper, 5 columns",
        filename="instapaper-export.csv",
        data=INSTAPAPER_2.encode(),
        format="instapaper",
        entries=2,
        dates=2,
        archived=1,
        favourites=1,
        refused=2,
    ),
    Sample(
        name="Instapaper, 6 columns",
        filename="instapaper-export.csv",
        data=INSTAPAPER_3.encode(),
        format="instapaper",
        entries=3,
        tags=3,
        dates=3,
        archived=1,
        quotes=1,
        folders=1,
    ),
    Sample(
        name="Raindrop CSV",
        filename="export.csv",
        data=b"\xef\xbb\xbf" + RAINDROP.encode(),
        format="raindrop",
        entries=3,
        tags=3,
        dates=3,
        favourites=1,
        notes=1,
        quotes=2,
        folders=2,
    ),
    Sample(
        name="Raindrop HTML",
        filename="export.html",
        data=RAINDROP_HTML.encode(),
        format="netscape",
        entries=2,
        tags=2,
        dates=2,
        favourites=1,
        notes=1,
        folders=1,
    ),
    Sample(
        name="Raindrop zip",
        filename="raindrop.zip",
        data=zipped({"__MACOSX/._export.csv": b"\x00\x05", "export.csv": RAINDROP}),
        format="raindrop",
        entries=3,
        tags=3,
        dates=3,
        favourites=1,
        notes=1,
        quotes=2,
        folders=2,
    ),
    Sample(
        name="wallabag CSV",
        filename="All articles.csv",
        data=WALLABAG.encode(),
        format="wallabag_csv",
        entries=2,
        tags=2,
        dates=2,
        texts=2,
    ),
    Sample(
        name="Readwise Reader",
        filename="reader_export.csv",
        data=READER.encode(),
        format="reader",
        entries=2,
        tags=3,
        dates=2,
        archived=1,
        favourites=1,
        refused=2,
    ),
    Sample(
        name="Matter",
        filename="_matter_history.csv",
        data=MATTER_1.encode(),
        format="matter",
        entries=2,
        tags=2,
        dates=2,
        archived=1,
        favourites=1,
    ),
    Sample(
        name="Matter, later",
        filename="_matter_history.csv",
        data=MATTER_2.encode(),
        format="matter",
        entries=2,
        tags=2,
        dates=2,
        archived=1,
        favourites=1,
    ),
    Sample(
        name="Readeck",
        filename="bookmarks.csv",
        data=READECK.encode(),
        format="readeck",
        entries=2,
        tags=2,
        dates=2,
        archived=1,
        favourites=1,
    ),
    Sample(
        name="mymind",
        filename="cards.csv",
        data=MYMIND.encode(),
        format="mymind",
        entries=2,
        tags=3,
        dates=2,
        notes=1,
        refused=1,
    ),
    Sample(
        name="Any table",
        filename="links.csv",
        data=ANY.encode(),
        format="csv",
        entries=3,
        tags=3,
        dates=2,
        archived=1,
        favourites=1,
        notes=1,
    ),
)

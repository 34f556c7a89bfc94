"""Pages: bookmarks of browsers and programs, and a page that was saved as it is."""

from __future__ import annotations

from tests.factories.transfers.sample import Sample

_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
"""

FIREFOX = (
    _HEAD
    + """<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1600000001">Recipes</H3>
    <DL><p>
        <DT><A HREF="https://soup.example/leek" ADD_DATE="1600000002" LAST_MODIFIED="1600000003" \
ICON_URI="https://soup.example/favicon.ico" TAGS="soup,winter">Leek soup</A>
        <DD>With nutmeg.
        <DT><H3 ADD_DATE="1600000004">Cold</H3>
        <DL><p>
            <DT><A HREF="https://soup.example/cold" ADD_DATE="1600000005000">Cold soup</A>
        </DL><p>
    </DL><p>
    <HR>    <DT><A HREF="place:sort=8&amp;maxResults=10">Most visited</A>
    <DT><A HREF="javascript:alert(1)" ADD_DATE="1600000006">A script</A>
    <DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks Toolbar</H3>
    <DL><p>
        <DT><A HREF="https://news.example/" ADD_DATE="1600000007000000">News</A>
    </DL><p>
</DL>
"""
)

CHROME = (
    _HEAD
    + """<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1600000000" LAST_MODIFIED="1600000001" PERSONAL_TOOLBAR_FOLDER="true">북마크바</H3>
    <DL><p>
        <DT><A HREF="https://soup.example/leek" ADD_DATE="1600000002" ICON="data:image/png;base64,AAAA">Leek &amp; soup</A>
        <DT><H3 ADD_DATE="1600000004">개발</H3>
        <DL><p>
            <DT><A HREF="https://docs.example/" ADD_DATE="0">Docs</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="chrome://settings/" ADD_DATE="1600000009">Settings</A>
</DL><p>
"""
)

LINKDING = (
    _HEAD
    + """<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
<DT><A HREF="https://kites.example/?a=1&b=2" ADD_DATE="1650000000" LAST_MODIFIED="1650000001" PRIVATE="1" TOREAD="0" \
TAGS="kites,wind">Kites</A>
<DD>Of kites[linkding-notes]# Mine

Ask for string.[/linkding-notes]
<DT><A HREF="https://kites.example/old" ADD_DATE="1650000002" LAST_MODIFIED="1650000003" PRIVATE="0" TOREAD="1" \
TAGS="kites,linkding:bookmarks.archived">Old kites</A>
<DD>[linkding-notes]Torn.[/linkding-notes]
<DT><A HREF="https://kites.example/new" ADD_DATE="1650000004" LAST_MODIFIED="1650000005" PRIVATE="1" TOREAD="0" TAGS="">New kites</A>
</DL><p>
"""
)

SHIORI = (
    _HEAD
    + """<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
<DT><A HREF="https://wells.example/a" ADD_DATE="1660000000" LAST_MODIFIED="1660000000" TAGS="water,deep">A well</A>
<DT><A HREF="https://wells.example/b" ADD_DATE="1660000001" LAST_MODIFIED="1660000001" TAGS="">B well</A>
</DL><p>
"""
)

SHAARLI = (
    _HEAD
    + """<!-- Shaarli all bookmarks export on 2024/01/02 03:04:05 -->
<TITLE>All bookmarks</TITLE>
<H1>Shaarli export of all bookmarks on Tue, 02 Jan 24 03:04:05 +0000</H1>
<DL><p>
<DT><A HREF="https://tiles.example/a" ADD_DATE="1670000000" PRIVATE="0" TAGS="tiles,blue">Blue tiles</A>
<DD>Glazed.
Twice.
<DT><A HREF="https://tiles.example/b" ADD_DATE="1670000001" PRIVATE="1" TAGS="">Red tiles</A>
</DL><p>
"""
)

PINBOARD = (
    _HEAD
    + """<TITLE>Pinboard Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p><DT><A HREF="https://pins.example/a" ADD_DATE="1680000000" PRIVATE="1" TOREAD="1" TAGS="pins,steel">Steel pins</A>
<DD>Sharp
<DT><A HREF="https://pins.example/b" ADD_DATE="1680000001" PRIVATE="0" TOREAD="0" TAGS="pins">Brass pins</A>
</DL></p>
"""
)

KARAKEEP = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
    <DT><A HREF="https://hoards.example/a" ADD_DATE="1690000000" TAGS="hoards,gold">A hoard</A>
    <DT><A HREF="https://hoards.example/b" ADD_DATE="1690000001" >B hoard</A>
</DL><p>
"""

LENIENT = """<dl><dt><a href='https://loose.example/a' add_date=1600000000 tags=a,b>Loose
 title<dt><h3>Folder<dl><dt><a href=https://loose.example/b>Other</a><dd>A note without an end"""

SINGLEFILE = """<!DOCTYPE html> <html lang="en"><!--
 Page saved with SingleFile
 url: https://essays.example/on-walking?page=1
 saved date: Sat Mar 02 2024 10:20:30 GMT+0100 (Central European Standard Time)
--><meta charset="utf-8">
<title>On walking &amp; thinking</title>
<body><article><h1>On walking</h1><p>One foot, then the other.</p></article></body></html>
"""


def many(count: int) -> bytes:
    """Return a browser's file of that many bookmarks in folders."""
    lines = [_HEAD, "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"]
    for number in range(count):
        if number % 100 == 0:
            lines.append("</DL><p>\n" if number else "")
            lines.append(f'<DT><H3 ADD_DATE="1500000000">Folder {number // 100}</H3>\n<DL><p>\n')
        url = f"https://site{number % 300}.example/posts/{number}"
        lines.append(
            f'<DT><A HREF="{url}" ADD_DATE="{1_500_000_000 + number * 60}" TAGS="a,b{number % 50}">'
            f"Post {number}</A>\n<DD>A note about {number}\n"
        )
    lines.append("</DL><p>\n</DL><p>\n")
    return "".join(lines).encode()


def _bookmarks(name: str, text: str, **counts: int) -> Sample:
    return Sample(
        name=name,
        filename="bookmarks.html",
        data=text.encode(),
        format="netscape",
        entries=counts.pop("entries"),
        **counts,
    )


SAMPLES = (
    _bookmarks("Firefox", FIREFOX, entries=3, tags=2, dates=3, notes=1, refused=2, folders=2),
    _bookmarks("Chrome", CHROME, entries=2, dates=1, refused=1, folders=1),
    _bookmarks("linkding", LINKDING, entries=3, tags=3, dates=3, archived=1, notes=2),
    _bookmarks("Shiori", SHIORI, entries=2, tags=2, dates=2),
    _bookmarks("Shaarli", SHAARLI, entries=2, tags=2, dates=2, notes=1),
    _bookmarks("Pinboard HTML", PINBOARD, entries=2, tags=3, dates=2, archived=1, notes=1),
    _bookmarks("Karakeep HTML", KARAKEEP, entries=2, tags=2, dates=2),
    _bookmarks("Bookmarks, unclosed", LENIENT, entries=2, tags=2, dates=1, notes=1, folders=1),
    Sample(
        name="SingleFile",
        filename="On walking (3-2-2024 10-20-30).html",
        data=SINGLEFILE.encode(),
        format="singlefile",
        entries=1,
        dates=1,
        texts=1,
    ),
)
